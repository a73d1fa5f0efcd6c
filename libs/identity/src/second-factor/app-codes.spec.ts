import { appAddress, appCodeIn, codeAt, newAppKey, stepAt, stepOf } from './app-codes';

/** RFC 6238, appendix B: the key is "12345678901234567890"; of its eight digits an app shows the last six. */
const key = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_234_567_890, '005924'],
  [20_000_000_000, '353130'],
])('S2 the code of second %i is that of RFC 6238', async (second, code) => {
  const time = new Date(second * 1_000);
  expect(await codeAt(key, stepAt(time))).toBe(code);
  expect(await stepOf(key, code, time)).toBe(stepAt(time));
});

test('S2 a clock may be one step off, and not two', async () => {
  const now = new Date(1_111_111_109_000);
  const step = stepAt(now);
  for (const off of [-1, 0, 1]) expect(await stepOf(key, await codeAt(key, step + off), now)).toBe(step + off);
  for (const off of [-2, 2]) expect(await stepOf(key, await codeAt(key, step + off), now)).toBeNull();
});

test('S2 a code may be typed with spaces, and nothing else is one', () => {
  expect(appCodeIn(' 123 456 ')).toBe('123456');
  for (const typed of ['12345', '1234567', 'kettle-maple-otter-4071', '', '१२३४५६'])
    expect(appCodeIn(typed)).toBeNull();
});

test('S2 a new key has 160 bits, and its address names the community and the member', async () => {
  expect(newAppKey()).toMatch(/^[A-Z2-7]{32}$/);
  expect(newAppKey()).not.toBe(newAppKey());
  expect(await appAddress(key, 'Stoke', 'mo & co')).toBe(
    `otpauth://totp/Stoke:mo%20%26%20co?secret=${key}&period=30&digits=6&algorithm=SHA1&issuer=Stoke`,
  );
});
