import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { LeavingChoice } from '@throughline/contracts/names';
import { Aliases } from '@throughline/identity';
import {
  type PersonalData,
  type PersonalEntry,
  type PersonalFile,
  type PersonalPart,
  Registries,
} from '@throughline/kernel';
import { trusted, type Model, type QueryFilter } from 'mongoose';
import { dayText } from '../days';
import { LeftBehind } from '../erasure/left-behind';
import { Unnamed } from '../erasure/unnamed';
import { fileNameOf, Pictures } from '../pictures/pictures.service';
import type { PostPicture } from '../pictures/post-picture';
import { Post } from '../posts/post.schema';
import { Reading } from '../reading/reading.schema';
import { Thread } from '../threads/thread.schema';
import { WaitingRoom } from '../waiting/waiting-room';
import type { Waiting } from '../waiting/waiting.schema';

const postLabels = {
  as: 'Written as',
  thread: 'In',
  number: 'Number',
  replyTo: 'In reply to number',
  state: 'How it stands',
  contentNote: 'The line before it',
  text: 'Words',
  pictures: 'Pictures',
  earlier: 'Its words before',
  publishedAt: 'Published',
  editedAt: 'Last changed',
  mayBeUsed: 'You said that it may be used in',
  mayNotBeUsed: 'You said that it may not be used in',
} as const;
const waitingLabels = {
  as: 'Written as',
  thread: 'In',
  kind: 'What it is',
  state: 'How it stands',
  contentNote: 'The line before it',
  text: 'Words',
  pictures: 'Pictures',
  talk: 'What was said about it',
  on: 'On',
} as const;
const reactionLabels = { as: 'As', thread: 'In', number: 'About number', word: 'What you said' } as const;

/** What somebody wrote and said here, and how far they have read. */
@Injectable()
export class DiscussionData implements PersonalData {
  constructor(
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    @InjectModel(Thread.name) private readonly threads: Model<Thread>,
    @InjectModel(Reading.name) private readonly readings: Model<Reading>,
    private readonly aliases: Aliases,
    private readonly room: WaitingRoom,
    private readonly pictures: Pictures,
    private readonly unnamed: Unnamed,
    private readonly leftBehind: LeftBehind,
    registries: Registries,
  ) {
    registries.personalData.add(this);
  }

  async partsFor(memberId: string, { aliases }: { aliases: boolean }): Promise<readonly PersonalPart[]> {
    const own: QueryFilter<Post> = { 'author.memberId': memberId };
    const parts: PersonalPart[] = [
      {
        name: 'posts',
        title: 'What you wrote',
        about: 'Pictures are in the folder “pictures”, as they are kept: without the place, the time and the camera.',
        labels: postLabels,
        entries: () => this.written(own, new Map()),
        files: () => this.picturesIn(own),
      },
      {
        name: 'posts-without-your-name',
        title: 'What you wrote and took your name off',
        labels: postLabels,
        entries: () => this.withoutName(memberId),
        files: () => this.picturesWithoutName(memberId),
      },
      {
        name: 'waiting',
        title: 'What you wrote that waits',
        labels: waitingLabels,
        entries: () => this.waiting({ 'author.memberId': memberId }, new Map()),
        files: () => this.picturesThatWait({ 'author.memberId': memberId }),
      },
      {
        name: 'threads',
        title: 'Threads that you began',
        labels: { title: 'Title', kind: 'Kind', state: 'How it stands', startedAt: 'Begun at' },
        entries: () => this.begun(memberId),
      },
      {
        name: 'summaries',
        title: 'Summaries that you wrote',
        labels: { thread: 'Of', points: 'Points', at: 'At', offered: 'Offered, and not taken yet' },
        entries: () => this.summaries(memberId),
      },
      {
        name: 'kind-words',
        title: 'Kind words that you said about posts',
        labels: reactionLabels,
        entries: () => this.said([memberId], new Map()),
      },
      {
        name: 'read',
        title: 'How far you have read',
        about: 'Nobody else can see this.',
        labels: { thread: 'In', read: 'Numbers' },
        entries: () => this.read(memberId),
      },
    ];
    return aliases ? [...parts, ...(await this.underAliases(memberId))] : parts;
  }

  erase(memberId: string, posts: LeavingChoice): Promise<void> {
    return this.leftBehind.erase(memberId, posts);
  }

  /** Found with the member's own access, as always: nothing is noted of it (safety.md P2a). */
  private async underAliases(memberId: string): Promise<PersonalPart[]> {
    const own = await this.aliases.ownEverywhere(memberId);
    const names = new Map(own.map(({ _id, name }) => [_id, name]));
    const theirs = { 'author.aliasId': trusted({ $in: [...names.keys()] }) };
    return [
      {
        name: 'other-names',
        title: 'Other names that you write under',
        about: 'Each is yours in one thread alone. Nothing that we keep joins them to you or to one another.',
        labels: { name: 'Name', thread: 'In' },
        entries: () => this.named(own.map(({ name, threadId }) => ({ name, threadId }))),
      },
      {
        name: 'posts-under-other-names',
        title: 'What you wrote under other names',
        labels: postLabels,
        entries: () => this.written(theirs, names),
        files: () => this.picturesIn(theirs as QueryFilter<Post>),
      },
      {
        name: 'waiting-under-other-names',
        title: 'What you wrote under other names that waits',
        labels: waitingLabels,
        entries: () => this.waiting(theirs as QueryFilter<Waiting>, names),
        files: () => this.picturesThatWait(theirs as QueryFilter<Waiting>),
      },
      {
        name: 'kind-words-under-other-names',
        title: 'Kind words that you said under other names',
        labels: reactionLabels,
        entries: () => this.said([...names.keys()], names),
      },
    ];
  }

  private async *named(aliases: readonly { name: string; threadId: string }[]): AsyncGenerator<PersonalEntry> {
    const titleOf = this.titles();
    for (const { name, threadId } of aliases) yield { name, thread: await titleOf(threadId) };
  }

  private async *withoutName(memberId: string): AsyncGenerator<PersonalEntry> {
    for await (const _id of this.unnamedOf(memberId)) yield* this.written({ _id }, new Map());
  }

  /** The ids of posts that they took their name off. */
  private async *unnamedOf(memberId: string): AsyncGenerator<string> {
    const unnamed = this.posts.find({ 'author.proof': trusted({ $exists: true }) }, { author: 1 });
    for await (const post of unnamed.lean<Post[]>().cursor()) if (this.unnamed.isBy(memberId, post)) yield post._id;
  }

  private async *picturesIn(own: QueryFilter<Post>): AsyncGenerator<PersonalFile> {
    for await (const post of this.posts.find(own, { pictures: 1, former: 1 }).lean<Post[]>().cursor())
      yield* this.pictures.copies(picturesIn(post));
  }

  private async *picturesWithoutName(memberId: string): AsyncGenerator<PersonalFile> {
    for await (const _id of this.unnamedOf(memberId)) yield* this.picturesIn({ _id });
  }

  private async *picturesThatWait(own: QueryFilter<Waiting>): AsyncGenerator<PersonalFile> {
    for (const { state, pictures = [] } of await this.room.find(own))
      if (state !== 'gone') yield* this.pictures.copies(pictures);
  }

  private async *written(own: QueryFilter<Post>, names: ReadonlyMap<string, string>): AsyncGenerator<PersonalEntry> {
    const titleOf = this.titles();
    for await (const post of this.posts.find(own).sort({ publishedAt: 1 }).lean<Post[]>().cursor()) {
      const { author, number, replyTo, state, contentNote, text, former, publishedAt, editedAt, consents } = post;
      const when = (at: Date) => (author.kind === 'alias' ? dayText(at) : at.toISOString());
      const chosen = Object.entries(consents ?? {});
      yield {
        as: author.kind === 'alias' ? (names.get(author.aliasId) ?? '') : null,
        thread: await titleOf(post.threadId),
        number,
        replyTo,
        state,
        contentNote,
        text,
        pictures: linesOf(picturesIn(post)),
        earlier: former.map((revision) => `${when(revision.at)}: ${revision.text}`),
        publishedAt: when(publishedAt),
        editedAt: editedAt && when(editedAt),
        mayBeUsed: chosen.flatMap(([use, may]) => (may === true ? [use] : [])),
        mayNotBeUsed: chosen.flatMap(([use, may]) => (may === false ? [use] : [])),
      };
    }
  }

  private async *waiting(own: QueryFilter<Waiting>, names: ReadonlyMap<string, string>): AsyncGenerator<PersonalEntry> {
    const titleOf = this.titles();
    for (const one of await this.room.find(own)) {
      if (one.state === 'gone') continue;
      yield {
        as: one.author.kind === 'alias' ? (names.get(one.author.aliasId) ?? '') : null,
        thread: one.starts?.title ?? (await titleOf(one.threadId)),
        kind: one.kind,
        state: one.state === 'leaving' ? 'due' : one.state,
        contentNote: one.contentNote,
        text: one.text,
        pictures: linesOf(one.pictures ?? []),
        talk: one.talk.map(({ by, text }) => `${by}: ${text}`),
        on: dayText(one.on),
      };
    }
  }

  private async *begun(memberId: string): AsyncGenerator<PersonalEntry> {
    const own: QueryFilter<Thread> = { 'startedBy.memberId': memberId };
    for await (const { title, kind, state, startedAt } of this.threads.find(own).lean<Thread[]>().cursor())
      yield { title, kind, state, startedAt: startedAt.toISOString() };
  }

  private async *summaries(memberId: string): AsyncGenerator<PersonalEntry> {
    const own: QueryFilter<Thread> = {
      $or: [{ 'summary.by.memberId': memberId }, { 'offeredSummary.by.memberId': memberId }],
    };
    for await (const { title, summary, offeredSummary } of this.threads.find(own).lean<Thread[]>().cursor())
      for (const one of [summary, offeredSummary])
        if (one?.by.kind === 'member' && one.by.memberId === memberId)
          yield {
            thread: title,
            points: one.points.map(({ text, numbers }) => [text, ...numbers.map((number) => `#${number}`)].join(' ')),
            at: one.at.toISOString(),
            offered: one === offeredSummary,
          };
  }

  private async *said(ids: readonly string[], names: ReadonlyMap<string, string>): AsyncGenerator<PersonalEntry> {
    const titleOf = this.titles();
    const theirs: QueryFilter<Post> = { 'reactions.by': trusted({ $in: [...ids] }) };
    for await (const post of this.posts.find(theirs, { threadId: 1, number: 1, reactions: 1 }).lean<Post[]>().cursor())
      for (const { kind, by } of post.reactions)
        if (ids.includes(by))
          yield { as: names.get(by) ?? null, thread: await titleOf(post.threadId), number: post.number, word: kind };
  }

  private async *read(memberId: string): AsyncGenerator<PersonalEntry> {
    const titleOf = this.titles();
    for await (const { threadId, read } of this.readings.find({ memberId }).lean<Reading[]>().cursor())
      yield {
        thread: await titleOf(threadId),
        read: read.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`)),
      };
  }

  /** Titles of threads, each asked for once. */
  private titles(): (threadId: string) => Promise<string> {
    const known = new Map<string, string>();
    return async (threadId) => {
      const title = known.get(threadId) ?? (await this.threads.findById(threadId, { title: 1 }).lean())?.title ?? '';
      known.set(threadId, title);
      return title;
    };
  }
}

/** Those of a post as it is and as it was, each once. */
function picturesIn({ pictures, former }: Pick<Post, 'pictures' | 'former'>): PostPicture[] {
  const all = [...former.map((revision) => revision.pictures), pictures].flatMap((some) => some ?? []);
  return [...new Map(all.map((picture) => [picture.id, picture])).values()];
}

/** What each is called in the archive, and what it shows. */
function linesOf(pictures: readonly PostPicture[]): string[] {
  return pictures.map(({ id, description }) => [fileNameOf(id), description ?? ''].filter(Boolean).join(': '));
}
