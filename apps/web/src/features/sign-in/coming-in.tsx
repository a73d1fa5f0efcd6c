import type { InvitationPreview } from '@throughline/contracts';
import { expertises } from '@throughline/contracts/names';
import type { Place } from '../../app/routes';
import { Field, Form, Select, Send, Ticks } from '../../forms/form';
import { texts } from '../../texts/en';
import { laterTexts as later } from '../../texts/en-later';
import { CodeField } from '../../ui/code-field';
import { Mine } from './mine';
import { secretOf } from './secret-of';

export function Reset({ place }: { place: Place }) {
  if (place.query.get('sent'))
    return (
      <div className="page stack narrow">
        <h1>{texts.reset.title}</h1>
        <p className="notice notice--accent" role="status">
          {later.reset.sent}
        </p>
      </div>
    );
  return (
    <div className="page stack-l narrow">
      <h1>{texts.reset.title}</h1>
      <p>{later.reset.lead}</p>
      <Form name="reset-request" className="stack">
        <Field name="name" label={later.reset.name} autoComplete="username" required />
        <Send>{later.reset.button}</Send>
      </Form>
    </div>
  );
}

export function UseReset({ views, place }: { views: { link: object }; place: Place }) {
  if ('code' in views.link)
    return (
      <div className="page stack narrow">
        <h1>{texts.reset.title}</h1>
        <p className="notice notice--caution" role="status">
          {later.reset.void}
        </p>
        <p>
          <a href="/reset">{texts.signIn.forgotten}</a>
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
          label={later.reset.password}
          hint={later.reset.passwordHint}
          autoComplete="new-password"
          required
        />
        <Mine />
        <Send>{later.reset.use}</Send>
      </Form>
    </div>
  );
}

export function EnterCode() {
  return (
    <div className="page stack-l narrow">
      <h1>{later.join.codeTitle}</h1>
      <CodeField />
    </div>
  );
}

export function Join({ views, place }: { views: { invitation: InvitationPreview | { code: string } }; place: Place }) {
  const { invitation } = views;
  const typed = place.query.get('code') ?? undefined;
  if ('code' in invitation)
    return (
      <div className="page stack narrow">
        <h1>{texts.join.title}</h1>
        <p className="notice notice--caution" role="status">
          {typed ? later.join.voidCode : later.join.void}
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
          {invitation.firstAdministrator ? later.join.firstAdministrator : later.join.invitedBy(invitation.invitedBy)}
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
          label={later.join.name}
          hint={later.join.nameHint}
          autoComplete="nickname"
          required
          maxLength={60}
        />
        <Field
          name="signInName"
          label={later.join.signInName}
          hint={later.join.signInNameHint}
          autoComplete="username"
          required
          maxLength={60}
        />
        <Field
          name="password"
          type="password"
          label={later.join.password}
          hint={later.reset.passwordHint}
          autoComplete="new-password"
          required
        />
        {organisations.length > 0 ? (
          <Select
            name="organisationId"
            label={later.join.organisation}
            options={[{ value: '', label: later.join.noOrganisation }, ...organisations]}
          />
        ) : null}
        <Ticks
          name="expertise"
          label={later.join.expertise}
          hint={later.join.expertiseHint}
          options={expertises.map((expertise) => ({ value: expertise, label: texts.expertises[expertise] }))}
        />
        <Ticks
          name="showExpertise"
          label={<span className="hidden-but-said">{later.join.showExpertise}</span>}
          options={[{ value: 'yes', label: later.join.showExpertise }]}
        />
        <Mine />
        <section className="stack-s" aria-labelledby="agree-h">
          <h2 id="agree-h">{later.join.agreement}</h2>
          <ol className="stack-s">
            {invitation.agreement.points.map((point) => (
              <li key={point.title}>
                <b>{point.title}</b> {point.text}
              </li>
            ))}
          </ol>
          <label className="tick">
            <input type="checkbox" name="agree" value="yes" required /> {later.join.agree}
          </label>
        </section>
        <Send>{later.join.button}</Send>
      </Form>
    </div>
  );
}
