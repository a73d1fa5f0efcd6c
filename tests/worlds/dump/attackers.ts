import type { Document } from 'mongodb';
import { type Attacker, documentsOf, placesOf, type Suspect, type Taken, textOf, timesIn, type Traces } from './taken';

/** Nearness in a row of things: 1 for a neighbour, less for who stands farther away. */
const nearness = (places: readonly number[], place: number) =>
  Math.max(0, ...places.map((other) => 1 / Math.abs(other - place || 1)));

/** Remembers what is found once for each suspect. */
function perSuspect<Found>(find: (suspect: Suspect) => Found): (suspect: Suspect) => Found {
  const known = new Map<string, Found>();
  return (suspect) => {
    const found = known.get(suspect.id) ?? find(suspect);
    known.set(suspect.id, found);
    return found;
  };
}

const within = (ranges: readonly [number, number][], number: number) =>
  ranges.some(([from, to]) => from <= number && number <= to);

/** How alike two texts begin, in letters. */
function commonStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/** Who stands next to what an alias wrote, in the order in which a collection is kept. */
const naturalOrder: Attacker = {
  name: 'natural order',
  points(taken) {
    const places = new Map(
      [...taken.collections.keys()].map((name) => [name, perSuspect((suspect) => placesOf(taken, name, suspect))]),
    );
    return ({ rows }, suspect) =>
      rows.reduce((sum, { collection, place }) => sum + nearness(places.get(collection)?.(suspect) ?? [], place), 0);
  },
};

/** Whose first opening of the thread comes where the alias comes, in the orders in which both are kept. */
const orderOfOpening: Attacker = {
  name: 'order of opening',
  points(taken) {
    const readings = documentsOf(taken, 'readings');
    const aliases = documentsOf(taken, 'aliases');
    return ({ alias }, suspect) => {
      const openers = readings.filter(({ threadId }) => threadId === alias['threadId']).map(({ memberId }) => memberId);
      const inThread = aliases.filter(({ threadId }) => threadId === alias['threadId']);
      const rank = inThread.findIndex(({ _id }) => _id === alias._id);
      return -Math.abs(rank - openers.indexOf(suspect.id));
    };
  },
};

/** Who was there: sessions whose times are nearest to any time that an alias has. */
const sessions: Attacker = {
  name: 'sessions and days of last use',
  points(taken) {
    const signIns = documentsOf(taken, 'sign_ins');
    const seen = perSuspect(({ id }) =>
      signIns
        .filter(({ memberId }) => memberId === id)
        .flatMap(({ signedInAt, lastUsedAt }) => [(signedInAt as Date).getTime(), (lastUsedAt as Date).getTime()]),
    );
    return ({ posts }, suspect) => {
      const times = posts.map(({ publishedAt }) => (publishedAt as Date).getTime());
      const gaps = seen(suspect).flatMap((at) => times.map((time) => Math.abs(time - at)));
      return -Math.min(...gaps);
    };
  },
};

/** Whose reading differs from everybody's, at just the posts of the alias. */
const readRanges: Attacker = {
  name: 'read ranges',
  points(taken) {
    const readings = documentsOf(taken, 'readings');
    return ({ alias, posts }, suspect) => {
      const here = readings.filter(({ threadId }) => threadId === alias['threadId']);
      const has = (reading: Document | undefined, number: number) => within(reading?.['read'] ?? [], number);
      const own = here.find(({ memberId }) => memberId === suspect.id);
      const odd = posts.reduce((sum, { number }) => {
        const alike = here.filter((reading) => has(reading, number) === has(own, number)).length;
        return sum + 1 - alike / here.length;
      }, 0);
      const revisions = here.map(({ revision }) => Number(revision));
      const usual = revisions.reduce((sum, one) => sum + one, 0) / (revisions.length || 1);
      return odd + Math.abs(Number(own?.['revision'] ?? 0) - usual) / 1_000;
    };
  },
};

/** What is kept of requests: whose keys begin alike, or were kept for the same time. */
const requestKeys: Attacker = {
  name: 'drafts and keys of requests',
  points(taken) {
    const all = [...taken.collections.values()].flat();
    const stamps = (documents: readonly Document[]) =>
      documents.flatMap(({ creation }) => (creation ? [creation as { key: string; body: string; at: Date }] : []));
    const drafts = [...taken.collections].flatMap(([name, documents]) => (/draft/.test(name) ? documents : []));
    const of = perSuspect((suspect) => stamps(all.filter((one) => textOf(one).includes(suspect.id))));
    const draftsOf = perSuspect(({ id }) => drafts.filter((draft) => textOf(draft).includes(id)).map(String));
    return ({ alias, posts }, suspect) => {
      const likeness = stamps(posts).flatMap((stamp) =>
        of(suspect).map(
          (other) =>
            commonStart(stamp.key, other.key) +
            commonStart(stamp.body, other.body) +
            (stamp.at.getTime() % 86_400_000 !== 0 && Math.abs(stamp.at.getTime() - other.at.getTime()) < 1_000
              ? 5
              : 0),
        ),
      );
      const drafted = draftsOf(suspect).filter((draft) => draft.includes(String(alias['threadId']))).length;
      return Math.max(0, ...likeness) + drafted;
    };
  },
};

/** Whose lines in the record of acts stand beside those about the alias's thread and posts. */
const audit: Attacker = {
  name: 'audit lines',
  points(taken) {
    const lines = documentsOf(taken, 'stream_entries')
      .filter(({ act }) => act !== undefined)
      .sort((one, other) => Number(one['seq']) - Number(other['seq']));
    const places = perSuspect(({ id }) => lines.flatMap(({ by }, place) => (by === id ? [place] : [])));
    return ({ alias, posts }, suspect) => {
      const about = [alias._id, alias['threadId'], ...posts.map(({ _id }) => _id)].map(String);
      return lines.reduce((sum, line, place) => {
        const concerns = Object.values(line['about'] ?? {}).some((id) => about.includes(String(id)));
        if (!concerns) return sum;
        return sum + (line['by'] === suspect.id ? 2 : nearness(places(suspect), place));
      }, 0);
    };
  },
};

/** Whose ids look like those of an alias, and whose times are nearest to any fine time of it. */
const idsAndTimes: Attacker = {
  name: 'ids and times',
  points(taken) {
    const times = perSuspect(({ id }) =>
      [...taken.collections.values()].flat().flatMap((one) => (textOf(one).includes(id) ? timesIn(one) : [])),
    );
    return ({ alias, rows }, suspect) => {
      const ids = [alias._id, alias['stream'], alias['voice'], alias['sealed']?.box].map(String);
      const alike = Math.max(...ids.map((id) => commonStart(id, suspect.id)));
      const fine = rows.filter(({ document }) => !textOf(document).includes(suspect.id));
      const gaps = fine
        .flatMap(({ document }) => timesIn(document))
        .flatMap((time) => times(suspect).map((other) => Math.abs(time - other)));
      return alike + (gaps.length > 0 ? 1 / (1 + Math.min(...gaps)) : 0);
    };
  },
};

const dayIn = (date: Date) => date.toISOString().slice(0, 10);

interface Line {
  time: string;
  method?: string;
  route?: string;
  status?: number;
}

/**
 * When something was written under an alias: the requests in the log that made a post, but for those at whose times somebody's named post
 * stands in the database. Which of them was which alias's is told by whatever keeps the order in which aliases came.
 */
const logsAndOrder: Attacker = {
  name: 'logs, and the order of the log of changes',
  points(taken) {
    const posts = documentsOf(taken, 'posts');
    const named = posts
      .filter(({ author }) => author?.kind === 'member')
      .map(({ publishedAt }) => (publishedAt as Date).getTime())
      .sort((one, other) => one - other);
    const written = taken.log
      .flatMap((line) => {
        const { time, method, route, status } = JSON.parse(line) as Line;
        return method === 'POST' && route === '/api/threads/:id/posts' && status === 201 ? [Date.parse(time)] : [];
      })
      .sort((one, other) => one - other);
    const left = new Set(written);
    for (const at of named) {
      const its = written.find((time) => left.has(time) && time >= at && time - at < 2_000);
      if (its !== undefined) left.delete(its);
    }
    // An alias's first post says the day. Of one day, what the order tells goes with what the log tells.
    const dayOf = new Map(posts.flatMap(({ author, publishedAt }) => [[author?.aliasId, dayIn(publishedAt as Date)]]));
    const timeOf = new Map<string, number>();
    const order = orderOfAliases(taken);
    for (const day of new Set(dayOf.values())) {
      const times = [...left].filter((time) => dayIn(new Date(time)) === day);
      for (const [place, id] of order.filter((one) => dayOf.get(one) === day).entries())
        timeOf.set(id, times[place] ?? 0);
    }
    const seen = perSuspect(({ id }) =>
      [...taken.collections.values()].flat().flatMap((one) => (textOf(one).includes(id) ? timesIn(one) : [])),
    );
    return ({ alias }, suspect) => {
      const at = timeOf.get(String(alias._id));
      if (at === undefined) return 0;
      // What they did under their name just afterwards, or just before.
      return -Math.min(...seen(suspect).map((time) => Math.abs(time - at)));
    };
  },
};

/** Aliases in the order in which they came, as far as any stream tells it; else in that of their first posts. */
function orderOfAliases(taken: Taken): string[] {
  const ids = new Set(documentsOf(taken, 'aliases').map(({ _id }) => String(_id)));
  const streams = new Map<string, Document[]>();
  for (const entry of documentsOf(taken, 'stream_entries'))
    streams.set(String(entry['stream']), [...(streams.get(String(entry['stream'])) ?? []), entry]);
  const tellsOf = (entries: readonly Document[]) =>
    [...entries]
      .sort((one, other) => Number(one['seq']) - Number(other['seq']))
      .flatMap((entry) => [...ids].filter((id) => textOf(entry).includes(id)));
  const [best = []] = [...streams.values()]
    .map((entries) => [...new Set(tellsOf(entries))])
    .sort((one, other) => other.length - one.length);
  if (best.length > 1) return best;
  const posted = documentsOf(taken, 'posts').flatMap(({ author }) => (author?.aliasId as string | undefined) ?? []);
  return [...new Set(posted)];
}

export const attackers: readonly Attacker[] = [
  naturalOrder,
  orderOfOpening,
  sessions,
  readRanges,
  requestKeys,
  audit,
  idsAndTimes,
  logsAndOrder,
];

/** How many of these aliases an attacker guesses; where several suspects have most points, one of them is drawn. */
export function guessed(
  attacker: Attacker,
  taken: Taken,
  traces: readonly Traces[],
  suspects: readonly Suspect[],
  truth: ReadonlyMap<string, string>,
  draw: (most: number) => number,
): number {
  const points = attacker.points(taken);
  return traces.filter((one) => {
    const scored = suspects.map((suspect) => ({ suspect, score: points(one, suspect) }));
    const most = Math.max(...scored.map(({ score }) => score));
    const first = scored.filter(({ score }) => score === most);
    return first[draw(first.length)]?.suspect.id === truth.get(String(one.alias._id));
  }).length;
}
