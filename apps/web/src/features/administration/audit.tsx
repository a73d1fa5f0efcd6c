import type { AuditPage } from '@throughline/contracts';
import { type AuditAct, auditActs, type AuditSubject, unshownActs } from '@throughline/contracts/names';
import { useId } from 'react';
import { useApp } from '../../app/context';
import type { Place } from '../../app/routes';
import { Field, Form, Send } from '../../forms/form';
import { dayAndClock } from '../../texts/dates';
import { texts } from '../../texts/en';
import { auditTexts as said } from '../../texts/en-audit';

type Entry = AuditPage['entries'][number];
type About = Entry['about'][number];

/** What was done that is more than members may do, by whom, and how to know that the record is whole. */
export function Audit({ views, place }: { views: { audit: AuditPage }; place: Place }) {
  const { entries, more, doers } = views.audit;
  const { query } = place;
  const filtered = ['act', 'who', 'from', 'to', 'before'].some((name) => query.get(name));
  return (
    <div className="page stack-l">
      <h1>{texts.administration.audit}</h1>
      {query.get('saved') ? (
        <p className="notice notice--accent" role="status">
          {said.saved}
        </p>
      ) : null}
      <p className="measure">{said.lead}</p>
      <p className="measure small">{said.unshown}</p>
      <Proof {...views.audit} />
      <section aria-labelledby="entries-h" className="stack">
        <h2 id="entries-h">{said.entries}</h2>
        <Filter key={query.toString()} query={query} doers={doers} />
        {entries.length === 0 ? <p>{filtered ? said.noneAsked : said.none}</p> : null}
        <ol className="threads" reversed start={entries[0]?.seq}>
          {entries.map((entry) => (
            <Line key={entry.seq} entry={entry} />
          ))}
        </ol>
        {more ? (
          <p className="pager">
            <a rel="next" href={earlier(query, entries)}>
              {said.earlier}
            </a>
          </p>
        ) : null}
      </section>
    </div>
  );
}

function earlier(query: URLSearchParams, entries: readonly Entry[]): string {
  const next = new URLSearchParams(query);
  next.delete('saved');
  next.set('before', String(entries.at(-1)?.seq ?? 1));
  return `/administration/audit?${next.toString()}`;
}

function Line({ entry: { seq, at, act, by, about } }: { entry: Entry }) {
  const { me } = useApp();
  const alone = by === null && /^[A-Z]/.test(said.acts[act]);
  return (
    <li className="stack-s">
      <p>
        {alone ? null : <b dir="auto">{by ? (by.name ?? said.left) : said.system}</b>} {said.acts[act]}
      </p>
      {about.length > 0 ? (
        <p className="small">
          {about.map((one, index) => (
            <span key={one.kind}>
              {index > 0 ? ' · ' : ''}
              {said.subjects[one.kind]}: <Subject {...one} />
            </span>
          ))}
        </p>
      ) : null}
      <p className="new">
        {said.number(seq)} · <time dateTime={at}>{dayAndClock(at, me.community.timeZone)}</time>
      </p>
    </li>
  );
}

const places: Partial<Record<AuditSubject, (id: string) => string>> = {
  thread: (id) => `/t/${id}/1`,
  'to-thread': (id) => `/t/${id}/1`,
  circle: (id) => `/circles/${id}/people`,
};

function Subject({ kind, value, name }: About) {
  const href = places[kind]?.(value);
  if (href) return <a href={href}>{said.open}</a>;
  if (kind === 'member') return <span dir="auto">{name ?? said.left}</span>;
  if (name !== null) return <span dir="auto">{name}</span>;
  return <span className={/^[a-z2-7]{26}$/.test(value) ? 'card__link' : undefined}>{wordFor(kind, value)}</span>;
}

function wordFor(kind: AuditSubject, value: string): string {
  const list: Record<string, string> = kind === 'role' ? texts.roles : kind === 'duty' ? texts.duties : said.words;
  return list[value] ?? value;
}

/** A form that asks and changes nothing: its answer is an address, with scripts and without. */
function Filter({ query, doers }: { query: URLSearchParams; doers: AuditPage['doers'] }) {
  const acts = auditActs
    .filter((act) => !unshownActs.includes(act))
    .sort((one, other) => said.acts[one].localeCompare(said.acts[other]));
  return (
    <details className="opener" open={['act', 'who', 'from', 'to'].some((name) => query.get(name))}>
      <summary>{said.filter}</summary>
      <form method="get" action="/administration/audit" className="stack-s narrow">
        <Choice
          name="act"
          label={said.act}
          value={query.get('act')}
          options={acts.map((act: AuditAct) => [act, said.acts[act]])}
        />
        <Choice
          name="who"
          label={said.who}
          value={query.get('who')}
          options={doers.map(({ id, name }) => [id, name ?? said.left])}
        />
        <Day name="from" label={said.from} value={query.get('from')} />
        <Day name="to" label={said.to} value={query.get('to')} />
        <div className="row">
          <button type="submit" className="btn">
            {said.show}
          </button>
          <a href="/administration/audit">{said.showAll}</a>
        </div>
      </form>
    </details>
  );
}

interface Asked {
  name: string;
  label: string;
  value: string | null;
}

function Choice({ name, label, value, options }: Asked & { options: readonly (readonly [string, string])[] }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} name={name} className="input" defaultValue={value ?? ''}>
        <option value="">{said.all}</option>
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

function Day({ name, label, value }: Asked) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} name={name} type="date" className="input" defaultValue={value ?? ''} />
    </div>
  );
}

/** The head of the chain, when it was mailed last, and to whom it goes. */
function Proof({ head, mail }: Pick<AuditPage, 'head' | 'mail'>) {
  const { me } = useApp();
  const { last, problem, addresses, textVersion } = mail;
  const wrong = [
    ...(mail.isSetUp ? [] : [said.noMail]),
    ...(addresses.length > 0 ? [] : [said.noAddresses]),
    ...(problem === 'not-sent' ? [said.notSent] : []),
    ...(problem === 'chain-broken' ? [said.broken] : []),
  ];
  return (
    <section aria-labelledby="proof-h" className="stack measure">
      <h2 id="proof-h">{said.proof}</h2>
      {wrong.map((words) => (
        <p key={words} className="notice notice--caution">
          {words}
        </p>
      ))}
      {head ? (
        <p>
          {said.head(head.seq)} <code className="card__link small">{head.hash}</code>
        </p>
      ) : (
        <p>{said.empty}</p>
      )}
      <p>{last ? said.mailed(last.seq, dayAndClock(last.at, me.community.timeZone)) : said.neverMailed}</p>
      <p className="small">{said.proofHow}</p>
      <Form name="audit-addresses" className="stack-s" seen={{ textVersion }} key={textVersion}>
        <Field
          name="addresses"
          rows={3}
          label={said.addresses}
          hint={said.addressesHint}
          value={addresses.join('\n')}
        />
        <Send className="btn">{said.save}</Send>
      </Form>
    </section>
  );
}
