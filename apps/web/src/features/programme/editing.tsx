import type { SessionPage, ThemePage } from '@throughline/contracts';
import { sessionStates } from '@throughline/contracts/names';
import { useApp } from '../../app/context';
import { Field, Form, Select, Send } from '../../forms/form';
import { local } from '../../texts/dates';
import { texts } from '../../texts/en';
import { laterTexts } from '../../texts/en-later';

const said = { ...texts.themes, ...laterTexts.themes };
const ofSession = { ...texts.session, ...laterTexts.session };

function ThemeFields({ theme }: { theme?: ThemePage }) {
  return (
    <>
      <Field name="title" label={said.name} value={theme?.title} required maxLength={120} />
      <Field name="question" label={said.question} value={theme?.question} required maxLength={300} />
      <Field name="about" rows={6} label={said.about} value={theme?.about} />
      <Field name="startsOn" type="date" label={said.startsOn} value={theme?.startsOn} required />
      <Field name="endsOn" type="date" label={said.endsOn} value={theme?.endsOn ?? ''} />
      <Send>{said.save}</Send>
    </>
  );
}

export function NewTheme() {
  return (
    <div className="page stack-l narrow">
      <h1>{said.start}</h1>
      <Form name="theme-new" className="stack">
        <ThemeFields />
      </Form>
    </div>
  );
}

export function EditTheme({ views }: { views: { theme: ThemePage } }) {
  const { theme } = views;
  return (
    <div className="page stack-l narrow">
      <h1>{said.edit}</h1>
      <Form name="theme-edit" className="stack" hidden={{ theme: theme.id }} seen={{ textVersion: theme.textVersion }}>
        <ThemeFields theme={theme} />
      </Form>
    </div>
  );
}

function SessionFields({ session }: { session?: SessionPage }) {
  const { me } = useApp();
  const { timeZone } = me.community;
  return (
    <>
      <input type="hidden" name="timeZone" value={timeZone} />
      <Field name="title" label={ofSession.name} value={session?.title} required maxLength={160} />
      <Field
        name="startsAt"
        type="datetime-local"
        label={ofSession.startsAt}
        value={session ? local(session.startsAt, timeZone) : undefined}
        required
      />
      <Field name="minutes" type="number" label={ofSession.minutes} value={String(session?.minutes ?? 120)} required />
      <Field
        name="place"
        label={ofSession.place}
        hint={ofSession.placeHint}
        value={session?.place ?? ''}
        maxLength={200}
      />
      <Field name="joiningLink" type="url" label={ofSession.joiningLink} value={session?.joiningLink ?? ''} />
      <Field name="about" rows={6} label={ofSession.about} value={session?.about} />
    </>
  );
}

export function NewSession({ views }: { views: { theme: ThemePage } }) {
  return (
    <div className="page stack-l narrow">
      <h1>{ofSession.new}</h1>
      <p className="soft">{views.theme.title}</p>
      <Form name="session-new" className="stack" hidden={{ theme: views.theme.id }}>
        <SessionFields />
        <Send>{ofSession.save}</Send>
      </Form>
    </div>
  );
}

export function EditSession({ views }: { views: { session: SessionPage } }) {
  const { session } = views;
  return (
    <div className="page stack-l narrow">
      <h1>{ofSession.edit}</h1>
      <Form
        name="session-edit"
        className="stack"
        hidden={{ session: session.id }}
        seen={{ textVersion: session.textVersion }}
      >
        <SessionFields session={session} />
        <Select
          name="state"
          label={ofSession.state}
          value={session.state}
          options={sessionStates.map((state) => ({ value: state, label: texts.sessionStates[state] }))}
        />
        <Field name="notes" rows={8} label={ofSession.notes} value={session.notes} />
        <Send>{ofSession.save}</Send>
      </Form>
    </div>
  );
}
