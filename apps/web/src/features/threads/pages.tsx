import type { SessionPage, ThemeList, ThemePage, ThreadList } from '@throughline/contracts';
import { postTextLimit, sectors, threadKinds } from '@throughline/contracts/names';
import { useApp, useMember } from '../../app/context';
import { page, type Place } from '../../app/routes';
import { Field, Form, Select, Ticks } from '../../forms/form';
import { WordsField } from '../../identifying/words-field';
import { useLiveLists } from '../../live/use-live-lists';
import { texts } from '../../texts/en';
import { SendOrPreview } from '../thread/send-or-preview';
import { ThreadItems } from '../../ui/thread-item';

const said = texts.newThread;

function AllThreads({ views, place }: { views: { threads: ThreadList }; place: Place }) {
  const { threads, next, cursors } = views.threads;
  useLiveLists(cursors);
  const more = new URLSearchParams(place.query);
  if (next) more.set('after', next);
  return (
    <div className="page">
      <div className="row page__head">
        <h1>{texts.threads.title}</h1>
        <a className="btn" href="/threads/new">
          {texts.threads.start}
        </a>
      </div>
      <ThreadItems threads={threads} />
      {next ? (
        <p>
          <a className="btn" href={`/threads?${more.toString()}`}>
            {texts.threads.more}
          </a>
        </p>
      ) : null}
    </div>
  );
}

/** Who may be written to from here: everybody, those who take part in the session at hand, moderators among themselves. */
function audiencesOf(isModerator: boolean, session: SessionPage | undefined) {
  return [
    { value: 'members', label: said.members },
    ...(session && (session.imComing || isModerator)
      ? [{ value: `session:${session.id}`, label: said.participants(session.title) }]
      : []),
    ...(isModerator ? [{ value: 'moderators', label: said.moderators }] : []),
  ];
}

function NewThread({
  views,
  place,
}: {
  views: { themes: ThemeList; theme?: ThemePage; session?: SessionPage };
  place: Place;
}) {
  const { me } = useApp();
  const member = useMember();
  const { themes: themesView } = views;
  const { themes } = themesView;
  if (themes.length === 0)
    return (
      <div className="page stack">
        <h1>{said.title}</h1>
        {themesView.abilities.includes('theme.create') ? (
          <>
            <p>{said.firstTheme}</p>
            <p>
              <a className="btn btn--main" href="/themes/new">
                {said.makeTheme}
              </a>
            </p>
          </>
        ) : (
          <p>{said.noThemes}</p>
        )}
      </div>
    );
  return (
    <div className="page">
      <h1>{said.title}</h1>
      {views.theme ? (
        <p className="small soft">
          {said.inTheme} <a href={`/themes/${views.theme.id}`}>{views.theme.title}</a>.
        </p>
      ) : null}
      <Form
        name="thread-new"
        className="write-form stack-l measure"
        keepAs="new-thread"
        hidden={{ session: place.query.get('session') ?? '', as: 'self' }}
      >
        <Select
          name="audience"
          label={said.audience}
          options={audiencesOf(me.abilities.includes('member.list'), views.session)}
        />
        <Select
          name="theme"
          label={said.theme}
          value={place.query.get('theme') ?? views.session?.theme.id ?? undefined}
          options={themes.map(({ id, title }) => ({ value: id, label: title }))}
        />
        <Select
          name="kind"
          label={said.kind}
          options={threadKinds.map((kind) => ({ value: kind, label: texts.kinds[kind] }))}
        />
        <Field name="title" label={said.about} required maxLength={160} />
        <WordsField name="text" rows={9} label={said.words} most={postTextLimit} required />
        <div className="for-questions">
          <Ticks
            name="mightKnow"
            label={said.mightKnow}
            hint={said.mightKnowHint}
            options={sectors.map((sector) => ({ value: sector, label: texts.sectors[sector] }))}
          />
        </div>
        <Field name="contentNote" label={said.note} placeholder={said.noteHint} maxLength={80} />
        <div className="ready stack">
          <p>
            <b>{said.self(member.name)}.</b> {said.selfWhat}
          </p>
          <p className="small">{said.promise}</p>
          <SendOrPreview label={said.post} />
        </div>
      </Form>
    </div>
  );
}

export const threadListPages = [
  page({
    pattern: '/threads',
    kind: texts.threads.title,
    title: () => texts.threads.title,
    views: ({ query }) => {
      const after = query.get('after');
      return { threads: after ? `/api/threads?after=${encodeURIComponent(after)}` : '/api/threads' };
    },
    page: AllThreads,
  }),
  page({
    pattern: '/threads/new',
    kind: said.title,
    title: () => said.title,
    views: ({ query }) => {
      const theme = query.get('theme');
      const session = query.get('session');
      return {
        themes: '/api/themes',
        ...(theme ? { theme: `/api/themes/${encodeURIComponent(theme)}` } : {}),
        ...(session ? { session: `/api/sessions/${encodeURIComponent(session)}` } : {}),
      };
    },
    page: NewThread,
  }),
];
