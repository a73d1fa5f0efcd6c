import type { InvitationPreview } from '@throughline/contracts';
import { expertises } from '@throughline/contracts/names';
import { page, type Place } from '../../app/routes';
import { Field, Form, Select, Send, Ticks } from '../../forms/form';
import { texts } from '../../texts/en';
import { CodeField } from '../../ui/code-field';
import { useForm } from '../../forms/form';

const said = texts.signIn;

/** "Is this phone yours?": on somebody else's nothing stays behind. */
function Mine() {
  const { typed } = useForm();
  const mine = typed?.['mine'];
  return (
    <fieldset>
      <legend>{said.mineLegend}</legend>
      <div className="choices">
        <label className="choice">
          <input type="radio" name="mine" value="yes" required defaultChecked={mine === 'yes'} />
          <span className="choice__name">{said.mine}</span>
          <span className="choice__what">{said.mineWhat}</span>
        </label>
        <label className="choice">
          <input type="radio" name="mine" value="no" required defaultChecked={mine === 'no'} />
          <span className="choice__name">{said.notMine}</span>
          <span className="choice__what">{said.notMineWhat}</span>
        </label>
      </div>
    </fieldset>
  );
}

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

function Reset({ place }: { place: Place }) {
  if (place.query.get('sent'))
    return (
      <div className="page stack narrow">
        <h1>{texts.reset.title}</h1>
        <p className="notice notice--accent" role="status">
          {texts.reset.sent}
        </p>
      </div>
    );
  return (
    <div className="page stack-l narrow">
      <h1>{texts.reset.title}</h1>
      <p>{texts.reset.lead}</p>
      <Form name="reset-request" className="stack">
        <Field name="name" label={texts.reset.name} autoComplete="username" required />
        <Send>{texts.reset.button}</Send>
      </Form>
    </div>
  );
}

function UseReset({ views, place }: { views: { link: object }; place: Place }) {
  if ('code' in views.link)
    return (
      <div className="page stack narrow">
        <h1>{texts.reset.title}</h1>
        <p className="notice notice--caution" role="status">
          {texts.reset.void}
        </p>
        <p>
          <a href="/reset">{said.forgotten}</a>
        </p>
      </div>
    );
  return (
    <div className="page stack-l narrow">
      <h1>{texts.reset.title}</h1>
      <Form name="reset-use" className="stack-l" hidden={{ secret: place.params['secret'] ?? '' }}>
        <Field
          name="password"
          type="password"
          label={texts.reset.password}
          hint={texts.reset.passwordHint}
          autoComplete="new-password"
          required
        />
        <Mine />
        <Send>{texts.reset.use}</Send>
      </Form>
    </div>
  );
}

function EnterCode() {
  return (
    <div className="page stack-l narrow">
      <h1>{texts.join.codeTitle}</h1>
      <CodeField />
    </div>
  );
}

const secretOf = ({ params, query }: Place) =>
  (params['secret'] === 'code' ? query.get('code') : params['secret']) ?? '';

function Join({ views, place }: { views: { invitation: InvitationPreview | { code: string } }; place: Place }) {
  const { invitation } = views;
  const typed = place.query.get('code') ?? undefined;
  if ('code' in invitation)
    return (
      <div className="page stack narrow">
        <h1>{texts.join.title}</h1>
        <p className="notice notice--caution" role="status">
          {typed ? texts.join.voidCode : texts.join.void}
        </p>
        <CodeField value={typed} />
      </div>
    );
  const organisations = invitation.organisations.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className="page stack-l narrow">
      <div>
        <h1>{texts.join.title}</h1>
        <p className="soft">
          {invitation.firstAdministrator ? texts.join.firstAdministrator : texts.join.invitedBy(invitation.invitedBy)}
        </p>
      </div>
      <Form
        name="join"
        className="stack-l"
        hidden={{ secret: secretOf(place) }}
        seen={{ agreed: invitation.agreement.version }}
      >
        <Field
          name="name"
          label={texts.join.name}
          hint={texts.join.nameHint}
          autoComplete="nickname"
          required
          maxLength={60}
        />
        <Field
          name="signInName"
          label={texts.join.signInName}
          hint={texts.join.signInNameHint}
          autoComplete="username"
          required
          maxLength={60}
        />
        <Field
          name="password"
          type="password"
          label={texts.join.password}
          hint={texts.reset.passwordHint}
          autoComplete="new-password"
          required
        />
        {organisations.length > 0 ? (
          <Select
            name="organisationId"
            label={texts.join.organisation}
            options={[{ value: '', label: texts.join.noOrganisation }, ...organisations]}
          />
        ) : null}
        <Ticks
          name="expertise"
          label={texts.join.expertise}
          hint={texts.join.expertiseHint}
          options={expertises.map((expertise) => ({ value: expertise, label: texts.expertises[expertise] }))}
        />
        <Ticks
          name="showExpertise"
          label={<span className="hidden-but-said">{texts.join.showExpertise}</span>}
          options={[{ value: 'yes', label: texts.join.showExpertise }]}
        />
        <Mine />
        <section className="stack-s" aria-labelledby="agree-h">
          <h2 id="agree-h">{texts.join.agreement}</h2>
          <ol className="stack-s">
            {invitation.agreement.points.map((point) => (
              <li key={point.title}>
                <b>{point.title}</b> {point.text}
              </li>
            ))}
          </ol>
          <label className="tick">
            <input type="checkbox" name="agree" value="yes" required /> {texts.join.agree}
          </label>
        </section>
        <Send>{texts.join.button}</Send>
      </Form>
    </div>
  );
}

export const signInPages = [
  page({ pattern: '/sign-in', kind: said.title, title: () => said.title, open: true, page: SignIn }),
  page({ pattern: '/reset', kind: texts.reset.title, title: () => texts.reset.title, open: true, page: Reset }),
  page({
    pattern: '/reset/:secret',
    kind: texts.reset.title,
    title: () => texts.reset.title,
    open: true,
    views: ({ params }) => ({ link: `/api/resets/look?secret=${encodeURIComponent(params['secret'] ?? '')}` }),
    page: UseReset,
  }),
  page({ pattern: '/join', kind: texts.join.title, title: () => texts.join.title, open: true, page: EnterCode }),
  page({
    pattern: '/join/:secret',
    kind: texts.join.title,
    title: () => texts.join.title,
    open: true,
    views: (place) => ({ invitation: `/api/invitations/look?secret=${encodeURIComponent(secretOf(place))}` }),
    page: Join,
  }),
];
