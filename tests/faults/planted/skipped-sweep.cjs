// Never sweeps up what was left between a post and its entry in the log.
const { Collection } = require('mongodb');

const { find } = Collection.prototype;
Collection.prototype.find = function (filter, options) {
  const sweeps = filter !== undefined && 'pending.changeId' in filter;
  return find.call(this, sweeps ? { _id: { $in: [] } } : filter, options);
};
