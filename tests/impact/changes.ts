import { randomUUID } from 'node:crypto';
import {
  type EvidenceView,
  notePage,
  type NotePage,
  outcomePage,
  type OutcomePage,
  type PostView,
  sentencesView,
  type SentencesView,
  type UnsentDocument,
  unsentDocument,
} from '@throughline/contracts';
import { type Answer, expected, type Insider, inviteAndJoin, type Person, waitUntil } from '@throughline/testing';
import { pdf } from './some-documents';

/** Has somebody join as an evaluator: no moderator, and no second step. */
export async function inviteEvaluator(founder: Insider, name = 'Eve Evaluator'): Promise<Insider> {
  const evaluator = await inviteAndJoin(founder, name);
  const { id } = await evaluator.me();
  expected(200, await founder.patch(`/api/members/${id}`, { duties: ['evaluator'] }));
  // Who has a duty by now is known of within two seconds.
  await waitUntil('the evaluator is known as one', async () => (await evaluator.me()).duties.includes('evaluator'));
  return evaluator;
}

/** The author says that a post may be used, or that it may not. */
export async function give(author: Insider, post: string, evidence: 'yes' | 'no' = 'yes'): Promise<void> {
  const uses = { summary: 'general', evidence, report: 'general' };
  expected(200, await author.put(`/api/posts/${post}/uses`, uses));
}

export async function sentencesOf(by: Insider, post: string): Promise<SentencesView> {
  return expected(200, await by.get(`/api/posts/${post}/sentences`)).as(sentencesView);
}

/** Words as a request names them: those of these sentences, by their places in the post. */
export async function chosen(by: Insider, post: string, places: readonly number[] = [0]) {
  const { sentences, textVersion } = await sentencesOf(by, post);
  const passages = places.map((place) => {
    const sentence = sentences[place];
    if (!sentence) throw new Error(`There is no sentence ${place}.`);
    return { start: sentence.start, end: sentence.end, exact: sentence.exact };
  });
  return { post, textVersion, passages };
}

export const answers = {
  who: 'Hanbridge probation',
  what: 'sets the first meeting after the train.',
  when: 'Since May 2022',
  where: 'Hanbridge',
  why: 'People can keep it.',
  ourPart: 'We asked, and showed the day.',
};

export async function beginOutcome(by: Person, more: object = {}): Promise<OutcomePage> {
  return expected(201, await by.post('/api/outcomes', { key: randomUUID(), ...answers, ...more })).as(outcomePage);
}

/** One that all members see. */
export async function recordOutcome(by: Person, more: object = {}): Promise<OutcomePage> {
  const { id, textVersion } = await beginOutcome(by, more);
  return expected(200, await by.post(`/api/outcomes/${id}/record`, { textVersion })).as(outcomePage);
}

export async function outcomeOf(by: Person, id: string): Promise<OutcomePage> {
  return expected(200, await by.get(`/api/outcomes/${id}`)).as(outcomePage);
}

export async function beginNote(by: Insider, more: object = {}): Promise<NotePage> {
  const parts = { title: 'A first day that can be kept', blockage: 'Nobody adds the times up.' };
  return expected(201, await by.post('/api/notes', { key: randomUUID(), ...parts, ...more })).as(notePage);
}

export async function noteOf(by: Insider, id: string): Promise<NotePage> {
  return expected(200, await by.get(`/api/notes/${id}`)).as(notePage);
}

export const wordsIn = (evidence: readonly EvidenceView[]) =>
  evidence.flatMap((one) => (one.kind === 'words' ? one.passages.map(({ exact }) => exact) : []));
export const ledToOf = ({ ledTo = [] }: PostView) => ledTo.map(({ title }) => title);

/** Sends bytes as the file of a document. */
export const sendDocument = (by: Person, bytes: Uint8Array): Promise<Answer> =>
  by.send('POST', '/api/documents', { bytes, headers: { 'content-type': 'application/octet-stream' } });
export const addDocument = async (by: Person, bytes: Uint8Array): Promise<UnsentDocument> =>
  expected(201, await sendDocument(by, bytes)).as(unsentDocument);
export const paper = { kind: 'document', title: 'A letter', on: '2022-05-11', by: 'The discharge network' };

/** Adds the file of a document and links both to `outcomes/:id` or `notes/:id`; answers what that rests on then. */
export async function linkFile(
  by: Insider,
  place: string,
  { bytes = pdf(), name = 'letter.pdf' } = {},
): Promise<EvidenceView[]> {
  const { id } = await addDocument(by, bytes);
  const body = { key: randomUUID(), ...paper, file: { id, name } };
  return (expected(200, await by.post(`/api/${place}/evidence`, body)).json as { evidence: EvidenceView[] }).evidence;
}
export const documentsIn = (evidence: readonly EvidenceView[]) =>
  evidence.flatMap((one) => (one.kind === 'document' ? [one] : []));
