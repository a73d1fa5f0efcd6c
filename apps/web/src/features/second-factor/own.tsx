import type { AppKeyView, RecoveryCodes, SecondFactorView } from '@throughline/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { useApp } from '../../app/context';
import { call } from '../../app/http';
import { Field, Form, Send } from '../../forms/form';
import { day } from '../../texts/dates';
import { texts } from '../../texts/en';
import { secondStepTexts } from '../../texts/en-second-step';
import { QrCode } from '../../ui/qr-code';
import { askForPasskey, makePasskey } from './passkeys';
import { WithPasskey } from './with-passkey';

const said = { ...texts.secondStep, ...secondStepTexts };

/** Codes that were just made, for as long as the reader stays: they are shown once. */
let justMade: RecoveryCodes | undefined;

/** One's own second step: what is set up, and, once it was said who is there, changing it. */
export function OwnSecondFactor({ views }: { views: { factor: SecondFactorView } }) {
  const { factor } = views;
  const { formState } = useApp();
  const [codes, setCodes] = useState(() => {
    const told = justMade ?? (formState?.answer as RecoveryCodes | undefined);
    justMade = undefined;
    return told?.codes ?? [];
  });
  const some = factor.app || factor.passkeys.length > 0;
  return (
    <div className="page stack-l narrow">
      <h1>{said.title}</h1>
      {codes.length > 0 ? <CodesCard codes={codes} /> : null}
      <div className="stack-s no-print">
        <p>{said.lead}</p>
        {factor.needed && !some ? <p className="notice notice--accent">{said.neededLead}</p> : null}
        <p role="status">{some ? said.isSet : said.isNotSet}</p>
      </div>
      {factor.proven ? <Changes factor={factor} onCodes={setCodes} /> : <Prove factor={factor} />}
    </div>
  );
}

/** The password again, and the second step where there is one. */
function Prove({ factor }: { factor: SecondFactorView }) {
  const queries = useQueryClient();
  const some = factor.app || factor.passkeys.length > 0;
  return (
    <section aria-labelledby="prove-h" className="stack no-print">
      <h2 id="prove-h">{some ? said.toChange : said.toSetUp}</h2>
      <Form name="second-step-proof" className="stack" onDone={() => void queries.invalidateQueries()}>
        <Field name="password" type="password" label={said.password} autoComplete="current-password" required />
        {some ? (
          <Field
            name="code"
            label={said.codeOrRecovery}
            hint={factor.app ? said.codeHint : said.recoveryCodeHint}
            autoComplete="one-time-code"
            autoCapitalize="none"
            required={factor.passkeys.length === 0}
          />
        ) : null}
        <Send>{said.goOn}</Send>
        {factor.passkeys.length > 0 ? <ProveByPasskey /> : null}
      </Form>
    </section>
  );
}

function ProveByPasskey() {
  const queries = useQueryClient();
  return (
    <WithPasskey
      label={said.goOnWithPasskey}
      work={async (form) => {
        const password = (form?.elements.namedItem('password') as HTMLInputElement | null)?.value ?? '';
        const passkey = await askForPasskey('/api/second-factor/challenge');
        await call('/api/second-factor/proof', 'POST', { password, passkey });
        await queries.invalidateQueries();
      }}
    />
  );
}

function Changes({ factor, onCodes }: { factor: SecondFactorView; onCodes: (codes: string[]) => void }) {
  const queries = useQueryClient();
  const { me, url } = useApp();
  const { timeZone } = me.community;
  const again = () => void queries.invalidateQueries();
  const on = (date: string) => day(`${date}T12:00:00Z`, timeZone);
  const told = (answer: unknown) => {
    onCodes((answer as RecoveryCodes).codes);
    window.scrollTo(0, 0);
    again();
  };
  const some = factor.app || factor.passkeys.length > 0;
  return (
    <div className="stack-l no-print">
      <section aria-labelledby="app-h" className="stack-s">
        <h2 id="app-h">{said.appHeading}</h2>
        <p>{said.appWhat}</p>
        <Form name="second-step-app">
          <Send className={some ? 'btn' : 'btn btn--main'}>{factor.app ? said.appAnother : said.appSetUp}</Send>
        </Form>
        {factor.app ? (
          <Form name="second-step-app-remove" onDone={again}>
            <Send className="word-btn">{said.appRemove}</Send>
          </Form>
        ) : null}
      </section>
      <section aria-labelledby="passkeys-h" className="stack-s">
        <h2 id="passkeys-h">{said.passkeysHeading}</h2>
        <p>{said.passkeysWhat}</p>
        {factor.passkeys.length > 0 ? (
          <ul className="threads">
            {factor.passkeys.map((passkey) => (
              <li key={passkey.id}>
                <h3 dir="auto">{passkey.name}</h3>
                <p className="new">
                  {said.added(on(passkey.addedOn))}
                  {passkey.lastUsedOn ? ` · ${said.used(on(passkey.lastUsedOn))}` : ''}
                </p>
                <Form name="second-step-passkey-remove" hidden={{ passkey: passkey.id }} onDone={again}>
                  <Send className="word-btn">
                    {said.remove}
                    <span className="hidden-but-said">: {passkey.name}</span>
                  </Send>
                </Form>
              </li>
            ))}
          </ul>
        ) : null}
        <NewPasskey onCodes={told} />
      </section>
      {some ? (
        <section aria-labelledby="recovery-h" className="stack-s">
          <h2 id="recovery-h">{said.recoveryHeading}</h2>
          <p>{said.recoveryLeft(factor.recoveryCodesLeft)}</p>
          <Form name="second-step-recovery" onDone={told} key={url}>
            <Send className="btn">{said.recoveryNew}</Send>
          </Form>
          <p className="small soft">{said.lastWarning(factor.needed)}</p>
        </section>
      ) : null}
    </div>
  );
}

/** A name for it, and the device makes one: that takes scripts. */
function NewPasskey({ onCodes }: { onCodes: (answer: unknown) => void }) {
  const { live } = useApp();
  const [name, setName] = useState('');
  if (!live) return <p className="soft">{said.passkeyLater}</p>;
  return (
    <div className="stack-s">
      <div className="field">
        <label htmlFor="passkey-name">{said.passkeyName}</label>
        <span className="hint" id="passkey-name-h">
          {said.passkeyNameHint}
        </span>
        <input
          id="passkey-name"
          className="input"
          maxLength={60}
          value={name}
          aria-describedby="passkey-name-h"
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <WithPasskey
        label={said.passkeyAdd}
        work={async () => {
          const body = { name: name.trim() || said.passkeyUnnamed, response: await makePasskey() };
          onCodes(await call('/api/second-factor/passkeys', 'POST', body));
          setName('');
        }}
      />
    </div>
  );
}

function CodesCard({ codes }: { codes: readonly string[] }) {
  const { live, me } = useApp();
  return (
    <section className="card" aria-labelledby="codes-h">
      <div className="stack-s">
        <h2 id="codes-h">{said.codesTitle}</h2>
        <p>{me.community.name}</p>
        <p>{said.codesHow}</p>
        <ol className="stack-s">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
        <p className="row no-print">
          {live ? (
            <button type="button" className="btn" onClick={() => window.print()}>
              {said.codesPrint}
            </button>
          ) : null}
          <span className="small">{said.codesOnce}</span>
        </p>
      </div>
    </section>
  );
}

/** An app that is being set up: its key as a QR code and to type, and the first code as a proof that it was read right. */
export function NewApp({ views }: { views: { key: AppKeyView | { code: string } } }) {
  const { key } = views;
  const queries = useQueryClient();
  if ('code' in key)
    return (
      <div className="page stack narrow">
        <h1>{said.appTitle}</h1>
        <p className="notice" role="status">
          {said.appOver}
        </p>
        <p>
          <a href="/settings/second-step">{said.title}</a>
        </p>
      </div>
    );
  return (
    <div className="page stack-l narrow">
      <h1>{said.appTitle}</h1>
      <p>{said.appScan}</p>
      <QrCode rows={key.qr} label={said.appQr} />
      <p>
        {said.appType} <b className="card__code">{key.key}</b>
      </p>
      <Form
        name="second-step-app-confirm"
        className="stack"
        onDone={(answer) => {
          justMade = answer as RecoveryCodes;
          navigate('/settings/second-step');
          void queries.invalidateQueries();
        }}
      >
        <Field
          name="code"
          label={said.appCode}
          hint={said.codeHint}
          autoComplete="one-time-code"
          inputMode="numeric"
          required
        />
        <Send>{said.appDone}</Send>
      </Form>
    </div>
  );
}
