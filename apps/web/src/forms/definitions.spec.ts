import { type Fields, forms as firstForms } from './definitions';
import { laterForms } from './definitions-later';

const forms = { ...firstForms, ...laterForms };

const key = 'kettle-maple-4071';
const bodyOf = (name: string, fields: Fields) => forms[name]?.body(fields);

describe('what a form sends', () => {
  it('signs in as on a shared phone unless somebody says that it is theirs', () => {
    const given = { name: 'Odette', password: 'long enough' };
    expect(bodyOf('sign-in', { ...given, mine: 'yes' })).toEqual({ ...given, mine: true });
    expect(bodyOf('sign-in', given)).toEqual({ ...given, mine: false });
  });

  it('replies with the choice that was made, and with none where none was made', () => {
    const typed = { key, thread: 't', text: 'Same with us.', replyTo: '2', contentNote: '' };
    const request = { key, text: 'Same with us.', replyTo: 2, contentNote: null };
    expect(bodyOf('reply', { ...typed, as: 'self' })).toEqual({ ...request, as: 'self' });
    expect(bodyOf('reply', { ...typed, replyTo: '' })).toEqual({ ...request, replyTo: null });
  });

  it('starts a thread for one session, asking several sectors or one', () => {
    const typed = {
      key,
      theme: 'th',
      session: 's',
      kind: 'question',
      audience: 'session:s',
      title: 'Who?',
      text: 'Who decides?',
    };
    expect(bodyOf('thread-new', { ...typed, mightKnow: 'police', as: 'self' })).toMatchObject({
      themeId: 'th',
      sessionId: 's',
      audience: { kind: 'session', id: 's' },
      mightKnow: ['police'],
    });
    expect(
      bodyOf('thread-new', { ...typed, audience: 'members', session: '', mightKnow: ['police', 'council'] }),
    ).toMatchObject({
      sessionId: null,
      audience: { kind: 'members', id: null },
      mightKnow: ['police', 'council'],
    });
  });

  it('agrees to nothing that was not ticked', () => {
    expect(bodyOf('join', { secret: key, agreed: '3' })).toMatchObject({
      agreed: 0,
      expertise: [],
      organisationId: null,
    });
    expect(bodyOf('join', { secret: key, agreed: '3', agree: 'yes' })).toMatchObject({ agreed: 3 });
  });

  it('reads the posts that a point of a summary names', () => {
    const points = '- They choose a bed (#4)\n\nSomebody who comes along (#7, #9)';
    expect(bodyOf('thread-summary', { thread: 't', points })).toEqual({
      points: [
        { text: 'They choose a bed', numbers: [4] },
        { text: 'Somebody who comes along', numbers: [7, 9] },
      ],
    });
  });

  it('keeps what was typed inside one part of the address', () => {
    const odd = '../x?y#z';
    const anything = new Proxy({}, { get: () => odd });
    for (const form of Object.values(forms)) expect(form.path(anything)).not.toContain(odd);
  });

  it('goes to the new post once it is there', () => {
    expect(forms['reply']?.next({}, { threadId: 't', number: 51 })).toBe('/t/t/51#p51');
  });
});
