import type { HelpNow, LetterList } from '@throughline/contracts';
import { useApp, useMember } from '../../app/context';
import type { Place } from '../../app/routes';
import { Field, Form, Send } from '../../forms/form';
import { useLiveLists } from '../../live/use-live-lists';
import { dayAndClock } from '../../texts/dates';
import { concernTexts as said } from '../../texts/en-concerns';
import { HelpNowLines } from './help-now';
import { Numbers } from './numbers';

/** What somebody told the leads, what came of it, and what leads wrote to them. */
export function Letters({ views, place }: { views: { letters: LetterList; help: HelpNow }; place: Place }) {
  const { me } = useApp();
  const { id } = useMember();
  const { told, letters, outside, cursor } = views.letters;
  const { timeZone } = me.community;
  useLiveLists({ [`member:${id}`]: cursor });
  return (
    <div className="page stack-l narrow">
      <div className="stack">
        <h1>{said.letters}</h1>
        {place.query.get('sent') ? (
          <p className="notice notice--accent" role="status">
            <b>{said.sent}</b> {views.help.watching ? '' : said.sentOut}
          </p>
        ) : null}
        <p className="lead">{said.lettersLead}</p>
      </div>
      <HelpNowLines help={views.help} />
      {told.length === 0 && letters.length === 0 ? <p>{said.noLetters}</p> : null}
      {letters.length > 0 ? (
        <section className="stack" aria-labelledby="letters-h">
          <h2 id="letters-h">{said.lettersWritten}</h2>
          {letters.map((letter) => (
            <div key={letter.id} className="stack">
              <ul className="threads">
                {letter.messages.map(({ from, by, text, at }) => (
                  <li key={at + text} className="stack-s">
                    <p className="small soft">
                      {from === 'lead' ? said.fromLead(by) : said.fromYou}, {dayAndClock(at, timeZone)}
                    </p>
                    <p className="post__body--plain" dir="auto">
                      {text}
                    </p>
                  </li>
                ))}
              </ul>
              {letter.open ? (
                <Form
                  name="letter-answer"
                  className="stack-s"
                  hidden={{ letter: letter.id }}
                  label={said.answer}
                  onDone={(_, form) => form.reset()}
                >
                  <Field name="text" rows={3} label={said.answer} required />
                  <Send>{said.sendAnswer}</Send>
                </Form>
              ) : null}
            </div>
          ))}
        </section>
      ) : null}
      {told.length > 0 ? (
        <section className="stack" aria-labelledby="told-h">
          <h2 id="told-h">{said.told}</h2>
          <ul className="threads">
            {told.map((one) => (
              <li key={one.id} className="stack-s">
                <p className="small soft">
                  {said.kinds[one.kind]} · {dayAndClock(one.at, timeZone)}
                </p>
                <p className="post__body--plain" dir="auto">
                  {one.words}
                </p>
                <p>
                  {one.closed
                    ? said.over
                    : one.answeredAt
                      ? said.answered(dayAndClock(one.answeredAt, timeZone))
                      : one.nobodyLeft
                        ? said.nobodyLeft
                        : said.waits}
                </p>
                {one.nobodyLeft && outside ? <Numbers numbers={[outside]} /> : null}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}
