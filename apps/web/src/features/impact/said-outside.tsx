import type { AskView, OrganisationSaid, SaidOfChange } from '@throughline/contracts';
import type { OutsideChoice } from '@throughline/contracts/names';
import { useApp } from '../../app/context';
import { day } from '../../texts/dates';
import { texts } from '../../texts/en';
import { outsideTexts as said } from '../../texts/en-outside';

const fills: Record<OutsideChoice, 'full' | 'half' | 'open'> = {
  agree: 'full',
  yes: 'full',
  right: 'full',
  partly: 'half',
  disagree: 'open',
  no: 'open',
  wrong: 'open',
};

/** What somebody answered, with a ring that is filled as far. */
function Choice({ answer }: { answer: OutsideChoice }) {
  return <span className={`ans ans--${fills[answer]}`}>{said.short[answer]}</span>;
}

/** Who said so: their role, and their name where they said that it may stand there. */
function Who({ name, role }: { name: string | null; role: string }) {
  return <bdi>{name ? `${name}, ${role}` : role}</bdi>;
}

/** Disagreement of people outside: beside the label, whatever that is. */
export function Disagreements({ outside }: { outside: readonly SaidOfChange[] }) {
  const { timeZone } = useApp().me.community;
  const against = outside.filter(({ answer }) => answer === 'disagree');
  return (
    <>
      {against.map(({ id, text, role, name, on, settled }) => (
        <div key={id} className="notice notice--caution measure">
          <p dir="auto">
            <b>{said.disagrees}</b> “{text}” <Who name={name} role={role} />, {day(on, timeZone)}.{' '}
            {settled ? null : said.notSettled}
          </p>
          {settled ? (
            <p dir="auto">
              <b>{said.settled(day(settled.on, timeZone))}</b> {settled.why}
            </p>
          ) : null}
        </div>
      ))}
    </>
  );
}

/** All that people outside said of a change, as they wrote it. */
export function SaidOutside({ outside }: { outside: readonly SaidOfChange[] }) {
  const { timeZone } = useApp().me.community;
  if (outside.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="outside-h" id="outside">
      <h2 id="outside-h">{said.saidTitle}</h2>
      <p className="measure">{said.asksLead}</p>
      <ul className="rows">
        {outside.map(({ id, answer, text, how, role, relation, name, on, byHand, changedSince }) => (
          <li key={id}>
            <div className="stack-s">
              <p>
                <Choice answer={answer} />
              </p>
              <p className="plain measure" dir="auto">
                “{text}”
              </p>
              <p className="small" dir="auto">
                {said.how} {how}
              </p>
            </div>
            <p className="small soft">
              <Who name={name} role={role} />, {said.relationsShort[relation]}. {day(on, timeZone)}.
              {byHand ? ` ${said.byHand}` : ''}
              {changedSince ? ` ${said.changedSince}` : ''}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What a note asks of organisations, each with its answer or without. */
export function Asks({ asks }: { asks: readonly AskView[] }) {
  const { timeZone } = useApp().me.community;
  if (asks.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="asks-h" id="asks">
      <h2 id="asks-h">{said.asks}</h2>
      <p className="measure">{said.asksLead}</p>
      <ul className="rows">
        {asks.map(({ id, organisation, text, by, askedOn, remindedOn, answer }) => (
          <li key={id}>
            <div>
              <p>
                {answer ? <Choice answer={answer.answer} /> : <span className="ans ans--none">{said.noAnswer}</span>}
              </p>
              <p className="small soft">{answer ? day(answer.on, timeZone) : said.askedOn(day(askedOn, timeZone))}</p>
              <p className="plain" dir="auto">
                <b>{organisation}:</b> {text}
              </p>
            </div>
            {answer ? (
              <div className="small">
                <p className="plain" dir="auto">
                  “{answer.text}”
                </p>
                <p className="soft">
                  <Who name={answer.name} role={answer.role} />
                </p>
              </div>
            ) : (
              <p className="small soft">
                {[
                  ...(by ? [said.wishedFor(day(by, timeZone))] : []),
                  ...(remindedOn.length > 0
                    ? [said.askedAgain(texts.list(remindedOn.map((one) => day(one, timeZone))))]
                    : []),
                ].join(' ')}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What organisations say of something that names them: unedited, and nothing left out. */
export function Organisations({ organisations }: { organisations: readonly OrganisationSaid[] }) {
  const { timeZone } = useApp().me.community;
  if (organisations.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="organisations-h">
      <h2 id="organisations-h">{said.organisations}</h2>
      <ul className="rows">
        {organisations.map(({ id, organisation, answer, text, role, name, on, changedSince }) => (
          <li key={id}>
            <div className="stack-s">
              <p dir="auto">
                <b>{organisation}</b> <Choice answer={answer} />
              </p>
              <p className="plain measure" dir="auto">
                “{text}”
              </p>
            </div>
            <p className="small soft">
              <Who name={name} role={role} />, {day(on, timeZone)}.{changedSince ? ` ${said.changedSince}` : ''}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
