import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { newTheme, themeEdit, ThemeList, ThemePage, ThemeSummary } from '@throughline/contracts';
import {
  type Actor,
  Clock,
  DomainError,
  Ids,
  notFound,
  Policies,
  type SignedIn,
  wrongField,
} from '@throughline/kernel';
import { Creations, renderMarkdown } from '@throughline/platform';
import { type PendingChange, Relay, Streams } from '@throughline/stream';
import { trusted, type Model } from 'mongoose';
import type { z } from 'zod';
import { createSession, createTheme, editTheme, readThemes } from './programme.policy';
import { presentSession } from './programme.presenter';
import { Session } from './session.schema';
import { Theme } from './theme.schema';

type NewTheme = z.output<typeof newTheme>;
type ThemeEdit = z.output<typeof themeEdit>;

/** Themes: seasons of sessions on one topic. */
@Injectable()
export class ThemesService {
  constructor(
    @InjectModel(Theme.name) private readonly themes: Model<Theme>,
    @InjectModel(Session.name) private readonly sessions: Model<Session>,
    private readonly policies: Policies,
    private readonly creations: Creations,
    private readonly streams: Streams,
    private readonly relay: Relay,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor): Promise<ThemeList> {
    this.policies.authorize(actor, readThemes, undefined);
    const cursor = await this.streams.cursor('members');
    const [themes, counts, next] = await Promise.all([
      this.themes.find().sort({ startsOn: -1 }).limit(200).lean(),
      this.sessions.aggregate<{ _id: string; count: number }>([
        // In the order of the index, so that the group is counted from it.
        { $sort: { themeId: 1 } },
        { $group: { _id: '$themeId', count: { $sum: 1 } } },
      ]),
      this.nextSession(),
    ]);
    const sessions = new Map(counts.map(({ _id, count }) => [_id, count]));
    return {
      themes: themes.map((theme) => this.summary(theme, sessions.get(theme._id) ?? 0)),
      nextSession: next ? presentSession(next) : null,
      abilities: this.policies.abilities(actor, [createTheme], undefined),
      cursor,
    };
  }

  async page(actor: Actor, id: string): Promise<ThemePage> {
    this.policies.authorize(actor, readThemes, undefined);
    const cursor = await this.streams.cursor('members');
    const [theme, sessions] = await Promise.all([
      this.themes.findById(id).lean(),
      this.sessions.find({ themeId: id }).sort({ startsAt: 1 }).lean(),
    ]);
    if (!theme) throw notFound();
    return {
      id: theme._id,
      title: theme.title,
      question: theme.question,
      about: theme.about,
      aboutHtml: renderMarkdown(theme.about),
      startsOn: theme.startsOn,
      endsOn: theme.endsOn,
      sessions: sessions.map(presentSession),
      revision: theme.revision,
      textVersion: theme.textVersion,
      abilities: this.policies.abilities(actor, [editTheme, createSession], undefined),
      cursor,
    };
  }

  async create(actor: SignedIn, request: NewTheme): Promise<ThemePage> {
    this.policies.authorize(actor, createTheme, undefined);
    expectOrder(request);
    const id = this.ids.next();
    const theme = await this.creations.once(this.themes, {
      _id: id,
      title: request.title,
      question: request.question,
      about: request.about ?? '',
      startsOn: request.startsOn,
      endsOn: request.endsOn ?? null,
      revision: 1,
      textVersion: 1,
      creation: this.creations.stamp(actor, createTheme.name, request),
      pending: [themeChanged(id, 1)],
    });
    await this.relay.deliver(this.themes, theme);
    return this.page(actor, theme._id);
  }

  /** Throws `changed-meanwhile` where somebody saved another text first. */
  async edit(actor: SignedIn, id: string, { textVersion, ...request }: ThemeEdit): Promise<ThemePage> {
    this.policies.authorize(actor, editTheme, undefined);
    expectOrder(request);
    const known = await this.themes.findById(id, { revision: 1 }).lean();
    if (!known) throw notFound();
    const theme = await this.themes.findOneAndUpdate(
      { _id: id, textVersion, revision: known.revision },
      {
        $set: { ...request, about: request.about ?? '', endsOn: request.endsOn ?? null },
        $inc: { textVersion: 1, revision: 1 },
        $push: { pending: themeChanged(id, known.revision + 1) },
      },
      { returnDocument: 'after' },
    );
    if (!theme) throw new DomainError('changed-meanwhile');
    await this.relay.deliver(this.themes, theme);
    return this.page(actor, id);
  }

  /** Themes for changes that go out, by id. */
  async present(ids: readonly string[]): Promise<ReadonlyMap<string, ThemeSummary>> {
    const themes = await this.themes.find({ _id: trusted({ $in: [...ids] }) }).lean();
    return new Map(
      await Promise.all(
        themes.map(async (theme) => {
          const sessions = await this.sessions.countDocuments({ themeId: theme._id });
          return [theme._id, this.summary(theme, sessions)] as const;
        }),
      ),
    );
  }

  private async nextSession(): Promise<Session | null> {
    const now = this.clock.now();
    return this.sessions
      .findOne({
        state: trusted({ $in: ['planned', 'live'] }),
        startsAt: trusted({ $gte: new Date(now.getTime() - 4 * 3_600_000) }),
      })
      .sort({ startsAt: 1 })
      .lean();
  }

  private summary(theme: Theme, sessions: number): ThemeSummary {
    const { _id: id, title, question, startsOn, endsOn, revision } = theme;
    return { id, title, question, startsOn, endsOn, sessions, revision };
  }
}

function expectOrder({ startsOn, endsOn }: { startsOn: string; endsOn?: string | null }): void {
  if (endsOn && endsOn < startsOn) throw wrongField('endsOn', 'This is before the first day.');
}

function themeChanged(id: string, revision: number): PendingChange {
  return { changeId: `theme-${id}-${revision}`, stream: 'members', type: 'theme.changed', subject: id, revision };
}
