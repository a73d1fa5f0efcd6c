import type { FromModerators, QuotedList } from '@throughline/contracts';
import { useMember } from '../../app/context';
import type { Place } from '../../app/routes';
import { useLiveLists } from '../../live/use-live-lists';
import { stepTexts } from '../../texts/en-steps';
import { wrongTexts as said } from '../../texts/en-wrong';
import { QuotedPosts } from '../quoted/told';
import { ToldStep } from '../steps/told-step';
import { Notice } from './notice';

const thanks: Record<string, string> = {
  hidden: said.sentHidden,
  told: said.sentTold,
  looked: said.sentLooked,
  often: said.sentOften,
};

/** What came of what somebody reported, and what becomes of their own posts. */
export function FromModeratorsPage({
  views,
  place,
}: {
  views: { from: FromModerators; quoted: QuotedList };
  place: Place;
}) {
  const { id } = useMember();
  const { flags, steps, answered, cursor } = views.from;
  useLiveLists({ [`member:${id}`]: cursor });
  const sent = thanks[place.query.get('sent') ?? ''];
  return (
    <div className="page stack-l narrow">
      <div className="stack">
        <h1>{said.from}</h1>
        {sent ? (
          <p className="notice notice--accent" role="status">
            <b>{sent}</b> {said.hear}
          </p>
        ) : null}
        <p className="lead">{said.fromLead}</p>
      </div>
      {answered.map(({ kind, id: whom, name }) => (
        <p className="notice notice--accent" key={whom}>
          <a href={kind === 'member' ? `/people/${whom}/steps` : `/aliases/${whom}/steps`} dir="auto">
            {stepTexts.answered(name)}
          </a>
        </p>
      ))}
      {flags.length + steps.length + answered.length + views.quoted.posts.length === 0 ? <p>{said.none}</p> : null}
      <QuotedPosts quoted={views.quoted} />
      {steps.length > 0 ? (
        <section className="stack" aria-labelledby="steps-h">
          <h2 id="steps-h">{stepTexts.steps}</h2>
          <ul className="threads">
            {steps.map((step) => (
              <li key={step.id}>
                <ToldStep step={step} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <ul className="threads">
        {flags.map((notice, index) => (
          <li key={`${notice.id}${index}`}>
            <Notice notice={notice} id={`n${index}`} />
          </li>
        ))}
      </ul>
    </div>
  );
}
