import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { me, problem } from '@throughline/contracts';
import type { ActionDefinition, SignedIn } from '@throughline/kernel';
import { expected, type Insider, setUpSecondFactor, testPassword, waitUntil } from '@throughline/testing';
import { foundHouse, type House, tell } from './house';

jest.setTimeout(120_000);

let house: House;

beforeAll(async () => {
  house = await foundHouse();
});
afterAll(() => house?.stop());

const libraries = join(__dirname, '..', '..', 'libs');
const nobody = 'a'.repeat(26);

/** Every route for whoever is signed in, with its action; not those that end sessions, nor those that set a second factor up. */
const routes = readFileSync(join(__dirname, '..', 'architecture', 'routes.txt'), 'utf8')
  .trimEnd()
  .split('\n')
  .flatMap((line) => {
    const [, method, path, action] = /^(\w+) (\S+) {2}(\S+) {2}member$/.exec(line) ?? [];
    return method && path && action ? [{ method, path, action }] : [];
  })
  .filter(({ action }) => !/^(sign-out|second-factor)\./.test(action));

/** The actions that a lead may do and a member may not, as the policies say. */
async function actionsOfLeads(): Promise<Set<string>> {
  const files = readdirSync(libraries, { recursive: true, encoding: 'utf8' });
  const facts = { excluded: [] } as never;
  const actor = (duties: SignedIn['duties']): SignedIn => ({
    ...{ kind: 'member', memberId: nobody, role: 'member', duties, audiences: ['members'] },
    ...{ sessionId: nobody, accessVersion: 1 },
  });
  const opens = ({ sees, allows }: ActionDefinition<never>, duties: SignedIn['duties']) => {
    try {
      return (sees?.(actor(duties), facts) ?? true) && allows(actor(duties), facts);
    } catch {
      // It asks for facts of another kind of thing: no duty opens it alone.
      return false;
    }
  };
  const found = new Set<string>();
  for (const file of files.filter((name) => name.endsWith('.policy.ts'))) {
    const policy = (await import(join(libraries, file))) as Record<string, ActionDefinition<never> | undefined>;
    for (const action of Object.values(policy))
      if (action?.least === 'member' && opens(action, ['safeguarding-lead']) && !opens(action, []))
        found.add(action.name);
  }
  return found;
}

const passphrase = 'the kettle walks to market in may';
/** What is sent to the routes of leads that want something: without it nobody gets as far as being refused. */
const bodies: Record<string, () => object> = {
  'POST /api/concerns/:id/close': () => ({ key: randomUUID(), text: 'Done' }),
  'POST /api/concerns/:id/hand-over': () => ({ to: nobody }),
  'POST /api/concerns/:id/letters': () => ({ key: randomUUID(), to: 'reporter', text: 'Are you safe tonight?' }),
  'POST /api/concerns/:id/notes': () => ({
    ...{ key: randomUUID(), words: 'As told', danger: 'no', age: 'adult', wants: '', consent: 'given' },
    ...{ overriddenWhy: '', referredTo: '', referredAt: null, reporterTold: false },
  }),
  'PUT /api/safeguarding/phone': () => ({ phone: '07700 900 003' }),
  'POST /api/sealing/passphrase': () => ({ current: passphrase, passphrase, again: passphrase }),
  'POST /api/sealing/set-up': () => ({ password: testPassword, passphrase, again: passphrase }),
  'POST /api/unsealings': () => ({
    ...{ key: randomUUID(), aliasId: nobody, reason: 'Somebody may not be safe tonight.', passphrase, delay: null },
  }),
  'POST /api/unsealings/:id/answer': () => ({ agree: false, reason: 'There is no need to know this.', passphrase }),
  'POST /api/unsealings/:id/read': () => ({ passphrase }),
};

test('S2 a lead without it: 403 on every route that the duty opens, and on every other the answer of a member', async () => {
  const [lea, lou] = house.leads;
  const concern = await tell(house.reporter);
  expected(200, await lou.post('/api/second-factor/proof', { password: testPassword, code: lou.codes!.next() }));
  expected(200, await lou.del('/api/second-factor/app'));
  const ofLeads = await actionsOfLeads();
  expect([...ofLeads]).toEqual(expect.arrayContaining(['concern.work', 'sealing.set-up', 'unsealing.answer']));
  const opened = new Set<string>();
  for (const { method, path, action } of routes) {
    const route = `${method} ${path}`;
    const address = path.replace('/concerns/:id', `/concerns/${concern}`).replace(/:\w+/g, nobody);
    const send = async (by: Insider) => {
      const { status, json } = await by.send(
        method,
        address,
        method === 'GET' ? {} : { json: bodies[route]?.() ?? {} },
      );
      return [status, status < 400 ? null : problem.parse(json).code];
    };
    const [without, member, lead] = [await send(lou), await send(house.person), await send(lea)];
    // Refused before anybody's duty was looked at, it would show nothing: then it needs a body above.
    const opens = ofLeads.has(action) || String(lead) !== String(member);
    expect([route, without]).toEqual([route, opens ? [403, 'second-factor-needed'] : member]);
    if (opens) opened.add(action);
  }
  expect([...ofLeads].filter((action) => !opened.has(action))).toEqual([]);
});

test('S2 a lead without it is told of no concern on the pages, and is as soon as it is set up', async () => {
  const [, lou] = house.leads;
  await tell(house.reporter);
  const notices = async (by: Insider) => expected(200, await by.get('/api/me')).as(me).notices;
  await waitUntil('the other lead is told', async () => (await notices(house.leads[0])).includes('concern'));
  expect(await notices(lou)).toEqual([]);
  await setUpSecondFactor(lou);
  expect(await notices(lou)).toContain('concern');
});
