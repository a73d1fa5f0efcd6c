import { carriesMessage, Frames } from './frames';

function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  const { length } = payload;
  const head = length < 126 ? Buffer.from([0x81, length]) : Buffer.alloc(length < 65_536 ? 4 : 10);
  if (length >= 126) head.set([0x81, length < 65_536 ? 126 : 127]);
  if (length >= 65_536) head.writeBigUInt64BE(BigInt(length), 2);
  else if (length >= 126) head.writeUInt16BE(length, 2);
  return Buffer.concat([head, payload]);
}

const texts = ['', '2', '42["change"]', `42${'x'.repeat(124)}`, `43${'y'.repeat(70_000)}`, '40{}'];
const bytes = Buffer.concat(texts.map(frame));

test.each([1, 2, 3, 7, 1_000, bytes.length])(
  'frames that come in pieces of %p bytes are cut where they end',
  (size) => {
    const frames = new Frames();
    const found = [];
    for (let at = 0; at < bytes.length; at += size) found.push(...frames.take(bytes.subarray(at, at + size)));
    expect(found.map(({ payload }) => payload.toString())).toEqual(texts);
    expect(Buffer.concat(found.map((one) => one.bytes)).equals(bytes)).toBe(true);
  },
);

test('events and answers are messages; handshake and heartbeat are not', () => {
  const found = new Frames().take(bytes);
  expect(found.map(carriesMessage)).toEqual([false, false, true, true, true, false]);
});
