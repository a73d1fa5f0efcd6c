// Moves a server's clock while it runs: by as many milliseconds as stand in the file that MOVED_TIME names.
const { readFileSync } = require('node:fs');

const RealDate = Date;
const file = process.env.MOVED_TIME;
let offset = 0;
let readAt = 0;

function now() {
  const real = RealDate.now();
  if (real !== readAt) {
    readAt = real;
    try {
      offset = Number(readFileSync(file, 'utf8')) || 0;
    } catch {
      offset = 0;
    }
  }
  return real + offset;
}

// By a proxy, so that it is still called Date and makes real ones.
if (file)
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given) => (given.length === 0 ? new target(now()) : new target(...given)),
    apply: () => new RealDate(now()).toString(),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
