import type {
  CircleList,
  FrontView,
  Me,
  PublishedFront,
  ThemeList,
  ThreadList,
  ToldNews,
} from '@throughline/contracts';
import { useApp } from '../../app/context';
import { onDemand, page } from '../../app/routes';
import { Form, Send } from '../../forms/form';
import { texts } from '../../texts/en';
import { CodeField } from '../../ui/code-field';
import { SupportLines } from '../../ui/support-lines';
import { Home } from '../home/home';

const said = texts.front;

interface FirstViews {
  me: Me;
  front: FrontView;
  changes: PublishedFront;
  threads: ThreadList;
  themes: ThemeList;
  circles: CircleList;
  told: ToldNews;
}

/** The first page: for visitors what this is, for members what is new. Both need their own views, so both are asked. */
function First({ views }: { views: FirstViews }) {
  if (!views.me.member) return <Front front={views.front} changes={views.changes} />;
  return <Home threads={views.threads} themes={views.themes} circles={views.circles} told={views.told} />;
}

/** What a visitor understands in ten seconds: what this is, what everybody agrees to, how to join, and who helps now. */
function Front({ front, changes: { published } }: { front: FrontView; changes: PublishedFront }) {
  const { me } = useApp();
  const story = front.story ?? published;
  return (
    <>
      <div className="first">
        <div>
          <p className="first__who">{me.community.name}</p>
          <h1>{front.headline}</h1>
          <p className="lead">{front.welcome}</p>
          <div className="row first__do">
            <a className="btn btn--main" href="/sign-in">
              {said.signIn}
            </a>
            <a className="btn" href="/join">
              {said.invitation}
            </a>
          </div>
        </div>
        <SupportLines />
      </div>
      {front.demonstrationAccounts.length > 0 ? <Accounts accounts={front.demonstrationAccounts} /> : null}
      {story ? (
        <section className="part" aria-labelledby="changed-h">
          <h2 id="changed-h">{story.title}</h2>
          <p className="measure">{story.text}</p>
          <ol className="long">
            {story.steps.map((step) => (
              <li key={step.title}>
                <b>{step.title}</b>
                <span>{step.text}</span>
              </li>
            ))}
          </ol>
          {published ? (
            <p>
              <a href="/changes">{published.more}</a>
            </p>
          ) : null}
        </section>
      ) : null}
      <section className="part" id="agreement" aria-labelledby="agreement-h">
        <h2 id="agreement-h">{said.agreementTitle}</h2>
        <ul className="agree">
          {front.agreement.points.map((point) => (
            <li key={point.title}>
              <b>{point.title}</b> {point.text}
            </li>
          ))}
        </ul>
      </section>
      <section className="part" id="join" aria-labelledby="join-h">
        <div className="join">
          <div>
            <h2 id="join-h">{said.joinTitle}</h2>
            <ol className="measure">
              {said.joinSteps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </div>
          <CodeField />
        </div>
      </section>
    </>
  );
}

function Accounts({ accounts }: { accounts: FrontView['demonstrationAccounts'] }) {
  return (
    <section className="part" aria-labelledby="accounts-h">
      <h2 id="accounts-h">{said.demonstrationTitle}</h2>
      <p className="small soft">{said.demonstrationHint}</p>
      <ul className="accounts">
        {accounts.map(({ name, password, who, passphrase }) => (
          <li key={name}>
            <Form name="sign-in" hidden={{ name, password, mine: 'yes' }} label={name}>
              <Send className="btn">{name}</Send>
            </Form>
            <span className="small soft">
              {who}
              {passphrase ? ` · ${said.passphrase(passphrase)}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export const frontPages = [
  page({
    pattern: '/',
    kind: texts.shell.home,
    title: () => texts.shell.home,
    open: true,
    views: () => ({
      front: '/api/front',
      changes: '/api/changes/short',
      threads: '/api/threads?unread=true',
      themes: '/api/themes',
      told: '/api/told',
      circles: '/api/circles',
    }),
    page: First,
  }),
  page({
    pattern: '/agreement',
    kind: texts.agreement.title,
    title: () => texts.agreement.title,
    open: true,
    views: () => ({ agreement: '/api/agreement' }),
    page: onDemand(async () => (await import('./agreement')).Agreement),
  }),
  page({
    pattern: '/help',
    kind: texts.help.title,
    title: () => texts.help.title,
    open: true,
    views: () => ({ help: '/api/help' }),
    page: onDemand(async () => (await import('./help')).Help),
  }),
];
