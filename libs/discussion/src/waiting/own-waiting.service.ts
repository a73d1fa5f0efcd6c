import { Injectable } from '@nestjs/common';
import { threadEdit, type waitingChecker, type waitingEdit, type WaitingView } from '@throughline/contracts';
import { DomainError, Policies, type SignedIn, wrongField } from '@throughline/kernel';
import { Erased } from '@throughline/platform';
import { trusted, type UpdateQuery } from 'mongoose';
import type { z } from 'zod';
import { Days } from '../days';
import { Pictures } from '../pictures/pictures.service';
import { idsIn, type PostPicture } from '../pictures/post-picture';
import { Checkers } from './checkers';
import { Checks } from './checks';
import { changeWaiting, readOwnWaiting, withdrawWaiting, type WaitingFacts } from './waiting.policy';
import { WaitingPresenter } from './waiting.presenter';
import { WaitingRoom } from './waiting-room';
import type { Waiting, Word } from './waiting.schema';

type WaitingEdit = z.output<typeof waitingEdit>;

/** No talk about words that wait gets longer, so that nobody fills a document. */
const mostWords = 300;

/** What somebody's own words do while they wait: they are there for their author to look at, change, answer for and take back. */
@Injectable()
export class OwnWaiting {
  constructor(
    private readonly room: WaitingRoom,
    private readonly presenter: WaitingPresenter,
    private readonly pictures: Pictures,
    private readonly checkers: Checkers,
    private readonly checks: Checks,
    private readonly erased: Erased,
    private readonly policies: Policies,
    private readonly days: Days,
  ) {}

  async one(actor: SignedIn, id: string): Promise<WaitingView> {
    const { waiting, facts } = await this.room.get(actor, id);
    this.policies.authorize(actor, readOwnWaiting, facts);
    return this.present(actor, waiting);
  }

  /** Changes the words, and answers what was asked. What was held is looked at again. */
  async edit(
    actor: SignedIn,
    id: string,
    { text: given, contentNote, answer, pictures: shown }: WaitingEdit,
  ): Promise<WaitingView> {
    const on = await this.days.today();
    let before: readonly PostPicture[] = [];
    const changed = await this.change(actor, id, async (waiting) => {
      const text = waiting.kind === 'thread' ? titleOf(given) : given;
      if (answer && waiting.talk.length >= mostWords) throw new DomainError('too-many-letters');
      before = waiting.pictures ?? [];
      const word: Word[] = answer ? [{ by: 'author', text: answer, on }] : [];
      const note = contentNote === undefined ? waiting.contentNote : contentNote;
      const pictures = shown && (await this.pictures.expect(shown, before));
      const hasNew = pictures?.some((picture) => !idsIn(before).includes(picture.id)) ?? false;
      const words = { text, contentNote: note, ...(pictures ? { pictures } : {}) };
      const isDue = waiting.state === 'due';
      // What was to come out by itself is looked at like new words: who wrote it would otherwise get round the check.
      const why = isDue ? await this.checks.ofDue({ ...waiting, ...words }, hasNew) : waiting.why;
      const state = isDue && why === null ? 'due' : 'held';
      return {
        $set: { ...words, state, why, reason: null },
        $unset: { declinedOn: '', askedOn: '' },
        ...(word.length > 0 ? { $push: { talk: { $each: word } } } : {}),
      };
    });
    await this.pictures.settle(changed.pictures);
    const left = idsIn(changed.pictures);
    await this.pictures.letGo(idsIn(before).filter((picture) => !left.includes(picture)));
    return this.present(actor, changed);
  }

  /** The pictures of one's own words. */
  async picturesOf(actor: SignedIn, id: string): Promise<readonly PostPicture[]> {
    const { waiting, facts } = await this.room.get(actor, id);
    this.policies.authorize(actor, readOwnWaiting, facts);
    return waiting.pictures ?? [];
  }

  /** Chooses who may read it before it comes out. Throws `bad-input` for somebody who checks no posts there. */
  async choose(actor: SignedIn, id: string, { checker, goOn }: z.output<typeof waitingChecker>): Promise<WaitingView> {
    const { facts } = await this.room.get(actor, id);
    this.policies.authorize(actor, changeWaiting, facts);
    const chosen = await this.checkers.expectOne(actor, facts.audience, checker);
    // Whoever is chosen now has a day from now.
    const update = { $set: { chosen, goesOn: goOn ?? false, chosenOn: await this.days.today() } };
    return this.present(actor, await this.change(actor, id, () => update));
  }

  /** Takes the words back: nothing of them remains. */
  async withdraw(actor: SignedIn, id: string): Promise<void> {
    for (;;) {
      const { waiting, facts } = await this.room.get(actor, id);
      this.policies.authorize(actor, withdrawWaiting, facts);
      // On its way out by now: there it can be taken back as a post.
      if (waiting.state === 'leaving') throw new DomainError('changed-meanwhile');
      // An older backup would let it out.
      await this.erased.add(['waiting', id]);
      if (await this.room.letOut(waiting)) return;
    }
  }

  /** Of an alias that was let go of: what waits for an answer, or to be changed, waits for nobody, and goes. What is checked still is. */
  async leave(aliasId: string): Promise<void> {
    const state = trusted({ $in: ['asked' as const, 'declined' as const] });
    for (const one of await this.room.find({ 'author.aliasId': aliasId, state })) {
      await this.erased.add(['waiting', one._id]);
      await this.room.letOut(one);
    }
  }

  async present(actor: SignedIn, waiting: Waiting): Promise<WaitingView> {
    const [view] = await this.presentAll(actor, [waiting]);
    if (!view) throw new Error('Something that waits was not presented.');
    return view;
  }

  /** To their author: the caller knows that they are the actor's. */
  async presentAll(actor: SignedIn, waiting: readonly Waiting[]): Promise<WaitingView[]> {
    const views = await this.presenter.present(waiting, 'author', ({ author, state }) => {
      const voices = author.kind === 'alias' ? [author.aliasId] : [];
      // A change of a post without a name is theirs too.
      const own = author.kind === 'alias' ? author : { kind: 'member' as const, memberId: actor.memberId };
      const facts: WaitingFacts = { audience: '', author: own, state, onlyFor: null, nobodyIn: false, voices };
      return this.policies.abilities(actor, [changeWaiting, withdrawWaiting], facts);
    });
    // Nobody checks what they wrote themselves.
    return views.map((view) => ({ ...view, checkers: view.checkers.filter(({ id }) => id !== actor.memberId) }));
  }

  private async change(
    actor: SignedIn,
    id: string,
    updateOf: (waiting: Waiting) => UpdateQuery<Waiting> | Promise<UpdateQuery<Waiting>>,
  ): Promise<Waiting> {
    for (;;) {
      const { waiting, facts } = await this.room.get(actor, id);
      this.policies.authorize(actor, changeWaiting, facts);
      const changed = await this.room.change(waiting, await updateOf(waiting));
      if (changed) return changed;
    }
  }
}

/** The words of a change of a thread are its title. */
function titleOf(words: string): string {
  const title = threadEdit.shape.title.safeParse(words);
  if (!title.success || title.data === undefined) throw wrongField('text', 'A title is one line, and not a long one.');
  return title.data;
}
