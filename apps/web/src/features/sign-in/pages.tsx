import { onDemand, page, type Place } from '../../app/routes';
import { Field, Form, Send } from '../../forms/form';
import { texts } from '../../texts/en';
import { Mine } from './mine';
import { secretOf } from './secret-of';

const said = texts.signIn;

function SignIn({ place }: { place: Place }) {
  const next = place.query.get('next') ?? '';
  return (
    <div className="page stack-l narrow">
      <h1>{said.title}</h1>
      {place.query.get('ended') ? (
        <p className="notice" role="status">
          {said.ended}
        </p>
      ) : null}
      <Form name="sign-in" id="sign-in" className="stack-l" hidden={{ next: /^\/(?![/\\])/.test(next) ? next : '/' }}>
        <Field name="name" label={said.name} autoComplete="username" required />
        <Field name="password" type="password" label={said.password} autoComplete="current-password" required />
        <Mine />
        <Send>{said.button}</Send>
      </Form>
      <p className="small">
        <a href="/reset">{said.forgotten}</a> · <a href="/join">{said.noAccount}</a>
      </p>
    </div>
  );
}

export const signInPages = [
  page({ pattern: '/sign-in', kind: said.title, title: () => said.title, open: true, page: SignIn }),
  page({
    pattern: '/reset',
    kind: texts.reset.title,
    title: () => texts.reset.title,
    open: true,
    page: onDemand(async () => (await import('./coming-in')).Reset),
  }),
  page({
    pattern: '/reset/:secret',
    kind: texts.reset.title,
    title: () => texts.reset.title,
    open: true,
    views: ({ params }) => ({ link: `/api/resets/look?secret=${encodeURIComponent(params['secret'] ?? '')}` }),
    page: onDemand(async () => (await import('./coming-in')).UseReset),
  }),
  page({
    pattern: '/join',
    kind: texts.join.title,
    title: () => texts.join.title,
    open: true,
    page: onDemand(async () => (await import('./coming-in')).EnterCode),
  }),
  page({
    pattern: '/join/:secret',
    kind: texts.join.title,
    title: () => texts.join.title,
    open: true,
    views: (place) => ({ invitation: `/api/invitations/look?secret=${encodeURIComponent(secretOf(place))}` }),
    page: onDemand(async () => (await import('./coming-in')).Join),
  }),
];
