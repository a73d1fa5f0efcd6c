import type { Following, FreshLoad, History, Shown, Stretch, Writing } from './history';

/** What can be wrong with a history. */
export const wrongs = [
  /** Acknowledged, and not there: not in a fresh load, not on a reader's page, or not in a page that was asked for later. */
  'lost',
  /** Shown more than once, or two posts in one place. */
  'twice',
  /** A number without a post, or a post that was shown before the one with the number before it. */
  'gap',
  /** Not where another reader, the acknowledgement, or the time of sending puts it. */
  'order',
  /** A reader's page is not what a fresh load shows. */
  'differs',
  /** Shown, although nobody sent it, or although the server said that it was refused. */
  'unasked',
] as const;
export type Wrong = (typeof wrongs)[number];

export interface Finding {
  wrong: Wrong;
  thread: string;
  words: string;
}

/** What a history comes to. */
export interface Verdict {
  findings: readonly Finding[];
  counts: Readonly<Record<Wrong, number>>;
  /** Posts that were shown before they were durable and were gone, or stood elsewhere, in the epoch after: allowed, and said. */
  undone: number;
}

/** How old a page may be that a server answers with: what another server wrote is known everywhere after this long. */
const stalenessAllowed = 2_000;

/** Holds what clients know and readers saw against what is there. */
export function checkHistory(history: History): Verdict {
  const findings: Finding[] = [];
  let undone = 0;
  const threads = new Set([...history.writings, ...history.followings, ...history.fresh].map(({ thread }) => thread));
  for (const thread of threads) {
    const checked = new CheckedThread(thread, history);
    findings.push(...checked.findings);
    undone += checked.undone.size;
  }
  const counts = Object.fromEntries(
    wrongs.map((wrong) => [wrong, findings.filter((finding) => finding.wrong === wrong).length]),
  ) as Record<Wrong, number>;
  return { findings, counts, undone };
}

class CheckedThread {
  readonly findings: Finding[] = [];
  readonly undone = new Set<string>();
  private readonly writings: ReadonlyMap<string, Writing>;
  /** In the order in which they were acknowledged. */
  private readonly acknowledged: readonly Writing[];
  private readonly places: ReadonlyMap<string, number>;

  constructor(
    private readonly thread: string,
    { writings, followings, fresh }: History,
  ) {
    const own = writings.filter((writing) => writing.thread === thread);
    this.writings = new Map(own.map((writing) => [writing.word, writing]));
    this.acknowledged = own
      .filter(({ outcome }) => outcome === 'acknowledged')
      .sort((one, other) => (one.acknowledgedAt ?? 0) - (other.acknowledgedAt ?? 0));
    const loads = fresh.filter((load) => load.thread === thread);
    this.places = new Map(loads[0]?.posts.map(({ word, number }) => [word, number]));
    for (const load of loads) this.checkFresh(load);
    this.checkTimes();
    for (const following of followings) if (following.thread === thread) this.checkFollowing(following);
  }

  private say(wrong: Wrong, words: string): void {
    this.findings.push({ wrong, thread: this.thread, words });
  }

  private checkFresh({ server, posts }: FreshLoad): void {
    const where = `a fresh load from ${server}`;
    this.checkPage(posts, where);
    this.expectAll(posts, this.acknowledged, where);
    for (const { word, number } of posts) {
      const writing = this.writings.get(word);
      if (!writing) this.say('unasked', `“${word}”, number ${number}, was sent by nobody`);
      else if (writing.outcome === 'refused') this.say('unasked', `“${word}”, number ${number}, had been refused`);
      else this.expectPlace(writing.number, { word, number }, where, 'its acknowledgement');
      const place = this.places.get(word);
      if (place === undefined) this.say('differs', `“${word}”, number ${number} on ${where}, is on no other`);
      else this.expectPlace(place, { word, number }, where, 'another fresh load');
    }
    const there = new Set(posts.map(({ word }) => word));
    for (const [word, number] of this.places)
      if (!there.has(word)) this.say('differs', `“${word}”, number ${number} elsewhere, is not on ${where}`);
  }

  /** Every page, at any time, holds the numbers from 1 on, each once, and no post twice. */
  private checkPage(posts: readonly Shown[], where: string): void {
    const words = new Set<string>();
    let last = 0;
    for (const { word, number } of posts) {
      if (words.has(word)) this.say('twice', `“${word}” is shown twice on ${where}`);
      words.add(word);
      if (number === last) this.say('twice', `number ${number} is shown twice on ${where}`);
      else if (number < last) this.say('order', `number ${number} stands after ${last} on ${where}`);
      else if (number > last + 1) this.say('gap', `number ${number} follows ${last} on ${where}`);
      last = Math.max(last, number);
    }
  }

  private expectAll(posts: readonly Shown[], expected: readonly Writing[], where: string): void {
    const there = new Set(posts.map(({ word }) => word));
    for (const { word, number } of expected)
      if (!there.has(word)) this.say('lost', `“${word}”, acknowledged as number ${number}, is not on ${where}`);
  }

  private expectPlace(expected: number | undefined, { word, number }: Shown, where: string, by: string): void {
    if (expected !== undefined && expected !== number)
      this.say('order', `“${word}” is number ${number} on ${where}, and ${expected} by ${by}`);
  }

  /** What was acknowledged before another post was even sent stands before it. */
  private checkTimes(): void {
    const bySending = [...this.acknowledged].sort((one, other) => one.sentAt - other.sentAt);
    let next = 0;
    let highest: Writing | undefined;
    for (const later of bySending) {
      for (
        let earlier = this.acknowledged[next];
        earlier && (earlier.acknowledgedAt ?? 0) < later.sentAt;
        earlier = this.acknowledged[++next]
      )
        if (!highest || (earlier.number ?? 0) > (highest.number ?? 0)) highest = earlier;
      if (highest && (later.number ?? 0) < (highest.number ?? 0))
        this.say('order', `“${later.word}” was sent after “${highest.word}” was acknowledged, and stands before it`);
    }
  }

  private checkFollowing({ reader, stretches, page }: Following): void {
    stretches.forEach((stretch, index) => this.checkStretch(reader, stretch, stretches[index + 1]));
    const where = `the page of ${reader}`;
    this.checkPage(page, where);
    this.expectAll(page, this.acknowledged, where);
    const shown = new Map(page.map(({ word, number }) => [word, number]));
    for (const [word, number] of this.places)
      if (!shown.has(word)) this.say('differs', `“${word}”, number ${number}, is not on ${where}`);
    for (const { word, number } of page) {
      const place = this.places.get(word);
      if (place === undefined) this.say('differs', `“${word}”, number ${number} on ${where}, is in no fresh load`);
      else this.expectPlace(place, { word, number }, where, 'a fresh load');
    }
  }

  /** What a reader saw in one go. What the next stretch begins in another epoch takes back was not promised to anybody. */
  private checkStretch(reader: string, stretch: Stretch, next: Stretch | undefined): void {
    const where = `the page that ${reader} fetched`;
    this.checkPage(stretch.fetched, where);
    const knownThen = this.acknowledged.filter(
      ({ acknowledgedAt = 0 }) => acknowledgedAt + stalenessAllowed < stretch.askedAt,
    );
    this.expectAll(stretch.fetched, knownThen, where);
    this.checkWhatCame(reader, stretch);
    const ended = next && next.epoch !== stretch.epoch ? next.askedAt : undefined;
    for (const { word, number } of [...stretch.fetched, ...stretch.came]) this.checkSight(reader, word, number, ended);
  }

  private checkWhatCame(reader: string, { fetched, came }: Stretch): void {
    const words = new Set(fetched.map(({ word }) => word));
    let last = fetched.at(-1)?.number ?? 0;
    for (const { word, number } of came) {
      if (words.has(word)) this.say('twice', `“${word}” came to ${reader}, who had it already`);
      words.add(word);
      if (number <= last) this.say('order', `number ${number} came to ${reader} after number ${last}`);
      else if (number > last + 1) this.say('gap', `number ${number} came to ${reader} after number ${last}`);
      last = Math.max(last, number);
    }
  }

  /** A post that was shown stays where it was shown; `ended` is when another epoch began, if one did. */
  private checkSight(reader: string, word: string, number: number, ended: number | undefined): void {
    const place = this.places.get(word);
    if (place === number) return;
    const { acknowledgedAt } = this.writings.get(word) ?? {};
    const promised = acknowledgedAt !== undefined && (ended === undefined || acknowledgedAt < ended);
    if (ended !== undefined && !promised) this.undone.add(word);
    else if (place !== undefined)
      this.say('order', `“${word}” was shown to ${reader} as number ${number}, and is number ${place}`);
    else if (!promised) this.say('differs', `“${word}” was shown to ${reader} as number ${number}, and is gone`);
  }
}
