import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useMember } from '../../app/context';
import { call } from '../../app/http';
import { type Fields, one } from '../../forms/definitions';
import { texts } from '../../texts/en';
import { laterTexts } from '../../texts/en-later';
import { pictureTexts } from '../../texts/en-pictures';
import { ServerHtml } from '../../ui/server-html';
import type { Written } from './send-or-preview';

const said = laterTexts.preview;
const eyes = ['member', 'moderator', 'visitor'] as const;
type Eyes = (typeof eyes)[number];

/** A post as others will see it, by who they are, before it is sent. It is made by the server and kept nowhere. */
export function Preview({ written: { fields, form, readers, alias } }: { written: Written }) {
  const member = useMember();
  const id = useId();
  const [as, setAs] = useState<Eyes>('member');
  const text = one(fields, 'text');
  const made = useQuery({
    queryKey: ['preview', text],
    queryFn: () => call('/api/preview', 'POST', { text }) as Promise<{ bodyHtml: string }>,
    staleTime: 'static',
    gcTime: 0,
  });
  const name = nameFor(fields, member.name, alias);
  return (
    <section className="preview stack-s" aria-labelledby={id}>
      <h3 id={id}>{said.title}</h3>
      <label className="field">
        <span className="label">{said.whose}</span>
        <select className="input" value={as} onChange={(event) => setAs(event.target.value as Eyes)}>
          {eyes.map((kind) => (
            <option key={kind} value={kind}>
              {said.eyes[kind]}
            </option>
          ))}
        </select>
      </label>
      <div role="status">
        <p className="small soft">{said.who[as](readers)}</p>
        {made.error ? <p className="problem">{made.error.message}</p> : null}
      </div>
      {made.data && as !== 'visitor' ? (
        <article className="post" aria-label={said.title}>
          <p className="post__head">
            <bdi className="post__who">{name}</bdi>
          </p>
          <PostBody note={one(fields, 'contentNote').trim()} html={made.data.bodyHtml} pictures={picturesIn(form)} />
          {as === 'moderator' ? <p className="small soft">{said.moderatorsMay}</p> : null}
        </article>
      ) : null}
    </section>
  );
}

/** What it is shown under. A change of what was written has no choice of it: it stays under the name it has. */
function nameFor(fields: Fields, own: string, alias: string | undefined): string {
  if (one(fields, 'textVersion') !== '' || one(fields, 'waiting') !== '') return said.asBefore;
  if (one(fields, 'as') === 'self') return own;
  return one(fields, 'as') === 'alias' ? (alias ?? one(fields, 'alias')) : said.notChosen;
}

/** The pictures that stand in the form, as they are there. */
function picturesIn(form: HTMLFormElement | null): { src: string; description: string }[] {
  return [...(form?.querySelectorAll('.adding__one') ?? [])].flatMap((one) => {
    const src = one.querySelector('img')?.getAttribute('src');
    const description = one.querySelector<HTMLInputElement>('input[name^=describe-]')?.value ?? '';
    const isUndescribed = one.querySelector<HTMLInputElement>('input[name^=undescribed-]')?.checked ?? false;
    return src ? [{ src, description: isUndescribed ? pictureTexts.undescribed : description }] : [];
  });
}

interface PostBodyProps {
  note: string;
  html: string;
  pictures: readonly { src: string; description: string }[];
}

function PostBody({ note, html, pictures }: PostBodyProps) {
  const body = (
    <>
      <ServerHtml className="post__body" html={html} />
      {pictures.length > 0 ? (
        <ul className="pictures plain-list stack-s">
          {pictures.map(({ src, description }) => (
            <li key={src}>
              <img src={src} alt={description} />
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
  if (note === '') return body;
  return (
    <details className="fold post__fold">
      <summary>
        <b>{note}</b> <span className="fold__open">{texts.thread.open}</span>
        <span className="fold__close">{texts.thread.fold}</span>
      </summary>
      {body}
    </details>
  );
}
