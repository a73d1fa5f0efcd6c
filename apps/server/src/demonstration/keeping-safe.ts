import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PostsService } from '@throughline/discussion';
import { ConcernsService, ConcernWork, FlagsService, SafeguardingService } from '@throughline/moderation';
import type { Cast } from './cast';
import type { Telling } from './telling';
import * as came from './what-came';

/** What leads and moderators look after. */
export class KeepingSafe {
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly cast: Cast,
    private readonly telling: Telling,
  ) {}

  /** Who is there when somebody is not safe, and one concern that a lead has answered. Numbers are of those kept for stories. */
  async lookAfterSomebody(): Promise<void> {
    const safeguarding = this.app.get(SafeguardingService);
    const administrator = this.cast.actor('isla');
    const { textVersion } = await safeguarding.view(administrator);
    await safeguarding.edit(administrator, {
      cover: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' })),
      closedOn: ['2026-12-25', '2026-12-28', '2027-01-01', '2027-03-26', '2027-03-29'],
      nightTeam: { what: 'The council’s night team', number: '01632 960 118' },
      outside: { what: 'The Saggar Project, next door', number: '01632 960 119' },
      webhook: null,
      textVersion,
    });
    await safeguarding.setPhone(this.cast.actor('sorrel'), '07700 900 118');
    await safeguarding.setPhone(this.cast.actor('juno'), '07700 900 119');
    const told = await this.cast.clock.pretend(new Date('2022-03-04T15:20:00Z'), () =>
      this.app.get(ConcernsService).report(this.cast.actor('odette'), {
        key: this.cast.key(),
        kind: 'someone',
        danger: 'no',
        words:
          'A man who comes to our viewings said: “If this one goes too, I don’t know what I am for.” He left before I could ask.',
        who: 'Somebody on our waiting list',
        named: true,
      }),
    );
    const work = this.app.get(ConcernWork);
    const at = (time: string, act: () => Promise<unknown>) => this.cast.clock.pretend(new Date(time), act);
    await at('2022-03-04T15:26:00Z', () => work.answer(this.cast.actor('sorrel'), told.id));
    await at('2022-03-04T15:31:00Z', () => work.answer(this.cast.actor('juno'), told.id));
    await at('2022-03-04T16:02:00Z', () =>
      work.note(this.cast.actor('sorrel'), told.id, {
        key: this.cast.key(),
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
  async leaveSomeWork(): Promise<void> {
    const { underAlias, flagged } = came.waits;
    await this.app
      .get(PostsService)
      .create(this.cast.actor(underAlias.by), this.cast.threadIds.get(underAlias.thread) ?? '', {
        key: this.cast.key(),
        text: underAlias.text,
        replyTo: 1,
        contentNote: null,
        as: 'alias',
      });
    const post = await this.telling.postId(flagged.thread, flagged.post);
    const { by, point, words } = flagged;
    const flag = { key: this.cast.key(), kind: 'agreement' as const, point, words };
    await this.app.get(FlagsService).report(this.cast.actor(by), post, flag);
  }
}
