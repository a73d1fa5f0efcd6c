import { Injectable } from '@nestjs/common';
import { type ActionDefinition, DomainError, hasRole, Policies, type SignedIn } from '@throughline/kernel';
import type { KnownAlias } from '@throughline/identity';
import { Personas } from '../personas/personas.service';
import { Checks } from '../waiting/checks';
import { changesWait, editThread, offerSummary, renameThread, type ThreadFacts } from './thread.policy';
import type { Thread } from './thread.schema';

/**
 * What stands at the head of a thread cannot wait, so whoever's words are checked first does not write it, and is not offered to. A title
 * is its author's who began the thread, under whatever name; of a moderator nothing is checked.
 */
@Injectable()
export class HeadWords {
  constructor(
    private readonly personas: Personas,
    private readonly checks: Checks,
    private readonly policies: Policies,
  ) {}

  /** Throws `checked-first`. */
  async expectUnchecked(actor: SignedIn, thread: Thread, words: string, by = thread.startedBy): Promise<void> {
    if (hasRole(actor, 'moderator')) return;
    const { mine } = by.kind === 'alias' ? await this.personas.now(actor, thread._id) : { mine: [] };
    if (await this.areChecked(actor, thread, words, by, mine)) throw new DomainError('checked-first');
  }

  /** Which of these words they are offered to write: those that are refused to nobody else, and not to them. */
  async abilities(actor: SignedIn, thread: Thread, facts: ThreadFacts, mine: readonly KnownAlias[]): Promise<string[]> {
    const mayBe = async (action: ActionDefinition<ThreadFacts>, by: Thread['startedBy']) =>
      this.policies.can(actor, action, facts) &&
      (hasRole(actor, 'moderator') || !(await this.areChecked(actor, thread, '', by, mine)));
    const own = { kind: 'member' as const, memberId: actor.memberId };
    const waits = thread.startedBy.kind === 'alias' && !hasRole(actor, 'moderator');
    return [
      ...(waits && this.policies.can(actor, editThread, facts) ? [changesWait] : []),
      ...((await mayBe(editThread, thread.startedBy)) ? [renameThread] : []),
      ...((await mayBe(offerSummary, own)) ? [offerSummary.name] : []),
    ];
  }

  private async areChecked(
    actor: SignedIn,
    thread: Thread,
    words: string,
    by: Thread['startedBy'],
    mine: readonly KnownAlias[],
  ): Promise<boolean> {
    const alias = by.kind === 'alias' ? mine.find(({ _id }) => _id === by.aliasId) : undefined;
    const why = alias
      ? await this.checks.ofAlias(alias, thread, words, false)
      : await this.checks.ofMember(actor, thread, words);
    return why !== null;
  }
}
