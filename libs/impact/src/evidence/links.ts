import { Injectable } from '@nestjs/common';
import { isIn, ThreadsService } from '@throughline/discussion';
import { type SignedIn, wrongField } from '@throughline/kernel';
import { Programme } from '@throughline/programme';

/** What outcomes and notes belong to. */
export interface LinkedPlaces {
  themes: string[];
  sessions: string[];
  threads: string[];
}

/** What lists are asked for: of a theme, of a session, or all. */
export interface OfPlace {
  theme?: string;
  session?: string;
}

/** The same as a question to the database. */
export function belongingTo({ theme, session }: OfPlace): { themes?: string; sessions?: string } {
  return { ...(theme ? { themes: theme } : {}), ...(session ? { sessions: session } : {}) };
}

/** Themes, sessions and threads that something belongs to: of threads everybody sees those that they may read. */
@Injectable()
export class Links {
  constructor(
    private readonly programme: Programme,
    private readonly threads: ThreadsService,
  ) {}

  /** Throws where one is not there, or not the actor's to read. */
  async expect(actor: SignedIn, { themes = [], sessions = [], threads = [] }: Partial<LinkedPlaces>): Promise<void> {
    for (const theme of themes)
      if (!(await this.programme.themeExists(theme))) throw wrongField('themes', 'There is no such theme.');
    if ((await this.programme.sessionLabels(sessions)).size < new Set(sessions).size)
      throw wrongField('sessions', 'There is no such session.');
    if ((await this.readable(actor, threads)).length < new Set(threads).size)
      throw wrongField('threads', 'There is no such thread.');
  }

  /** What is to be stored for what somebody chose: threads that they may not read stay as they are. */
  async chosen<Parts extends Partial<LinkedPlaces>>(
    actor: SignedIn,
    before: LinkedPlaces,
    parts: Parts,
  ): Promise<Parts> {
    if (!parts.threads) return parts;
    const readable = new Set((await this.readable(actor, before.threads)).map(({ id }) => id));
    const unseen = before.threads.filter((id) => !readable.has(id));
    return { ...parts, threads: [...new Set([...parts.threads, ...unseen])] };
  }

  /** With the place that words came from. */
  withPlace(
    { themes = [], sessions = [], threads = [] }: Partial<LinkedPlaces>,
    place: { id: string; themeId: string; sessionId: string | null } | undefined,
  ): LinkedPlaces {
    const added = (given: readonly string[], id: string | null | undefined) => [
      ...new Set([...given, ...(id ? [id] : [])]),
    ];
    return {
      themes: added(themes, place?.themeId),
      sessions: added(sessions, place?.sessionId),
      threads: added(threads, place?.id),
    };
  }

  /** Their titles, as far as the reader may know them. */
  async titles(actor: SignedIn, { themes, sessions, threads }: LinkedPlaces) {
    const [themeTitles, sessionLabels, readable] = await Promise.all([
      this.programme.themeTitles(themes),
      this.programme.sessionLabels(sessions),
      this.readable(actor, threads),
    ]);
    return {
      themes: themes.map((id) => ({ id, title: themeTitles.get(id) ?? '' })),
      sessions: sessions.flatMap((id) => {
        const session = sessionLabels.get(id);
        return session ? [{ id, title: session.title }] : [];
      }),
      threads: readable,
    };
  }

  private async readable(actor: SignedIn, threads: readonly string[]): Promise<{ id: string; title: string }[]> {
    const places = threads.length === 0 ? new Map<string, never>() : await this.threads.placesOf(threads);
    return [...new Set(threads)].flatMap((id) => {
      const place = places.get(id);
      return place && isIn(actor, place.audience) ? [{ id, title: place.title }] : [];
    });
  }
}
