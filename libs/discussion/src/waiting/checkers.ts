import { Injectable } from '@nestjs/common';
import { People } from '@throughline/identity';
import { type SignedIn, wrongField } from '@throughline/kernel';
import { Memory, peopleStream } from '@throughline/stream';
import { type Audience, partsOf } from '../audience';
import type { Author } from '../author';

/** Who may read what waits before it comes out: moderators who are in its audience, and are no evaluators. */
@Injectable()
export class Checkers {
  constructor(
    private readonly people: People,
    private readonly memory: Memory,
  ) {}

  /** Their ids. */
  async of(audience: Audience): Promise<readonly string[]> {
    const { kind } = partsOf(audience);
    return this.memory.get(`checkers/${kind === 'circle' ? audience : ''}`, [peopleStream], async () => {
      const moderators = await this.people.idsIn('moderators');
      const cards = await this.people.byIds(moderators);
      const inIt = kind === 'circle' ? new Set(await this.people.idsIn(audience)) : undefined;
      return moderators.filter(
        (id) => cards.get(id)?.duties.includes('evaluator') === false && (inIt === undefined || inIt.has(id)),
      );
    });
  }

  /** The same, or every moderator where there is none in it: what waits must not wait for ever (docs/decisions/0021). */
  async lookingAfter(audience: Audience): Promise<readonly string[]> {
    const inIt = await this.of(audience);
    return inIt.length > 0 ? inIt : this.of('moderators');
  }

  /** Whether nobody there could look at something of this author's. Whoever is an alias is asked of nobody. */
  async nobodyFor(audience: Audience, author: Author): Promise<boolean> {
    const others = await this.of(audience);
    return !others.some((id) => author.kind !== 'member' || id !== author.memberId);
  }

  /** The one whom somebody chooses, null for any. Throws `bad-input` for one who checks no posts there, or who chooses. */
  async expectOne(actor: SignedIn, audience: Audience, checker: string | null | undefined): Promise<string | null> {
    if (checker === null || checker === undefined) return null;
    if (checker === actor.memberId || !(await this.lookingAfter(audience)).includes(checker))
      throw wrongField('checker', 'Please choose somebody who checks posts here.');
    return checker;
  }

  /** As a page names them. */
  async shown(audience: Audience): Promise<{ id: string; name: string }[]> {
    const ids = await this.lookingAfter(audience);
    const cards = await this.people.byIds(ids);
    return ids.flatMap((id) => {
      const card = cards.get(id);
      return card ? [{ id, name: card.name }] : [];
    });
  }
}
