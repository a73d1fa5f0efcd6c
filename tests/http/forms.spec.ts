import { randomUUID } from 'node:crypto';
import {
  beginTheme,
  beginThread,
  type BuiltServer,
  expected,
  type Fields,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  Person,
  startBuiltServer,
  testPassword,
  writePost,
} from '@throughline/testing';
import { rawRequest } from './raw-request';

let server: BuiltServer;
let chair: Insider;
let member: Insider;
let theme: string;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  chair = await foundCommunity(server);
  member = await inviteAndJoin(chair, 'Mo Member');
  theme = await beginTheme(chair);
}, 90_000);
afterAll(() => server?.stop());

/** What a page says in its first element that is like this, with no marks in it. */
const said = (html: string, element: RegExp) => (element.exec(html)?.[1] ?? '').replaceAll(/<!--.*?-->/g, '');
const alertOf = (html: string) => said(html, /role="alert"[^>]*>(.*?)<\/(?:div|section)>/s);
/** The value of a hidden field of the form that posts to this name. */
const hiddenOf = (html: string, form: string, field: string) =>
  new RegExp(`action="/form/${form}".*?name="${field}" value="([^"]*)"`, 's').exec(html)?.[1] ?? '';
/** The fields of a reply to a thread as its own page sends them. */
const reply = (thread: string, text: string, more: Fields = {}): Fields => ({
  from: `/t/${thread}/reply`,
  key: randomUUID(),
  thread,
  replyTo: '',
  as: 'self',
  text,
  contentNote: '',
  ...more,
});

describe('R8 words sent against a newer text come back, with the newer text, and are saved once that was seen', () => {
  test('R8 a post', async () => {
    const post = await writePost(member, await beginThread(member, theme), 'As it was');
    const from = `/posts/${post.id}/edit`;
    const edit = (textVersion: string) =>
      member.submit('post-edit', { from, post: post.id, textVersion, text: 'From my phone', contentNote: '' });
    const version = hiddenOf((await member.page(from)).text, 'post-edit', 'textVersion');
    const other = { text: 'From my other device', contentNote: null, textVersion: Number(version) };
    expected(200, await member.put(`/api/posts/${post.id}`, other));

    const refused = await edit(version);
    expect(refused.status).toBe(409);
    expect(alertOf(refused.text)).toContain('changed in the meantime');
    expect(refused.text).toMatch(/<textarea[^>]*name="text"[^>]*>From my phone</);
    expect(refused.text).toMatch(/Now it says:<\/p><div[^>]*>From my other device<\/div>/);

    const again = await edit(hiddenOf(refused.text, 'post-edit', 'textVersion'));
    expect(again.status).toBe(303);
    expect((await member.page(from)).text).toContain('From my phone');
  });

  test('R8 a profile', async () => {
    const from = '/settings';
    const fields = { from, name: 'Mo Member', mail: '', password: '', organisationId: '', about: 'Typed by me' };
    const textVersion = hiddenOf((await member.page(from)).text, 'profile', 'textVersion');
    expected(303, await member.submit('profile', { ...fields, textVersion, about: 'Newer one' }));
    const refused = await member.submit('profile', { ...fields, textVersion });
    expect(refused.status).toBe(409);
    expect(alertOf(refused.text)).toContain('changed in the meantime');
    expect(refused.text).toMatch(/<textarea[^>]*name="about"[^>]*>Typed by me</);
    expect(refused.text).toMatch(/Now it says:<\/p><div[^>]*>Newer one<\/div>/);
    const seen = hiddenOf(refused.text, 'profile', 'textVersion');
    expect(seen).not.toBe(textVersion);
    expected(303, await member.submit('profile', { ...fields, textVersion: seen }));
  });

  test('R8 a theme and a session', async () => {
    const ofTheme = { from: `/themes/${theme}/edit`, theme, question: 'What now?', about: '', startsOn: '2026-01-01' };
    const textVersion = hiddenOf((await chair.page(ofTheme.from)).text, 'theme-edit', 'textVersion');
    expected(303, await chair.submit('theme-edit', { ...ofTheme, textVersion, title: 'Newer title' }));
    const refused = await chair.submit('theme-edit', { ...ofTheme, textVersion, title: 'Typed title' });
    expect(refused.status).toBe(409);
    expect(alertOf(refused.text)).toContain('changed in the meantime');
    expect(refused.text).toMatch(/name="title"[^>]*value="Typed title"/);
    expect(refused.text).toMatch(/Now it says:<\/p><div[^>]*>Newer title<\/div>/);

    const ofSession = {
      theme,
      timeZone: 'Europe/London',
      startsAt: '2026-03-01T10:00',
      minutes: '60',
      place: 'Hanley',
    };
    const made = { ...ofSession, from: `/sessions/new?theme=${theme}`, key: randomUUID(), joiningLink: '', about: '' };
    const path = expected(303, await chair.submit('session-new', { ...made, title: 'A session' })).location ?? '';
    const change = { ...made, from: `${path}/edit`, session: path.split('/')[2] ?? '', notes: '', title: 'A session' };
    const version = hiddenOf((await chair.page(change.from)).text, 'session-edit', 'textVersion');
    const newer = { ...change, textVersion: version, state: 'live' };
    expected(303, await chair.submit('session-edit', newer));
    const late = await chair.submit('session-edit', { ...newer, state: 'planned', notes: 'Typed notes' });
    expect(late.status).toBe(409);
    expect(alertOf(late.text)).toContain('changed in the meantime');
    expect(late.text).toMatch(/<textarea[^>]*name="notes"[^>]*>Typed notes</);
    expect(late.text).toMatch(/Now it says:<\/p><div[^>]*>On now<\/div>/);
  });
});

describe('words that have no form to come back to', () => {
  test('a reply to a thread that was closed meanwhile stands on the page, to be copied', async () => {
    const thread = await beginThread(member, theme);
    expected(200, await chair.patch(`/api/threads/${thread}`, { state: 'closed' }));
    for (const from of [`/t/${thread}/1`, `/t/${thread}/reply`, '/nothing/here']) {
      const refused = await member.submit('reply', reply(thread, 'A long & careful reply', { from }));
      expect(refused.status).toBe(422);
      expect(alertOf(refused.text)).toContain('This thread is closed');
      expect(refused.text).toMatch(/A long &amp; careful reply<\/textarea>/);
    }
  });

  test('S13 a password and a secret are not among them', async () => {
    const fields = {
      from: '/nothing',
      secret: 'kettle-maple-4071',
      name: 'Ann',
      password: 'not to be shown',
      agreed: '1',
    };
    const refused = await new Person(server.url).submit('join', fields);
    expect(alertOf(refused.text)).not.toBe('');
    expect(refused.text).not.toContain('not to be shown');
    expect(refused.text).not.toContain('kettle-maple');
  });

  test('P10 a reply after the session ended is carried through signing in, in the page alone', async () => {
    const thread = await beginThread(member, theme);
    const device = await member.signedInAgain();
    expected(200, await device.copy().post('/api/sign-out'));
    const typed = reply(thread, 'Written on a "shared" phone', { from: `/t/${thread}/reply` });

    const refused = await device.submit('reply', typed);
    expect([refused.status, refused.location]).toEqual([401, null]);
    expect(refused.headers.get('cache-control')).toBe('no-store');
    expect(refused.headers.get('set-cookie') ?? '').not.toContain('shared');
    expect(alertOf(refused.text)).toContain('sign in');
    expect(refused.text).toMatch(/Written on a &quot;shared&quot; phone<\/textarea>/);
    expect(hiddenOf(refused.text, 'sign-in', 'next')).toBe(typed['from']);
    const carried = /name="carried" value="([^"]*)"/.exec(refused.text)?.[1]?.replaceAll('&quot;', '"') ?? '';

    const signIn = { from: '/sign-in', next: String(typed['from']), name: member.signInName, mine: 'no', carried };
    const wrong = await device.submit('sign-in', { ...signIn, password: 'not this one' });
    expect(wrong.status).toBe(401);
    expect(alertOf(wrong.text)).not.toBe('');
    expect(wrong.text).toMatch(/Written on a &quot;shared&quot; phone<\/textarea>/);
    expect(/name="carried" value="([^"]*)"/.exec(wrong.text)?.[1]?.replaceAll('&quot;', '"')).toBe(carried);

    const back = await device.submit('sign-in', { ...signIn, password: testPassword });
    expect(back.status).toBe(200);
    expect(back.text).toMatch(/<textarea[^>]*name="text"[^>]*>Written on a &quot;shared&quot; phone</);
    expect(hiddenOf(back.text, 'reply', 'key')).toBe(typed['key']);
    expected(303, await device.submit('reply', typed));
  });

  test('what is carried is nothing but a form of ours', async () => {
    const signIn = { from: '/sign-in', next: '/themes', name: member.signInName, mine: 'yes', password: testPassword };
    for (const carried of [
      '{',
      '5',
      'null',
      '{"name":"reply"}',
      '{"name":"toString","fields":{}}',
      '{"name":5,"fields":5}',
    ])
      expect((await new Person(server.url).submit('sign-in', { ...signIn, carried })).location).toBe('/themes');
  });
});

describe('what is refused before it reaches a page', () => {
  const asPage = { accept: 'text/html,*/*;q=0.8' };

  test('a form that is too large is answered in words', async () => {
    const form = { text: 'x'.repeat(600 * 1024) };
    const refused = await member.send('POST', '/form/reply', { form, headers: asPage });
    expect(refused.status).toBe(413);
    expect(refused.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(refused.text).toContain('too long to send in one go');
    expect(refused.text).toContain('/exit');
  });

  test('S11 so is a form from another site, and an unknown host', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const site = await rawRequest(`${server.url}/form/reply`, {
      method: 'POST',
      headers: { ...form, ...asPage, origin: 'https://evil.example' },
      body: 'text=x',
    });
    expect([site.status, site.headers['content-type']]).toEqual([403, 'text/html; charset=utf-8']);
    expect(site.text).toContain('another site');
    const host = await rawRequest(`${server.url}/`, { headers: { ...asPage, host: 'elsewhere.example' } });
    expect([host.status, host.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
  });

  test('the API answers its problem in JSON, whoever asks', async () => {
    const answer = await member.send('GET', '/api/none', { headers: asPage });
    expect([answer.status, answer.json]).toMatchObject([404, { code: 'not-found' }]);
  });
});

describe('odd fields', () => {
  test('an address in any letters is one to go on to', async () => {
    const fields = { name: member.signInName, password: testPassword, mine: 'yes', next: '/日本?a=%20é' };
    const signedIn = await new Person(server.url).submit('sign-in', fields);
    expect([signedIn.status, signedIn.location]).toEqual([303, '/%E6%97%A5%E6%9C%AC?a=%20%C3%A9']);
    const thread = await beginThread(member, theme);
    const read = await member.submit('read', { thread, upTo: '1', from: '/日本' });
    expect([read.status, read.location]).toEqual([303, '/%E6%97%A5%E6%9C%AC']);
  });

  test('a time zone that there is not is bad input', async () => {
    const fields = { theme, key: randomUUID(), title: 'A', startsAt: '2026-03-01T10:00', minutes: '60' };
    const refused = await chair.submit('session-new', { ...fields, timeZone: 'Nowhere/X', from: '/' });
    expect(refused.status).toBe(400);
  });

  test('a form is a form, however its address is written, and holds texts', async () => {
    const thread = await beginThread(member, theme);
    for (const path of [
      '/form/reply',
      '/%66orm/reply',
      '/form/%72eply',
      '/form/thread-summary',
      '/%66orm/thread-summary',
    ])
      for (const text of ['{"thread":"\\ud800"}', `{"thread":"${thread}","points":5}`, '{"text":{"a":1}}', '[]'])
        expect((await member.send('POST', path, { text })).status).toBe(415);
    const encoded = await member.send('POST', '/%66orm/reply', { form: reply(thread, 'By another address') });
    expect(encoded.status).toBe(303);
  });
});

describe('what is told once, without scripts', () => {
  test('S12 an invitation’s card stands on the answer, and nowhere else', async () => {
    expect((await chair.page('/invitations')).text).toContain('action="/form/invitation-new"');
    const key = randomUUID();
    const made = await chair.submit('invitation-new', { from: '/invitations', key, forWhom: 'Ann', role: 'member' });
    expect([made.status, made.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const secret = /\/join\/([A-Za-z0-9_-]+)/.exec(made.text)?.[1] ?? '';
    expect(said(made.text, /class="card__code">([^<]+)</)).toMatch(/^[a-z]+-[a-z]+-\d+$/);
    expected(200, await new Person(server.url).get(`/api/invitations/look?secret=${secret}`));
    expect(hiddenOf(made.text, 'invitation-new', 'key')).not.toBe(key);
    expect((await chair.page('/invitations')).text).not.toContain(secret);
  });

  test('S12 so does a link to a new password', async () => {
    const from = '/administration/people';
    expect((await chair.page(from)).text).toContain('action="/form/reset-hand-over"');
    const { id } = await member.me();
    const made = await chair.submit('reset-hand-over', { from, member: id });
    expect([made.status, made.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const links = [...made.text.matchAll(/\/reset\/([A-Za-z0-9_-]+)/g)].map(([, secret]) => secret);
    expect(new Set(links).size).toBe(1);
    expect(made.text).toMatch(/class="card"><div class="stack-s"><p dir="auto">Mo Member</);
    expected(200, await new Person(server.url).get(`/api/resets/look?secret=${links[0]}`));
    expect((await chair.page(from)).text).not.toContain(links[0]);
  });
});

describe('P9 Exit is a person’s own click', () => {
  test('P9 looking at it with HEAD ends nothing', async () => {
    const device = await member.signedInAgain();
    const looked = await device.send('HEAD', '/exit');
    expect(looked.headers.getSetCookie()).toEqual([]);
    expected(200, await device.get('/api/threads'));
  });

  test('P9 no link in a post goes there', async () => {
    const thread = await beginThread(member, theme);
    const { bodyHtml } = await writePost(member, thread, '[the notes](/exit) and [the page](/help)');
    expect(bodyHtml).toBe('<p>the notes and <a href="/help">the page</a></p>');
  });
});
