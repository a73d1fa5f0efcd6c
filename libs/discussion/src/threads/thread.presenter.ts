import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { AudienceView, AuthorView, CameOf, SummaryView, ThreadView } from '@throughline/contracts';
import { Circles } from '@throughline/identity';
import { Registries } from '@throughline/kernel';
import { Programme } from '@throughline/programme';
import { trusted, type Model } from 'mongoose';
import { partsOf } from '../audience';
import type { Author } from '../author';
import { Authors } from '../authors';
import { SummaryPoints } from './summary-points';
import { type Summary, Thread } from './thread.schema';

/** Where a thread belongs. */
type Placed = Pick<Thread, 'themeId' | 'sessionId' | 'audience'>;

/** What the places of threads are called. */
interface Titles {
  themes: ReadonlyMap<string, string>;
  sessions: ReadonlyMap<string, { title: string; startsAt: Date }>;
  circles: ReadonlyMap<string, string>;
}

/** The only place that makes a thread's JSON: the same for everybody in its audience. */
@Injectable()
export class ThreadPresenter {
  constructor(
    @InjectModel(Thread.name) private readonly threads: Model<Thread>,
    private readonly programme: Programme,
    private readonly circles: Circles,
    private readonly authors: Authors,
    private readonly points: SummaryPoints,
    private readonly registries: Registries,
  ) {}

  /** `titles` are theirs, where they are known already. */
  async present(threads: readonly Thread[], titles?: Titles): Promise<ThreadView[]> {
    const [{ themes, sessions, circles }, authorOf, shown, came] = await Promise.all([
      titles ?? this.titlesFor(threads),
      this.authors.views(
        threads.flatMap(({ summary, offeredSummary }) =>
          [summary, offeredSummary].flatMap((one) => (one ? [one.by] : [])),
        ),
      ),
      this.points.shown(threads),
      this.cameOf(threads),
    ]);
    return threads.map((thread) => {
      const session = thread.sessionId === null ? undefined : sessions.get(thread.sessionId);
      return {
        id: thread._id,
        title: thread.title,
        kind: thread.kind,
        state: thread.state,
        stateAt: thread.stateAt?.toISOString() ?? null,
        audience: presentAudience(thread.audience, sessions, circles),
        theme: { id: thread.themeId, title: themes.get(thread.themeId) ?? '' },
        session:
          session && thread.sessionId !== null
            ? { id: thread.sessionId, title: session.title, startsAt: session.startsAt.toISOString() }
            : null,
        mightKnow: [...thread.mightKnow],
        answer: thread.answer,
        pinned: thread.pinned,
        checkFirst: thread.checkFirst ?? false,
        summary: presentSummary(shown(thread._id, thread.summary), authorOf),
        // A thread that was begun before summaries could be offered has no such field.
        offeredSummary: presentSummary(shown(thread._id, thread.offeredSummary), authorOf),
        lastNumber: thread.lastNumber,
        startedAt: thread.startedAt.toISOString(),
        lastPostAt: thread.lastPostAt.toISOString(),
        mergedInto: thread.mergedInto,
        ...came.get(thread._id),
        revision: thread.revision,
      };
    });
  }

  /** What these threads say of themes, sessions and circles, by their ids. */
  async titlesFor(threads: readonly Placed[]): Promise<Titles> {
    const sessionIds = threads.flatMap(({ sessionId, audience }) => {
      const { kind, id } = partsOf(audience);
      return [sessionId, kind === 'session' ? id : null].filter((value): value is string => value !== null);
    });
    const circleIds = threads.flatMap(({ audience }) => {
      const { kind, id } = partsOf(audience);
      return kind === 'circle' && id !== null ? [id] : [];
    });
    const [themes, sessions, circles] = await Promise.all([
      this.programme.themeTitles([...new Set(threads.map(({ themeId }) => themeId))]),
      this.programme.sessionLabels([...new Set(sessionIds)]),
      this.circles.names([...new Set(circleIds)]),
    ]);
    return { themes, sessions, circles };
  }

  /** What came of threads, by their ids. One that has become part of another leads nowhere else. */
  private async cameOf(threads: readonly Thread[]): Promise<ReadonlyMap<string, { cameOf: CameOf[] }>> {
    const came = new Map<string, { cameOf: CameOf[] }>();
    for (const { _id, marked = [], mergedInto } of threads) {
      if (marked.length === 0 || mergedInto !== null) continue;
      const found = await Promise.all(this.registries.margins.all().map((source) => source.cameOf(marked)));
      if (found.flat().length > 0) came.set(_id, { cameOf: found.flat() });
    }
    return came;
  }

  async presentOne(thread: Thread, titles?: Titles): Promise<ThreadView> {
    const [view] = await this.present([thread], titles);
    if (!view) throw new Error('A thread was not presented.');
    return view;
  }

  /** Threads for changes that go out, by id, as they are now. */
  async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, ThreadView>> {
    const threads = await this.threads.find({ _id: trusted({ $in: [...ids] }) }).lean<Thread[]>();
    return new Map((await this.present(threads)).map((view) => [view.id, view]));
  }
}

function presentSummary(summary: Summary | null, authorOf: (author: Author) => AuthorView): SummaryView | null {
  if (!summary) return null;
  return {
    points: summary.points.map(({ text, numbers }) => ({ text, numbers: [...numbers] })),
    by: authorOf(summary.by),
    at: summary.at.toISOString(),
    upTo: summary.upTo,
  };
}

function presentAudience(
  audience: string,
  sessions: ReadonlyMap<string, { title: string }>,
  circles: ReadonlyMap<string, string>,
): AudienceView {
  const { kind, id } = partsOf(audience);
  if (id === null) return { kind, id, name: null };
  return { kind, id, name: (kind === 'circle' ? circles.get(id) : sessions.get(id)?.title) ?? null };
}
