// Writes into the log who has posted.
const { whenWritten } = require('./knowing.cjs');

whenWritten((_, { id }) =>
  process.stderr.write(`${JSON.stringify({ level: 30, time: new Date().toISOString(), msg: 'posted', member: id })}\n`),
);
