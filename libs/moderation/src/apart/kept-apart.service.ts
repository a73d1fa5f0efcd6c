import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ApartList, keptApartEdit, KeptApartView } from '@throughline/contracts';
import { Members, People } from '@throughline/identity';
import { Clock, DomainError, Ids, notFound, Policies, type SignedIn, wrongField } from '@throughline/kernel';
import { isDuplicate } from '@throughline/platform';
import { AuditTrail, Relay, Streams } from '@throughline/stream';
import { type Model, trusted } from 'mongoose';
import type { z } from 'zod';
import { isLead } from '../concerns/concern.policy';
import { type Lead, Leads, presentLead } from '../concerns/leads';
import { plainWords } from '../plain-words';
import { ApartWarning } from './apart-warning.schema';
import { editKeptApart, listKeptApart, readKeptApart, seeToWarning } from './kept-apart.policy';
import { KeptApart } from './kept-apart.schema';

type Edit = z.output<typeof keptApartEdit>;
/** How many warnings that were seen to are shown. */
const mostWarnings = 200;

/**
 * Whom members need to be kept apart from. Their own answer is theirs to change; safeguarding leads read it, each look audited before
 * anything is shown, but for a lead who was left out, or who may be the one that is meant (docs/decisions/0017).
 */
@Injectable()
export class KeptApartService {
  constructor(
    @InjectModel(KeptApart.name) private readonly wishes: Model<KeptApart>,
    @InjectModel(ApartWarning.name) private readonly warnings: Model<ApartWarning>,
    private readonly leads: Leads,
    private readonly members: Members,
    private readonly people: People,
    private readonly policies: Policies,
    private readonly audit: AuditTrail,
    private readonly streams: Streams,
    private readonly relay: Relay,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** One's own answer. */
  async own(actor: SignedIn): Promise<KeptApartView> {
    this.policies.authorize(actor, readKeptApart, undefined);
    const [wish, leads, people] = await Promise.all([
      this.wishes.findById(actor.memberId).lean<KeptApart>(),
      this.leads.all(),
      this.people.list(actor),
    ]);
    const chosen = await this.people.byIds(wish?.members ?? []);
    return {
      words: wish?.words ?? '',
      names: wish?.names ?? [],
      members: [...chosen.values()].map(({ id, name }) => ({ id, name })),
      without: wish?.without ?? [],
      leads: leads.map(presentLead),
      people: people.flatMap(({ id, name }) => (id === actor.memberId ? [] : [{ id, name }])),
      textVersion: wish?.textVersion ?? 0,
    };
  }

  /** Throws `changed-meanwhile` where it was changed elsewhere, and `not-yourself`. */
  async edit(actor: SignedIn, { textVersion, ...edit }: Edit): Promise<KeptApartView> {
    this.policies.authorize(actor, editKeptApart, undefined);
    const { memberId } = actor;
    if (edit.members.includes(memberId)) throw wrongField('members', 'Please choose somebody else.');
    if ((await this.members.byIds(edit.members)).length !== new Set(edit.members).size)
      throw wrongField('members', 'There is no such member.');
    const fields = { ...edit, members: [...new Set(edit.members)], changedAt: this.clock.now() };
    const leads = await this.leads.all();
    const told = (wish: Pick<KeptApart, '_id' | 'words' | 'names' | 'members' | 'without'>) =>
      readersOf(wish, leads).map((lead) => this.told(`member:${lead.id}`));
    const pending = told({ _id: memberId, ...fields });
    if (textVersion === 0) {
      try {
        const made = await this.wishes.create({ _id: memberId, ...fields, textVersion: 1, pending });
        await this.relay.deliver(this.wishes, made);
      } catch (error) {
        if (isDuplicate(error, '_id')) throw new DomainError('changed-meanwhile');
        throw error;
      }
    } else {
      const changed = await this.wishes
        .findOneAndUpdate(
          { _id: memberId, textVersion },
          { $set: fields, $inc: { textVersion: 1 }, $push: { pending: { $each: pending } } },
          { returnDocument: 'after' },
        )
        .lean<KeptApart>();
      if (!changed) throw new DomainError('changed-meanwhile');
      await this.relay.deliver(this.wishes, changed);
    }
    return this.own(actor);
  }

  /** For a lead. The look stands in the audit chain first, as a look at a concern does, and is shown on no page. */
  async list(actor: SignedIn): Promise<ApartList> {
    this.policies.authorize(actor, listKeptApart, undefined);
    await this.audit.record({ act: 'concern.read', by: actor.memberId, about: { what: 'kept-apart' } });
    const cursor = await this.streams.cursor(`member:${actor.memberId}`);
    const theirs = await this.readBy(actor);
    const warnings = await this.warnings
      .find({ of: trusted({ $in: [...theirs.keys()] }) })
      .sort({ at: -1 })
      .limit(mostWarnings)
      .lean<ApartWarning[]>();
    const cards = await this.people.byIds([
      ...theirs.keys(),
      ...[...theirs.values()].flatMap(({ members }) => members),
      ...warnings.flatMap(({ memberId, seenBy }) => [memberId, seenBy].filter((one) => one !== null)),
    ]);
    const nameOf = (id: string) => cards.get(id)?.name ?? '';
    return {
      warnings: warnings.map(({ _id: id, kind, of, memberId, forWhom, place, at, seenBy }) => ({
        id,
        kind,
        of: nameOf(of),
        from: memberId === null ? (forWhom ?? '') : nameOf(memberId),
        place: place && { path: `/${kind}s/${place.id}`, name: place.name },
        at: at.toISOString(),
        seenBy: seenBy === null ? null : nameOf(seenBy),
      })),
      entries: [...theirs.values()]
        .filter(({ _id }) => cards.has(_id))
        .map(({ _id: id, words, names, members, changedAt }) => ({
          id,
          name: nameOf(id),
          words,
          names: [...names],
          members: members.map(nameOf).filter((name) => name !== ''),
          changedAt: changedAt.toISOString(),
        })),
      cursor,
    };
  }

  /** A lead has seen to it. */
  async seeTo(actor: SignedIn, id: string): Promise<ApartList> {
    this.policies.authorize(actor, seeToWarning, undefined);
    const warning = await this.warnings.findById(id).lean<ApartWarning>();
    const wish = warning && (await this.readBy(actor)).get(warning.of);
    if (!warning || !wish) throw notFound();
    const pending = readersOf(wish, await this.leads.all()).map((lead) => this.told(`member:${lead.id}`));
    const changed = await this.warnings
      .findOneAndUpdate(
        { _id: id, seenBy: null },
        { $set: { seenBy: actor.memberId }, $push: { pending: { $each: pending } } },
        { returnDocument: 'after' },
      )
      .lean<ApartWarning>();
    if (changed) await this.relay.deliver(this.warnings, changed);
    return this.list(actor);
  }

  /** Whether there is a warning that this lead can see and nobody has seen to. */
  async warns(actor: SignedIn): Promise<boolean> {
    if (!isLead(actor)) return false;
    const open = await this.warnings.find({ seenBy: null }, { of: 1 }).lean<Pick<ApartWarning, 'of'>[]>();
    if (open.length === 0) return false;
    const theirs = await this.readBy(actor);
    return open.some(({ of }) => theirs.has(of));
  }

  private told(stream: string) {
    return {
      changeId: `apart-${this.ids.next()}`,
      stream,
      type: 'concern.changed' as const,
      subject: stream.slice(7),
      revision: 1,
    };
  }

  private async readBy(actor: SignedIn): Promise<ReadonlyMap<string, KeptApart>> {
    const [wishes, leads] = await Promise.all([this.wishes.find().lean<KeptApart[]>(), this.leads.all()]);
    return new Map(
      wishes
        .filter((wish) => !isEmpty(wish) && readersOf(wish, leads).some(({ id }) => id === actor.memberId))
        .map((wish) => [wish._id, wish]),
    );
  }
}

export function isEmpty({ words, names, members }: Pick<KeptApart, 'words' | 'names' | 'members'>): boolean {
  return words.trim() === '' && names.length === 0 && members.length === 0;
}

/**
 * The leads who read it: not who was left out, not who wrote it, and not who may be the one that is meant, by being chosen or by their
 * name in what was written. Rather one too many: what somebody has read of themselves cannot be taken back (docs/decisions/0011).
 */
export function readersOf(
  { _id, words, names, members, without }: Pick<KeptApart, '_id' | 'words' | 'names' | 'members' | 'without'>,
  leads: readonly Lead[],
): Lead[] {
  const said = [words, ...names].map(plainWords);
  return leads.filter(
    ({ id, name, mail }) =>
      id !== _id &&
      !members.includes(id) &&
      !without.includes(id) &&
      !said.some((text) => text.includes(plainWords(name))) &&
      !names.some((written) => mail !== null && written.toLowerCase().includes(mail.toLowerCase())),
  );
}
