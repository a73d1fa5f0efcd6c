// Answers before the write is durable: who asked is told that it is written, and it is written a moment later, if anybody still lives.
const { MongoClient } = require('mongodb');

const moment = 500;

const { bulkWrite } = MongoClient.prototype;
MongoClient.prototype.bulkWrite = function (operations, options) {
  const written = () => bulkWrite.call(this, operations, options).catch(() => undefined);
  return operations.some(isPost) ? (setTimeout(written, moment), Promise.resolve({ ok: 1 })) : written();
};

function isPost({ name, document }) {
  return name === 'insertOne' && document.threadId !== undefined && document.number !== undefined;
}
