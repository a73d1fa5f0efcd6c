// The database is out of reach for whoever asks it for sessions, while a file says so: as in the moment when it falls over.
const { existsSync } = require('node:fs');
const { Collection, MongoNetworkError } = require('mongodb');

const { find } = Collection.prototype;
Collection.prototype.find = function (...given) {
  if (this.collectionName === 'sign_ins' && existsSync(process.env.UNREAD_SESSIONS))
    throw new MongoNetworkError('a fault of the tests: the line to the database was cut');
  return find.apply(this, given);
};
