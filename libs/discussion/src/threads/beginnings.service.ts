import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { newThread, ThreadBeginning, ThreadView, WaitingView } from '@throughline/contracts';
import { fewPeople } from '@throughline/contracts/names';
import { base32, Policies, type SignedIn, wrongField } from '@throughline/kernel';
import { Creations, Secrets } from '@throughline/platform';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { z } from 'zod';
import type { Audience } from '../audience';
import { noAlias, Personas } from '../personas/personas.service';
import { Pictures } from '../pictures/pictures.service';
import { holding } from '../pictures/post-picture';
import { Checkers } from '../waiting/checkers';
import { Checks } from '../waiting/checks';
import { OwnWaiting } from '../waiting/own-waiting.service';
import { WaitingRoom } from '../waiting/waiting-room';
import { Readers } from './readers';
import { closeToAliases, startThread } from './thread.policy';
import { ThreadPresenter } from './thread.presenter';
import { Thread } from './thread.schema';

type NewThread = z.output<typeof newThread>;

/**
 * Threads that begin under an alias. Such a thread waits as a whole, and there is no document of it before it is published: one would
 * stand among the others in the order of time.
 */
@Injectable()
export class Beginnings {
  constructor(
    @InjectModel(Thread.name) private readonly threads: Model<Thread>,
    private readonly personas: Personas,
    private readonly pictures: Pictures,
    private readonly checkers: Checkers,
    private readonly checks: Checks,
    private readonly room: WaitingRoom,
    private readonly ownWaiting: OwnWaiting,
    private readonly creations: Creations,
    private readonly readers: Readers,
    private readonly presenter: ThreadPresenter,
    private readonly policies: Policies,
    private readonly secrets: Secrets,
  ) {}

  /** What a page for a new thread needs to know of its writer. */
  async view(actor: SignedIn): Promise<ThreadBeginning> {
    const formKey = randomUUID();
    const counts = await Promise.all(
      actor.audiences.map(async (audience) => [audience, (await this.readers.of(audience)).count] as const),
    );
    const everybody = counts.find(([audience]) => audience === 'members')?.[1] ?? 0;
    const thread = { _id: this.threadIdFor(actor, formKey) };
    return {
      formKey,
      checks: await this.checks.view(actor, { _id: thread._id, audience: 'members' }),
      persona: await this.personas.view(actor, thread, noAlias, everybody),
      fewIn: counts.filter(([, count]) => count < fewPeople).map(([audience]) => audience),
      abilities: this.policies.abilities(actor, [closeToAliases], undefined),
    };
  }

  /** The caller has authorised, and found its place. */
  async createAsAlias(actor: SignedIn, request: NewThread, audience: Audience): Promise<ThreadView | WaitingView> {
    if (request.aliases === false)
      throw wrongField('aliases', 'You cannot begin a thread under an alias and close it to aliases.');
    const threadId = this.threadIdFor(actor, request.key);
    const chosen = await this.checkers.expectOne(actor, audience, request.checker);
    const standing = await this.personas.now(actor, threadId);
    const alias = await this.personas.take(actor, { _id: threadId }, request, standing);
    const { themeId, sessionId, kind, title, text, mightKnow, contentNote, pictures: given } = request;
    const creation = this.creations.stampFor(alias.voice, startThread.name, request);
    const before = await this.room.madeBefore(creation.key);
    if (before) this.creations.expectSame(before.creation, creation);
    // In this order: what leaves is copied before it is taken away.
    const begun = before ? null : await this.threads.findById(threadId).lean<Thread>();
    if (begun) return this.presenter.presentOne(begun);
    const pictures = before ? [] : await this.pictures.expect(given ?? []);
    const waiting =
      before ??
      (await this.room.take(
        {
          kind: 'post',
          threadId,
          author: { kind: 'alias', aliasId: alias._id },
          text,
          ...holding(pictures),
          contentNote: contentNote ?? null,
          why: 'first',
          chosen,
          goesOn: request.goOn ?? false,
          starts: {
            themeId,
            sessionId: sessionId ?? null,
            kind,
            audience,
            title,
            mightKnow: kind === 'question' ? (mightKnow ?? []) : [],
            aliasesOffered: true,
          },
          creation,
        },
        true,
      ));
    await this.pictures.settle(pictures);
    return this.ownWaiting.present(actor, waiting);
  }

  /** The id of the thread that this member begins with this key: the same again, and of nobody else's making. */
  private threadIdFor({ memberId }: SignedIn, key: string): string {
    const drawn = Buffer.from(this.secrets.digest('thread-begun', memberId, key), 'base64url');
    return base32(drawn.subarray(0, 16));
  }
}
