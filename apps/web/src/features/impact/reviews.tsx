import type { ImpactReviewView } from '@throughline/contracts';
import type { ReactNode } from 'react';
import { useApp } from '../../app/context';
import { useLiveLists } from '../../live/use-live-lists';
import { day } from '../../texts/dates';
import { impactTexts } from '../../texts/en-impact';
import { reviewTexts as said } from '../../texts/en-impact-review';

/** All that is to be looked at again, in one list: what has waited longest comes first. */
export function ImpactReviews({ views }: { views: { review: ImpactReviewView } }) {
  const { review } = views;
  const { overdue, soon, again, without, asked, came, published, reports, cursor } = review;
  const { timeZone } = useApp().me.community;
  useLiveLists({ members: cursor });
  const count =
    overdue.length + again.length + without.length + asked.length + came.length + published.length + reports.length;
  const owned = (owner: string | null) => (owner === null ? said.nobody : impactTexts.lookedAfterBy(owner));
  const dated = ({ id, title, nextReview, owner }: ImpactReviewView['soon'][number], late: boolean) => (
    <Entry key={id} href={`/notes/${id}`} title={title}>
      <span className={late ? 'overdue' : undefined}>{impactTexts.nextLook(day(nextReview, timeZone), late)}</span>
      {`. ${owned(owner)}`}
    </Entry>
  );
  return (
    <div className="page stack-l">
      <div className="stack">
        <p className="crumbs">
          <a href="/impact">{impactTexts.title}</a>
        </p>
        <h1>{said.title}</h1>
        <p className="lead">{count === 0 ? said.none : said.lead(count)}</p>
      </div>
      <Part name="came">
        {came.map(({ about, id, title, answers }) => (
          <Entry key={id} href={`/${about}/${id}/outside`} title={title}>
            {said.answers(answers)}
          </Entry>
        ))}
      </Part>
      <Part name="overdue">{overdue.map((note) => dated(note, true))}</Part>
      <Part name="again">
        {again.map(({ about, id, title, ...what }) => (
          <Entry key={id} href={`/${about}/${id}`} title={title}>
            {impactTexts.lookAgain(what)}
          </Entry>
        ))}
      </Part>
      <Part name="published">
        {published.map(({ kind, id, title }) => (
          <Entry key={id} href={`/publishing/${kind}/${id}`} title={title} />
        ))}
      </Part>
      <Part name="reports">
        {reports.map(({ id, title }) => (
          <Entry key={id} href={`/reports/${id}`} title={title} />
        ))}
      </Part>
      <Part name="asked">
        {asked.map(({ about, id, title, waiting, over, questions }) => (
          <Entry key={id} href={`/${about}/${id}/outside`} title={title}>
            {[
              ...(questions > 0 ? [said.questions(questions)] : []),
              ...(over > 0 ? [said.over(over)] : []),
              ...(waiting > 0 ? [said.waiting(waiting)] : []),
            ].join(' ')}
          </Entry>
        ))}
      </Part>
      <Part name="without">
        {without.map(({ id, title, recordedOn }) => (
          <Entry key={id} href={`/outcomes/${id}`} title={title || impactTexts.untitled}>
            {recordedOn ? impactTexts.outcome.recordedOn(day(recordedOn, timeZone)) : null}
          </Entry>
        ))}
      </Part>
      <Part name="soon">{soon.map((note) => dated(note, false))}</Part>
    </div>
  );
}

function Part({ name, children }: { name: keyof typeof said.parts; children: readonly ReactNode[] }) {
  if (children.length === 0) return null;
  const [title, hint] = said.parts[name];
  return (
    <section className="stack-s" aria-labelledby={`${name}-h`}>
      <h2 id={`${name}-h`}>{title}</h2>
      <p className="small soft">{hint}</p>
      <ul className="rows">{children}</ul>
    </section>
  );
}

function Entry({ href, title, children }: { href: string; title: string; children?: ReactNode }) {
  return (
    <li>
      <a href={href} dir="auto">
        {title}
      </a>
      {children ? <span className="small">{children}</span> : null}
    </li>
  );
}
