import { Injectable } from '@nestjs/common';
import type { Author } from '@throughline/discussion';
import { Aliases } from '@throughline/identity';

/** The streams that tell people of what is theirs: a member by themselves, an alias by its voice, which leads to nobody. */
@Injectable()
export class OwnStreams {
  constructor(private readonly aliases: Aliases) {}

  async of(authors: readonly Author[]): Promise<string[]> {
    const members = authors.flatMap((author) => (author.kind === 'member' ? [`member:${author.memberId}`] : []));
    const aliasIds = authors.flatMap((author) => (author.kind === 'alias' ? [author.aliasId] : []));
    const voices = (await this.aliases.byIds([...new Set(aliasIds)])).map(({ stream }) => `voice:${stream}`);
    return [...new Set([...members, ...voices])];
  }
}
