import type { ReviewItem, ReviewKind } from '@throughline/contracts';
import type { ComponentType } from 'react';
import { reviewTexts as said } from '../../texts/en-review';
import { wrongTexts } from '../../texts/en-wrong';
import { nameOf } from '../../ui/author';
import { FlagDecisions, ReportedPost } from '../wrong/reported';
import { ChangedWords, WaitingDecisions, WaitingWords } from './waiting-words';

type Of<Kind extends ReviewKind> = Extract<ReviewItem, { kind: Kind }>;

/** How one kind of thing in the queue is shown. A further kind is a further line in `kinds`. */
interface KindParts<Item extends ReviewItem> {
  heading(item: Item): string;
  Words: ComponentType<{ item: Item }>;
  /** Its forms. `boxes` that are closed are opened by keys: each has an id of its own, `review-…`. */
  Decisions: ComponentType<{ item: Item; onDone: () => void }>;
  /** What keys do: the id of the box that each opens, or that holds the form that it sends; and how that is said. */
  keys: Readonly<Record<string, { box: string; what: string }>>;
}

const waitingKeys = {
  p: { box: 'review-publish', what: said.publish },
  n: { box: 'review-note', what: said.withNote },
  a: { box: 'review-ask', what: said.ask },
  d: { box: 'review-decline', what: said.decline },
};

export const kinds: { [Kind in ReviewKind]: KindParts<Of<Kind>> } = {
  post: {
    heading: ({ waiting: { kind, author, starts, why }, title }) =>
      kind === 'thread'
        ? said.newTitle(nameOf(author), title)
        : starts
          ? said.begins(nameOf(author), title)
          : said.post(nameOf(author), title, why),
    Words: WaitingWords,
    Decisions: WaitingDecisions,
    keys: waitingKeys,
  },
  flag: {
    heading: ({ flag: { author, number }, title }) => wrongTexts.by(nameOf(author), number, title),
    Words: ReportedPost,
    Decisions: FlagDecisions,
    keys: {
      p: { box: 'review-stays', what: wrongTexts.stays },
      d: { box: 'review-remove', what: wrongTexts.remove },
    },
  },
  edit: {
    heading: ({ waiting: { author, of }, title }) => said.edit(nameOf(author), of, title),
    Words: ChangedWords,
    Decisions: WaitingDecisions,
    keys: waitingKeys,
  },
};

/** The parts of this item's kind. */
export function partsOf<Item extends ReviewItem>({ kind }: Item): KindParts<Item> {
  return kinds[kind] as unknown as KindParts<Item>;
}
