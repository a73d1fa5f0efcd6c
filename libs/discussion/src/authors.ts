import { Injectable } from '@nestjs/common';
import type { AuthorView } from '@throughline/contracts';
import { Aliases, People } from '@throughline/identity';
import type { Author } from './author';

/** Makes authors as readers see them. */
@Injectable()
export class Authors {
  constructor(
    private readonly people: People,
    private readonly aliases: Aliases,
  ) {}

  /** Looks up once all that are named, and answers how to show each. A member who left is "A former member". */
  async views(authors: readonly Author[]): Promise<(author: Author) => AuthorView> {
    const ids = authors.flatMap((author) => (author.kind === 'member' ? [author.memberId] : []));
    const aliasIds = authors.flatMap((author) => (author.kind === 'alias' ? [author.aliasId] : []));
    const [cards, names] = await Promise.all([
      this.people.byIds([...new Set(ids)]),
      this.aliases.namesOf([...new Set(aliasIds)]),
    ]);
    return (author) => {
      if (author.kind === 'unnamed') return { kind: 'unnamed' };
      if (author.kind === 'former') return { kind: 'former' };
      if (author.kind === 'alias') {
        const name = names.get(author.aliasId);
        return name === undefined ? { kind: 'unnamed' } : { kind: 'alias', id: author.aliasId, name };
      }
      const card = cards.get(author.memberId);
      if (!card) return { kind: 'former' };
      return {
        kind: 'member',
        id: card.id,
        name: card.name,
        sector: card.sector,
        role: card.role,
        duties: [...card.duties],
      };
    };
  }
}
