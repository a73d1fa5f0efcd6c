import type { ThemeAnswerView } from '@throughline/contracts';
import { useApp } from '../../app/context';
import { Field, Form, Send } from '../../forms/form';
import { day } from '../../texts/dates';
import { wholeTexts } from '../../texts/en-impact-whole';
import { impactTexts } from '../../texts/en-impact';
import { Opener } from './opener';

const said = wholeTexts.answers;

/** What the members of a theme are told came of it; who follows changes writes it here. */
export function ThemeAnswer({ view: { theme, answer, textVersion, abilities } }: { view: ThemeAnswerView }) {
  const { timeZone } = useApp().me.community;
  const mayWrite = abilities.includes('theme.answer');
  if (!answer && !mayWrite) return null;
  return (
    <section className="stack-s" aria-labelledby="answer-h">
      <h2 id="answer-h">{said.title}</h2>
      {answer ? (
        <>
          <p dir="auto">
            <b>
              {said.said} {answer.said}
            </b>
          </p>
          <p className="plain" dir="auto">
            {answer.did}
          </p>
          <p className="small soft">
            {said.on(day(answer.on, timeZone))}
            {mayWrite ? (
              <>
                {' · '}
                <a href={`/publishing/answer/${theme.id}`}>{impactTexts.publish}</a>
              </>
            ) : null}
          </p>
        </>
      ) : null}
      {mayWrite ? (
        <Opener title={answer ? said.writeAnew : said.write} form="theme-answer" keepAs={`theme-answer/${theme.id}`}>
          <Form
            name="theme-answer"
            className="stack"
            hidden={{ id: theme.id }}
            seen={{ textVersion }}
            keepAs={`theme-answer/${theme.id}`}
          >
            <Field
              name="said"
              label={said.saying}
              hint={said.saidHint}
              rows={2}
              most={300}
              value={answer?.said ?? ''}
              required
            />
            <Field
              name="did"
              label={said.doing}
              hint={said.didHint}
              rows={4}
              most={1_200}
              value={answer?.did ?? ''}
              required
            />
            <Send className="btn">{said.save}</Send>
          </Form>
        </Opener>
      ) : null}
    </section>
  );
}
