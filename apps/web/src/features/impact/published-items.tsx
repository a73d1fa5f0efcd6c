import type { PublishedAnswer, PublishedEvidence, PublishedNote, PublishedOutcome } from '@throughline/contracts';
import { useApp } from '../../app/context';
import { day } from '../../texts/dates';
import { impactTexts } from '../../texts/en-impact';
import { publishedTexts as said } from '../../texts/en-published';
import { StageMark } from './label';

const fill = { reported: 'empty', accounts: 'part', backed: 'part', confirmed: 'full' } as const;

/**
 * How many of each kind are printed as they stand, how many more by their titles, and how long an answer of an organisation may be that is
 * printed whole, so that all of it has room on two pages.
 */
const printed = { whole: { notes: 2, outcomes: 4 }, named: 8, said: 300 };

/** How one of them is printed, by its place among its kind. */
function printedAs(kind: 'notes' | 'outcomes', index: number): string {
  const whole = printed.whole[kind];
  if (index < whole) return 'published stack-s';
  return index < whole + printed.named ? 'published published--named stack-s' : 'published not-printed stack-s';
}

/** On paper alone: how many of a kind are to be read only on the page. */
export function NotPrinted({ kind, count }: { kind: 'notes' | 'outcomes'; count: number }) {
  const left = count - printed.whole[kind] - printed.named;
  return left > 0 ? <p className="only-printed">{said.notPrinted(left)}</p> : null;
}

/** A note as visitors read it. */
export function PublishedNoteItem({
  note,
  index,
  preview,
}: {
  note: PublishedNote;
  index: number;
  /** Nobody reads it there yet. */
  preview?: boolean;
}) {
  const { me } = useApp();
  const { timeZone } = me.community;
  const last = note.history.at(-1);
  return (
    <article className={printedAs('notes', index)} id={note.id} aria-labelledby={`${note.id}-h`}>
      <h3 id={`${note.id}-h`} dir="auto">
        {note.title}
      </h3>
      {last ? (
        <StageMark stage={last.stage}>
          {impactTexts.since(impactTexts.stages[last.stage], day(last.on, timeZone))}
        </StageMark>
      ) : null}
      {note.lead ? <Text text={note.lead} /> : null}
      <div className="published__more stack-s">
        <Named name={impactTexts.fields['blockage'] ?? ''} text={note.blockage} />
        <Named name={impactTexts.fields['bestHopes'] ?? ''} text={note.bestHopes} />
        <Named name={impactTexts.fields['exceptions'] ?? ''} text={note.exceptions} />
        <Named name={impactTexts.fields['changeSought'] ?? ''} text={note.changeSought} />
        <Named name={impactTexts.fields['mustAct'] ?? ''} text={note.mustAct.join('; ')} />
        <Named name={impactTexts.fields['haveActed'] ?? ''} text={note.haveActed.join('; ')} />
        {note.history.length > 1 ? (
          <ol className="long">
            {note.history.map(({ stage, on, why }) => (
              <li key={`${stage}-${on}`}>
                <b>
                  {day(on, timeZone)}: {impactTexts.stages[stage]}
                </b>
                <span dir="auto">{why}</span>
              </li>
            ))}
          </ol>
        ) : null}
      </div>
      <Beside item={note} />
      {preview ? null : <Foot on={note.on} href={me.member ? `/notes/${note.id}` : undefined} />}
    </article>
  );
}

/** A change as visitors read it, with how sure one can be of it. */
export function PublishedOutcomeItem({
  outcome,
  notes,
  index,
  preview,
}: {
  outcome: PublishedOutcome;
  notes: readonly PublishedNote[];
  index: number;
  /** Nobody reads it there yet. */
  preview?: boolean;
}) {
  const { me } = useApp();
  const belongs = notes.filter(({ id }) => outcome.notes.includes(id));
  return (
    <article className={printedAs('outcomes', index)} id={outcome.id} aria-labelledby={`${outcome.id}-h`}>
      <h3 id={`${outcome.id}-h`} dir="auto">
        {outcome.title}
      </h3>
      <p className="small soft" dir="auto">
        {[outcome.when, outcome.where].filter(Boolean).join(' · ')}
      </p>
      <div>
        <p className={`sure sure--${fill[outcome.sure]}`}>{outcome.label}</p>
        <p className="small soft">{outcome.basis}</p>
      </div>
      {outcome.direction === 'negative' ? <p className="tag">{impactTexts.outcome.direction.negative}</p> : null}
      <Text text={outcome.why} />
      <Named name={impactTexts.outcome.ourPart} text={outcome.ourPart} />
      <Named name={impactTexts.outcome.others} text={outcome.others} />
      {belongs.map(({ id, title }) => (
        <p key={id} className="small">
          {said.follows}{' '}
          <a href={`#${id}`} dir="auto">
            {title}
          </a>
        </p>
      ))}
      <Beside item={outcome} />
      {preview ? null : <Foot on={outcome.on} href={me.member ? `/outcomes/${outcome.id}` : undefined} />}
    </article>
  );
}

export function PublishedAnswerItem({ answer }: { answer: PublishedAnswer }) {
  return (
    <article className="stack-s" aria-labelledby={`${answer.id}-h`}>
      <h3 id={`${answer.id}-h`} dir="auto">
        {answer.title}
      </h3>
      <p dir="auto">
        <b>
          {said.said} {answer.said}
        </b>
      </p>
      <Text text={answer.did} />
    </article>
  );
}

function Text({ text }: { text: string }) {
  if (text === '') return null;
  return (
    <p className="measure plain" dir="auto">
      {text}
    </p>
  );
}

function Named({ name, text }: { name: string; text: string }) {
  if (text === '') return null;
  return (
    <p className="measure plain" dir="auto">
      <b>{name}:</b> {text}
    </p>
  );
}

/** What it rests on, and what those who are named say of it. */
function Beside({ item: { id, evidence, organisations } }: { item: PublishedNote | PublishedOutcome }) {
  const { timeZone } = useApp().me.community;
  return (
    <>
      {evidence.length > 0 ? (
        <div className="published__more stack-s">
          <h4>{said.behind}</h4>
          {evidence.map((one, index) => (
            <Rests key={index} evidence={one} />
          ))}
        </div>
      ) : null}
      {organisations.map(({ organisation, answer, text, role, on }) => (
        <section key={organisation} className="published__said stack-s" aria-labelledby={`${id}-${organisation}`}>
          <h4 id={`${id}-${organisation}`} dir="auto">
            {said.organisation(organisation)}
          </h4>
          <p>{said[answer]}</p>
          {text.length > printed.said ? <p className="only-printed">{said.wordsNotPrinted}</p> : null}
          <blockquote className={text.length > printed.said ? 'quoted not-printed' : 'quoted'}>
            <p className="plain" dir="auto">
              {text}
            </p>
            <footer dir="auto">{said.byRole(role, day(on, timeZone))}</footer>
          </blockquote>
        </section>
      ))}
    </>
  );
}

export function Rests({ evidence }: { evidence: PublishedEvidence }) {
  const { timeZone } = useApp().me.community;
  if (evidence.kind === 'document')
    return (
      <p dir="auto">
        {impactTexts.document(evidence.title, evidence.by, day(evidence.on, timeZone))}{' '}
        {evidence.link ? (
          <a href={evidence.link} rel="noopener noreferrer nofollow">
            {impactTexts.open}
          </a>
        ) : null}
      </p>
    );
  if (evidence.kind === 'measure')
    return (
      <p dir="auto">
        {impactTexts.measure(evidence.title, evidence.value, evidence.unit)}.{' '}
        <span className="soft">{impactTexts.source(evidence.source, day(evidence.on, timeZone))}</span>
      </p>
    );
  const words = evidence.passages.map((passage) => (
    <p key={passage} className="plain" dir="auto">
      <mark className="led">{passage}</mark>
    </p>
  ));
  return (
    <blockquote className="quoted">
      {evidence.contentNote ? (
        <details className="fold">
          <summary>{evidence.contentNote}</summary>
          {words}
        </details>
      ) : (
        words
      )}
      <footer>{said.aMember}</footer>
    </blockquote>
  );
}

function Foot({ on, href }: { on: string; href: string | undefined }) {
  const { timeZone } = useApp().me.community;
  return (
    <p className="small soft published__foot">
      {said.approved(day(on, timeZone))}
      {href ? (
        <>
          {' · '}
          <a href={href}>{said.open}</a>
        </>
      ) : null}
    </p>
  );
}
