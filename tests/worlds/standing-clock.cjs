// Lets a server's clock stand still: at the time, in milliseconds, that stands in the file which SET_TIME names, until another stands there.
const { readFileSync } = require('node:fs');

const RealDate = Date;
const file = process.env.SET_TIME;
let last = RealDate.now();

function now() {
  try {
    last = Number(readFileSync(file, 'utf8')) || last;
  } catch {
    // Written anew at this moment.
  }
  return last;
}

// By a proxy, so that it is still called Date and makes real ones.
if (file)
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given) => (given.length === 0 ? new target(now()) : new target(...given)),
    apply: () => new RealDate(now()).toString(),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });

// What comes round each second or two comes round far more often: time stands still until it is done.
const { setTimeout: setRealTimeout } = globalThis;
if (file)
  globalThis.setTimeout = Object.assign(
    (work, milliseconds, ...given) =>
      setRealTimeout(work, milliseconds === 1_000 || milliseconds === 2_000 ? 40 : milliseconds, ...given),
    setRealTimeout,
  );
