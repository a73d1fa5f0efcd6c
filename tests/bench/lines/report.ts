import { randomUUID } from 'node:crypto';
import { notePage, outcomePage, type PostView, reportView, sentencesView } from '@throughline/contracts';
import { beginTheme, beginThread, expected, type Insider, writePost } from '@throughline/testing';
import type { Figure, Line } from '../line';
import type { Stage } from '../stage';

const size = { outcomes: 500, notes: 200, posts: 100 };
/** In milliseconds: the whole of it, as its reader gets it. */
const within = 3_000;
const together = 8;

export const report: Line = {
  name: 'report',
  work: `A report of ${size.outcomes} changes and ${size.notes} notes: its page, and what is taken away`,
  async measure(stage) {
    const { maker, stored, draft } = await stage.once('report', () => make(stage));
    const target = { atMost: within };
    const page = await fetched(maker, `/reports/${stored}`);
    const preview = await fetched(maker, `/reports/${draft}`);
    const figures: Figure[] = [
      { what: 'page, ms until all of it is there', ours: page.all, target },
      { what: 'page, ms until the first of it is there', ours: page.first },
      { what: 'page, KiB', ours: page.bytes / 1_024 },
      { what: 'page of a draft, ms until all of it is there', ours: preview.all, target },
    ];
    for (const form of ['word', 'tables', 'json']) {
      const file = await fetched(maker, `/api/reports/${stored}/${form}`);
      figures.push({ what: `${form}, ms`, ours: file.all, ...(form === 'word' ? {} : { target }) });
    }
    return figures;
  },
};

/** How long it took until something came, and until all of it had, in milliseconds. */
async function fetched({ url, cookie }: Insider, path: string) {
  const began = performance.now();
  const answer = await fetch(url + path, { headers: { cookie, 'accept-encoding': 'identity' } });
  if (answer.status !== 200 || !answer.body) throw new Error(`${path}: ${answer.status}`);
  let [first, bytes] = [0, 0];
  for await (const piece of answer.body as unknown as AsyncIterable<Uint8Array>) {
    first ||= performance.now() - began;
    bytes += piece.length;
  }
  return { first, all: performance.now() - began, bytes };
}

/** A community with so much to tell: each change rests on two posts of members, and has its texts. */
async function make(stage: Stage) {
  const maker = await stage.founder();
  const members = await stage.members(10);
  const themes: string[] = [];
  for (const title of ['Engagement', 'Prison release', 'Hospital discharge'])
    themes.push(await beginTheme(maker, title));
  const posts = await spoken(maker, members, themes[0] ?? '');
  const text = 'Whoever is released on Thursday is known on Monday, and somebody rings the gate the day before. ';
  const words = await Promise.all(posts.slice(0, size.posts).map((post) => wordsOf(maker, post)));
  const theme = (index: number) => [themes[index % themes.length] ?? ''];
  await inTurn(size.notes, async (index) => {
    const note = { title: `What gets in the way, ${index}`, blockage: text.repeat(4), lead: text, changeSought: text };
    const body = { key: randomUUID(), ...note, noticedOn: '2016-03-01', themes: theme(index) };
    const { id } = expected(201, await maker.post('/api/notes', body)).as(notePage);
    const series = { key: randomUUID(), title: 'Could be kept', unit: 'of 100', source: 'Plans', target: 75 };
    const { measures } = expected(200, await maker.post(`/api/notes/${id}/measures`, series)).as(notePage);
    for (const [on, value] of [
      ['2020-07-08', 12],
      ['2021-07-08', 25],
      ['2022-07-08', 52],
    ] as const)
      expected(200, await maker.put(`/api/notes/${id}/measures/${measures[0]?.id}`, { on, value }));
  });
  await inTurn(size.outcomes, async (index) => {
    const answers = {
      ...{ who: `Service ${index}`, what: 'sets the first meeting after the train.', when: 'Since May 2022' },
      ...{ where: 'Hanbridge', why: text.repeat(2), ourPart: text, others: text },
    };
    const first = words[index % words.length];
    const body = { key: randomUUID(), ...answers, themes: theme(index), ...(first ? { words: first } : {}) };
    const { id, textVersion } = expected(201, await maker.post('/api/outcomes', body)).as(outcomePage);
    const more = { key: randomUUID(), kind: 'words', words: words[(index + 1) % words.length] };
    expected(200, await maker.post(`/api/outcomes/${id}/evidence`, more));
    expected(200, await maker.post(`/api/outcomes/${id}/record`, { textVersion }));
  });
  const today = new Date().toISOString().slice(0, 10);
  const begin = async () => {
    const about = { key: randomUUID(), title: 'All of it', from: '2016-01-01', to: today };
    return expected(201, await maker.post('/api/reports', about)).as(reportView);
  };
  const { id: stored, size: held } = await begin();
  if (held !== size.outcomes + size.notes) throw new Error(`The report holds ${held} things.`);
  expected(200, await maker.post(`/api/reports/${stored}/store`, { textVersion: 1 }));
  return { maker, stored, draft: (await begin()).id };
}

async function spoken(maker: Insider, members: readonly Insider[], theme: string): Promise<PostView[]> {
  const thread = await beginThread(maker, theme, { title: 'Where it was said', text: 'Who helps?' });
  const posts: PostView[] = [];
  for (let index = 0; index < size.posts; index += 1) {
    const by = members[index % members.length] as Insider;
    const post = await writePost(by, thread, `You have to choose, they said. I chose the bed, the ${index}th time.`);
    const uses = { summary: 'general', evidence: 'yes', report: 'yes' };
    expected(200, await by.put(`/api/posts/${post.id}/uses`, uses));
    posts.push(post);
  }
  return posts;
}

async function wordsOf(by: Insider, { id: post }: PostView) {
  const { sentences, textVersion } = expected(200, await by.get(`/api/posts/${post}/sentences`)).as(sentencesView);
  return { post, textVersion, passages: sentences.slice(0, 1).map(({ start, end, exact }) => ({ start, end, exact })) };
}

async function inTurn(count: number, one: (index: number) => Promise<void>): Promise<void> {
  for (let index = 0; index < count; index += together)
    await Promise.all(Array.from({ length: Math.min(together, count - index) }, (_, more) => one(index + more)));
}
