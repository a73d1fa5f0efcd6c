import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CommunityService, Members } from '@throughline/identity';
import { Beginnings } from './beginnings';
import { Cast } from './cast';
import { circleThreads } from './circles';
import { KeepingSafe } from './keeping-safe';
import { longThread } from './long-thread';
import { demonstrationPassword, people } from './people';
import { Telling } from './telling';
import { TellingWhatCame } from './telling-what-came';
import { threads } from './threads';

/**
 * Makes the demonstration community on an empty database: fictional in its people and posts, true in its facts. Through the
 * services, as people would have made it, only that the clock says so.
 */
export async function makeDemonstration(app: NestFastifyApplication): Promise<void> {
  if (await app.get(Members).hasAdministrator()) return;
  process.stdout.write('\n  Making the demonstration community …\n');
  const cast = new Cast(app);
  const beginnings = new Beginnings(app, cast);
  const telling = new Telling(app, cast);
  const whatCame = new TellingWhatCame(app, cast, telling);
  const keepingSafe = new KeepingSafe(app, cast, telling);
  const on = (time: string, act: () => Promise<void>) => cast.clock.pretend(new Date(time), act);
  // While it is made nobody is there to check anything.
  await app.get(CommunityService).furnish({ newMemberPosts: 0 });
  await on('2019-09-02T09:00:00Z', () => beginnings.invitePeople());
  await on('2019-09-02T09:30:00Z', () => beginnings.setUpLeads());
  await on('2019-09-02T10:00:00Z', () => beginnings.makeProgramme());
  await on('2019-09-02T11:00:00Z', () => beginnings.makeCircles());
  // One after another within a thread, the threads side by side.
  await Promise.all([...threads, ...circleThreads, longThread()].map((thread) => telling.tell(thread)));
  await telling.readTheRest();
  await keepingSafe.lookAfterSomebody();
  await on('2022-06-20T10:00:00Z', () => whatCame.tell());
  await keepingSafe.leaveSomeWork();
  // Last: with it the community counts as made, and its accounts are told.
  await furnish(app);
}

async function furnish(app: NestFastifyApplication): Promise<void> {
  await app.get(CommunityService).furnish({
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
