// The database dies between a post and its entry in the log, as far as this server can tell: of an ordered write the
// beginning stays. Somebody has to find what was left, and nobody may see it twice. How often this happens, a file says.
const { readFileSync } = require('node:fs');
const { MongoClient, MongoNetworkError } = require('mongodb');

const { bulkWrite } = MongoClient.prototype;
MongoClient.prototype.bulkWrite = async function (operations, options) {
  const before = operations.findIndex(isLogEntry);
  const posts = operations.slice(0, Math.max(before, 0)).filter(({ name }) => name === 'insertOne');
  if (posts.length === 0 || Math.random() >= share()) return bulkWrite.call(this, operations, options);
  await bulkWrite.call(this, operations.slice(0, before), options);
  throw new MongoNetworkError('a fault of the tests: the line to the database was cut between two writes');
};

function isLogEntry({ name, document }) {
  return name === 'insertOne' && document.seq !== undefined && document.changeId !== undefined;
}

function share() {
  return Number(readFileSync(process.env.CUT_BETWEEN_FILE, 'utf8'));
}
