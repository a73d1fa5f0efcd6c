import { Injectable } from '@nestjs/common';
import type { FlagNotice, FlagView } from '@throughline/contracts';
import {
  Authors,
  Days,
  daysBetween,
  HiddenPosts,
  isBy,
  presentPictures,
  ThreadsService,
} from '@throughline/discussion';
import type { FlaggedPost } from './flag.schema';

/** For whom a notice is made: a member, or the aliases that somebody is, and never both (safety.md P2a). */
export interface Told {
  memberId: string;
  aliasIds: readonly string[];
}

/** The only place that makes JSON of what was reported: days and no times, and never who reported it. */
@Injectable()
export class FlagPresenter {
  constructor(
    private readonly posts: HiddenPosts,
    private readonly threads: ThreadsService,
    private readonly authors: Authors,
    private readonly days: Days,
  ) {}

  /** To moderators. What is about a post that is not there any more is left out. */
  async forModerators(flagged: readonly FlaggedPost[]): Promise<FlagView[]> {
    const { postOf, titleOf, today } = await this.known(flagged);
    const authorOf = await this.authors.views(flagged.map(({ author }) => author));
    return flagged.flatMap((one) => {
      const post = postOf(one);
      if (post?.state !== 'published' && post?.state !== 'hidden') return [];
      const { threadId, number, text, bodyHtml, pictures, contentNote, textVersion } = post;
      return [
        {
          id: one._id,
          postId: post._id,
          threadId,
          title: titleOf(threadId),
          number,
          author: authorOf(post.author),
          text,
          bodyHtml,
          pictures: presentPictures(pictures),
          contentNote,
          hidden: post.state === 'hidden',
          textVersion,
          said: one.flags.map(({ kind, point, words, on }) => ({
            kind,
            point: point ?? null,
            words,
            days: daysBetween(on, today),
          })),
          days: daysBetween(one.on, today),
          revision: one.revision,
        },
      ];
    });
  }

  /** To who told, what came of it; to who wrote the post, that it is hidden and what was decided. */
  async notices(flagged: readonly FlaggedPost[], told: Told): Promise<FlagNotice[]> {
    const { postOf, titleOf, today } = await this.known(flagged);
    return flagged.flatMap((one) => {
      const post = postOf(one);
      const { threadId, number } = post ?? one;
      const { decision, state, flags, author } = one;
      const about = {
        threadId,
        title: titleOf(threadId),
        number,
        state,
        hidden: post?.state === 'hidden',
        answer: decision?.text ?? '',
      };
      const toTold = flags.flatMap(({ kind, point, words, by, on, unread }): FlagNotice[] =>
        isBy(by, told.memberId, told.aliasIds)
          ? [
              {
                ...about,
                id: one._id,
                role: 'told',
                kind,
                point: decision?.point ?? point ?? null,
                words,
                days: daysBetween(decision?.on ?? on, today),
                isNew: unread,
              },
            ]
          : [],
      );
      const hid = flags.some((flag) => flag.hides);
      const hears = isBy(author, told.memberId, told.aliasIds) && (hid || state === 'removed');
      const kind = hid ? ('identify' as const) : ('agreement' as const);
      return [
        ...toTold,
        ...(hears
          ? [
              {
                ...about,
                id: one._id,
                role: 'wrote' as const,
                kind,
                point: decision?.point ?? null,
                words: '',
                days: daysBetween(decision?.on ?? one.on, today),
                isNew: one.newToAuthor,
              },
            ]
          : []),
      ];
    });
  }

  private async known(flagged: readonly FlaggedPost[]) {
    const [posts, today] = await Promise.all([
      this.posts.byIds(flagged.map(({ postId }) => postId)),
      this.days.today(),
    ]);
    const postOf = ({ postId }: FlaggedPost) => posts.get(postId);
    const places = await this.threads.placesOf(flagged.map((one) => (postOf(one) ?? one).threadId));
    return { postOf, titleOf: (threadId: string) => places.get(threadId)?.title ?? '', today };
  }
}
