import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { notFound } from '@throughline/kernel';
import { renderMarkdown } from '@throughline/platform';
import { wordsChanged } from '@throughline/identity';
import { type PendingChange, Relay } from '@throughline/stream';
import type { Model, UpdateQuery } from 'mongoose';
import { Pictures } from '../pictures/pictures.service';
import { idsIn, isSame, type PostPicture } from '../pictures/post-picture';
import { Post, type Reaction } from './post.schema';

/** How many former texts a post keeps: the longest there can be fit into one document, and can be read. */
export const mostFormer = 60;

/** What is written, and the lines of the audit chain that go along. */
export interface Write {
  update: UpdateQuery<Post>;
  /** The words are other ones now, or none: whoever shows them elsewhere is told. */
  words?: boolean;
  lines?: readonly PendingChange[];
}

/** Writes to a post that stands: each one atomic, carrying its change, and tried again where another came between. */
@Injectable()
export class PostWrites {
  constructor(
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    private readonly relay: Relay,
    private readonly pictures: Pictures,
  ) {}

  /**
   * Changes a post as it is when it is written. `updateOf` is asked anew each time, and answers undefined where there is nothing to
   * do. Throws `not-found`.
   */
  async change(id: string, updateOf: (post: Post) => Write | undefined | Promise<Write | undefined>): Promise<Post> {
    const changed = await this.relay.change(this.posts, id, async (post, revision) => {
      const write = await updateOf(post);
      if (!write) return undefined;
      const { update, lines = [], words = false } = write;
      return {
        update,
        changes: [postChanged(post, revision), ...(words ? [wordsChanged(id, revision)] : []), ...lines],
      };
    });
    if (!changed) throw notFound();
    const { before, after } = changed;
    if (!after) return before;
    // What no revision of it holds any more was erased with its words.
    const left = new Set(picturesIn(after));
    const gone = picturesIn(before).filter((picture) => !left.has(picture));
    if (gone.length > 0) await this.pictures.letGo(gone);
    return after;
  }
}

/** The pictures of all that a post says and said. */
function picturesIn({ pictures, former }: Post): string[] {
  return idsIn(pictures, ...former.map((revision) => revision.pictures));
}

/** What somebody wrote, as it is changed together: its words, their note, and its pictures. */
export interface Wording {
  text: string;
  contentNote: string | null;
  pictures: PostPicture[];
}

/** Whether a post says this already. */
export function says(post: Post, { text, contentNote, pictures }: Wording): boolean {
  return post.text === text && post.contentNote === contentNote && isSame(post.pictures, pictures);
}

/** Another text, and the one before kept with its pictures. */
export function withText(post: Post, { text, contentNote, pictures, at }: Wording & { at: Date }): UpdateQuery<Post> {
  const { textVersion, pictures: before, editedAt, publishedAt } = post;
  const former = {
    textVersion,
    text: post.text,
    ...(before ? { pictures: before } : {}),
    at: editedAt ?? publishedAt,
  };
  const bodyHtml = renderMarkdown(text, { threadId: post.threadId });
  const held = pictures.length > 0;
  return {
    $set: { text, bodyHtml, contentNote, editedAt: at, ...(held ? { pictures } : {}) },
    ...(held ? {} : { $unset: { pictures: '' } }),
    $inc: { textVersion: 1 },
    $push: { former },
  };
}

/** A kind word said, or taken back; undefined where it is so already. */
export function withReaction(post: Post, reaction: Reaction, on: boolean): UpdateQuery<Post> | undefined {
  const { kind, by } = reaction;
  const said = post.reactions.some((other) => other.kind === kind && other.by === by);
  if (said === on) return undefined;
  return on ? { $push: { reactions: reaction } } : { $pull: { reactions: { kind, by } } };
}

/** A change of a post that stands; it never overtakes the post's publishing, which its document delivers first. */
export function postChanged({ _id, threadId }: Pick<Post, '_id' | 'threadId'>, revision: number): PendingChange {
  return {
    changeId: `post-${_id}-${revision}`,
    stream: `thread:${threadId}`,
    type: 'post.changed',
    subject: _id,
    revision,
  };
}
