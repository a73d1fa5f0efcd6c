// Fakes a server's chance: each time it is asked, the answer is the next of one long row, the same in each run. Ids come in the
// order of their making, so that whatever is kept or listed by ids is so in the same order in two runs; else they are as ever.
// CHANCE says which row it is: a server that is started anew on the same data must not draw the same ids again. With IDS=unordered
// they come in no order, as they do where nothing is faked.
const crypto = require('node:crypto');

/** Bytes of an id that stand for its place in the row: eight letters of base 32, of which 26 are in alphabetical order. */
const idLength = 16;
const placeLength = 5;

const row = Number(process.env.CHANCE ?? 0);
let asked = row * 26 ** 6;
const asks = new Map();

/** The next bytes for this purpose. Each purpose has a row of its own: what is asked for beside it does not move it on. */
function next(purpose, length) {
  const turn = (asks.get(purpose) ?? 0) + 1;
  asks.set(purpose, turn);
  const parts = [];
  for (let block = 0; parts.length * 32 < length; block += 1)
    parts.push(crypto.createHash('sha256').update(`${row} ${purpose} ${turn} ${block}`).digest());
  // In memory of its own, as Node's are: some who ask take the memory itself.
  return Buffer.from(new Uint8Array(Buffer.concat(parts).subarray(0, length)).buffer);
}

function nextId() {
  const bytes = next('id', idLength);
  if (process.env.IDS === 'unordered') return bytes;
  let place = (asked += 1);
  let groups = 0n;
  for (let group = 0n; group < 8n; group += 1n) {
    groups |= BigInt(place % 26) << (group * 5n);
    place = Math.floor(place / 26);
  }
  for (let byte = 0; byte < placeLength; byte += 1)
    bytes[byte] = Number((groups >> BigInt(8 * (placeLength - 1 - byte))) & 255n);
  return bytes;
}

const { randomBytes } = crypto;
crypto.randomBytes = function (length, callback) {
  if (typeof callback === 'function') return randomBytes.call(crypto, length, callback);
  return length === idLength ? nextId() : next(`bytes ${length}`, length);
};

crypto.randomInt = function (from, to) {
  const [least, most] = to === undefined ? [0, from] : [from, to];
  return least + (next(`number below ${most}`, 4).readUInt32BE(0) % (most - least));
};

crypto.randomUUID = function () {
  const hex = next('uuid', 16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
};
// The one that pages draw the keys of their forms with.
Object.defineProperty(globalThis.crypto, 'randomUUID', { value: crypto.randomUUID });
