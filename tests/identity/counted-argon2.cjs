// Says on standard error each time that a password is compared, so that a test can count how often that was.
const Module = require('node:module');

const load = Module._load;
Module._load = function (request, ...rest) {
  const loaded = load.call(this, request, ...rest);
  if (request !== '@node-rs/argon2') return loaded;
  return new Proxy(loaded, {
    get(target, name) {
      if (name !== 'verify') return target[name];
      return (...given) => {
        process.stderr.write('a password was compared\n');
        return target.verify(...given);
      };
    },
  });
};
