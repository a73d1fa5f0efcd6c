import { z } from 'zod';
import { creationKey, cursor, id, instant, line, moment, text } from './common';
import { givenPassword } from './identity';
import {
  aliasNamesOffered,
  aliasObstacles,
  audienceKinds,
  postStates,
  postTextLimit,
  sectors,
  threadKinds,
  threadStates,
} from './names';
import { aliasLetterView, aliasNotices } from './notices';
import {
  authorView,
  cameOf,
  choiceOfChecker,
  contentNote,
  hiddenPost,
  persona,
  pictures,
  pictureView,
  postView,
} from './posts';
import { checksView, waitingView } from './waiting';

export const readersView = z
  .strictObject({ count: z.int(), sectors: z.array(z.enum(sectors)) })
  .meta({ id: 'Readers' });
export type ReadersView = z.infer<typeof readersView>;

export const audienceView = z
  .strictObject({ kind: z.enum(audienceKinds), id: id.nullable(), name: z.string().nullable() })
  .meta({ id: 'Audience' });
export type AudienceView = z.infer<typeof audienceView>;

export const summaryView = z
  .strictObject({
    points: z.array(z.strictObject({ text: z.string(), numbers: z.array(z.int()) })),
    by: authorView,
    at: instant,
    /** The last post that it takes into account. */
    upTo: z.int(),
  })
  .meta({ id: 'ThreadSummary' });
export type SummaryView = z.infer<typeof summaryView>;

/** A thread as everybody in its audience sees it. */
export const threadView = z
  .strictObject({
    id,
    title: z.string(),
    kind: z.enum(threadKinds),
    state: z.enum(threadStates),
    stateAt: instant.nullable(),
    audience: audienceView,
    theme: z.strictObject({ id, title: z.string() }),
    session: z.strictObject({ id, title: z.string(), startsAt: instant }).nullable(),
    /** For a question: which sectors might know, and the number of the post that answers it. */
    mightKnow: z.array(z.enum(sectors)),
    answer: z.int().nullable(),
    pinned: z.boolean(),
    /** A moderator looks at what is written here before it comes out. */
    checkFirst: z.boolean(),
    summary: summaryView.nullable(),
    /** A summary that a member offers, until a moderator has looked at it. */
    offeredSummary: summaryView.nullable(),
    lastNumber: z.int(),
    startedAt: instant,
    lastPostAt: instant,
    mergedInto: id.nullable(),
    /** What came of it: the same for everybody who may read it. Absent where nothing did. */
    cameOf: z.array(cameOf).optional(),
    revision: z.int(),
  })
  .meta({ id: 'Thread' });
export type ThreadView = z.infer<typeof threadView>;

/** Ranges of post numbers, ascending, both ends included. */
export const ranges = z.array(z.tuple([z.int().min(1), z.int().min(1)]));
export type Ranges = z.infer<typeof ranges>;

/** As whom the reader writes in a thread. */
export const personaView = z
  .strictObject({
    /** The aliases that are this reader's: their posts are the reader's own. */
    mine: z.array(z.strictObject({ id, name: z.string() })),
    /** The alias that everything of theirs starts as here. */
    current: z.strictObject({ id, name: z.string() }).nullable(),
    /** Names that the reader may take here. */
    names: z.array(z.string()).max(aliasNamesOffered),
    obstacle: z.enum(aliasObstacles).nullable(),
    /** So few may read here that an alias hides little. */
    few: z.boolean(),
  })
  .meta({ id: 'Persona' });
export type PersonaView = z.infer<typeof personaView>;

/** What a page for a new thread needs to know of its writer. */
export const threadBeginning = z
  .strictObject({
    /** The key of the thread to be: the names are those that its writer may take in it. */
    formKey: creationKey,
    persona: personaView,
    checks: checksView,
    /** The audiences in which few may read. */
    fewIn: z.array(z.string()),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'ThreadBeginning' });
export type ThreadBeginning = z.infer<typeof threadBeginning>;

/** What differs by reader on a thread's page. */
export const threadViewer = z
  .strictObject({
    memberId: id,
    unread: ranges,
    firstUnread: z.int().nullable(),
    abilities: z.array(z.string()),
    readers: readersView,
    /** A fresh key for the reply form, so that it works, once, before scripts do. */
    formKey: creationKey,
    draft: z.strictObject({ text: z.string(), replyTo: z.int().nullable(), savedAt: instant }).nullable(),
    persona: personaView,
    /** The reader's own words that wait here. */
    waiting: z.array(waitingView),
    /** Who may read what is checked before it comes out; and why a post under the reader's own name would be, null where it would not. */
    checks: checksView,
    /** Hidden posts on this page whose words this reader may see. */
    hidden: z.array(hiddenPost),
    /** What moderators have to say to the aliases that the reader is here. */
    notices: aliasNotices,
    /** Members whose posts under their own names are folded away for this reader. */
    blocked: z.array(id),
    /** What was written in private to an alias that the reader is here. */
    letters: z.array(aliasLetterView),
    /** Streams that say what becomes of them, by name. */
    follow: z.record(z.string(), cursor),
  })
  .meta({ id: 'ThreadViewer' });
export type ThreadViewer = z.infer<typeof threadViewer>;

export const threadPage = z
  .strictObject({
    thread: threadView,
    page: z.strictObject({ number: z.int(), count: z.int() }),
    posts: z.array(postView),
    cursor,
    viewer: threadViewer,
  })
  .meta({ id: 'ThreadPage' });
export type ThreadPage = z.infer<typeof threadPage>;

export const threadListItem = z
  .strictObject({
    ...threadView.omit({ summary: true, offeredSummary: true, cameOf: true }).shape,
    startedBy: authorView,
    unread: z.int(),
    firstUnread: z.int().nullable(),
    /** Who wrote the unread posts, at most three names; empty when nothing is unread. */
    unreadFrom: z.array(z.string()),
    /** A summary was offered, and the reader may take it. */
    summaryOffered: z.boolean(),
  })
  .meta({ id: 'ThreadListItem' });
export type ThreadListItem = z.infer<typeof threadListItem>;

export const threadList = z
  .strictObject({
    threads: z.array(threadListItem),
    /** Pass as `after` for the next part; null at the end. */
    next: z.string().nullable(),
    abilities: z.array(z.string()),
    /** One cursor for each list stream that the reader belongs to, by stream. */
    cursors: z.record(z.string(), cursor),
  })
  .meta({ id: 'ThreadList' });
export type ThreadList = z.infer<typeof threadList>;

export const newThread = z.strictObject({
  key: creationKey,
  themeId: id,
  sessionId: id.nullable().optional(),
  kind: z.enum(threadKinds),
  audience: z.strictObject({ kind: z.enum(audienceKinds), id: id.nullable().optional() }),
  title: line(160),
  text: text(postTextLimit),
  mightKnow: z.array(z.enum(sectors)).max(sectors.length).optional(),
  contentNote: contentNote.nullable().optional(),
  pictures: pictures.optional(),
  /** False: nobody posts under an alias here. Moderators choose it, and only now. */
  aliases: z.boolean().optional(),
  ...persona,
  ...choiceOfChecker,
});

export const threadEdit = z.strictObject({
  title: line(160).optional(),
  kind: z.enum(threadKinds).optional(),
  state: z.enum(threadStates).optional(),
  pinned: z.boolean().optional(),
  checkFirst: z.boolean().optional(),
  answer: z.int().min(1).nullable().optional(),
  mightKnow: z.array(z.enum(sectors)).max(sectors.length).optional(),
});

export const summaryEdit = z.strictObject({
  sure: persona.sure,
  points: z
    .array(z.strictObject({ text: line(600), numbers: z.array(z.int().min(1)).max(10) }))
    .max(12)
    .refine(
      (points) => points.reduce((words, point) => words + point.text.split(/\s+/).length, 0) <= 150,
      'A summary has 150 words at the most.',
    ),
});

/** What becomes of an offered summary; `at` says which one was looked at. */
export const summaryAnswer = z.strictObject({ take: z.boolean(), at: instant });

/** One's own posts. Those under aliases are there only where the password was given just now. */
export const ownPosts = z
  .strictObject({
    posts: z.array(
      z.strictObject({
        id,
        threadId: id,
        title: z.string(),
        number: z.int(),
        /** Also what was taken back: its words are not shown, and can be erased. */
        state: z.enum(postStates),
        author: authorView,
        bodyHtml: z.string(),
        pictures: z.array(pictureView),
        publishedAt: moment,
      }),
    ),
    waiting: z.array(waitingView),
    letters: z.array(aliasLetterView),
    /** The threads in which there is something that the reader has not read under another name: it is said there. */
    told: z.array(z.strictObject({ threadId: id, title: z.string(), name: z.string() })),
    /** Pass as `after` for the posts before these; null at the end. */
    next: z.string().nullable(),
  })
  .meta({ id: 'OwnPosts' });
export type OwnPosts = z.infer<typeof ownPosts>;
export const askForAliasPosts = z.strictObject({ password: givenPassword, after: z.string().max(10).optional() });

export const movePosts = z.strictObject({ numbers: z.array(z.int().min(1)).min(1).max(200), to: id });
export const mergeThread = z.strictObject({ into: id });

export const readMark = z.strictObject({ ranges: ranges.max(200) });
export const reading = z.strictObject({ unread: ranges, firstUnread: z.int().nullable() }).meta({ id: 'Reading' });
export type ReadingView = z.infer<typeof reading>;
