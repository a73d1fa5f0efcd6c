import { Injectable } from '@nestjs/common';
import type { NoticeKind } from '@throughline/contracts/names';
import type { NoticeSource, SignedIn } from '@throughline/kernel';
import { KeptApartService } from '../apart/kept-apart.service';
import { ConcernWork } from './concern-work.service';
import { ConcernsService } from './concerns.service';

/** Says on every page what waits: to leads a concern that they can see, or two who come near each other; to anybody a letter. */
@Injectable()
export class ConcernNotices implements NoticeSource {
  constructor(
    private readonly work: ConcernWork,
    private readonly concerns: ConcernsService,
    private readonly keptApart: KeptApartService,
  ) {}

  async noticesFor(actor: SignedIn): Promise<readonly NoticeKind[]> {
    const [concern, letter, apart] = await Promise.all([
      this.work.waitsFor(actor),
      this.concerns.hasUnread(actor.memberId),
      this.keptApart.warns(actor),
    ]);
    return [
      ...(concern ? ['concern' as const] : []),
      ...(letter ? ['letter' as const] : []),
      ...(apart ? ['apart' as const] : []),
    ];
  }
}
