import { Injectable } from '@nestjs/common';
import { Aliases } from '@throughline/identity';
import { type PersonalData, type PersonalEntry, type PersonalPart, Registries } from '@throughline/kernel';
import { AliasLetters } from './alias-letters.service';

/** What was written in private to somebody's other names, and what they answered: only where other names are asked for. */
@Injectable()
export class LetterData implements PersonalData {
  constructor(
    private readonly letters: AliasLetters,
    private readonly aliases: Aliases,
    registries: Registries,
  ) {
    registries.personalData.add(this);
  }

  partsFor(memberId: string, { aliases }: { aliases: boolean }): Promise<readonly PersonalPart[]> {
    const part: PersonalPart = {
      name: 'letters-under-other-names',
      title: 'What was written in private to names of yours',
      about: 'Nobody knows that it was you who was written to.',
      labels: { name: 'Name', messages: 'What was written' },
      entries: () => this.written(memberId),
    };
    return Promise.resolve(aliases ? [part] : []);
  }

  /** What was said to an alias is not part of leaving, like its posts: if it went at that moment, it would say whose it was. */
  erase(): Promise<void> {
    return Promise.resolve();
  }

  private async *written(memberId: string): AsyncGenerator<PersonalEntry> {
    for (const { name, from, messages } of await this.letters.lettersTo(await this.aliases.ownEverywhere(memberId)))
      yield {
        name,
        messages: messages.map((message) => {
          const who = message.from === 'you' ? 'you' : from === 'leads' ? 'a lead' : 'a moderator';
          return `${message.at.slice(0, 10)}, ${who}: ${message.text}`;
        }),
      };
  }
}
