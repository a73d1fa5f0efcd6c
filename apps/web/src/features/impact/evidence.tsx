import type { EvidenceView, OutcomeSummary } from '@throughline/contracts';
import { useId } from 'react';
import { useApp } from '../../app/context';
import { Field, Form, Send } from '../../forms/form';
import { day } from '../../texts/dates';
import { impactTexts as said } from '../../texts/en-impact';
import { quotedTexts } from '../../texts/en-quoted';
import { nameOf } from '../../ui/author';
import { DocumentFile, FileField } from './document-file';
import { InContext } from './in-context';
import { Opener } from './opener';

type Words = Extract<EvidenceView, { kind: 'words' }>;

/** Which thing these stand in: its forms send it along. */
export interface About {
  about: 'outcomes' | 'notes';
  id: string;
}

/** The words behind something, each with its way back to the post; and what else it rests on. */
export function Evidence({
  evidence,
  about,
  mayEdit,
}: {
  evidence: readonly EvidenceView[];
  about: About;
  mayEdit: boolean;
}) {
  const words = evidence.filter((one): one is Words => one.kind === 'words');
  const others = evidence.filter((one) => one.kind !== 'words');
  const heading = useId();
  return (
    <>
      <section className="stack" aria-labelledby={heading} id="words">
        <h2 id={heading}>{said.behind}</h2>
        {words.length === 0 ? <p className="soft">{said.noWords}</p> : null}
        {words.map((one) => (
          <div key={one.id}>
            <Quotation words={one} />
            {mayEdit ? <TakeOff about={about} evidence={one.id} /> : null}
          </div>
        ))}
      </section>
      {others.length > 0 || mayEdit ? (
        <section className="stack" aria-labelledby={`${heading}-others`}>
          <h2 id={`${heading}-others`}>{said.otherThings}</h2>
          <ul className="rows">
            {others.map((one) => (
              <li key={one.id}>
                <Other evidence={one} about={about} />
                {mayEdit ? <TakeOff about={about} evidence={one.id} /> : null}
              </li>
            ))}
          </ul>
          {others.some((one) => one.kind === 'document' && one.file) ? (
            <p className="small soft">{said.file.stays}</p>
          ) : null}
          {mayEdit ? <AddEvidence about={about} /> : null}
        </section>
      ) : null}
    </>
  );
}

/** Words as their author wrote them, with where they stand; folded behind their note, where they have one. */
function Quotation({ words }: { words: Words }) {
  const { place, author, passages, standing, now, blocked } = words;
  const folded = blocked ? said.blocked : words.contentNote;
  const quoted = (
    <>
      {passages.map((passage, index) => (
        <InContext key={`${index} ${passage.exact}`} {...passage} />
      ))}
      {standing === 'changed' && now !== null ? (
        <div className="stack-s">
          <p className="small">
            <b>{said.changedSince}</b> {said.saysNow}
          </p>
          <p dir="auto">{now}</p>
        </div>
      ) : null}
    </>
  );
  return (
    <blockquote className="quoted">
      {folded ? (
        <details className="fold">
          <summary>{folded}</summary>
          {quoted}
        </details>
      ) : (
        quoted
      )}
      <footer>
        <bdi>{nameOf(author)}</bdi>
        {author.kind === 'alias' ? `, ${said.nameInOneThread}` : ''} ·{' '}
        <a href={`/t/${place.threadId}/${place.number}#p${place.number}`}>{said.post(place.number)}</a>
        {words.forFew ? <span> · {said.forFew}</span> : null}
      </footer>
      {words.said ? (
        <div className="notice small">
          <p>
            <b>{quotedTexts.authorSays}</b>
          </p>
          {words.said.text === null ? null : (
            <p className="plain" dir="auto">
              {words.said.text}
            </p>
          )}
        </div>
      ) : null}
    </blockquote>
  );
}

function Other({ evidence, about }: { evidence: Exclude<EvidenceView, Words>; about: About }) {
  const { timeZone } = useApp().me.community;
  if (evidence.kind === 'document')
    return (
      <>
        <p dir="auto">
          {said.document(evidence.title, evidence.by, day(evidence.on, timeZone))}{' '}
          {evidence.link ? (
            <a href={evidence.link} rel="noopener noreferrer nofollow">
              {said.open}
            </a>
          ) : null}
        </p>
        {evidence.file ? <DocumentFile file={evidence.file} about={about} evidence={evidence.id} /> : null}
      </>
    );
  return (
    <p dir="auto">
      {said.measure(evidence.title, evidence.value, evidence.unit)}.{' '}
      <span className="soft">{said.source(evidence.source, day(evidence.on, timeZone))}</span>
    </p>
  );
}

function TakeOff({ about, evidence }: { about: About; evidence: string }) {
  return (
    <Form name="evidence-off" hidden={{ ...about, evidence }}>
      <Send className="word-btn">{said.takeOff}</Send>
    </Form>
  );
}

function AddEvidence({ about }: { about: About }) {
  return (
    <>
      <Opener title={said.addDocument} form="evidence-document" keepAs={`evidence-document/${about.id}`}>
        <Form name="evidence-document" className="stack" hidden={{ ...about }} keepAs={`evidence-document/${about.id}`}>
          <Field name="title" label={said.documentTitle} maxLength={200} required />
          <Field name="by" label={said.documentBy} maxLength={200} required />
          <Field name="on" type="date" label={said.on} required />
          <Field name="link" label={said.linkTo} maxLength={500} />
          <FileField />
          <Send className="btn">{said.add}</Send>
        </Form>
      </Opener>
      <Opener title={said.addMeasure} form="evidence-measure" keepAs={`evidence-measure/${about.id}`}>
        <Form name="evidence-measure" className="stack" hidden={{ ...about }} keepAs={`evidence-measure/${about.id}`}>
          <Field name="title" label={said.measureTitle} maxLength={200} required />
          <Field name="value" label={said.value} required />
          <Field name="unit" label={said.unit} maxLength={60} required />
          <Field name="on" type="date" label={said.on} required />
          <Field name="source" label={said.sourceOf} maxLength={200} required />
          <Send className="btn">{said.add}</Send>
        </Form>
      </Opener>
    </>
  );
}

/** To those who look after it: what changed of what it rests on. */
export function LookAgain({ lookAgain, about }: { lookAgain: OutcomeSummary['lookAgain']; about: About }) {
  if (!lookAgain) return null;
  return (
    <div className="notice notice--caution">
      <p>{said.lookAgain(lookAgain)}</p>
      <Form name="evidence-looked" hidden={{ ...about }}>
        <Send className="word-btn">{said.looked}</Send>
      </Form>
    </div>
  );
}
