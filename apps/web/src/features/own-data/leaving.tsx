import type { LeavingView } from '@throughline/contracts';
import { type LeavingChoice, leavingChoices } from '@throughline/contracts/names';
import type { Place } from '../../app/routes';
import { Field, Form, Select, Send } from '../../forms/form';
import { ownDataTexts } from '../../texts/en-own-data';

const said = ownDataTexts.leaving;

interface Props {
  views: { leaving: LeavingView };
  place: Place;
}

const chosenIn = (place: Place): LeavingChoice =>
  leavingChoices.find((choice) => choice === place.query.get('posts')) ?? 'former';

/** What leaving means, and what becomes of what one wrote: nothing happens here. */
export function LeavingPage({ views: { leaving }, place }: Props) {
  const chosen = chosenIn(place);
  return (
    <div className="page stack-l">
      <h1>{said.title}</h1>
      <p className="measure">{said.lead}</p>
      {leaving.lastAdministrator ? <p className="notice notice--caution measure">{said.lastAdministrator}</p> : null}
      {leaving.tooFewLeads ? <p className="notice notice--caution measure">{said.tooFewLeads}</p> : null}
      <section className="stack-s measure" aria-labelledby="happens-h">
        <h2 id="happens-h">{said.happensTitle}</h2>
        <ul className="stack-s">
          {said.happens.map((what) => (
            <li key={what}>{what}</li>
          ))}
        </ul>
      </section>
      <section className="stack-s measure" aria-labelledby="first-h">
        <h2 id="first-h">{said.firstTitle}</h2>
        <ul className="stack-s">
          <li>
            <a href="/settings/data">{said.download}</a> {said.downloadWhy}
          </li>
          <li>
            <a href="/own/posts">{said.aliases}</a>. {said.aliasesWhy}
          </li>
        </ul>
      </section>
      {leaving.lastAdministrator ? null : (
        // An ordinary form that only leads on: nothing is changed by it.
        <form action="/leaving/confirm" className="stack measure">
          <fieldset>
            <legend>{said.postsTitle}</legend>
            <p className="hint">{said.posts(leaving.all)}</p>
            <div className="ticks">
              {leavingChoices.map((choice) => (
                <label key={choice}>
                  <input type="radio" name="posts" value={choice} defaultChecked={choice === chosen} />{' '}
                  {said.choices[choice]}
                </label>
              ))}
            </div>
          </fieldset>
          {leaving.all > 0 ? (
            <p>
              <a href="/leaving/posts">{said.single}</a>
            </p>
          ) : null}
          <div className="row">
            <button className="btn btn--main" type="submit">
              {said.next}
            </button>
            <a href="/settings">{said.stay}</a>
          </div>
        </form>
      )}
    </div>
  );
}

/** What becomes of single posts, a page of them at a time. */
export function LeavingPostsPage({ views: { leaving }, place }: Props) {
  const { number, count } = leaving.page;
  const options = (['general', ...leavingChoices] as const).map((choice) => ({
    value: choice,
    label: said.choicesOne[choice],
  }));
  return (
    <div className="page stack-l">
      <h1>{said.singleTitle}</h1>
      {place.query.get('saved') ? (
        <p className="notice notice--accent" role="status">
          {said.saved}
        </p>
      ) : null}
      <p className="measure">{said.singleLead}</p>
      <Form
        name="leaving-posts"
        className="stack-l measure"
        seen={{ page: number }}
        key={JSON.stringify(leaving.posts)}
      >
        <ol className="posts">
          {leaving.posts.map((post) => (
            <li key={post.id}>
              <article className="post stack-s">
                <h2 className="post__head">
                  <a href={`/t/${post.threadId}/${post.number}#p${post.number}`}>
                    {post.title}, #{post.number}
                  </a>
                </h2>
                <div className="post__body post__body--plain" dir="auto">
                  {post.text}
                </div>
                <Select
                  name={`as-${post.id}`}
                  label={
                    <>
                      {said.singleAs}
                      <span className="hidden-but-said">
                        {' '}
                        {post.title}, #{post.number}
                      </span>
                    </>
                  }
                  options={options}
                  value={post.as}
                />
              </article>
            </li>
          ))}
        </ol>
        <Send>{said.save}</Send>
      </Form>
      <nav className="row" aria-label={said.part(number, count)}>
        {number > 1 ? <a href={`/leaving/posts?page=${number - 1}`}>{said.later}</a> : null}
        <span className="small soft">{said.part(number, count)}</span>
        {number < count ? <a href={`/leaving/posts?page=${number + 1}`}>{said.earlier}</a> : null}
      </nav>
      <p>
        <a href="/leaving">{said.back}</a>
      </p>
    </div>
  );
}

/** The last look: what will be, and the password. */
export function LeavingConfirm({ views: { leaving }, place }: Props) {
  const general = chosenIn(place);
  const { former, alias, erase } = leaving.chosen;
  const rest = leaving.all - former - alias - erase;
  const counts = Object.fromEntries(
    leavingChoices.map((choice) => [choice, leaving.chosen[choice] + (choice === general ? rest : 0)]),
  ) as Record<LeavingChoice, number>;
  return (
    <div className="page stack-l">
      <h1>{said.confirmTitle}</h1>
      {leaving.tooFewLeads ? <p className="notice notice--caution measure">{said.tooFewLeads}</p> : null}
      <ul className="measure stack-s">
        {leavingChoices
          .filter((choice) => counts[choice] > 0)
          .map((choice) => (
            <li key={choice}>{said.outcome[choice](counts[choice])}</li>
          ))}
        <li>{said.happens[1]}</li>
        <li>{said.happens[0]}</li>
      </ul>
      <Form name="leave" className="stack narrow" hidden={{ posts: general }}>
        <Field name="password" type="password" label={said.password} autoComplete="current-password" required />
        <label className="tick">
          <input type="checkbox" name="sure" value="yes" required /> {said.sure}
        </label>
        <div className="row">
          <Send>{said.button}</Send>
          <a href="/settings">{said.stay}</a>
        </div>
      </Form>
    </div>
  );
}

/** For who has just left. */
export function Left() {
  return (
    <div className="page stack">
      <h1>{said.leftTitle}</h1>
      <p className="measure">{said.left}</p>
      <p className="measure">{said.leftBrowser}</p>
    </div>
  );
}
