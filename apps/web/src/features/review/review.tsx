import type { ReviewItem, ReviewQueue } from '@throughline/contracts';
import { useEffect, useRef, useState } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { useApp } from '../../app/context';
import type { Place } from '../../app/routes';
import { Form, Send } from '../../forms/form';
import { useLiveLists } from '../../live/use-live-lists';
import { reviewTexts as said } from '../../texts/en-review';
import { partsOf } from './kinds';
import { useClaim } from './use-claim';
import { useKeys } from './use-keys';

const addressOf = (id: string) => `/review?item=${id}`;
const isAnothers = ({ claim }: ReviewItem) => claim !== null && !claim.mine;
/** What was decided here: should it come back, changed, it is another. */
const versionOf = ({ id, revision }: ReviewItem) => `${id}/${revision}`;

/** The one queue: one thing at a time, what waited longest first, and who has what open. */
export function ReviewPage({ views, place }: { views: { queue: ReviewQueue }; place: Place }) {
  const { items, today, cursor } = views.queue;
  useLiveLists({ moderators: cursor });
  const [decided, setDecided] = useState<readonly string[]>([]);
  const waiting = items.filter((item) => !item.asked && !decided.includes(versionOf(item)));
  const asked = items.filter((item) => item.asked);
  const wanted = place.query.get('item');
  const { item, isGone, isChanged } = useShown(waiting, [...waiting, ...asked], wanted, decided);
  const at = waiting.findIndex(({ id }) => id === item?.id);
  const goTo = (to: ReviewItem | undefined) => to && navigate(addressOf(to.id));
  const next = waiting[at + 1] ?? waiting.find(({ id }) => id !== item?.id);
  const heading = useRef<HTMLHeadingElement>(null);
  const shownId = item?.id;
  const first = useRef(shownId);
  useEffect(() => {
    if (first.current === shownId) return undefined;
    first.current = shownId;
    // Where the reader goes on to the next, they are read that it is another: after the page has had the focus.
    const timer = setTimeout(() => heading.current?.focus());
    return () => clearTimeout(timer);
  }, [shownId]);
  useClaim(isGone ? undefined : item?.id, item !== undefined && isAnothers(item));
  const { on, turn } = useKeys({
    j: () => goTo(next),
    k: () => goTo(waiting[at - 1]),
    ...(item ? actionsOf(partsOf(item).keys) : {}),
  });
  const onDone = () => {
    if (!item) return;
    setDecided((before) => [...before, versionOf(item)]);
    navigate('/review');
  };

  return (
    <div className="page stack-l">
      <header>
        <h1>{said.title}</h1>
        <p className="soft" role="status">
          {decided.length > 0 ? `${said.decided} ${said.left(waiting.length)} ` : ''}
          {item && at >= 0 ? said.place(at + 1, waiting.length) : null}
        </p>
        <p className="small soft">
          {today.by === null ? said.turn.everybody : today.mine ? said.turn.mine : said.turn.of(today.by)}{' '}
          <a href="/review/rota">{said.rota}</a>
        </p>
      </header>
      {item ? (
        <div className="review">
          <section className="stack" aria-labelledby="review-item">
            <h2 id="review-item" tabIndex={-1} ref={heading}>
              {partsOf(item).heading(item)}
            </h2>
            <p className="small soft">
              {said.since(item.days)} {'waiting' in item && item.waiting.why ? said.why[item.waiting.why] : null}
            </p>
            <Turn item={item} />
            <OneItem key={item.id} item={item} isGone={isGone} isChanged={isChanged} next={next} onDone={onDone} />
          </section>
          <Questions item={item} />
        </div>
      ) : (
        <p>{said.none}</p>
      )}
      <Others title={said.after} items={waiting.filter(({ id }) => id !== item?.id)} />
      <Others title={said.withAuthors} what={said.withAuthorsWhat} items={asked.filter(({ id }) => id !== item?.id)} />
      {item ? <Keys item={item} on={on} turn={turn} /> : null}
    </div>
  );
}

/**
 * Which one is shown: what the address names, else the oldest that nobody else has open. It stays while somebody looks at it, also
 * when it is gone, for what they have typed.
 */
function useShown(
  waiting: readonly ReviewItem[],
  all: readonly ReviewItem[],
  wanted: string | null,
  decided: readonly string[],
) {
  const pick = () => all.find(({ id }) => id === wanted) ?? waiting.find((one) => !isAnothers(one)) ?? waiting[0];
  const [shown, setShown] = useState(() => ({ wanted, item: pick(), opened: pick()?.revision }));
  const now = shown.item && all.find(({ id }) => id === shown.item?.id);
  let { item, opened } = shown;
  // What was decided here is done with.
  if (item && decided.includes(versionOf(item))) item = undefined;
  if (shown.wanted !== wanted || item === undefined) {
    item = pick();
    opened = item?.revision;
    if (item !== shown.item || shown.wanted !== wanted) setShown({ wanted, item, opened });
  } else if (now && now !== item) {
    item = now;
    setShown({ wanted, item, opened });
  }
  const isGone = item !== undefined && !all.some(({ id }) => id === item.id);
  return { item, isGone, isChanged: item !== undefined && item.revision !== opened };
}

/** What keys do: they send a form, or open a box and go into it. */
function actionsOf(keys: ReturnType<typeof partsOf>['keys']): Record<string, () => void> {
  return Object.fromEntries(
    Object.entries(keys).map(([key, { box: id }]) => [
      key,
      () => {
        const box = document.getElementById(id);
        if (box instanceof HTMLDetailsElement) {
          box.open = true;
          box.querySelector<HTMLElement>('textarea, input:not([type=hidden])')?.focus();
        } else box?.querySelector('form')?.requestSubmit();
      },
    ]),
  );
}

interface OneItemProps {
  item: ReviewItem;
  isGone: boolean;
  isChanged: boolean;
  next: ReviewItem | undefined;
  onDone: () => void;
}

function OneItem({ item, isGone, isChanged, next, onDone }: OneItemProps) {
  const { Words, Decisions } = partsOf(item);
  const anothers = isAnothers(item);
  // Who has begun to write keeps the box, with their words in it, whatever others do.
  const [wasMine, setWasMine] = useState(false);
  if (item.claim?.mine && !wasMine) setWasMine(true);
  return (
    <>
      <div role="status">
        {isGone ? <p className="notice notice--caution">{said.gone}</p> : null}
        {isChanged && !isGone ? <p className="notice notice--caution">{said.changed}</p> : null}
      </div>
      {isGone ? null : <WhoHasIt item={item} wasMine={wasMine} />}
      <Words item={item} />
      {anothers && !wasMine ? null : (
        <div className="review__do">
          <Decisions item={item} onDone={onDone} />
        </div>
      )}
      {next ? (
        <p className="small">
          {said.later} <a href={addressOf(next.id)}>{said.next}</a>
        </p>
      ) : null}
    </>
  );
}

/** That it is for this reader alone, or went on from somebody who did not look. */
function Turn({ item: { turn, onlyYours } }: { item: ReviewItem }) {
  if (onlyYours) return <p className="notice notice--accent small">{said.turn.onlyYours}</p>;
  if (!turn.passedOn) return null;
  return (
    <p className="notice notice--accent small">
      {turn.by === null ? said.turn.passedToAll : turn.mine ? said.turn.passedToYou : said.turn.passedOn(turn.by)}
    </p>
  );
}

function WhoHasIt({ item: { id, claim }, wasMine }: { item: ReviewItem; wasMine: boolean }) {
  const { live } = useApp();
  const form = (take: string, label: string) => (
    <Form name="review-claim" hidden={{ item: id, take }} onDone={() => undefined}>
      <Send className="btn">{label}</Send>
    </Form>
  );
  if (claim && !claim.mine)
    return (
      <div className="notice notice--caution">
        <p role="status">
          <b>{wasMine ? said.takenOver(claim.by) : said.open(claim.by)}</b> {said.leaveIt}
        </p>
        {form('yes', said.takeOver)}
      </div>
    );
  return (
    <>
      <p className="small soft">{claim ? said.yours : said.nobodyElse}</p>
      {claim || live ? null : form('', said.lookingAtIt)}
    </>
  );
}

function Questions({ item }: { item: ReviewItem }) {
  const isAliass = 'waiting' in item && item.waiting.author.kind === 'alias';
  return (
    <aside aria-labelledby="review-ask-yourself" className="stack small">
      <h3 id="review-ask-yourself">{said.questionsTitle}</h3>
      <ul className="plain-list stack-s">
        {said.questions.map(([question, what]) => (
          <li key={question}>
            <b>{question}</b> {what}
          </li>
        ))}
      </ul>
      <p>
        <a href="/concern">{said.tellLead}</a>
      </p>
      <p className="soft">{isAliass ? said.neverWho : said.named}</p>
    </aside>
  );
}

function Others({ title, what, items }: { title: string; what?: string; items: readonly ReviewItem[] }) {
  if (items.length === 0) return null;
  return (
    <section className="stack-s">
      <h2>{title}</h2>
      {what ? <p className="small soft">{what}</p> : null}
      <ol className="plain-list stack-s">
        {items.map((item) => (
          <li key={item.id}>
            <a href={addressOf(item.id)}>{partsOf(item).heading(item)}</a>{' '}
            <span className="small soft">
              {said.when(item.days)}
              {item.claim ? ` · ${item.claim.mine ? said.yours : said.open(item.claim.by)}` : null}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What keys there are; off until somebody turns them on. */
function Keys({ item, on, turn }: { item: ReviewItem; on: boolean; turn: (on: boolean) => void }) {
  const { live } = useApp();
  const ofItem = Object.entries(partsOf(item).keys).map(([key, { what }]) => [key, what] as const);
  if (!live) return null;
  return (
    <section className="small" aria-label={said.keysTitle}>
      <p>
        {on ? said.keysOn : said.keysOff}{' '}
        <button type="button" className="word-btn" onClick={() => turn(!on)}>
          {on ? said.turnOff : said.turnOn}
        </button>
      </p>
      <ul className="row plain-list">
        {[...said.keys, ...ofItem].map(([key, what]) => (
          <li key={key}>
            <kbd>{key}</kbd> {what}
          </li>
        ))}
      </ul>
    </section>
  );
}
