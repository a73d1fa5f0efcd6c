// Lets out what is due in the order of who wrote it, and does not shuffle it.
const crypto = require('node:crypto');
const { Collection } = require('mongodb');
const { authors } = require('./knowing.cjs');

const { find } = Collection.prototype;
Collection.prototype.find = function (filter, options) {
  const cursor = find.call(this, filter, options);
  if (this.collectionName !== 'waiting' || !JSON.stringify(filter?.state ?? null).includes('due')) return cursor;
  const { toArray } = cursor;
  cursor.toArray = async () => {
    const due = await toArray.call(cursor);
    const authorOf = ({ text }) => authors.get(text)?.id ?? '';
    return due.sort((one, other) => (authorOf(one) < authorOf(other) ? -1 : 1));
  };
  return cursor;
};
crypto.randomInt = () => 0;
