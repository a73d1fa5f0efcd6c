import type { AliasNotices, QuotedList } from '@throughline/contracts';
import { quotedTexts as said } from '../../texts/en-quoted';

/** What words of a member's stand behind, each with the way to their say. */
export function QuotedPosts({ quoted: { posts } }: { quoted: QuotedList }) {
  if (posts.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="quoted-h">
      <h2 id="quoted-h">{said.told}</h2>
      <ul className="threads">
        {posts.map(({ post, place, in: titles, isNew }) => (
          <li key={post} className="stack-s">
            <h3 dir="auto">{said.here(place.title)}</h3>
            <Titles titles={titles} />
            <p className="small">
              {isNew ? <b>{said.isNew} · </b> : null}
              <a href={`/posts/${post}/quoted`}>{said.look}</a>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The same to somebody under another name, in their thread. */
export function QuotedHere({ quoted }: { quoted: AliasNotices['quoted'] }) {
  return (
    <>
      {quoted.map(({ post, number, in: titles }) => (
        <div key={post} className="stack-s">
          <h3>{said.told}</h3>
          <p>{said.toldAlias(number)}</p>
          <Titles titles={titles} />
          <p className="small">
            <a href={`/posts/${post}/quoted`}>{said.look}</a>
          </p>
        </div>
      ))}
    </>
  );
}

function Titles({ titles }: { titles: readonly string[] }) {
  return (
    <ul>
      {titles.map((title) => (
        <li key={title} dir="auto">
          {title}
        </li>
      ))}
    </ul>
  );
}
