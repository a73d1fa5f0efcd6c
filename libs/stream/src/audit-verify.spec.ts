import fc from 'fast-check';
import { auditActs } from '@throughline/contracts/names';
import { type AuditEntry, beforeTheFirst, hashOf, nextEntry } from './audit-chain';
import { type AuditHead, headsIn, verifyChain } from './audit-verify';

const audited = fc.record({
  act: fc.constantFrom(...auditActs),
  by: fc.option(fc.stringMatching(/^[a-z2-7]{26}$/), { nil: null }),
  about: fc.dictionary(fc.constantFrom('member', 'thread', 'role', 'number'), fc.stringMatching(/^[a-z0-9]{1,8}$/)),
  at: fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
});

const chain = fc.array(audited, { minLength: 3, maxLength: 12 }).map((acts) => {
  const entries: AuditEntry[] = [];
  for (const [index, { at, ...act }] of acts.entries()) {
    const previous = entries.at(-1)?._id ?? beforeTheFirst;
    entries.push(nextEntry({ seq: index + 1, previous, at, changeId: `audit-${index}` }, act));
  }
  return entries;
});

const headOf = (entries: readonly AuditEntry[]): AuditHead => {
  const { seq, _id: hash } = entries.at(-1) as AuditEntry;
  return { seq, hash };
};
const copy = (entries: readonly AuditEntry[]) => structuredClone(entries) as (AuditEntry & Record<string, unknown>)[];
/** As somebody writes it who knows how the chain is made: every hash from there on fits again. */
function rehash(entries: AuditEntry[]): AuditEntry[] {
  let previous = beforeTheFirst;
  return entries.map(({ _id: _, ...entry }, index) => {
    const anew = { ...entry, seq: index + 1, previous };
    previous = hashOf(anew);
    return { _id: previous, ...anew };
  });
}

/** After this one there is nothing that could be changed further, or hashed anew. */
const noEntryAnyMore = 'a field made something else';

/** Each answers a history that is another than the one given; `any` is a number to choose by. */
const mutations: Record<string, (entries: AuditEntry[], any: number) => object[]> = {
  'an act changed': (entries, any) => {
    const entry = entries[any % entries.length]!;
    entry.act = auditActs[(auditActs.indexOf(entry.act) + 1) % auditActs.length]!;
    return entries;
  },
  'who did it changed': (entries, any) => {
    const entry = entries[any % entries.length]!;
    entry.by = entry.by === null ? 'somebodyelse' : null;
    return entries;
  },
  'what it was about changed': (entries, any) => {
    const entry = entries[any % entries.length]!;
    entry.about = { ...entry.about, member: `${entry.about.member ?? ''}x` };
    return entries;
  },
  'what it was about left out': (entries, any) => {
    const entry = entries[any % entries.length]!;
    entry.about = Object.keys(entry.about).length > 0 ? {} : { role: 'administrator' };
    return entries;
  },
  'its time changed by a millisecond': (entries, any) => {
    const entry = entries[any % entries.length]!;
    entry.at = new Date(entry.at.getTime() + 1);
    return entries;
  },
  'its change id changed': (entries, any) => {
    entries[any % entries.length]!.changeId += 'x';
    return entries;
  },
  'its subject changed': (entries, any) => {
    entries[any % entries.length]!.subject += 'x';
    return entries;
  },
  [noEntryAnyMore]: (entries, any) => {
    const fields = ['at', 'about', 'act', 'previous', 'revision', 'type', 'stream', 'seq'] as const;
    Object.assign(entries[any % entries.length]!, { [fields[any % fields.length]!]: null });
    return entries;
  },
  'a field added': (entries, any) => {
    Object.assign(entries[any % entries.length]!, { note: 'nothing to see' });
    return entries;
  },
  'its hash changed': (entries, any) => {
    entries[any % entries.length]!._id = 'f'.repeat(64);
    return entries;
  },
  'one taken out': (entries, any) => entries.filter((_, index) => index !== any % entries.length),
  'one taken out, and the others numbered anew': (entries, any) =>
    entries.filter((_, index) => index !== any % entries.length).map((entry, index) => ({ ...entry, seq: index + 1 })),
  'two in each other’s place': (entries, any) => {
    const at = any % (entries.length - 1);
    const [one, other] = [entries[at]!, entries[at + 1]!];
    entries[at] = { ...other, seq: one.seq };
    entries[at + 1] = { ...one, seq: other.seq };
    return entries;
  },
  'one put in': (entries, any) => {
    const at = any % entries.length;
    const entry = entries[at]!;
    return [...entries.slice(0, at), { ...entry, changeId: 'audit-new' }, ...entries.slice(at)];
  },
  'the end cut off': (entries, any) => entries.slice(0, -1 - (any % (entries.length - 1))),
  'all of it gone': () => [],
  'one taken out, and all written anew with hashes that fit': (entries, any) =>
    rehash(entries.filter((_, index) => index !== any % entries.length)),
  'one changed, and all written anew with hashes that fit': (entries, any) => {
    const entry = entries[any % entries.length]!;
    entry.by = entry.by === null ? 'somebodyelse' : null;
    return rehash(entries);
  },
  'two in each other’s place, and all written anew with hashes that fit': (entries, any) => {
    const at = any % (entries.length - 1);
    const [one, other] = [entries[at]!, entries[at + 1]!];
    entries[at] = other;
    entries[at + 1] = one;
    return rehash(entries);
  },
  'one put in at the start, and all written anew with hashes that fit': (entries) =>
    rehash([{ ...entries[0]!, changeId: 'audit-new' }, ...entries]),
};

test('S16 a chain is whole, also against any head that it had before', async () => {
  await fc.assert(
    fc.asyncProperty(chain, fc.nat(), async (entries, any) => {
      const older = headOf(entries.slice(0, 1 + (any % entries.length)));
      expect(await verifyChain(entries, [older])).toEqual({ whole: true, head: headOf(entries) });
    }),
  );
});

test.each(Object.entries(mutations))('S16 against an older head it is found: %s', async (_, mutate) => {
  await fc.assert(
    fc.asyncProperty(chain, fc.nat(), async (entries, any) => {
      const verdict = await verifyChain(mutate(copy(entries), any), [headOf(entries)]);
      expect(verdict).toMatchObject({ whole: false });
    }),
    { numRuns: 60 },
  );
});

test('S16 many mutations one after another are found, unless they came to nothing', async () => {
  const { [noEntryAnyMore]: _, ...further } = mutations;
  const several = fc.array(fc.tuple(fc.constantFrom(...Object.values(further)), fc.nat()), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(chain, several, async (entries, steps) => {
      let changed: object[] = copy(entries);
      for (const [mutate, any] of steps) if (changed.length > 1) changed = mutate(copy(changed as AuditEntry[]), any);
      const same = JSON.stringify(changed) === JSON.stringify(entries);
      expect(await verifyChain(changed, [headOf(entries)])).toMatchObject({ whole: same });
    }),
  );
});

test('S16 without an older head a chain that was cut or written anew with fitting hashes looks whole: hence the mail', async () => {
  const [entries] = fc.sample(chain, 1) as [AuditEntry[]];
  expect(await verifyChain(entries.slice(0, -1))).toMatchObject({ whole: true });
});

test('S16 what is added after the older head is no edit', async () => {
  const [entries] = fc.sample(chain, 1) as [AuditEntry[]];
  const { seq, hash } = headOf(entries);
  const next = nextEntry(
    { seq: seq + 1, previous: hash, at: new Date(), changeId: 'audit-next' },
    { act: 'signed-in', by: null, about: {} },
  );
  expect(await verifyChain([...entries, next], [{ seq, hash }])).toMatchObject({ whole: true });
});

test('heads are found in a mail, in a folder of mails, and as they are typed', () => {
  const hash = '0123456789abcdef'.repeat(4);
  expect(headsIn(`12 ${hash.toUpperCase()}`)).toEqual([{ seq: 12, hash }]);
  expect(headsIn(`Subject: x\r\n\r\nThe last entry is\r\n\r\n12\r\n${hash}\r\n\r\n13:${hash}`)).toEqual([
    { seq: 12, hash },
    { seq: 13, hash },
  ]);
  expect(headsIn(`7\n${hash.slice(0, 40)}=\r\n${hash.slice(40)}`)).toEqual([{ seq: 7, hash }]);
  expect(headsIn(`12 ${hash}0 and 2026`)).toEqual([]);
});
