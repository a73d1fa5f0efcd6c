import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { trusted, type Model } from 'mongoose';
import { Session } from './session.schema';
import { Theme } from './theme.schema';

/** What other features ask of the programme: names for ids, and who takes part. */
@Injectable()
export class Programme {
  constructor(
    @InjectModel(Theme.name) private readonly themes: Model<Theme>,
    @InjectModel(Session.name) private readonly sessions: Model<Session>,
  ) {}

  /** Titles of themes by id. */
  async themeTitles(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = await this.themes.find({ _id: trusted({ $in: [...ids] }) }, { title: 1 }).lean();
    return new Map(found.map(({ _id, title }) => [_id, title]));
  }

  /** What a thread says of the session it belongs to, by id. */
  async sessionLabels(
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, { title: string; startsAt: Date; themeId: string }>> {
    if (ids.length === 0) return new Map();
    const found = await this.sessions
      .find({ _id: trusted({ $in: [...ids] }) }, { title: 1, startsAt: 1, themeId: 1 })
      .lean();
    return new Map(found.map(({ _id, title, startsAt, themeId }) => [_id, { title, startsAt, themeId }]));
  }

  async themeExists(id: string): Promise<boolean> {
    return (await this.themes.exists({ _id: id })) !== null;
  }

  /** Ids of the members who take part in a session. */
  async participantsOf(sessionId: string): Promise<string[]> {
    const session = await this.sessions.findById(sessionId, { participants: 1 }).lean();
    return session?.participants.map(({ memberId }) => memberId) ?? [];
  }
}
