import { Injectable } from '@nestjs/common';
import type { Me } from '@throughline/contracts';
import { type Actor, hasRole, Policies, Registries, type SignedIn } from '@throughline/kernel';
import { Memory, peopleStream } from '@throughline/stream';
import { readAudit } from './audit/audit.policy';
import type { Community } from './community/community.schema';
import { CommunityService } from './community/community.service';
import { createCircle } from './circles/circle.policy';
import {
  administerMembers,
  createInvitation,
  createOrganisation,
  editCommunity,
  listMembers,
  listToAsk,
} from './identity.policy';
import { askUnsealing, readSealing } from './sealing/sealing.policy';
import { People } from './people/people';
import type { SessionFacts } from './sign-in/sign-ins.service';

/** Who is reading, with what every page needs to know. */
@Injectable()
export class MeService {
  constructor(
    private readonly people: People,
    private readonly community: CommunityService,
    private readonly policies: Policies,
    private readonly registries: Registries,
    private readonly memory: Memory,
  ) {}

  /** `savesData` is what the device says in its header `Save-Data`. */
  async of(actor: Actor, session: SessionFacts | null, savesData?: string): Promise<Me> {
    const community = await this.community.get();
    return {
      member: await this.member(actor, session, community),
      abilities: [
        ...this.policies.abilities(actor, [createInvitation], { role: 'member' }),
        ...this.policies.abilities(
          actor,
          [
            listMembers,
            administerMembers,
            createOrganisation,
            editCommunity,
            readAudit,
            readSealing,
            askUnsealing,
            createCircle,
            listToAsk,
            ...this.registries.abilities.all(),
          ],
          undefined,
        ),
      ],
      notices: actor.kind === 'visitor' ? [] : await this.notices(actor),
      savesData: savesData?.toLowerCase() === 'on',
      community: {
        name: community.name,
        place: community.place,
        exitTo: community.exitTo,
        timeZone: community.timeZone,
        supportLines: community.supportLines.map(({ what, number }) => ({
          what,
          number,
          link: `tel:${number.replace(/[^\d+]/g, '')}`,
        })),
        demonstration: community.demonstrationAccounts.length > 0,
      },
    };
  }

  /** Made anew when something was told to this member, or somebody's duties changed. */
  private async notices(actor: SignedIn): Promise<Me['notices']> {
    const { memberId, role, withheld } = actor;
    // What waits for moderators is told to them all.
    const sources = this.registries.notices.all();
    const streams = [
      `member:${memberId}`,
      peopleStream,
      ...(hasRole(actor, 'moderator') ? ['moderators'] : []),
      ...sources.flatMap((source) => source.noticeStreams?.(actor) ?? []),
    ];
    // What a duty brings is told once it opens something.
    return this.memory.get(`notices/${memberId}/${withheld ? 'withheld' : role}`, streams, async () => {
      const found = await Promise.all(sources.map((source) => source.noticesFor(actor)));
      return [...new Set(found.flat())];
    });
  }

  private async member(actor: Actor, session: SessionFacts | null, community: Community): Promise<Me['member']> {
    if (actor.kind === 'visitor' || !session) return null;
    const card = (await this.people.byIds([actor.memberId])).get(actor.memberId);
    if (!card) return null;
    // Who they are, also where that opens nothing yet; what they may do stands in the abilities.
    const { role, duties } = actor.withheld ?? actor;
    return {
      id: card.id,
      name: card.name,
      role,
      duties: [...duties],
      sector: card.sector,
      shared: session.shared,
      endsAt: session.endsAt.toISOString(),
      confirmBy: session.confirmBy?.toISOString() ?? null,
      agreed: session.agreedVersion >= community.agreementVersion,
      secondFactorNeeded: actor.withheld !== undefined,
    };
  }
}
