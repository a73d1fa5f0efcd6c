import { Injectable } from '@nestjs/common';
import type { NoticeKind } from '@throughline/contracts/names';
import type { NoticeSource, SignedIn } from '@throughline/kernel';
import { trusted } from 'mongoose';
import { WaitingRoom } from './waiting-room';

/**
 * Says on every page that a moderator asked or declined something: of words under one's own name alone. Of an alias's it would tell
 * whoever looks over a shoulder that there is one; those stand in their thread.
 */
@Injectable()
export class OwnNotices implements NoticeSource {
  constructor(private readonly room: WaitingRoom) {}

  async noticesFor({ memberId }: SignedIn): Promise<readonly NoticeKind[]> {
    if (!(await this.room.holdsOf(memberId))) return [];
    const answered = { 'author.memberId': memberId, state: trusted({ $in: ['asked' as const, 'declined' as const] }) };
    return (await this.room.find(answered)).length > 0 ? ['words'] : [];
  }
}
