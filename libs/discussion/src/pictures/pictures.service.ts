import type { Readable } from 'node:stream';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { GivenPicture, UnsentPicture as UnsentPictureView } from '@throughline/contracts';
import { pictureBytesLimit, type PictureSize, pictureSizes } from '@throughline/contracts/names';
import {
  Clock,
  DomainError,
  type Healer,
  Ids,
  notFound,
  type PersonalFile,
  Policies,
  Registries,
  type SignedIn,
} from '@throughline/kernel';
import { type Counter, Files, Incoming, Jobs, Limits, PictureMaker } from '@throughline/platform';
import { trusted, type Model } from 'mongoose';
import { Days } from '../days';
import { Post } from '../posts/post.schema';
import { Waiting } from '../waiting/waiting.schema';
import { addPicture, readUnsentPicture } from './picture.policy';
import type { PictureAt } from './picture-answer';
import { idsIn, type PostPicture, presentSize } from './post-picture';
import { UnsentPicture } from './unsent-picture.schema';

/** How long a picture waits to be sent, in milliseconds. */
const waitsFor = 3_600_000;
const tenMinutes = 600_000;
/** One that was sent in the last moment of its time is on its way into a post for no longer than this, in milliseconds. */
const onItsWay = 120_000;

/** Pictures a member may add in an hour; counted in memory alone, where no row says who added one (safety.md P2a). */
const perHour = 60;

const taken = { most: pictureBytesLimit, tooLarge: 'picture-too-large', broken: 'picture-broken' } as const;

/**
 * Pictures: added first, then sent with a post, and erased with what holds them. Whose they are is nowhere but in the post that holds
 * them; until then there is only an id that nobody can guess.
 */
@Injectable()
export class Pictures implements Healer, OnModuleInit {
  private readonly added: Counter;

  constructor(
    @InjectModel(UnsentPicture.name) private readonly unsent: Model<UnsentPicture>,
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    @InjectModel(Waiting.name) private readonly waiting: Model<Waiting>,
    private readonly files: Files,
    private readonly maker: PictureMaker,
    private readonly incoming: Incoming,
    private readonly policies: Policies,
    private readonly jobs: Jobs,
    private readonly days: Days,
    private readonly ids: Ids,
    private readonly clock: Clock,
    limits: Limits,
    registries: Registries,
  ) {
    this.added = limits.counter({ name: 'pictures', times: perHour, within: 3_600, counted: 'in-memory' });
    registries.healers.add(this);
  }

  onModuleInit(): void {
    this.jobs.every('pictures.sweep', 20_000, () => this.sweep());
    this.jobs.every('pictures.erase-left', 3_600_000, () => this.eraseLeft());
  }

  /** Takes a picture in and makes it anew. Throws what is wrong with it, and `unavailable` where others are on their way. */
  async add(actor: SignedIn, body: Readable, announced: number | undefined): Promise<UnsentPictureView> {
    this.policies.authorize(actor, addPicture, undefined);
    await this.added.spend(`member ${actor.memberId}`);
    const { small, large } = await this.incoming.with(actor, body, announced, taken, (bytes) => this.maker.make(bytes));
    const _id = this.ids.next();
    const until = new Date(Math.ceil((this.clock.now().getTime() + waitsFor) / tenMinutes) * tenMinutes);
    await this.unsent.create({ _id, until });
    const today = await this.days.today();
    await this.files.keep(fileOf(_id, 'small'), small.bytes, today);
    await this.files.keep(fileOf(_id, 'large'), large.bytes, today);
    const sizes = { small: factsOf(small), large: factsOf(large) };
    await this.unsent.updateOne({ _id }, { $set: sizes });
    return { id: _id, ...sizes };
  }

  /** A picture that is in no post yet, for the page that knows of it. */
  async readUnsent(actor: SignedIn, id: string, size: PictureSize): Promise<Buffer> {
    this.policies.authorize(actor, readUnsentPicture, undefined);
    if ((await this.unsent.exists({ _id: id, until: this.inTime() })) === null) throw notFound();
    return this.read(id, size);
  }

  /** One of these pictures, which the caller knows that the reader may see. Throws `not-found`. */
  async readOf(pictures: readonly PostPicture[], { picture, size }: Omit<PictureAt, 'id'>): Promise<Buffer> {
    if (!idsIn(pictures).includes(picture)) throw notFound();
    return this.read(picture, size);
  }

  /** Copies of these for whoever they belong to, one after another; what is gone is passed over. */
  async *copies(pictures: readonly PostPicture[]): AsyncGenerator<PersonalFile> {
    for (const { id } of pictures) {
      const bytes = await this.files.read(fileOf(id, 'large'));
      if (bytes) yield { name: fileNameOf(id), bytes };
    }
  }

  /**
   * The pictures that a post is to hold: those that it `held` already, and those that were added for it. Throws `picture-undescribed`,
   * and `picture-gone` where one is not there (any more).
   */
  async expect(given: readonly GivenPicture[], held: readonly PostPicture[] = []): Promise<PostPicture[]> {
    if (given.some(({ description }) => description === '')) throw new DomainError('picture-undescribed');
    const known = new Map<string, Pick<PostPicture, 'small' | 'large'>>(held.map((picture) => [picture.id, picture]));
    const others = given.map(({ id }) => id).filter((id) => !known.has(id));
    if (others.length > 0)
      for (const { _id, small, large } of await this.unsent
        .find({ _id: trusted({ $in: others }), until: this.inTime() })
        .lean<UnsentPicture[]>())
        if (small && large) known.set(_id, { small, large });
    return given.map(({ id, description }) => {
      const sizes = known.get(id);
      if (!sizes) throw new DomainError('picture-gone');
      return { id, description, small: presentSize(sizes.small), large: presentSize(sizes.large) };
    });
  }

  /** They are in a post now, or wait with one. */
  async settle(pictures: readonly PostPicture[] | undefined): Promise<void> {
    const ids = idsIn(pictures);
    if (ids.length > 0) await this.unsent.deleteMany({ _id: trusted({ $in: ids }) });
  }

  /** Erases those that no post, no revision and nothing that waits holds any more. */
  async letGo(ids: readonly string[]): Promise<void> {
    const held = await this.heldOf(ids);
    const free = ids.filter((id) => !held.has(id));
    await this.files.erase(free.flatMap((id) => pictureSizes.map((size) => fileOf(id, size))));
    if (ids.length > 0) await this.unsent.deleteMany({ _id: trusted({ $in: [...ids] }) });
  }

  /** Lets go of what was added and not sent within its time. One that was sent in the moment before a crash is found in its post. */
  async sweep(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - onItsWay);
    const over = await this.unsent.find({ until: trusted({ $lt: before }) }, { _id: 1 }).lean();
    await this.letGo(over.map(({ _id }) => _id));
  }

  /** After a restore: pictures whose post is not in the backup are erased. */
  heal(): Promise<void> {
    return this.eraseLeft();
  }

  /** Erases what neither a post holds nor waits to be sent: a crash came between, or a post was erased by another way. */
  private async eraseLeft(): Promise<void> {
    const ids = await this.files.idsOf(pictureSizes);
    const unsent = new Set((await this.unsent.distinct('_id')).map(String));
    await this.letGo(ids.filter((id) => !unsent.has(id)));
  }

  private inTime() {
    return trusted({ $gt: this.clock.now() });
  }

  private async read(id: string, size: PictureSize): Promise<Buffer> {
    const bytes = await this.files.read(fileOf(id, size));
    if (!bytes) throw notFound();
    return bytes;
  }

  private async heldOf(ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const among = trusted({ $in: [...ids] });
    const standing = { state: trusted({ $ne: 'erased' as const }) };
    const [now, before, waiting] = await Promise.all([
      this.posts.find({ 'pictures.id': among, ...standing }, { pictures: 1 }).lean<Pick<Post, 'pictures'>[]>(),
      this.posts.find({ 'former.pictures.id': among, ...standing }, { former: 1 }).lean<Pick<Post, 'former'>[]>(),
      this.waiting
        .find({ 'pictures.id': among, state: trusted({ $ne: 'gone' }) }, { pictures: 1 })
        .lean<Pick<Waiting, 'pictures'>[]>(),
    ]);
    return new Set([
      ...now.flatMap(({ pictures }) => idsIn(pictures)),
      ...before.flatMap(({ former }) => former.flatMap(({ pictures }) => idsIn(pictures))),
      ...waiting.flatMap(({ pictures }) => idsIn(pictures)),
    ]);
  }
}

/** What a picture is called where its author downloads it. */
export function fileNameOf(id: string): string {
  return `pictures/${id}.jpg`;
}

function fileOf(id: string, size: PictureSize): string {
  return `${id}.${size}`;
}

function factsOf({ width, height, bytes }: { width: number; height: number; bytes: Buffer }) {
  return { width, height, bytes: bytes.length };
}
