import { Injectable } from '@nestjs/common';
import type { ReadersView } from '@throughline/contracts';
import { People } from '@throughline/identity';
import { membersStream, Programme } from '@throughline/programme';
import { Memory, peopleStream } from '@throughline/stream';
import { type Audience, partsOf } from '../audience';

/** Who can see a thread, in numbers and sectors: said before anybody writes in it. */
@Injectable()
export class Readers {
  constructor(
    private readonly people: People,
    private readonly programme: Programme,
    private readonly memory: Memory,
  ) {}

  async of(audience: Audience): Promise<ReadersView> {
    const { kind, id } = partsOf(audience);
    if (kind !== 'session' || id === null) return this.people.readersOf(audience);
    return this.memory.get(`readers/${audience}`, [peopleStream, membersStream], async () => {
      const [participants, moderators] = await Promise.all([
        this.programme.participantsOf(id),
        this.people.idsIn('moderators'),
      ]);
      return this.people.readersAmong([...new Set([...participants, ...moderators])]);
    });
  }
}
