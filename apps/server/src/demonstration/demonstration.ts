import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ThreadPage } from '@throughline/contracts';
import {
  PostsService,
  PostUses,
  Review,
  ThreadPagesService,
  ThreadsService,
  WordsInUse,
} from '@throughline/discussion';
import {
  CircleMembers,
  CirclesService,
  CommunityService,
  GeneralConsents,
  Invitations,
  Members,
  OrganisationsService,
  ProfilesService,
  SealingLeads,
  SecondFactors,
} from '@throughline/identity';
import {
  NotesService,
  OutcomesService,
  OutsideDoor,
  OutsideRequests,
  PublishingService,
  ReportsService,
  Sightings,
  ThemeAnswers,
} from '@throughline/impact';
import { Clock, type SignedIn } from '@throughline/kernel';
import { ConcernsService, ConcernWork, FlagsService, SafeguardingService } from '@throughline/moderation';
import { SessionsService, ThemesService } from '@throughline/programme';
import { circles, circleThreads } from './circles';
import { longThread } from './long-thread';
import { demonstrationPassword, type DemonstrationPerson, organisations, people } from './people';
import { sessions, type StoryPost, type StoryThread, themes } from './story';
import { threads } from './threads';
import * as came from './what-came';

/** Posts of a thread follow each other in this time. */
const pace = 47 * 60_000;

/**
 * Makes the demonstration community on an empty database: fictional in its people and posts, true in its facts. Through the
 * services, as people would have made it, only that the clock says so.
 */
export async function makeDemonstration(app: NestFastifyApplication): Promise<void> {
  if (await app.get(Members).hasAdministrator()) return;
  process.stdout.write('\n  Making the demonstration community …\n');
  await new Demonstration(app).make();
}

class Demonstration {
  private readonly actors = new Map<string, SignedIn>();
  private readonly themeIds = new Map<string, string>();
  private readonly sessionIds = new Map<string, string>();
  private readonly circleIds = new Map<string, string>();
  private readonly threadIds = new Map<string, string>();
  /** How many people outside were asked. */
  private asked = 0;
  private readonly clock: Clock;
  private keys = 0;

  constructor(private readonly app: NestFastifyApplication) {
    this.clock = app.get(Clock);
  }

  async make(): Promise<void> {
    // While it is made nobody is there to check anything.
    await this.app.get(CommunityService).furnish({ newMemberPosts: 0 });
    await this.clock.pretend(new Date('2019-09-02T09:00:00Z'), () => this.invitePeople());
    await this.clock.pretend(new Date('2019-09-02T09:30:00Z'), () => this.setUpLeads());
    await this.clock.pretend(new Date('2019-09-02T10:00:00Z'), () => this.makeProgramme());
    await this.clock.pretend(new Date('2019-09-02T11:00:00Z'), () => this.makeCircles());
    // One after another within a thread, the threads side by side.
    await Promise.all([...threads, ...circleThreads, longThread()].map((thread) => this.tell(thread)));
    await this.readTheRest();
    await this.lookAfterSomebody();
    await this.clock.pretend(new Date('2022-06-20T10:00:00Z'), () => this.tellWhatCame());
    await this.leaveSomeWork();
    // Last: with it the community counts as made, and its accounts are told.
    await this.furnish();
  }

  private async invitePeople(): Promise<void> {
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
      this.actors.set(person.key, actorOf(member._id, person));
    };
    await join(first, link.split('/').at(-1) ?? '');
    const administrator = this.actor(first.key);
    const organisationIds = new Map<string, string>();
    for (const organisation of organisations) {
      const made = await this.app.get(OrganisationsService).create(administrator, { key: this.key(), ...organisation });
      organisationIds.set(made.name, made.id);
    }
    for (const person of rest) {
      const card = await invitations.create(administrator, {
        key: this.key(),
        forWhom: person.name,
        role: person.role ?? 'member',
      });
      await join(person, card.link.split('/').at(-1) ?? '');
    }
    for (const person of people) {
      const actor = this.actor(person.key);
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
  private async setUpLeads(): Promise<void> {
    for (const { key, passphrase } of people)
      if (passphrase !== undefined)
        await this.app
          .get(SealingLeads)
          .setUp(this.actor(key), { password: demonstrationPassword, passphrase, again: passphrase });
  }

  private async makeProgramme(): Promise<void> {
    const chair = this.actor('tansy');
    for (const { key, ...theme } of themes) {
      this.themeIds.set(key, (await this.app.get(ThemesService).create(chair, { key: this.key(), ...theme })).id);
    }
    for (const { key, theme, at, coming, notes, state, ...session } of sessions) {
      const service = this.app.get(SessionsService);
      const made = await service.create(chair, {
        key: this.key(),
        themeId: this.themeId(theme),
        startsAt: at,
        ...session,
      });
      this.sessionIds.set(key, made.id);
      for (const person of coming) await service.come(this.actor(person), made.id, true);
      if (state === 'planned') continue;
      const { textVersion } = await service.page(chair, made.id);
      await service.edit(chair, made.id, { ...session, startsAt: at, state, notes: notes ?? '', textVersion });
    }
    for (const [key, actor] of this.actors) {
      const found = await this.app.get(SessionsService).audiencesOf([{ id: actor.memberId, role: actor.role }]);
      this.actors.set(key, { ...actor, audiences: [...actor.audiences, ...(found.get(actor.memberId) ?? [])] });
    }
  }

  /** Everybody who is asked says yes. */
  private async makeCircles(): Promise<void> {
    const chair = this.actor('tansy');
    for (const { key, withMaker, people: asked, ...circle } of circles) {
      const made = await this.app.get(CirclesService).create(chair, { key: this.key(), ...circle, withMe: withMaker });
      this.circleIds.set(key, made.id);
      for (const person of asked) {
        await this.app.get(CircleMembers).ask(chair, made.id, this.actor(person).memberId);
        await this.app.get(CircleMembers).answer(this.actor(person), made.id, true);
      }
      for (const person of [...asked, ...(withMaker ? ['tansy'] : [])]) {
        const actor = this.actor(person);
        this.actors.set(person, { ...actor, audiences: [...actor.audiences, `circle:${made.id}`] });
      }
    }
  }

  private async tell(story: StoryThread): Promise<void> {
    const starts = new Date(story.on).getTime();
    // Its state is told a little after the last of its posts.
    const last = new Date(story.posts.at(-1)?.on ?? story.on).getTime();
    const at = (index: number) => {
      const post = story.posts[index];
      return new Date(post?.on ?? Math.max(starts + index * pace, post ? 0 : last + pace));
    };
    const [first, ...rest] = story.posts;
    if (!first) return;
    const starter = this.actor(first.by);
    const sessionId = story.session ? (this.sessionIds.get(story.session) ?? null) : null;
    const circleId = story.circle ? (this.circleIds.get(story.circle) ?? null) : null;
    const kind = circleId ? 'circle' : (story.audience ?? 'members');
    const thread = await this.clock.pretend(at(0), () =>
      this.app.get(ThreadsService).create(starter, {
        key: this.key(),
        themeId: this.themeId(story.theme),
        sessionId,
        kind: story.kind,
        audience: { kind, id: circleId ?? (kind === 'session' ? sessionId : null) },
        title: story.title,
        text: first.before ?? first.text,
        mightKnow: story.mightKnow ?? [],
        contentNote: first.note ?? null,
        as: 'self',
      }),
    );
    this.threadIds.set(story.title, thread.id);
    const page = await this.pageOf(starter, thread.id);
    const ids = [page.posts[0]?.id ?? ''];
    for (const [index, post] of rest.entries()) {
      ids.push(await this.clock.pretend(at(index + 1), () => this.write(thread.id, post)));
    }
    await this.clock.pretend(at(story.posts.length), async () => {
      for (const [index, post] of story.posts.entries()) await this.finish(ids[index] ?? '', post);
      await this.conclude(thread.id, story);
    });
  }

  /** Writes a post of the story, and answers its id; under another name a moderator reads it before it is out. */
  private async write(threadId: string, post: StoryPost): Promise<string> {
    const made = await this.app.get(PostsService).create(this.actor(post.by), threadId, {
      key: this.key(),
      text: post.before ?? post.text,
      replyTo: post.to ?? null,
      contentNote: post.note ?? null,
      as: post.underAlias ? 'alias' : 'self',
    });
    if (!post.underAlias) return made.id;
    await this.app.get(Review).publish(this.actor('tansy'), made.id, made.revision, null);
    return (await this.pageOf(this.actor('tansy'), threadId)).posts.at(-1)?.id ?? '';
  }

  /** "The long line": what gets in the way, what changed, and the words that it grew from. */
  private async tellWhatCame(): Promise<void> {
    const evaluator = this.actor('hollis');
    const [notes, outcomes] = [this.app.get(NotesService), this.app.get(OutcomesService)];
    for (const person of came.consenting)
      await this.app.get(GeneralConsents).choose(this.actor(person), { summary: true, evidence: true, report: true });
    for (const { thread, post } of came.givenUnderAlias)
      await this.app.get(PostUses).choose(this.authorOf(thread, post), await this.postId(thread, post), {
        summary: 'yes',
        evidence: 'yes',
        report: 'yes',
      });
    const { words, ...said } = came.note;
    const { id } = await notes.create(evaluator, {
      key: this.key(),
      ...said,
      themes: [this.themeId('release')],
      words: await this.words(words),
    });
    for (const stage of came.stages) await notes.changeStage(evaluator, id, { key: this.key(), ...stage });
    for (const more of came.moreWords)
      await notes.link(evaluator, id, { key: this.key(), kind: 'words', words: await this.words(more) });
    for (const { kind, on, of } of came.sightings)
      for (const { key } of people.slice(0, of))
        await this.app.get(Sightings).say(id, this.actor(key).memberId, kind, on);
    const { points, ...series } = came.measure;
    const { measures } = await notes.addMeasure(evaluator, id, { key: this.key(), ...series });
    for (const [on, value] of points) await notes.setPoint(evaluator, id, measures[0]?.id ?? '', { on, value });
    for (const { organisation, text, on, by = null, answer } of came.asks)
      await this.askOutside({ about: 'notes', id }, { kind: 'ask', organisation, text, by }, on, answer);
    const changes: string[] = [];
    for (const { words: from, document, outside = [], ...answers } of came.outcomes) {
      const places = { notes: [id], themes: [this.themeId('release')], direction: 'positive' as const };
      const made = await outcomes.create(evaluator, { key: this.key(), ...answers, ...places });
      for (const one of from)
        await outcomes.link(evaluator, made.id, { key: this.key(), kind: 'words', words: await this.words(one) });
      if (document) await outcomes.link(evaluator, made.id, { key: this.key(), kind: 'document', ...document });
      await outcomes.record(evaluator, made.id, made.textVersion);
      changes.push(made.id);
      for (const answer of outside)
        await this.askOutside({ about: 'outcomes', id: made.id }, { kind: 'change' }, '2022-07-01', answer);
    }
    for (const { theme, said: they, did } of came.answers)
      await this.app.get(ThemeAnswers).write(evaluator, this.themeId(theme), { said: they, did, textVersion: 0 });
    await this.show(id, changes);
  }

  /** What visitors see: the note, once those whom it names had their ten working days; changes that name nobody; the answers. */
  private async show(noteId: string, changes: readonly string[]): Promise<void> {
    for (const { organisation, answer } of came.named)
      await this.askOutside({ about: 'notes', id: noteId }, { kind: 'named', organisation }, '2022-07-04', answer);
    const publishing = this.app.get(PublishingService);
    const all = [
      { kind: 'note' as const, id: noteId },
      ...changes.map((id) => ({ kind: 'outcome' as const, id })),
      ...came.answers.map(({ theme }) => ({ kind: 'answer' as const, id: this.themeId(theme) })),
    ];
    await this.clock.pretend(new Date('2022-07-29T10:00:00Z'), async () => {
      for (const { kind, id } of all) {
        const { seen, choices, waitingFor } = await publishing.view(this.actor('hollis'), kind, id);
        const evidence = choices.map((choice) => choice.id);
        if (waitingFor.length === 0) await publishing.publish(this.actor('hollis'), kind, id, { seen, evidence });
      }
    });
    await this.report();
  }

  /** One report of it, for those who paid. */
  private async report(): Promise<void> {
    const { theme, storedOn, ...choice } = came.report;
    const [reports, evaluator] = [this.app.get(ReportsService), this.actor('hollis')];
    await this.clock.pretend(new Date(storedOn), async () => {
      const draft = { key: this.key(), ...choice, themes: [this.themeId(theme)] };
      const { id, textVersion } = await reports.create(evaluator, draft);
      await reports.store(evaluator, id, textVersion);
    });
  }

  /** Somebody outside is asked on a day, and answers on a later one by the link that they were handed. */
  private async askOutside(
    place: Parameters<OutsideRequests['ask']>[1],
    request: Omit<Parameters<OutsideRequests['ask']>[2], 'key'>,
    on: string,
    answered?: came.StoryAnswer,
  ): Promise<void> {
    const [requests, door] = [this.app.get(OutsideRequests), this.app.get(OutsideDoor)];
    // Of two on one day the one that is told first was first.
    this.asked += 1;
    const at = (day: string) => new Date(Date.parse(`${day}T10:00:00Z`) + this.asked * 60_000);
    const { link } = await this.clock.pretend(at(on), () =>
      requests.ask(this.actor('hollis'), place, { key: this.key(), ...request }),
    );
    const secret = link?.split('/').at(-1) ?? '';
    if (!answered) return;
    const { on: answeredOn, ...answer } = answered;
    await this.clock.pretend(at(answeredOn), async () => {
      const { read } = await door.look(secret);
      await door.answer({ secret, key: this.key(), read, mayBeNamed: false, ...answer });
    });
  }

  /** Words of the story, as they are linked. */
  private async words({ thread, post, sentences }: came.StoryWords) {
    const evaluator = this.actor('hollis');
    const id = await this.postId(thread, post);
    const found = await this.app.get(WordsInUse).toChooseFrom(evaluator, id, 'evidence');
    const passages = sentences.map((place) => {
      const { start = 0, end = 0, exact = '' } = found.sentences[place] ?? {};
      return { start, end, exact };
    });
    return { post: id, textVersion: found.textVersion, passages };
  }

  private async postId(thread: string, number: number): Promise<string> {
    const { posts } = await this.pageOf(this.actor('tansy'), this.threadIds.get(thread) ?? '');
    return posts.find((post) => post.number === number)?.id ?? '';
  }

  private async pageOf(actor: SignedIn, threadId: string): Promise<ThreadPage> {
    return JSON.parse(String(await this.app.get(ThreadPagesService).page(actor, threadId, { page: 1 }))) as ThreadPage;
  }

  /** What happened to a post afterwards. */
  private async finish(id: string, post: StoryPost): Promise<void> {
    const posts = this.app.get(PostsService);
    if (post.before !== undefined) await posts.edit(this.actor(post.by), id, { text: post.text, textVersion: 1 });
    if (post.withdrawn) await posts.withdraw(this.actor(post.by), id);
    for (const [by, kind] of post.reactions ?? []) await posts.react(this.actor(by), id, { kind, on: true });
  }

  private async conclude(threadId: string, story: StoryThread): Promise<void> {
    const chair = this.actor('tansy');
    const service = this.app.get(ThreadsService);
    if (story.answer !== undefined) await service.edit(chair, threadId, { answer: story.answer });
    if (story.pinned) await service.edit(chair, threadId, { pinned: true });
    if (story.summary) await service.summarise(chair, threadId, { points: story.summary });
    if (story.state) await service.edit(chair, threadId, { state: story.state });
  }

  /** People have read most of it: what each finds unread is the end of some threads, as after a few days away. */
  private async readTheRest(): Promise<void> {
    const pages = this.app.get(ThreadPagesService);
    const lists = await this.app.get(ThreadsService).startedIds();
    for (const [turn, person] of people.entries()) {
      const actor = this.actor(person.key);
      for (const [index, { id, audience, lastNumber }] of lists.entries()) {
        if (!actor.audiences.includes(audience)) continue;
        const left = (index + turn) % 6 === 0 ? Math.min(2, lastNumber - 1) : 0;
        if (lastNumber - left > 0) await pages.markRead(actor, id, [[1, lastNumber - left]]);
      }
    }
  }

  /** Who is there when somebody is not safe, and one concern that a lead has answered. Numbers are of those kept for stories. */
  private async lookAfterSomebody(): Promise<void> {
    const safeguarding = this.app.get(SafeguardingService);
    const administrator = this.actor('isla');
    const { textVersion } = await safeguarding.view(administrator);
    await safeguarding.edit(administrator, {
      cover: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' })),
      closedOn: ['2026-12-25', '2026-12-28', '2027-01-01', '2027-03-26', '2027-03-29'],
      nightTeam: { what: 'The council’s night team', number: '01632 960 118' },
      outside: { what: 'The Saggar Project, next door', number: '01632 960 119' },
      webhook: null,
      textVersion,
    });
    await safeguarding.setPhone(this.actor('sorrel'), '07700 900 118');
    await safeguarding.setPhone(this.actor('juno'), '07700 900 119');
    const told = await this.clock.pretend(new Date('2022-03-04T15:20:00Z'), () =>
      this.app.get(ConcernsService).report(this.actor('odette'), {
        key: this.key(),
        kind: 'someone',
        danger: 'no',
        words:
          'A man who comes to our viewings said: “If this one goes too, I don’t know what I am for.” He left before I could ask.',
        who: 'Somebody on our waiting list',
        named: true,
      }),
    );
    const work = this.app.get(ConcernWork);
    const at = (time: string, act: () => Promise<unknown>) => this.clock.pretend(new Date(time), act);
    await at('2022-03-04T15:26:00Z', () => work.answer(this.actor('sorrel'), told.id));
    await at('2022-03-04T15:31:00Z', () => work.answer(this.actor('juno'), told.id));
    await at('2022-03-04T16:02:00Z', () =>
      work.note(this.actor('sorrel'), told.id, {
        key: this.key(),
        words: '“If this one goes too, I don’t know what I am for.”',
        danger: 'no',
        age: 'adult',
        wants: 'To be rung by somebody he knows',
        consent: 'given',
        overriddenWhy: '',
        referredTo: 'The crisis team, by phone',
        referredAt: '2022-03-04T15:55:00.000Z',
        reporterTold: true,
      }),
    );
  }

  /** What a moderator finds to do, as of today: nothing of it has waited for years. */
  private async leaveSomeWork(): Promise<void> {
    const { underAlias, flagged } = came.waits;
    await this.app.get(PostsService).create(this.actor(underAlias.by), this.threadIds.get(underAlias.thread) ?? '', {
      key: this.key(),
      text: underAlias.text,
      replyTo: 1,
      contentNote: null,
      as: 'alias',
    });
    const post = await this.postId(flagged.thread, flagged.post);
    const { by, point, words } = flagged;
    const flag = { key: this.key(), kind: 'agreement' as const, point, words };
    await this.app.get(FlagsService).report(this.actor(by), post, flag);
  }

  private async furnish(): Promise<void> {
    await this.app.get(CommunityService).furnish({
      name: 'Stoke-on-Trent Community of Practice',
      place: 'Stoke-on-Trent',
      contact: 'the chair, 01632 960 120',
      newMemberPosts: 1,
      supportLines: [
        { what: 'You or somebody in danger', number: '999' },
        { what: 'Samaritans, any time, free', number: '116 123' },
        { what: 'Urgent, but not an emergency: NHS', number: '111' },
        { what: 'Nowhere to sleep tonight: council', number: '01632 960 117' },
      ],
      story: {
        title: 'One thing that changed',
        text: 'People left prison with a list of appointments that nobody could travel in a day. This community said so for years, and helped to write a better way out.',
        steps: [
          { title: '2016: noticed', text: 'Members report what gets in the way.' },
          { title: '2019: it came back', text: 'The same things are still found.' },
          { title: '2020: exploring', text: 'A real plan for one day is worked through, hour by hour.' },
          { title: '2021: testing', text: 'People who were in prison help to design the way out.' },
          { title: '2022: adopted', text: 'A network of a dozen prisons and local services meets every quarter.' },
        ],
      },
      demonstrationAccounts: people.flatMap(({ key, who, passphrase = null }) =>
        who ? [{ name: key, password: demonstrationPassword, who, passphrase }] : [],
      ),
    });
  }

  private actor(key: string): SignedIn {
    const actor = this.actors.get(key);
    if (!actor) throw new Error(`The demonstration knows nobody called ${key}.`);
    return actor;
  }

  /** Who wrote a post of the story. */
  private authorOf(title: string, number: number): SignedIn {
    const story = threads.find((thread) => thread.title === title);
    return this.actor(story?.posts[number - 1]?.by ?? '');
  }

  private themeId(key: string): string {
    return this.themeIds.get(key) ?? '';
  }

  private key(): string {
    this.keys += 1;
    return `demonstration-${this.keys}`;
  }
}

function actorOf(memberId: string, { role = 'member', duties = [] }: DemonstrationPerson): SignedIn {
  const audiences = role === 'member' ? ['members'] : ['members', 'moderators'];
  return { kind: 'member', memberId, role, duties, audiences, sessionId: 'demonstration', accessVersion: 1 };
}
