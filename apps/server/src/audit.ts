import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Config } from '@throughline/platform';
import { type AuditHead, auditStream, headsIn, StreamEntrySchema, verifyChain } from '@throughline/stream';
import { runningDatabase } from './database';
import { on, openOwn, say } from './keeping';

/**
 * `npm run audit:verify [-- --against FILE | -- NUMBER HASH]`: reads the whole audit chain, and holds it against heads that were
 * mailed. Answers whether it is whole; throws errors with a sentence for a person.
 */
export async function auditVerify({ against, head }: { against: string | undefined; head: string }): Promise<boolean> {
  const heads = headsToHold(against, head);
  const config = new Config();
  const database = (await runningDatabase(config)) ?? (await openOwn(config));
  const verdict = await on(database, (db) =>
    verifyChain(
      db
        .collection(StreamEntrySchema.get('collection') ?? '')
        .find({ stream: auditStream })
        .sort({ seq: 1 }),
      heads,
    ),
  );
  if (!verdict.whole) {
    say('The audit chain is NOT whole.', verdict.problem);
    return false;
  }
  const length = verdict.head?.seq ?? 0;
  say(`The audit chain is whole: ${length.toLocaleString('en-GB')} entries, each following on the one before.`);
  if (verdict.head) say('Its head:', '', `  ${verdict.head.seq}`, `  ${verdict.head.hash}`);
  if (heads.length === 0)
    say(
      '',
      'It was held against no older head. Whoever has the database and the server could have written it all anew:',
      'npm run audit:verify -- --against FILE, with a mail of the head as it was saved, finds that too.',
    );
  else say('', `It goes on from ${heads.length === 1 ? 'the older head' : `all ${heads.length} older heads`} given.`);
  return true;
}

function headsToHold(against: string | undefined, head: string): AuditHead[] {
  if (against !== undefined && !existsSync(resolve(against))) throw new Error(`There is no file ${against}.`);
  const given = against === undefined ? head : readFileSync(resolve(against), 'utf8');
  const heads = headsIn(given);
  if (heads.length === 0 && (against !== undefined || head !== ''))
    throw new Error('There is no head in that: a number, and a hash of 64 digits and letters from a to f.');
  return heads;
}
