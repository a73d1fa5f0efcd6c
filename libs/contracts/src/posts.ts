import { z } from 'zod';
import { creationKey, id, line, moment, text } from './common';
import { duties, mostPictures, postStates, postTextLimit, reactionKinds, roles, sectors, stages } from './names';

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

/** Something that words of a post led to: an outcome or a note. */
export const ledTo = z
  .strictObject({
    kind: z.enum(['outcome', 'note']),
    id,
    title: z.string(),
    on: z.iso.date(),
    /** How far a note has come. */
    stage: z.enum(stages).optional(),
  })
  .meta({ id: 'LedTo' });
export type LedTo = z.infer<typeof ledTo>;

/** The same of a thread that it was linked to. */
export const cameOf = ledTo.omit({ on: true }).meta({ id: 'CameOf' });
export type CameOf = z.infer<typeof cameOf>;

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
    /** What came of its words: the same for everybody who may read it. Absent where nothing did. */
    ledTo: z.array(ledTo).optional(),
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

/** Words of a hidden post, for its author and for moderators. */
export const hiddenPost = z.strictObject({
  id,
  number: z.int(),
  author: authorView,
  bodyHtml: z.string(),
  pictures: z.array(pictureView),
  contentNote: z.string().nullable(),
});
export type HiddenPostView = z.infer<typeof hiddenPost>;

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
export const persona = {
  as: z.enum(['self', 'alias']).optional(),
  alias: line(80).optional(),
  sure: z.boolean().optional(),
};

/**
 * Who alone may read it before it comes out, should it be checked first; nobody named: any moderator who checks here. `goOn`: should they
 * not look within a day, another may.
 */
export const choiceOfChecker = { checker: id.nullable().optional(), goOn: z.boolean().optional() };

/** Pictures of a post in their order, each with what it shows, or null where its author cannot say. */
export const pictures = z.array(z.strictObject({ id, description: line(300, 0).nullable() })).max(mostPictures);
export type GivenPicture = z.output<typeof pictures>[number];

export const contentNote = line(80, 0).transform((value) => value || null);

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

export const preview = z.strictObject({ text: text(postTextLimit) });
export const previewView = z.strictObject({ bodyHtml: z.string() }).meta({ id: 'Preview' });
