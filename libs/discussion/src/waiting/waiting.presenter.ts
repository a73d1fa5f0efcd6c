import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { WaitingView } from '@throughline/contracts';
import type { WaitingState } from '@throughline/contracts/names';
import { renderMarkdown } from '@throughline/platform';
import { trusted, type Model } from 'mongoose';
import { Authors } from '../authors';
import { Days, daysBetween, dayText } from '../days';
import { presentPictures } from '../pictures/post-picture';
import { Post } from '../posts/post.schema';
import { Checkers } from './checkers';
import { askedUntil, declinedUntil } from './kept-words';
import { Pace } from './pace';
import { WaitingPlaces } from './places';
import { hasHadADay, onlyFor } from './waiting-room';
import type { Marks, Waiting } from './waiting.schema';

/** The only place that makes JSON of what waits: no time, and never who wrote as an alias. */
@Injectable()
export class WaitingPresenter {
  constructor(
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    private readonly places: WaitingPlaces,
    private readonly checkers: Checkers,
    private readonly pace: Pace,
    private readonly authors: Authors,
    private readonly days: Days,
  ) {}

  /** To its author, or to who checks it; with what the reader may do to each. */
  async present(
    waiting: readonly Waiting[],
    to: 'author' | 'checker',
    abilitiesOf: (one: Waiting) => string[],
  ): Promise<WaitingView[]> {
    if (waiting.length === 0) return [];
    const [authorOf, places, numbers, today, usually] = await Promise.all([
      this.authors.views(waiting.map(({ author }) => author)),
      this.places.of(waiting),
      this.numbersOf(waiting),
      this.days.today(),
      to === 'author' ? this.pace.usually() : null,
    ]);
    const audienceOf = (one: Waiting) => places.get(one._id)?.audience ?? one.starts?.audience ?? '';
    const checkers = new Map(
      await Promise.all(
        [...new Set(waiting.map(audienceOf))].map(async (one) => [one, await this.checkers.shown(one)] as const),
      ),
    );
    return waiting.map((one) => {
      const place = places.get(one._id);
      const theirs = checkers.get(audienceOf(one)) ?? [];
      return {
        waits: true,
        id: one._id,
        threadId: place?._id ?? one.threadId,
        title: place?.title ?? one.starts?.title ?? '',
        // One that was begun under a name is there already, and in no list before it has a post.
        starts: place ? one.kind === 'post' && place.lastNumber === 0 && to === 'checker' : one.starts !== null,
        kind: one.kind,
        of: one.postId === null ? null : (numbers.get(one.postId) ?? null),
        author: authorOf(one.author),
        replyTo: one.replyTo,
        text: one.text,
        bodyHtml: renderMarkdown(one.text, { threadId: one.threadId }),
        pictures: presentPictures(one.pictures),
        contentNote: one.contentNote,
        reaction: one.reaction?.kind ?? null,
        marks: one.marks ? marksOf(one.marks) : null,
        state: shownState(one),
        why: to === 'author' && one.why === 'step' ? null : (one.why ?? null),
        closed: place?.state === 'closed',
        usually,
        chosen: chosenOf(one, theirs, today),
        // Only where there is something to choose: who asks for a change stays unnamed.
        checkers: to === 'author' && one.state === 'held' ? [...theirs] : [],
        days: daysBetween(one.on, today),
        talk: one.talk.map(({ by, text, on }) => ({ by, text, days: daysBetween(on, today) })),
        reason: one.reason,
        answerUntil: dayOf(askedUntil(one)),
        keptUntil: dayOf(declinedUntil(one)),
        revision: one.revision,
        abilities: abilitiesOf(one),
      };
    });
  }

  private async numbersOf(waiting: readonly Waiting[]): Promise<ReadonlyMap<string, number>> {
    const ids = waiting.flatMap(({ postId }) => postId ?? []);
    if (ids.length === 0) return new Map();
    const found = await this.posts.find({ _id: trusted({ $in: ids }) }, { number: 1 }).lean();
    return new Map(found.map(({ _id, number }) => [_id, number]));
  }
}

function dayOf(until: Date | null): string | null {
  return until && dayText(until);
}

function chosenOf(one: Waiting, checkers: readonly { id: string; name: string }[], today: Date): WaitingView['chosen'] {
  const id = onlyFor(one, today);
  if (id === null) return null;
  const by = checkers.find((checker) => checker.id === id)?.name ?? null;
  const late = one.state === 'held' && (by === null || hasHadADay(one, today));
  return { by, goesOn: one.goesOn ?? false, late };
}

function marksOf({ kind, answer, state }: Marks): NonNullable<WaitingView['marks']> {
  return { ...(kind ? { kind } : {}), ...(answer === undefined ? {} : { answer }), ...(state ? { state } : {}) };
}

/** What is on its way out is shown as what comes out with the next half-hour. */
function shownState({ state }: Waiting): WaitingState {
  return state === 'leaving' || state === 'gone' ? 'due' : state;
}
