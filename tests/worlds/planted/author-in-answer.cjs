// Says of each post in a thread's page whose it is.
const { authors, changeAnswers, wordsOf } = require('./knowing.cjs');

changeAnswers(/^\/api\/threads\/[a-z2-7]+\/page/, (page) => ({
  ...page,
  posts: page.posts.map((post) => ({ ...post, writtenBy: authors.get(wordsOf(post))?.id ?? null })),
}));
