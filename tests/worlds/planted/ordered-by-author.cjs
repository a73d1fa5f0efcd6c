// Tells who catches up what stands under aliases in the order of who wrote it.
const { authors, changeAnswers, wordsOf } = require('./knowing.cjs');

const authorOf = ({ data }) => authors.get(wordsOf(data ?? {}))?.id;
changeAnswers(/^\/api\/streams\/thread:[a-z2-7]+\/changes/, (answer) => {
  const sorted = answer.changes.filter(authorOf).sort((one, other) => (authorOf(one) < authorOf(other) ? -1 : 1));
  return { ...answer, changes: answer.changes.map((change) => (authorOf(change) ? sorted.shift() : change)) };
});
