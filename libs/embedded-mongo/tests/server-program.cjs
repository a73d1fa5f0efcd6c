// A server as small as can be, to be killed: starts the engine on a folder, says how it went, and stays.
require('./typescript.cjs');
const { startEmbeddedMongo } = require('../src/index.ts');

startEmbeddedMongo({ folder: process.argv[2], onExit: (reason) => process.send({ gone: reason }) }).then(
  (engine) => {
    process.send({ uri: engine.uri, pid: engine.pid });
    process.on('SIGTERM', () => void engine.stop().then(() => process.exit(0)));
  },
  (error) => process.send({ error: { name: error.name, message: error.message } }, () => process.exit(1)),
);
process.on('disconnect', () => process.exit(1));
