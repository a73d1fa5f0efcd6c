import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Memory } from '@throughline/stream';
import { trusted, type Model } from 'mongoose';
import { Session } from './session.schema';
import { Theme } from './theme.schema';

/** The stream that tells of changed themes and sessions. */
export const membersStream = 'members';

/** What other features ask of the programme: names for ids, and who takes part. */
@Injectable()
export class Programme {
  constructor(
    @InjectModel(Theme.name) private readonly themes: Model<Theme>,
    @InjectModel(Session.name) private readonly sessions: Model<Session>,
    private readonly memory: Memory,
  ) {}

  /** Titles of themes by id. */
  async themeTitles(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const titles = await Promise.all(
      ids.map((id) =>
        this.memory.get(`theme-title/${id}`, [membersStream], async () => {
          const theme = await this.themes.findById(id, { title: 1 }).lean();
          return theme?.title ?? '';
        }),
      ),
    );
    return new Map(ids.map((id, index) => [id, titles[index] ?? '']));
  }

  /** What a thread says of the session it belongs to, by id. */
  async sessionLabels(
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, { title: string; startsAt: Date; themeId: string }>> {
    const labels = await Promise.all(
      ids.map((id) =>
        this.memory.get(`session-label/${id}`, [membersStream], async () => {
          const session = await this.sessions.findById(id, { title: 1, startsAt: 1, themeId: 1 }).lean();
          return session && { title: session.title, startsAt: session.startsAt, themeId: session.themeId };
        }),
      ),
    );
    return new Map(ids.flatMap((id, index) => (labels[index] ? [[id, labels[index]] as const] : [])));
  }

  async themeExists(id: string): Promise<boolean> {
    return (await this.themes.exists({ _id: id })) !== null;
  }

  /** Sessions that are yet to be, or were today, with who says that they come. */
  async toCome(now: Date): Promise<{ id: string; participants: string[] }[]> {
    const since = new Date(now.getTime() - 86_400_000);
    const sessions = await this.sessions
      .find({ startsAt: trusted({ $gt: since }), state: trusted({ $in: ['planned', 'live'] }) }, { participants: 1 })
      .lean<Pick<Session, '_id' | 'participants'>[]>();
    return sessions.map(({ _id: id, participants }) => ({
      id,
      participants: participants.map(({ memberId }) => memberId),
    }));
  }

  /** How many meetings there were between two times; those that were called off did not take place. */
  async meetingsBetween(from: Date, to: Date): Promise<number> {
    const tookPlace = trusted({ $ne: 'cancelled' as const });
    return this.sessions.countDocuments({ startsAt: trusted({ $gte: from, $lt: to }), state: tookPlace });
  }

  /** Ids of the members who take part in a session. */
  async participantsOf(sessionId: string): Promise<string[]> {
    const session = await this.sessions.findById(sessionId, { participants: 1 }).lean();
    return session?.participants.map(({ memberId }) => memberId) ?? [];
  }
}
