import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Clock, type PersonalData, type PersonalEntry, type PersonalPart, Registries } from '@throughline/kernel';
import { AuditLog } from '@throughline/stream';
import { trusted, type Model } from 'mongoose';
import { belonging, Member } from '../accounts/member.schema';
import { Circle } from '../circles/circle.schema';
import { Invitation } from '../invitations/invitation.schema';
import { OrganisationsService } from '../people/organisations.service';
import { Reset } from '../resets/reset.schema';
import { SealingLead } from '../sealing/sealing-lead.schema';
import { DeviceProof, SecondStep } from '../second-factor/second-step.schema';
import { SignIn } from '../sign-in/sign-in.schema';

const instant = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;

/** What identity holds about somebody: who they say they are, where they are signed in, and what is in the audit chain. */
@Injectable()
export class IdentityData implements PersonalData {
  constructor(
    @InjectModel(Member.name) private readonly members: Model<Member>,
    @InjectModel(SignIn.name) private readonly signIns: Model<SignIn>,
    @InjectModel(Circle.name) private readonly circles: Model<Circle>,
    @InjectModel(Invitation.name) private readonly invitations: Model<Invitation>,
    @InjectModel(Reset.name) private readonly resets: Model<Reset>,
    @InjectModel(SecondStep.name) private readonly secondSteps: Model<SecondStep>,
    @InjectModel(DeviceProof.name) private readonly proofs: Model<DeviceProof>,
    @InjectModel(SealingLead.name) private readonly leads: Model<SealingLead>,
    private readonly organisations: OrganisationsService,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
    registries: Registries,
  ) {
    registries.personalData.add(this);
  }

  async partsFor(memberId: string): Promise<readonly PersonalPart[]> {
    return [
      {
        name: 'about-this',
        title: 'What is here, and what is not',
        labels: { what: 'What', why: 'Why' },
        entries: () => notHere,
      },
      {
        name: 'profile',
        title: 'You, and what you chose',
        about: 'Your password is not here: nobody can read it. Only what it is checked with is kept.',
        labels: profileLabels,
        entries: () => this.profile(memberId),
      },
      {
        name: 'signed-in',
        title: 'Where you are signed in',
        labels: {
          device: 'On',
          signedInAt: 'Signed in at',
          lastUsedOn: 'Last used on',
          endsAt: 'Ends at',
          shared: 'A phone that others use too',
        },
        entries: () => this.devices(memberId),
      },
      {
        name: 'invitations',
        title: 'Invitations that you made',
        labels: { forWhom: 'For', role: 'To be', madeAt: 'Made at', usedAt: 'Used at', withdrawnAt: 'Taken back at' },
        entries: () => this.invited(memberId),
      },
      {
        name: 'record',
        title: 'You in the record of what was done here',
        about:
          'The record says who looked after what. It is kept so that nothing in it can be changed. Here are its lines that name you; other people in them are left out.',
        labels: { act: 'What', at: 'When', byYou: 'Done by you', detail: 'About' },
        entries: () => this.record(memberId),
      },
    ];
  }

  /** But the member themselves, who goes last of all (`Leaving`). A lead's part of the key goes with their standing. */
  async erase(memberId: string): Promise<void> {
    await this.signIns.deleteMany({ memberId });
    await this.resets.deleteMany({ memberId });
    await this.secondSteps.deleteMany({ memberId });
    await this.proofs.deleteMany({ memberId });
    await this.leads.deleteMany({ _id: memberId });
    // Nobody is to come in by the one that they came in by.
    await this.invitations.updateMany(
      { usedBy: memberId },
      { $set: { forWhom: null, usedBy: null, withdrawnAt: this.clock.now() } },
    );
    await this.invitations.updateMany(
      { madeBy: memberId, usedAt: null, withdrawnAt: null },
      { $set: { withdrawnAt: this.clock.now() } },
    );
    await this.invitations.updateMany({ madeBy: memberId }, { $set: { forWhom: null } });
    await this.members.updateMany({ blocked: memberId }, { $pull: { blocked: memberId } });
  }

  private async *profile(memberId: string): AsyncGenerator<PersonalEntry> {
    const member = await this.members.findById(memberId).lean<Member>();
    if (!member) return;
    const [circles, asked, organisations, lead, blocked] = await Promise.all([
      this.circleNames(member.circles),
      this.circleNames(member.circlesAsked.map(({ circle }) => circle)),
      this.organisations.list(),
      this.leads.findById(memberId, { setUpAt: 1 }).lean<Pick<SealingLead, 'setUpAt'>>(),
      this.members.find({ _id: trusted({ $in: member.blocked ?? [] }), ...belonging }, { name: 1 }).lean(),
    ]);
    yield {
      name: member.name,
      signInName: member.signInName,
      mail: member.mail,
      about: member.about,
      organisation: organisations.find(({ id }) => id === member.organisationId)?.name ?? null,
      showOrganisation: member.showOrganisation,
      expertise: [...member.expertise],
      showExpertise: member.showExpertise,
      role: member.role,
      duties: [...member.duties],
      standing: member.standing,
      suspendedSince: instant(member.suspended?.since),
      suspendedWhy: member.suspended?.why ?? null,
      suspendedUntil: instant(member.suspended?.until),
      unlisted: member.unlisted ?? false,
      blocked: blocked.map(({ name }) => name),
      circles,
      circlesAsked: asked,
      summary: member.consents?.summary ?? null,
      evidence: member.consents?.evidence ?? null,
      report: member.consents?.report ?? null,
      joinedAt: instant(member.joinedAt),
      agreedVersion: member.agreedVersion,
      confirmedAt: instant(member.confirmedAt),
      confirmAsks: member.confirmAsks.map((at) => at.toISOString()),
      mailRefusedOn: [...member.mailRefusedOn],
      askedInPerson: member.askedInPerson.map(({ at, how }) => `${at.toISOString()}: ${how}`),
      secondFactorSince: member.secondFactor?.setOn ?? null,
      codeApp: member.secondFactor ? member.secondFactor.app !== null : null,
      passkeys: (member.secondFactor?.passkeys ?? []).map(
        ({ name, addedOn, lastUsedOn }) =>
          `${name}, since ${addedOn}${lastUsedOn ? `, last used on ${lastUsedOn}` : ''}`,
      ),
      partOfTheKeySince: instant(lead?.setUpAt),
    };
  }

  private async circleNames(ids: readonly string[]): Promise<string[]> {
    const found = await this.circles.find({ _id: trusted({ $in: [...ids] }) }, { name: 1 }).lean();
    return found.map(({ name }) => name);
  }

  private async *devices(memberId: string): AsyncGenerator<PersonalEntry> {
    for await (const signIn of this.signIns.find({ memberId }).lean<SignIn[]>().cursor())
      yield {
        device: signIn.what,
        signedInAt: instant(signIn.signedInAt),
        lastUsedOn: signIn.lastUsedAt.toISOString().slice(0, 10),
        endsAt: instant(signIn.endsAt),
        shared: signIn.shared,
      };
  }

  private async *invited(memberId: string): AsyncGenerator<PersonalEntry> {
    for await (const one of this.invitations.find({ madeBy: memberId }).lean<Invitation[]>().cursor())
      yield {
        forWhom: one.forWhom,
        role: one.role,
        madeAt: instant(one.madeAt),
        usedAt: instant(one.usedAt),
        withdrawnAt: instant(one.withdrawnAt),
      };
  }

  private async *record(memberId: string): AsyncGenerator<PersonalEntry> {
    for await (const { act, at, by, about } of this.auditLog.naming(memberId)) {
      const { member: _, ...rest } = about;
      yield {
        act,
        at: at.toISOString(),
        byYou: by === memberId,
        detail: Object.entries(rest).map(([kind, value]) => `${kind} ${value}`),
      };
    }
  }
}

const profileLabels = {
  name: 'Your name here',
  signInName: 'You sign in as',
  mail: 'E-mail address',
  about: 'About you',
  organisation: 'Where you work or volunteer',
  showOrganisation: 'Others may see that',
  expertise: 'What you know this from',
  showExpertise: 'Others may see that too',
  role: 'Role',
  duties: 'Also',
  standing: 'Your access',
  suspendedSince: 'Paused since',
  suspendedWhy: 'Paused because',
  suspendedUntil: 'Paused until',
  unlisted: 'You are left out of the list of people',
  blocked: 'People you have blocked',
  circles: 'Circles you are in',
  circlesAsked: 'Circles you are asked into',
  summary: 'Your words may be in summaries',
  evidence: 'Your words may stand beside a change',
  report: 'Your words may be in published reports',
  joinedAt: 'Joined',
  agreedVersion: 'Version of the agreement you accepted',
  confirmedAt: 'You last said that you are still here',
  confirmAsks: 'We asked since',
  mailRefusedOn: 'Mail to you came back on',
  askedInPerson: 'What a moderator wrote after asking you',
  secondFactorSince: 'You sign in with a second step since',
  codeApp: 'By an app that shows codes',
  passkeys: 'By passkeys',
  partOfTheKeySince: 'You hold a part of the key since',
};

/** Said first, so that nobody takes for everything what is not. */
const notHere: readonly PersonalEntry[] = [
  {
    what: 'What you wrote under other names',
    why: 'It is here only if you asked for it. Nothing that we keep joins those names to you: it is found with your own sign-in, and nobody else can find it so.',
  },
  {
    what: 'Concerns that others told about somebody',
    why: 'If a concern is about you, it is not here, and we do not say whether there is one. That protects people who may be in danger. You can ask the administrators, by the form for complaints about data.',
  },
  {
    what: 'When safeguarding leads were warned because of whom you need to be kept apart from',
    why: 'It would say where somebody else is. If somebody asked to be kept apart from you, that is not here either.',
  },
  {
    what: 'Who blocked you',
    why: 'It is theirs.',
  },
  {
    what: 'What moderators and leads did for others',
    why: 'It is about other people. It is theirs.',
  },
  {
    what: 'Copies in backups',
    why: 'Each night a locked copy is made, and kept for two weeks. What is erased is erased again if such a copy is ever used.',
  },
];
