import type { VersionList } from '@throughline/contracts';
import { useApp } from '../../app/context';
import { day } from '../../texts/dates';
import { impactTexts } from '../../texts/en-impact';

const said = impactTexts.history;

export function OutcomeHistory({ views }: { views: { versions: VersionList } }) {
  return <History versions={views.versions} back={`/outcomes/${views.versions.about.id}`} />;
}

export function NoteHistory({ views }: { views: { versions: VersionList } }) {
  return <History versions={views.versions} back={`/notes/${views.versions.about.id}`} />;
}

/** What was changed, the latest first: what went is struck out, what came is marked. */
function History({ versions: { about, versions }, back }: { versions: VersionList; back: string }) {
  const { timeZone } = useApp().me.community;
  return (
    <div className="page stack-l">
      <div className="stack">
        <p className="crumbs">
          <a href={back} dir="auto">
            {about.title || impactTexts.untitled}
          </a>
        </p>
        <h1 dir="auto">{said.title(about.title)}</h1>
      </div>
      {versions.length === 0 ? <p>{said.none}</p> : null}
      <ol className="plain-list stack-l">
        {versions.map(({ on, by, fields, link }, index) => (
          <li key={`${on}-${versions.length - index}`} className="stack-s">
            <h2 className="history__when">{said.by(by, day(on, timeZone))}</h2>
            {link ? <p>{said.links[link.done](impactTexts.evidenceKinds[link.kind])}</p> : null}
            <dl className="measure history__fields">
              {fields.map(({ field, parts }) => (
                <div key={field}>
                  <dt>{impactTexts.fields[field] ?? field}</dt>
                  <dd className="post__body--plain" dir="auto">
                    {parts.map((part, position) => {
                      const key = `${field}-${position}`;
                      if (part.kind === 'added') return <ins key={key}>{part.text}</ins>;
                      if (part.kind === 'removed') return <del key={key}>{part.text}</del>;
                      return <span key={key}>{part.text}</span>;
                    })}
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ol>
    </div>
  );
}
