import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Config } from './config';

const folder = mkdtempSync(join(tmpdir(), 'throughline-test-'));
const file = join(folder, 'mail-url');
writeFileSync(file, 'smtps://forum:secret@mail.example\n');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('S18 a setting with a password may come in a file', () => {
  expect(new Config({ MAIL_URL_FILE: file }).mailUrl).toBe('smtps://forum:secret@mail.example');
});

test('S18 one that is set twice, or whose file is not there, is refused in words', () => {
  expect(() => new Config({ MAIL_URL_FILE: file, MAIL_URL: 'smtp://other' })).toThrow(
    'Set MAIL_URL or MAIL_URL_FILE, not both.',
  );
  expect(() => new Config({ MONGODB_URI_FILE: `${file}-not-there` })).toThrow(
    /^MONGODB_URI_FILE names .*-not-there, which cannot be read\.$/,
  );
});

test('what a file holds is checked as what is set', () => {
  expect(() => new Config({ REDIS_URL_FILE: file })).toThrow('REDIS_URL must begin with redis:// or rediss://');
});
