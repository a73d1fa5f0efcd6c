import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  CircleMembers,
  CirclesService,
  CommunityService,
  Invitations,
  Members,
  OrganisationsService,
  ProfilesService,
  SealingLeads,
  SecondFactors,
} from '@throughline/identity';
import { SessionsService, ThemesService } from '@throughline/programme';
import { actorOf, type Cast } from './cast';
import { circles } from './circles';
import { demonstrationPassword, type DemonstrationPerson, organisations, people } from './people';
import { sessions, themes } from './story';

/** Who comes, what they meet about, and who is among themselves: what there is before the first word. */
export class Beginnings {
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly cast: Cast,
  ) {}

  async invitePeople(): Promise<void> {
    const { agreementVersion } = await this.app.get(CommunityService).get();
    const invitations = this.app.get(Invitations);
    const link = await invitations.forFirstAdministrator();
    const [first, ...rest] = [...people].sort((a) => (a.role === 'administrator' ? -1 : 1));
    if (!first || !link) throw new Error('The demonstration has nobody to begin with.');
    const join = async (person: DemonstrationPerson, secret: string) => {
      const member = await invitations.join({
        secret,
        name: person.name,
        signInName: person.key,
        password: demonstrationPassword,
        expertise: person.expertise,
        showExpertise: person.expertise.includes('experience') ? false : true,
        organisationId: null,
        agreed: agreementVersion,
        mine: true,
      });
      this.cast.actors.set(person.key, actorOf(member._id, person));
    };
    await join(first, link.split('/').at(-1) ?? '');
    const administrator = this.cast.actor(first.key);
    const organisationIds = new Map<string, string>();
    for (const organisation of organisations) {
      const made = await this.app
        .get(OrganisationsService)
        .create(administrator, { key: this.cast.key(), ...organisation });
      organisationIds.set(made.name, made.id);
    }
    for (const person of rest) {
      const card = await invitations.create(administrator, {
        key: this.cast.key(),
        forWhom: person.name,
        role: person.role ?? 'member',
      });
      await join(person, card.link.split('/').at(-1) ?? '');
    }
    for (const person of people) {
      const actor = this.cast.actor(person.key);
      const profile = await this.app.get(ProfilesService).view(actor);
      await this.app.get(ProfilesService).edit(actor, {
        name: person.name,
        about: person.about,
        organisationId: person.organisation ? (organisationIds.get(person.organisation) ?? null) : null,
        expertise: person.expertise,
        showExpertise: profile.showExpertise,
        showOrganisation: true,
        textVersion: profile.textVersion,
      });
      if (person.duties)
        await this.app.get(Members).administer(administrator, actor.memberId, { duties: person.duties });
      if (person.role || person.passphrase) await this.app.get(SecondFactors).setForDemonstration(actor.memberId);
    }
  }

  /** Two leads of two organisations, so that people can write under another name, and it can be found out who it was. */
  async setUpLeads(): Promise<void> {
    for (const { key, passphrase } of people)
      if (passphrase !== undefined)
        await this.app
          .get(SealingLeads)
          .setUp(this.cast.actor(key), { password: demonstrationPassword, passphrase, again: passphrase });
  }

  async makeProgramme(): Promise<void> {
    const chair = this.cast.actor('tansy');
    for (const { key, ...theme } of themes) {
      this.cast.themeIds.set(
        key,
        (await this.app.get(ThemesService).create(chair, { key: this.cast.key(), ...theme })).id,
      );
    }
    for (const { key, theme, at, coming, notes, state, ...session } of sessions) {
      const service = this.app.get(SessionsService);
      const made = await service.create(chair, {
        key: this.cast.key(),
        themeId: this.cast.themeId(theme),
        startsAt: at,
        ...session,
      });
      this.cast.sessionIds.set(key, made.id);
      for (const person of coming) await service.come(this.cast.actor(person), made.id, true);
      if (state === 'planned') continue;
      const { textVersion } = await service.page(chair, made.id);
      await service.edit(chair, made.id, { ...session, startsAt: at, state, notes: notes ?? '', textVersion });
    }
    for (const [key, actor] of this.cast.actors) {
      const found = await this.app.get(SessionsService).audiencesOf([{ id: actor.memberId, role: actor.role }]);
      this.cast.actors.set(key, { ...actor, audiences: [...actor.audiences, ...(found.get(actor.memberId) ?? [])] });
    }
  }

  /** Everybody who is asked says yes. */
  async makeCircles(): Promise<void> {
    const chair = this.cast.actor('tansy');
    for (const { key, withMaker, people: asked, ...circle } of circles) {
      const made = await this.app
        .get(CirclesService)
        .create(chair, { key: this.cast.key(), ...circle, withMe: withMaker });
      this.cast.circleIds.set(key, made.id);
      for (const person of asked) {
        await this.app.get(CircleMembers).ask(chair, made.id, this.cast.actor(person).memberId);
        await this.app.get(CircleMembers).answer(this.cast.actor(person), made.id, true);
      }
      for (const person of [...asked, ...(withMaker ? ['tansy'] : [])]) {
        const actor = this.cast.actor(person);
        this.cast.actors.set(person, { ...actor, audiences: [...actor.audiences, `circle:${made.id}`] });
      }
    }
  }
}
