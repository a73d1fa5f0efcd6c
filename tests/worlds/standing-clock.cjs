// Lets a server's clock stand still, and has what comes round come round when the test says so: one thing after the other, each to its
// end before the next. So two runs of one script have the same times, and nothing overtakes anything by the chance of the moment.
// It begins at STANDING_AT. Through the socket that STANDING_CLOCK names it is told a time, and how often at least something must come
// round to do so now; both in milliseconds.
const { createServer } = require('node:net');

const { setTimeout: setRealTimeout } = globalThis;
const RealDate = Date;
const longest = 2 ** 31 - 1;

let time = Number(process.env.STANDING_AT);
/** Jobs that wait for their turn, in the order in which they came round; each with the time of this clock at which it is due. */
let waiting = [];
let cameRound = () => undefined;

/** A job (libs/platform/src/jobs.ts) is known by what is said when it fails. */
const isJob = (work) => String(work).includes('a job failed and will be tried again');

function standStill() {
  // By a proxy, so that it is still called Date and makes real ones.
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given) => (given.length === 0 ? new target(time) : new target(...given)),
    apply: () => new RealDate(time).toString(),
    get: (target, name) => (name === 'now' ? () => time : Reflect.get(target, name)),
  });
  const patient = (work, milliseconds, ...given) => {
    // What is gathered for a moment is gathered for a shorter one.
    if (milliseconds >= 100 && milliseconds < 1_000) return setRealTimeout(work, milliseconds / 10, ...given);
    if (!(milliseconds >= 1_000) || !isJob(work)) return setRealTimeout(work, milliseconds, ...given);
    waiting.push({ work, milliseconds, dueAt: time + milliseconds });
    cameRound();
    return setRealTimeout(() => undefined, longest);
  };
  globalThis.setTimeout = Object.defineProperties(patient, Object.getOwnPropertyDescriptors(setRealTimeout));
}

/**
 * Does all that is due at this time. What began last comes first, so that lists are told before anything comes out at a half-hour: what
 * comes out is told of the next time, wherever the telling would have met it.
 */
async function goOn(every) {
  const isDue = ({ dueAt, milliseconds }) => dueAt <= time && milliseconds <= every;
  const due = waiting.filter(isDue).reverse();
  waiting = waiting.filter((job) => !isDue(job));
  const again = [];
  for (const { work } of due) {
    const round = new Promise((done) => (cameRound = done));
    work();
    await round;
    again.unshift(waiting.pop());
  }
  // In their old order.
  waiting.push(...again);
  cameRound = () => undefined;
}

function listen() {
  let doing = Promise.resolve();
  createServer((line) => {
    line.setEncoding('utf8').on('data', (said) => {
      doing = doing.then(async () => {
        // What was answered is logged by the time at which it was.
        await new Promise((later) => setImmediate(later));
        const [at, every] = said.split(' ').map(Number);
        time = at;
        await goOn(every);
        line.write('done\n');
      });
    });
    line.on('error', () => undefined);
  })
    .listen(process.env.STANDING_CLOCK)
    .unref();
}

// The database's process has a clock of its own, as ever.
if (process.argv[1]?.endsWith('built-server-process.mjs')) {
  standStill();
  listen();
}
