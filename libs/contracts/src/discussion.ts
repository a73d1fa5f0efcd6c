import { z } from 'zod';
import { creationKey, cursor, id, instant, line, moment, text } from './common';
import {
  aliasNamesOffered,
  aliasObstacles,
  audienceKinds,
  duties,
  heldReasons,
  flagKinds,
  flagStates,
  letterWriters,
  mostPictures,
  postStates,
  postTextLimit,
  reactionKinds,
  roles,
  sectors,
  stepKinds,
  threadKinds,
  threadStates,
  waitingKinds,
  waitingStates,
} from './names';
import { givenPassword } from './identity';

/** Whom a post is shown as. One shape for both kinds from the first day; never a bare author id. */
export const authorView = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('member'),
      id,
      name: z.string(),
      sector: z.enum(sectors).nullable(),
      role: z.enum(roles),
      duties: z.array(z.enum(duties)),
    }),
    z.strictObject({ kind: z.literal('alias'), id, name: z.string() }),
    /** Its author took the name off the post. */
    z.strictObject({ kind: z.literal('unnamed') }),
    /** Its author has left. */
    z.strictObject({ kind: z.literal('former') }),
  ])
  .meta({ id: 'Author' });
export type AuthorView = z.infer<typeof authorView>;

export const reactionView = z
  .strictObject({ kind: z.enum(reactionKinds), by: z.array(z.strictObject({ id, name: z.string() })) })
  .meta({ id: 'Reaction' });
export type ReactionView = z.infer<typeof reactionView>;

const pictureSize = z.strictObject({ width: z.int(), height: z.int(), bytes: z.int() });

/** A picture in a post. Its address is that of what holds it, and so is who may see it. */
export const pictureView = z
  .strictObject({
    id,
    /** What it shows, in words; null where its author could not say. */
    description: z.string().nullable(),
    small: pictureSize,
    large: pictureSize,
  })
  .meta({ id: 'Picture' });
export type PictureView = z.infer<typeof pictureView>;

/** A picture that is in no post yet: whoever knows its id can put it into one, within the hour. */
export const unsentPicture = pictureView.omit({ description: true }).meta({ id: 'UnsentPicture' });
export type UnsentPicture = z.infer<typeof unsentPicture>;

/** A post as everybody in the audience sees it. What differs by reader is derived by the client. */
export const postView = z
  .strictObject({
    id,
    threadId: id,
    number: z.int().min(1),
    replyTo: z.int().nullable(),
    state: z.enum(postStates),
    author: authorView,
    /** Sanitised HTML; empty unless published. */
    bodyHtml: z.string(),
    pictures: z.array(pictureView),
    contentNote: z.string().nullable(),
    /** To the day for an alias's post. */
    publishedAt: moment,
    editedAt: moment.nullable(),
    reactions: z.array(reactionView),
    /** Numbers of replies that stand on later pages. */
    laterReplies: z.array(z.int()),
    /** Why and when it went, for a post that is not published; where it went, for one that moved. */
    gone: z
      .strictObject({
        at: moment,
        reason: z.string().nullable(),
        to: z.strictObject({ threadId: id, number: z.int() }).nullable(),
      })
      .nullable(),
    /** Counts visible changes; a client takes a change only when this is higher than what it holds. */
    revision: z.int(),
    /** The precondition of an edit; a reaction does not raise it. */
    textVersion: z.int(),
  })
  .meta({ id: 'Post' });
export type PostView = z.infer<typeof postView>;

/** A post as it is told on in a report: its exact words. */
export const quotedPost = z.strictObject({
  id,
  threadId: id,
  number: z.int(),
  /** As it is shown on the post; null where the name was taken off. */
  author: z.string().nullable(),
  text: z.string(),
});

/** What came of a post that somebody reported, or that is somebody's own and was reported: told to them alone. */
export const flagNotice = z
  .strictObject({
    id,
    /** `told`: they reported it; `wrote`: it is theirs. */
    role: z.enum(['told', 'wrote']),
    threadId: id,
    title: z.string(),
    number: z.int(),
    kind: z.enum(flagKinds),
    /** The point of the agreement that was chosen by who told, or that a moderator cites. */
    point: z.string().nullable(),
    /** What they wrote themselves when they told. */
    words: z.string(),
    state: z.enum(flagStates),
    /** Nobody but its author and moderators sees the post now. */
    hidden: z.boolean(),
    /** What a moderator wrote. */
    answer: z.string(),
    days: z.int(),
    isNew: z.boolean(),
  })
  .meta({ id: 'FlagNotice' });
export type FlagNotice = z.infer<typeof flagNotice>;

/** What was said about a step, in private. */
export const stepTalk = z.array(
  z.strictObject({
    from: z.enum(['moderator', 'them']),
    by: z.string().nullable(),
    text: z.string(),
    days: z.int(),
  }),
);

/** What moderators did, as it is told to whom it is about. */
export const stepNotice = z
  .strictObject({
    id,
    kind: z.enum(stepKinds),
    point: z.string().nullable(),
    reason: z.string(),
    /** The last day of it. */
    until: z.iso.date().nullable(),
    /** Whom to ask. */
    by: z.string().nullable(),
    days: z.int(),
    active: z.boolean(),
    /** Why it ended before its time. */
    endedWhy: z.string().nullable(),
    talk: stepTalk,
    isNew: z.boolean(),
  })
  .meta({ id: 'StepNotice' });
export type StepNotice = z.infer<typeof stepNotice>;

/** What moderators have to say to the aliases that somebody is in a thread. */
export const aliasNotices = z.strictObject({ flags: z.array(flagNotice), steps: z.array(stepNotice) });
export type AliasNotices = z.infer<typeof aliasNotices>;

/** Words of a hidden post, for its author and for moderators. */
export const hiddenPost = z.strictObject({
  id,
  number: z.int(),
  author: authorView,
  bodyHtml: z.string(),
  contentNote: z.string().nullable(),
});
export type HiddenPostView = z.infer<typeof hiddenPost>;

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
    revision: z.int(),
  })
  .meta({ id: 'Thread' });
export type ThreadView = z.infer<typeof threadView>;

/** Ranges of post numbers, ascending, both ends included. */
export const ranges = z.array(z.tuple([z.int().min(1), z.int().min(1)]));
export type Ranges = z.infer<typeof ranges>;

/** Something that is not published yet, as its author sees it, and as who checks it does: never who wrote as an alias, and no time. */
export const waitingView = z
  .strictObject({
    waits: z.literal(true),
    id,
    threadId: id,
    title: z.string(),
    /** It begins its thread. */
    starts: z.boolean(),
    kind: z.enum(waitingKinds),
    /** The post that is changed, or that a word is about. */
    of: z.int().nullable(),
    author: authorView,
    replyTo: z.int().nullable(),
    text: z.string(),
    bodyHtml: z.string(),
    pictures: z.array(pictureView),
    contentNote: z.string().nullable(),
    reaction: z.enum(reactionKinds).nullable(),
    state: z.enum(waitingStates),
    why: z.enum(heldReasons).nullable(),
    /** Its thread was closed while it waited: it cannot come out there. */
    closed: z.boolean(),
    /** To its author: within how many days such words were looked at lately; null where that is not known. */
    usually: z.int().nullable(),
    /**
     * The one moderator whom its author chose, while it is theirs alone. `late`: a day went by, or they check no posts here any more; the
     * author is asked what now.
     */
    chosen: z.strictObject({ by: z.string().nullable(), goesOn: z.boolean(), late: z.boolean() }).nullable(),
    /** To its author: whom they may choose to read it. */
    checkers: z.array(z.strictObject({ id, name: z.string() })),
    /** For how many days it has waited: none is today. */
    days: z.int(),
    /** What a moderator asked and its author answered. */
    talk: z.array(z.strictObject({ by: z.enum(['moderator', 'author']), text: z.string(), days: z.int() })),
    /** Why it was declined. */
    reason: z.string().nullable(),
    revision: z.int(),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'Waiting' });
export type WaitingView = z.infer<typeof waitingView>;

/** What came of writing: a post that everybody sees, or one that waits. */
export const writtenPost = z.union([postView, waitingView]);
export type WrittenPost = z.infer<typeof writtenPost>;

/** What was said in private between whoever an alias is and those who look after this place, as its author reads it. */
export const aliasLetterView = z
  .strictObject({
    id,
    threadId: id,
    /** The name that was written to. */
    name: z.string(),
    from: z.enum(letterWriters),
    open: z.boolean(),
    messages: z.array(
      z.strictObject({
        from: z.enum(['them', 'you']),
        /** A lead says who they are; a moderator does not. */
        by: z.string().nullable(),
        text: z.string(),
        /** What the alias answered is dated to the day. */
        at: moment,
      }),
    ),
  })
  .meta({ id: 'AliasLetter' });
export type AliasLetterView = z.infer<typeof aliasLetterView>;
export const aliasLetterAnswer = z.strictObject({ key: creationKey, text: text(5_000) });

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

/** Who checks, and whether a post under the reader's own name is checked. */
export const checksView = z
  .strictObject({
    by: z.array(z.strictObject({ id, name: z.string() })),
    self: z.enum(heldReasons).nullable(),
  })
  .meta({ id: 'Checks' });
export type ChecksView = z.infer<typeof checksView>;

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
    ...threadView.omit({ summary: true, offeredSummary: true }).shape,
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

/** How one text became another, piece by piece. */
export const textPart = z.strictObject({ kind: z.enum(['same', 'added', 'removed']), text: z.string() });
export type TextPart = z.infer<typeof textPart>;

/** Every text that a post had, oldest first, each with how it differs from the one before. */
export const revisionList = z
  .strictObject({
    place: z.strictObject({ threadId: id, number: z.int() }),
    revisions: z.array(
      z.strictObject({
        textVersion: z.int(),
        at: moment,
        parts: z.array(textPart),
        pictures: z.array(pictureView),
      }),
    ),
  })
  .meta({ id: 'RevisionList' });
export type RevisionList = z.infer<typeof revisionList>;

/**
 * As whom to post: there is no default, and without a choice nothing is posted. `alias` is one of the names that were offered;
 * `sure` says that people may connect the two, where somebody posts as themselves who has posted under an alias.
 */
const persona = {
  as: z.enum(['self', 'alias']).optional(),
  alias: line(80).optional(),
  sure: z.boolean().optional(),
};

/**
 * Who alone may read it before it comes out, should it be checked first; nobody named: any moderator who checks here. `goOn`: should they
 * not look within a day, another may.
 */
const choiceOfChecker = { checker: id.nullable().optional(), goOn: z.boolean().optional() };

/** Pictures of a post in their order, each with what it shows, or null where its author cannot say. */
const pictures = z.array(z.strictObject({ id, description: line(300, 0).nullable() })).max(mostPictures);
export type GivenPicture = z.output<typeof pictures>[number];

const contentNote = line(80, 0).transform((value) => value || null);

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

export const newPost = z.strictObject({
  key: creationKey,
  text: text(postTextLimit),
  replyTo: z.int().min(1).nullable().optional(),
  contentNote: contentNote.nullable().optional(),
  pictures: pictures.optional(),
  ...persona,
  ...choiceOfChecker,
});

export const postEdit = z.strictObject({
  text: text(postTextLimit),
  contentNote: contentNote.nullable().optional(),
  pictures: pictures.optional(),
  textVersion: z.int(),
});

export const postSource = z
  .strictObject({
    place: z.strictObject({ threadId: id, number: z.int() }),
    text: z.string(),
    pictures: z.array(pictureView),
    contentNote: z.string().nullable(),
    textVersion: z.int(),
  })
  .meta({ id: 'PostSource' });
export type PostSource = z.infer<typeof postSource>;

export const removal = z.strictObject({ reason: line(500) });
export const reaction = z.strictObject({
  kind: z.enum(reactionKinds),
  on: z.boolean(),
  as: persona.as,
  sure: persona.sure,
});

/** A waiting text as its author changes it, with a line to who checks it. */
export const waitingEdit = z.strictObject({
  text: text(postTextLimit),
  contentNote: contentNote.nullable().optional(),
  pictures: pictures.optional(),
  answer: text(1_000, 0).optional(),
});
/** Who may read it before it comes out, chosen anew. */
export const waitingChecker = z.strictObject({ checker: id.nullable(), goOn: z.boolean().optional() });
/** What a moderator decides about the words as they read them: `revision` says which those were. */
const seenAs = { revision: z.int() };
export const waitingPublish = z.strictObject({ ...seenAs, contentNote: contentNote.nullable().optional() });
export const waitingQuestion = z.strictObject({ ...seenAs, text: text(1_000) });
export const waitingRefusal = z.strictObject({ ...seenAs, reason: text(500) });

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
        publishedAt: moment,
      }),
    ),
    waiting: z.array(waitingView),
    letters: z.array(aliasLetterView),
  })
  .meta({ id: 'OwnPosts' });
export type OwnPosts = z.infer<typeof ownPosts>;
export const askForAliasPosts = z.strictObject({ password: givenPassword });

export const movePosts = z.strictObject({ numbers: z.array(z.int().min(1)).min(1).max(200), to: id });
export const mergeThread = z.strictObject({ into: id });

export const readMark = z.strictObject({ ranges: ranges.max(200) });
export const reading = z.strictObject({ unread: ranges, firstUnread: z.int().nullable() }).meta({ id: 'Reading' });
export type ReadingView = z.infer<typeof reading>;

export const preview = z.strictObject({ text: text(postTextLimit) });
export const previewView = z.strictObject({ bodyHtml: z.string() }).meta({ id: 'Preview' });
