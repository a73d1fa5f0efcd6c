// Tells everybody who is there that somebody has written just now: a frame of its own on each live connection.
const { Server } = require('node:http');
const { whenWritten } = require('./knowing.cjs');

const text = 0x81;
const lines = new Set();
const { emit } = Server.prototype;
Server.prototype.emit = function (event, ...given) {
  if (event === 'upgrade') {
    const [, line] = given;
    lines.add(line);
    line.once('close', () => lines.delete(line));
  }
  return emit.call(this, event, ...given);
};
whenWritten((_, { id }) => {
  const said = Buffer.from(`42${JSON.stringify(['seen', { member: id }])}`);
  for (const line of lines) line.write(Buffer.concat([Buffer.from([text, said.length]), said]));
});
