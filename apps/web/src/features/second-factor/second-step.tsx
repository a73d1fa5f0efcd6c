import type { SecondStepView } from '@throughline/contracts';
import { call } from '../../app/http';
import { goTo } from '../../app/leave';
import type { Place } from '../../app/routes';
import { signInForm } from '../../forms/carried';
import { Field, Form, Send } from '../../forms/form';
import { texts } from '../../texts/en';
import { laterTexts } from '../../texts/en-later';
import { secondStepTexts } from '../../texts/en-second-step';
import { askForPasskey } from './passkeys';
import { WithPasskey } from './with-passkey';

const said = { ...texts.secondStep, ...secondStepTexts };

const nextOf = ({ query }: Place) => {
  const next = query.get('next') ?? '';
  return /^\/(?![/\\])/.test(next) ? next : '/';
};

/** After the password: a code, a passkey, or a recovery code. */
export function SecondStep({ views, place }: { views: { step: SecondStepView | { code: string } }; place: Place }) {
  const { step } = views;
  const next = nextOf(place);
  if ('code' in step)
    return (
      <div className="page stack narrow">
        <h1>{said.oneMore}</h1>
        <p className="notice" role="status">
          {said.over}
        </p>
        <p>
          <a href={`/sign-in?next=${encodeURIComponent(next)}`}>{texts.signIn.title}</a>
        </p>
      </div>
    );
  return (
    <div className="page stack-l narrow">
      <h1>{said.oneMore}</h1>
      {step.app ? (
        <Form name="second-step" id={signInForm} className="stack" hidden={{ next, way: 'app' }}>
          <Field
            name="code"
            label={said.code}
            hint={
              <>
                {said.codeHint}
                {step.demonstrationCode ? (
                  <b> {said.demonstration(step.demonstrationCode.replace(/(...)/, '$1\u00a0'))}</b>
                ) : null}
              </>
            }
            autoComplete="one-time-code"
            inputMode="numeric"
            required
          />
          <Send>{texts.signIn.button}</Send>
        </Form>
      ) : null}
      {step.passkeys ? (
        <WithPasskey
          label={said.usePasskey}
          main={!step.app}
          before={<p className="soft">{said.passkeyLater}</p>}
          work={async () => {
            await call('/api/sign-in/second', 'POST', {
              passkey: await askForPasskey('/api/sign-in/second/challenge'),
            });
            goTo(next);
            return 'gone';
          }}
        />
      ) : null}
      <details className="opener" open={!step.app && !step.passkeys}>
        <summary>{said.other}</summary>
        <Form name="second-step" className="stack" hidden={{ next, way: 'recovery-code' }}>
          <Field
            name="code"
            label={said.recoveryCode}
            hint={said.recoveryCodeHint}
            autoComplete="off"
            autoCapitalize="none"
            required
          />
          <Send className="btn">{texts.signIn.button}</Send>
        </Form>
        <p className="small">{said.lostAll}</p>
      </details>
    </div>
  );
}

/** Opened from a link that was handed over: takes the second step away, with the password. */
export function LostSecondStep({ views, place }: { views: { link: object }; place: Place }) {
  if ('code' in views.link)
    return (
      <div className="page stack narrow">
        <h1>{said.lostTitle}</h1>
        <p className="notice notice--caution" role="status">
          {laterTexts.reset.void}
        </p>
      </div>
    );
  return (
    <div className="page stack-l narrow">
      <h1>{said.lostTitle}</h1>
      <p>{said.lostLead}</p>
      <Form name="second-step-reset" className="stack" hidden={{ secret: place.params['secret'] ?? '' }}>
        <Field name="password" type="password" label={texts.signIn.password} autoComplete="current-password" required />
        <Send>{said.lostButton}</Send>
      </Form>
    </div>
  );
}
