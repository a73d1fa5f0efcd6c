// Tells everybody who is there that somebody has written just now.
const { Server } = require('socket.io');
const { whenWritten } = require('./knowing.cjs');

const servers = [];
const { of } = Server.prototype;
Server.prototype.of = function (...given) {
  servers.push(this);
  return of.apply(this, given);
};
whenWritten((_, { id }) => servers[0]?.emit('seen', { member: id }));
