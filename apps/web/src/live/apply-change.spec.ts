import type { Change, PostView, ThreadPage, ThreadView } from '@throughline/contracts';
import { pageOfPost, postsPerPage } from '@throughline/contracts/names';
import { joined, without } from '@throughline/rules';
import fc from 'fast-check';
import { applyChange, applyListChange } from './apply-change';

const reader = 'reader';
const at = (tick: number) => new Date(Date.UTC(2020, 6, 8) + tick * 60_000).toISOString();

type Step =
  | { do: 'post'; by: string; replyTo: number }
  | { do: 'edit' | 'thank' | 'withdraw'; number: number }
  | { do: 'resolve' | 'rename' | 'link' | 'unlink' }
  | { do: 'read'; from: number; to: number };

/** A server in a few lines: documents as they are, and the log of what happened to them. */
class Server {
  private posts: PostView[] = [];
  private read: [number, number][] = [];
  private readonly log: Omit<Change, 'data'>[] = [];
  private thread = {
    id: 'thread',
    title: 'A thread',
    kind: 'discussion',
    state: 'open',
    stateAt: null,
    audience: { kind: 'members', id: null, name: null },
    theme: { id: 'theme', title: 'Prison release' },
    session: null,
    mightKnow: [],
    answer: null,
    pinned: false,
    checkFirst: false,
    summary: null,
    offeredSummary: null,
    lastNumber: 0,
    startedAt: at(0),
    lastPostAt: at(0),
    mergedInto: null,
    revision: 1,
  } as ThreadView;

  take(step: Step): void {
    const tick = this.log.length + 1;
    const target = 'number' in step ? this.posts[(step.number - 1) % Math.max(1, this.posts.length)] : undefined;
    if (step.do === 'post') {
      const number = this.posts.length + 1;
      const id = `p${number}`;
      const replyTo = step.replyTo >= 1 && step.replyTo < number ? step.replyTo : null;
      this.posts.push(post(id, number, step.by, replyTo, at(tick)));
      this.note('post.published', id, 1);
      // One's own post is read: the server tells the reader so, beside the post itself.
      if (step.by === reader) {
        this.read = joined([...this.read, [number, number]]);
        this.note('reading.changed', 'reading', tick);
      }
    } else if (step.do === 'read') {
      this.read = joined([...this.read, [step.from, Math.min(step.to, this.posts.length)]]);
      this.note('reading.changed', 'reading', tick);
    } else if (step.do === 'resolve' || step.do === 'rename' || step.do === 'link' || step.do === 'unlink') {
      const { cameOf: _, ...before } = this.thread;
      const revision = before.revision + 1;
      // Where nothing came of it there is no such field.
      const after = step.do === 'unlink' ? before : this.thread;
      this.thread = { ...after, ...changedThread(step.do, tick), revision };
      this.note('thread.changed', 'thread', revision);
    } else if (target) {
      const revision = target.revision + 1;
      this.posts[target.number - 1] = { ...target, ...changed(step.do, tick), revision };
      this.note('post.changed', target.id, revision);
    }
  }

  /** Everything after the cursor, each with its subject as it is now: later than the change itself, as on the wire. */
  after(seq: number): Change[] {
    return this.log.slice(seq).map((entry) => ({ ...entry, data: this.view(entry) }));
  }

  page(number: number): ThreadPage {
    const lastNumber = this.posts.length;
    const unread = without(lastNumber === 0 ? [] : [[1, lastNumber]], this.read);
    return {
      thread: { ...this.thread, lastNumber },
      page: { number, count: pageOfPost(lastNumber) },
      posts: this.posts
        .filter((shown) => pageOfPost(shown.number) === number)
        .map((shown) => ({
          ...shown,
          laterReplies: this.posts
            .filter((reply) => reply.replyTo === shown.number && pageOfPost(reply.number) > number)
            .map((reply) => reply.number),
        })),
      cursor: { epoch: 'e', seq: this.log.length },
      viewer: {
        memberId: reader,
        unread,
        firstUnread: unread[0]?.[0] ?? null,
        abilities: [],
        readers: { count: 2, sectors: [] },
        formKey: 'key-key-key',
        draft: null,
        persona: { mine: [], current: null, names: [], obstacle: 'no-leads', few: false },
        waiting: [],
        checks: { by: [], self: null },
        hidden: [],
        notices: { flags: [], steps: [], quoted: [] },
        blocked: [],
        letters: [],
        follow: {},
      },
    };
  }

  private note(type: Change['type'], subject: string, revision: number): void {
    this.log.push({ stream: 'thread:thread', epoch: 'e', seq: this.log.length + 1, type, subject, revision });
  }

  private view({ type, subject }: Omit<Change, 'data'>): unknown {
    if (type === 'reading.changed') return { threadId: 'thread', read: this.read };
    // The thread's document follows its posts a moment later.
    if (type === 'thread.changed') return { ...this.thread, lastNumber: Math.max(0, this.posts.length - 1) };
    return this.posts.find(({ id }) => id === subject);
  }
}

function post(id: string, number: number, by: string, replyTo: number | null, publishedAt: string): PostView {
  return {
    id,
    threadId: 'thread',
    number,
    replyTo,
    state: 'published',
    author: { kind: 'member', id: by, name: by, sector: null, role: 'member', duties: [] },
    bodyHtml: `<p>${id}</p>`,
    pictures: [],
    contentNote: null,
    publishedAt,
    editedAt: null,
    reactions: [],
    laterReplies: [],
    gone: null,
    revision: 1,
    textVersion: 1,
  };
}

function changedThread(how: 'resolve' | 'rename' | 'link' | 'unlink', tick: number): Partial<ThreadView> {
  if (how === 'resolve') return { state: 'resolved' };
  if (how === 'rename') return { title: `Title ${tick}` };
  return how === 'link' ? { cameOf: [{ kind: 'outcome', id: 'outcome', title: `Change ${tick}` }] } : {};
}

function changed(how: 'edit' | 'thank' | 'withdraw', tick: number): Partial<PostView> {
  if (how === 'edit') return { bodyHtml: `<p>${tick}</p>`, editedAt: at(tick), textVersion: tick };
  if (how === 'thank') return { reactions: [{ kind: 'thank-you', by: [{ id: `m${tick}`, name: 'Bram Fenwick' }] }] };
  return {
    state: 'withdrawn',
    author: { kind: 'unnamed' },
    bodyHtml: '',
    gone: { at: at(tick), reason: null, to: null },
  };
}

const number = fc.integer({ min: 1, max: 60 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('post' as const),
      by: fc.constantFrom(reader, 'a', 'b'),
      replyTo: fc.nat(60),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('edit' as const, 'thank' as const, 'withdraw' as const), number }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom(...(['resolve', 'rename', 'link', 'unlink'] as const)) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('read' as const), from: number, to: number }) },
);
const history = fc.array(step, { maxLength: 40 });
/** Long enough, where asked, that replies stand on a second page. */
const beginning = fc
  .tuple(fc.constantFrom(0, postsPerPage - 3), history)
  .map(([posts, steps]) => [
    ...Array.from({ length: posts }, (): Step => ({ do: 'post', by: 'a', replyTo: 0 })),
    ...steps,
  ]);

const shown = ({ cursor: _, thread: { lastPostAt: __, ...thread }, ...page }: ThreadPage) => ({ ...page, thread });

function play(steps: readonly Step[], server = new Server()): Server {
  for (const one of steps) server.take(one);
  return server;
}

describe('applying changes to a thread’s page', () => {
  it('makes the page that would be fetched anew', () => {
    fc.assert(
      fc.property(beginning, history, fc.constantFrom(1, 2), (before, after, wanted) => {
        const server = play(before);
        const opened = server.page(wanted);
        play(after, server);
        const live = server.after(opened.cursor.seq).reduce(applyChange, opened);
        expect(shown(live)).toEqual(shown(server.page(wanted)));
      }),
    );
  });

  it('takes a change twice, or one that the page has already, without harm', () => {
    fc.assert(
      fc.property(beginning, history, fc.nat(20), (before, after, back) => {
        const server = play(before);
        const opened = server.page(1);
        play(after, server);
        const changes = server.after(Math.max(0, opened.cursor.seq - back));
        const live = [...changes, ...changes].reduce(applyChange, opened);
        expect(shown(live)).toEqual(shown(server.page(1)));
      }),
    );
  });

  it('comes to the same page in whatever order the changes are taken', () => {
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), (steps, weights) => {
        const server = new Server();
        const opened = server.page(1);
        play(steps, server);
        const mixed = server
          .after(0)
          .map((change) => ({ change, weight: weights.next().value ?? 0 }))
          .sort((one, other) => one.weight - other.weight)
          .map(({ change }) => change);
        expect(shown(mixed.reduce(applyChange, opened))).toEqual(shown(server.page(1)));
      }),
    );
  });

  it('does not call a post unread that was read elsewhere before it arrived here', () => {
    const server = new Server();
    const opened = server.page(1);
    play(
      [
        { do: 'post', by: 'a', replyTo: 0 },
        { do: 'read', from: 1, to: 1 },
      ],
      server,
    );
    const [published, read] = server.after(0);
    const live = [read, published].reduce((page, change) => (change ? applyChange(page, change) : page), opened);
    expect(live.viewer).toMatchObject({ unread: [], firstUnread: null });
    expect(live.posts).toHaveLength(1);
  });

  it('answers the same object where nothing changed, so that nothing is drawn again', () => {
    const server = play([{ do: 'post', by: 'a', replyTo: 0 }]);
    const page = server.page(1);
    for (const change of server.after(0)) expect(applyChange(page, change)).toBe(page);
  });
});

describe('applying changes to a list', () => {
  const { summary: _, offeredSummary: __, ...thread } = new Server().page(1).thread;
  const listed = {
    threads: [{ ...thread, startedBy: { kind: 'unnamed' }, unread: 1, firstUnread: 1, unreadFrom: [] }],
  };
  const list = { ...listed, next: null, abilities: [], cursors: {} } as unknown as Parameters<
    typeof applyListChange
  >[0];
  const touched = (revision: number, title: string): Change => ({
    stream: 'members',
    epoch: 'e',
    seq: 1,
    type: 'thread.touched',
    subject: 'thread',
    revision,
    data: { ...new Server().page(1).thread, cameOf: [], title, revision },
  });

  it('takes a newer title and leaves what is the reader’s own', () => {
    const [item] = applyListChange(list, touched(2, 'Another')).threads;
    expect(item).toMatchObject({ title: 'Another', unread: 1, firstUnread: 1 });
    expect(item).not.toHaveProperty('summary');
    expect(item).not.toHaveProperty('offeredSummary');
    expect(item).not.toHaveProperty('cameOf');
  });

  it('leaves the list alone for what is not newer, or not on it', () => {
    expect(applyListChange(list, touched(1, 'Older'))).toBe(list);
    expect(applyListChange({ ...list, threads: [] }, touched(2, 'Another')).threads).toEqual([]);
  });
});
