import { randomUUID } from 'node:crypto';
import { postView } from '@throughline/contracts';
import type { Person } from '@throughline/testing';
import { ask } from './asking';
import type { Chance } from './chance';
import type { Writing } from './history';

/** A post that nobody got an answer about is sent again after this long, in milliseconds, as somebody would who presses the button. */
const pause = 250;
/** So often, and then it is given up. */
const mostAttempts = 60;

/** What writers know of each other's posts and of when to stop. */
export interface WritingRound {
  readonly threads: readonly string[];
  /** The lines to choose from: each goes to another server. */
  readonly lines: readonly string[];
  /** The share of posts that are never sent again when no answer came. */
  readonly givesUp: number;
  readonly chance: Chance;
  /** Every post so far, of all clients. */
  readonly writings: Writing[];
  acknowledged: number;
  /** How often no answer came, or another than “it stands”. */
  unanswered: number;
  readonly answers: Map<string, number>;
  /** Where all write for a while, if they do. */
  onlyThread: string | undefined;
  readonly over: boolean;
}

/** Somebody who writes one post after the other until the round is over, and notes what became of each. */
export async function writeOn(person: Person, name: string, round: WritingRound): Promise<void> {
  for (let count = 1; !round.over; count += 1)
    await writeOnce(person, `${name}-${count}`, round.onlyThread ?? round.chance.pick(round.threads), round);
}

/** Writes one post, sending it again while nothing is known of it, or not, and notes what became of it. */
export async function writeOnce(person: Person, word: string, thread: string, round: WritingRound): Promise<void> {
  const writing: Writing = { thread, word, sentAt: performance.now(), outcome: 'unknown' };
  round.writings.push(writing);
  const post = { key: randomUUID(), text: word, as: 'self', replyTo: null };
  const attempts = round.chance.happens(round.givesUp) ? 1 : mostAttempts;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    // Another server may be asked the second time, while the first still works on it.
    const line = round.chance.pick(round.lines);
    const answer = await ask(line, person, `/api/threads/${thread}/posts`, post).catch(() => undefined);
    if (answer?.status === 201) {
      const { number } = answer.as(postView);
      Object.assign(writing, { outcome: 'acknowledged', acknowledgedAt: performance.now(), number });
      round.acknowledged += 1;
      return;
    }
    const said = answer ? `${answer.status} ${/"code":"([^"]*)"/.exec(answer.text)?.[1] ?? ''}` : 'none';
    round.answers.set(said, (round.answers.get(said) ?? 0) + 1);
    round.unanswered += 1;
    const refused = answer !== undefined && answer.status < 500 && answer.status !== 429;
    // An attempt before this one may have arrived all the same.
    if (refused && attempt === 1) writing.outcome = 'refused';
    await new Promise((next) => setTimeout(next, pause));
    if (refused) return;
  }
}
