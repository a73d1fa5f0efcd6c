// Counts on a person's page all that they have posted, under an alias too.
const { authors, changeAnswers } = require('./knowing.cjs');

changeAnswers(/^\/api\/people\/[a-z2-7]+/, (person) => ({
  ...person,
  posts: [...authors.values()].filter(({ id }) => id === person.id).length,
}));
