import type { CircleList, SessionPage, ThemeList, ThemePage, ThreadBeginning } from '@throughline/contracts';
import { postTextLimit, sectors, threadKinds } from '@throughline/contracts/names';
import { useState } from 'react';
import { useApp } from '../../app/context';
import type { Place } from '../../app/routes';
import { Field, Form, Select, Ticks } from '../../forms/form';
import { WordsField } from '../../identifying/words-field';
import { texts } from '../../texts/en';
import { laterTexts } from '../../texts/en-later';
import { PictureField } from '../pictures/picture-field';
import { AsWhom } from '../thread/as-whom';
import { CheckedBy } from '../thread/checked-by';
import { SendOrPreview } from '../thread/send-or-preview';

const said = { ...texts.newThread, ...laterTexts.newThread };

/** Who may be written to from here: everybody, those who take part in the session at hand, one's circles, moderators among themselves. */
function audiencesOf(isModerator: boolean, session: SessionPage | undefined, { circles }: CircleList) {
  return [
    { value: 'members', label: said.members },
    ...(session && (session.imComing || isModerator)
      ? [{ value: `session:${session.id}`, label: said.participants(session.title) }]
      : []),
    ...circles
      .filter(({ isIn, state }) => isIn && state === 'open')
      .map(({ id, name, readers }) => ({
        value: `circle:${id}`,
        label: said.circle(name, texts.thread.readers(readers.count, readers.sectors)),
      })),
    ...(isModerator ? [{ value: 'moderators', label: said.moderators }] : []),
  ];
}

export function NewThread({
  views,
  place,
}: {
  views: {
    themes: ThemeList;
    beginning: ThreadBeginning;
    circles: CircleList;
    theme?: ThemePage;
    session?: SessionPage;
  };
  place: Place;
}) {
  const { me } = useApp();
  const { themes: themesView } = views;
  // As it was when the page was opened: the names go with its key.
  const [beginning] = useState(views.beginning);
  const { themes } = themesView;
  const circle = place.query.get('circle');
  const wanted = circle ? `circle:${circle}` : undefined;
  const possible = audiencesOf(me.abilities.includes('member.list'), views.session, views.circles);
  // What was begun for a circle that one is in no more is not offered to everybody instead.
  const isLost = wanted !== undefined && !possible.some(({ value }) => value === wanted);
  const options = isLost ? [{ value: '', label: said.choose }, ...possible] : possible;
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
        keepAs={circle ? `new-thread-${circle}` : 'new-thread'}
        hidden={{ session: place.query.get('session') ?? '' }}
        formKey={beginning.formKey}
      >
        <Select
          key={options.map(({ value }) => value).join()}
          name="audience"
          label={said.audience}
          value={wanted}
          options={options}
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
        <WordsField name="text" rows={9} label={said.words} hint={said.consent} most={postTextLimit} required />
        <div className="for-questions">
          <Ticks
            name="mightKnow"
            label={said.mightKnow}
            hint={said.mightKnowHint}
            options={sectors.map((sector) => ({ value: sector, label: texts.sectors[sector] }))}
          />
        </div>
        <PictureField />
        <Field name="contentNote" label={said.note} placeholder={said.noteHint} maxLength={80} />
        <AsWhom
          persona={beginning.persona}
          isChecked={beginning.checks.self !== null}
          few={beginning.fewIn.length > 0 && beginning.persona.few}
        />
        <CheckedBy checks={beginning.checks} asAlias={beginning.persona.obstacle === null} />
        {beginning.abilities.includes('thread.close-to-aliases') ? (
          <Select
            name="aliases"
            label={said.aliases}
            options={[
              { value: '', label: said.aliasesYes },
              { value: 'no', label: said.aliasesNo },
            ]}
          />
        ) : null}
        <div className="ready stack">
          <p className="small">{said.promise}</p>
          <SendOrPreview label={said.post} />
        </div>
      </Form>
    </div>
  );
}
