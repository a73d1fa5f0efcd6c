import { Injectable } from '@nestjs/common';
import type { AliasLetterView, AliasNotices, CameOf, LedTo, ReviewEntry } from '@throughline/contracts';
import type { LeavingChoice, NoticeKind } from '@throughline/contracts/names';
import type { Actor, SignedIn } from './actor';
import type { ActionDefinition } from './policies';

/**
 * How an earlier feature asks a later one: a list typed here, filled when modules start, answering "nothing" while empty.
 */
export class Registry<Entry> {
  private readonly entries: Entry[] = [];

  add(entry: Entry): void {
    this.entries.push(entry);
  }

  all(): readonly Entry[] {
    return this.entries;
  }
}

/** Which audiences members are in, by their ids: each feature that has audiences names those it knows of. */
export interface AudienceSource {
  audiencesOf(members: readonly { id: string; role: string }[]): Promise<ReadonlyMap<string, readonly string[]>>;
}

/** A post before it is published. Of an alias no rule learns who it is: `memberId` is null. */
export interface UnpublishedPost {
  threadId: string;
  memberId: string | null;
  aliasId: string | null;
  text: string;
}

/** Whether anything was written for an audience: what nobody wrote in may go without a trace. */
export interface AudienceUse {
  isUsed(audience: string): Promise<boolean>;
}

/** May this be published now? The first answer that is not `publish` holds. */
export interface PublicationRule {
  judge(post: UnpublishedPost): Promise<'publish' | 'hold'>;
}

/**
 * What hangs on posts and threads, for the margin beside posts and the head of threads: the same for everybody who may read them, because
 * the page is. Asked only for posts whose words may be used, and for threads that something was linked to.
 */
export interface MarginSource {
  marginsOf(postIds: readonly string[]): Promise<ReadonlyMap<string, Margin>>;
  /** What these threads led to, taken together: each once. */
  cameOf(threadIds: readonly string[]): Promise<readonly CameOf[]>;
}

/** What words of a post led to, and which words, by the text that they stand in. */
export interface Margin {
  ledTo: readonly LedTo[];
  passages: readonly { textVersion: number; start: number; end: number }[];
}

/** What can be found. */
export interface Searchable {
  search(words: string, actor: Actor): Promise<readonly unknown[]>;
}

/** One thing in a part: what it says by field; a list is a list of lines. */
export type PersonalEntry = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** A file that goes along with a part, under a name that nothing else there has: `pictures/….jpg`. */
export interface PersonalFile {
  name: string;
  bytes: Uint8Array;
}

/** One part of what is held about somebody, as it goes into the archive that they download. */
export interface PersonalPart {
  /** Its file's name there: `posts`. */
  name: string;
  title: string;
  /** What it is, what is left out of it, and why. */
  about?: string;
  /** What its fields are called, in the order in which people read them. */
  labels: Readonly<Record<string, string>>;
  /** Asked for more than once, and read as it comes: there may be much of it. */
  entries(): AsyncIterable<PersonalEntry> | Iterable<PersonalEntry>;
  /** Its files, one after another: there may be many. */
  files?(): AsyncIterable<PersonalFile>;
}

/** A person's data in one feature: given out on request, erased on request. */
export interface PersonalData {
  /** Everything that is held under the member's own name. What was written under other names only where `aliases` says so. */
  partsFor(memberId: string, choice: { aliases: boolean }): Promise<readonly PersonalPart[]>;
  /** Erases it, because the member leaves: their posts as they chose. May be called again, also after a restore. */
  erase(memberId: string, posts: LeavingChoice): Promise<void>;
}

/**
 * Is told which posts' words are gone for good: whatever is kept of them elsewhere (pictures, copies) goes too. It may be told again,
 * also before any module begins its work, so a witness puts itself into the registry when it is constructed.
 */
export interface ErasureWitness {
  wordsErased(postIds: readonly string[]): Promise<void>;
}

/**
 * When the last post of threads was written, and where they stand: one that became part of another stands there, and its last post is that
 * one's. A thread that is not known is not answered.
 */
export interface LastPosts {
  lastPosts(threadIds: readonly string[]): Promise<ReadonlyMap<string, { at: Date; standsIn: string }>>;
}

/** In which of these threads a concern about somebody is open. */
export interface OpenConcerns {
  openIn(threadIds: readonly string[]): Promise<ReadonlySet<string>>;
}

/**
 * What moderators look at and decide, one after another, in the one queue: each feature names what there is for this moderator, and
 * tells the stream `moderators` when that changes. What they must not see is not named.
 */
export interface ReviewSource {
  entriesFor(actor: SignedIn): Promise<readonly ReviewEntry[]>;
}

/** What moderators have to say to aliases: shown to their author in the thread, because it is told to no member (safety.md P2a). */
export interface AliasNoticeSource {
  noticesFor(aliasIds: readonly string[]): Promise<AliasNotices>;
}

/** An alias that the reader was found to be. */
export interface ReaderAlias {
  _id: string;
  threadId: string;
  name: string;
  stream: string;
}

/** What was written in private to aliases; whoever asks has found out that they are the reader's. */
export interface AliasLetterSource {
  lettersTo(aliases: readonly ReaderAlias[]): Promise<readonly AliasLetterView[]>;
}

/** What waits for somebody, said on every page: which of it there is for them now. */
export interface NoticeSource {
  noticesFor(actor: SignedIn): Promise<readonly NoticeKind[]>;
  /** Streams that move when this may be another answer, besides the reader's own, that of people, and that of moderators. */
  noticeStreams?(actor: SignedIn): readonly string[];
}

/**
 * Makes good what a backup lacks; called at the first start after a restore, and again if that start does not come to its end.
 * That is before any module begins its work, so a healer puts itself into the registry when it is constructed.
 */
export interface Healer {
  /** It rests on what the others make good. */
  readonly healsLast?: true;
  heal(takenAt: Date): Promise<void>;
}

/** Is told before everything there is gets copied into a backup, and may take its time. */
export interface BackupWitness {
  backingUp(): Promise<void>;
}

@Injectable()
export class Registries {
  readonly healers = new Registry<Healer>();
  readonly backupWitnesses = new Registry<BackupWitness>();
  readonly audiences = new Registry<AudienceSource>();
  readonly audienceUses = new Registry<AudienceUse>();
  readonly publicationRules = new Registry<PublicationRule>();
  readonly margins = new Registry<MarginSource>();
  readonly searchables = new Registry<Searchable>();
  readonly lastPosts = new Registry<LastPosts>();
  readonly openConcerns = new Registry<OpenConcerns>();
  readonly reviewSources = new Registry<ReviewSource>();
  readonly aliasNotices = new Registry<AliasNoticeSource>();
  readonly aliasLetters = new Registry<AliasLetterSource>();
  readonly notices = new Registry<NoticeSource>();
  readonly erasures = new Registry<ErasureWitness>();
  readonly personalData = new Registry<PersonalData>();
  /** Actions about nothing in particular: that somebody may do them travels with who is reading, so that pages lead to what opens. */
  readonly abilities = new Registry<ActionDefinition>();
}
