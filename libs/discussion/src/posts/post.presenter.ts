import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { LedTo, PostView, ReactionView } from '@throughline/contracts';
import { reactionKinds } from '@throughline/contracts/names';
import { Aliases, People } from '@throughline/identity';
import { Registries } from '@throughline/kernel';
import { trusted, type Model } from 'mongoose';
import { Authors } from '../authors';
import { Consents } from '../consents/consents';
import { dayText } from '../days';
import { presentPictures } from '../pictures/post-picture';
import { withMarks } from './marked-words';
import { Post, type Reaction, type ShownPost, shownFields } from './post.schema';
import { quotedIn, type QuotedWords, withQuotations } from './quotations';
import { ReadText, type Stretch } from './read-text';

/** The only place that makes a post's JSON: the same for everybody in the audience. */
@Injectable()
export class PostPresenter {
  constructor(
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    private readonly authors: Authors,
    private readonly people: People,
    private readonly aliases: Aliases,
    private readonly consents: Consents,
    private readonly registries: Registries,
  ) {}

  /** Posts of one thread as they are now; `shownUpTo` is the last number on the page that they stand on. */
  async present(posts: readonly ShownPost[], shownUpTo = Number.POSITIVE_INFINITY): Promise<PostView[]> {
    const [authorOf, names, later, quoted, margins] = await Promise.all([
      this.authors.views(posts.map(({ author }) => author)),
      this.sayers(posts.flatMap(({ reactions }) => reactions)),
      this.laterReplies(posts, shownUpTo),
      this.quotedBy(posts),
      this.marginsOf(posts),
    ]);
    return posts.map((post) => {
      const { ledTo, marked } = margins.get(post._id) ?? { ledTo: [], marked: [] };
      const there = post.state === 'published';
      const when = (date: Date) => (post.author.kind === 'alias' ? dayText(date) : date.toISOString());
      return {
        id: post._id,
        threadId: post.threadId,
        number: post.number,
        replyTo: post.replyTo,
        state: post.state,
        // A name that an alias went by stays on its tombstone: the replies speak to it.
        author:
          there || (post.state === 'erased' && post.author.kind === 'alias')
            ? authorOf(post.author)
            : { kind: 'unnamed' },
        bodyHtml: there ? withQuotations({ ...post, bodyHtml: withMarks(post.bodyHtml, marked) }, quoted) : '',
        pictures: there ? presentPictures(post.pictures) : [],
        contentNote: there ? post.contentNote : null,
        publishedAt: when(post.publishedAt),
        editedAt: there && post.editedAt ? when(post.editedAt) : null,
        reactions: there ? presentReactions(post, names) : [],
        laterReplies: later.get(post.number) ?? [],
        ...(ledTo.length > 0 ? { ledTo } : {}),
        gone: post.gone ? { at: when(post.gone.at), reason: post.gone.reason ?? null, to: post.gone.to ?? null } : null,
        revision: post.revision,
        textVersion: post.textVersion,
      };
    });
  }

  /** The same to who may see what is hidden of them, its author and moderators: with the words of hidden ones. */
  async presentWords(posts: readonly ShownPost[]): Promise<PostView[]> {
    const shown = posts.map((post) => (post.state === 'hidden' ? { ...post, state: 'published' as const } : post));
    const views = await this.present(shown);
    return views.map((view, index) => ({ ...view, state: posts[index]?.state ?? view.state }));
  }

  /** Who said words about these posts: members by their names, aliases by theirs. */
  private async sayers(reactions: readonly Reaction[]): Promise<ReadonlyMap<string, string>> {
    const idsOf = (alias: boolean) => [
      ...new Set(reactions.filter((one) => Boolean(one.alias) === alias).map(({ by }) => by)),
    ];
    const [people, aliases] = await Promise.all([this.people.byIds(idsOf(false)), this.aliases.namesOf(idsOf(true))]);
    return new Map([...[...people].map(([id, { name }]) => [id, name] as const), ...aliases]);
  }

  /** One post alone. */
  async presentOne(post: ShownPost): Promise<PostView> {
    const [view] = await this.present([post]);
    if (!view) throw new Error('A post was not presented.');
    return view;
  }

  /**
   * Posts for changes of a thread's stream, by id, as they are now. One that moved to another thread goes out as the tombstone
   * that it left: who reads this thread need not be able to read that one.
   */
  async forThread(
    ids: readonly string[],
    threadId: string,
    written: ReadonlyMap<string, ShownPost> = new Map(),
  ): Promise<ReadonlyMap<string, PostView>> {
    const others = ids.filter((id) => !written.has(id));
    const posts = [
      ...ids.flatMap((id) => written.get(id) ?? []),
      ...(others.length === 0
        ? []
        : await this.posts.find({ _id: trusted({ $in: others }) }, shownFields).lean<ShownPost[]>()),
    ];
    const here = posts.filter((post) => post.threadId === threadId);
    const left = posts.flatMap(({ _id, formerly }) =>
      formerly.filter((place) => place.threadId === threadId).map(({ number }) => ({ _id, number })),
    );
    const tombstones =
      left.length === 0
        ? []
        : await this.posts
            .find({ threadId, number: trusted({ $in: left.map(({ number }) => number) }) }, shownFields)
            .lean<ShownPost[]>();
    const views = await this.present([...here, ...tombstones]);
    const byNumber = new Map(views.map((view) => [view.number, view]));
    return new Map([
      ...views.map((view) => [view.id, view] as const),
      ...left.flatMap(({ _id, number }) => {
        const tombstone = byNumber.get(number);
        return tombstone ? [[_id, tombstone] as const] : [];
      }),
    ]);
  }

  /** What came of these posts, of those whose authors let their words be used: the same for everybody who may read them. */
  private async marginsOf(
    posts: readonly ShownPost[],
  ): Promise<ReadonlyMap<string, { ledTo: LedTo[]; marked: Stretch[] }>> {
    const marked = posts.filter(({ marked: isMarked, state }) => isMarked && state === 'published');
    const margins = new Map<string, { ledTo: LedTo[]; marked: Stretch[] }>();
    if (marked.length === 0) return margins;
    const ids = [...(await this.consents.usable(marked, 'evidence'))];
    const texts = await this.posts.find({ _id: trusted({ $in: ids }) }, { text: 1, textVersion: 1 }).lean<Post[]>();
    for (const source of this.registries.margins.all()) {
      const found = await source.marginsOf(ids);
      for (const { _id, text, textVersion } of texts) {
        const { ledTo = [], passages = [] } = found.get(_id) ?? {};
        const standing = passages.filter((passage) => passage.textVersion === textVersion);
        const read = new ReadText(text);
        const before = margins.get(_id) ?? { ledTo: [], marked: [] };
        margins.set(_id, {
          ledTo: [...before.ledTo, ...ledTo],
          marked: [...before.marked, ...standing.flatMap((passage) => read.stretch(passage) ?? [])],
        });
      }
    }
    return margins;
  }

  /** What these posts quote, as it is now; nothing of what was taken back. */
  private async quotedBy(posts: readonly ShownPost[]): Promise<QuotedWords> {
    const places = quotedIn(posts.filter(({ state }) => state === 'published'));
    if (places.length === 0) return () => undefined;
    const sources = await this.posts
      .find({ $or: places, state: 'published' }, { threadId: 1, number: 1, author: 1, bodyHtml: 1, contentNote: 1 })
      .lean<Pick<Post, 'threadId' | 'number' | 'author' | 'bodyHtml' | 'contentNote'>[]>();
    const authorOf = await this.authors.views(sources.map(({ author }) => author));
    const byPlace = new Map(
      sources.map(({ threadId, number, author, bodyHtml, contentNote }) => {
        const shown = authorOf(author);
        return [`${threadId}/${number}`, { name: 'name' in shown ? shown.name : null, bodyHtml, contentNote }] as const;
      }),
    );
    return (threadId, number) => byPlace.get(`${threadId}/${number}`);
  }

  private async laterReplies(posts: readonly ShownPost[], shownUpTo: number): Promise<ReadonlyMap<number, number[]>> {
    const later = new Map<number, number[]>();
    const threadId = posts[0]?.threadId;
    if (threadId === undefined || !Number.isFinite(shownUpTo)) return later;
    const replies = await this.posts
      .find(
        {
          threadId,
          replyTo: trusted({ $in: posts.map(({ number }) => number) }),
          number: trusted({ $gt: shownUpTo }),
        },
        { number: 1, replyTo: 1 },
      )
      .sort({ number: 1 })
      .lean();
    for (const { number, replyTo } of replies) {
      if (replyTo !== null) later.set(replyTo, [...(later.get(replyTo) ?? []), number]);
    }
    return later;
  }
}

function presentReactions({ reactions }: ShownPost, names: ReadonlyMap<string, string>): ReactionView[] {
  return reactionKinds.flatMap((kind) => {
    const by = reactions.flatMap((reaction) => {
      const name = names.get(reaction.by);
      return reaction.kind === kind && name !== undefined ? [{ id: reaction.by, name }] : [];
    });
    return by.length > 0 ? [{ kind, by }] : [];
  });
}
