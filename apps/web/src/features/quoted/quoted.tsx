import type { PostUsesView, QuotedOfPost } from '@throughline/contracts';
import { useApp } from '../../app/context';
import { Field, Form, Send } from '../../forms/form';
import { day } from '../../texts/dates';
import { impactTexts } from '../../texts/en-impact';
import { quotedTexts as said } from '../../texts/en-quoted';
import { Label } from '../impact/label';
import { Opener } from '../impact/opener';

/** To whoever wrote a post: what its words stand behind, in context, and their say in that. */
export function Quoted({ views }: { views: { quoted: QuotedOfPost; uses: PostUsesView } }) {
  const { quoted, uses } = views;
  const { post, place } = quoted;
  return (
    <div className="page stack-l">
      <div className="stack">
        <h1>{said.title}</h1>
        <p className="small">
          <a href={`/t/${place.threadId}/${place.number}#p${place.number}`}>{said.back}</a>
        </p>
        {quoted.in.length > 0 ? <p className="lead measure">{said.lead(place.number)}</p> : <p>{said.none}</p>}
      </div>
      {quoted.in.map((one) => (
        <Behind key={one.id} one={one} post={post} alias={quoted.alias} />
      ))}
      {quoted.in.length > 0 ? <TakeBack post={post} uses={uses} /> : null}
    </div>
  );
}

function Behind({ one, post, alias }: { one: QuotedOfPost['in'][number]; post: string; alias: boolean }) {
  const { timeZone } = useApp().me.community;
  const { id, about, label, statement, words, said: saying } = one;
  return (
    <section className="stack measure" aria-labelledby={`q${id}`}>
      <h2 id={`q${id}`} dir="auto">
        <a href={`/${about.kind}/${about.id}`}>{about.title}</a>
      </h2>
      {label ? <Label label={label} /> : null}
      <h3>{said.yours}</h3>
      {words.length === 0 ? <p className="soft">{said.gone}</p> : null}
      {words.map((passage) => (
        <blockquote key={passage} className="quoted" dir="auto">
          {passage}
        </blockquote>
      ))}
      {statement.length > 0 ? (
        <>
          <h3>{said.says}</h3>
          <dl className="statement">
            {statement.map(({ field, text }) => (
              <div key={field}>
                <dt>{impactTexts.fields[field] ?? field}</dt>
                <dd className="plain" dir="auto">
                  {text}
                </dd>
              </div>
            ))}
          </dl>
        </>
      ) : null}
      {saying ? (
        <div className="notice stack-s">
          <p>{said.saidSo(day(saying.on, timeZone))}</p>
          <p className="plain" dir="auto">
            {saying.text}
          </p>
          <Form name="quoted-say" hidden={{ post, evidence: id, text: '' }}>
            <Send className="word-btn">{said.takeBackSaying}</Send>
          </Form>
        </div>
      ) : (
        <Opener title={said.notMeant} form="quoted-say" hidden={{ evidence: id }}>
          <Form name="quoted-say" className="stack" hidden={{ post, evidence: id }}>
            <Field
              name="text"
              label={said.what}
              hint={alias ? `${said.notMeantHint} ${said.notMeantAlias}` : said.notMeantHint}
              rows={3}
              most={1_000}
              required
            />
            <Send className="btn">{said.send}</Send>
          </Form>
        </Opener>
      )}
    </section>
  );
}

function TakeBack({ post, uses: { chosen, general } }: { post: string; uses: PostUsesView }) {
  const may = (use: 'evidence' | 'report') => chosen[use] === 'yes' || (chosen[use] === 'general' && general[use]);
  const [inside, outside] = [may('evidence'), may('report')];
  return (
    <section className="stack measure" aria-labelledby="take-back-h">
      <h2 id="take-back-h">{said.takeBack}</h2>
      {inside || outside ? (
        <>
          {inside ? <p>{said.inside}</p> : null}
          {outside ? <p>{said.outside}</p> : null}
          <p>{said.takeBackHint}</p>
          <Form name="quoted-take-back" hidden={{ post, summary: chosen.summary }} key={JSON.stringify(chosen)}>
            <Send className="btn">{said.takeBack}</Send>
          </Form>
        </>
      ) : (
        <p>{said.takenBack}</p>
      )}
      <p className="small">
        <a href={`/posts/${post}/uses`}>{said.more}</a>
      </p>
    </section>
  );
}
