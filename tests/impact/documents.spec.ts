import { createHash, randomUUID } from 'node:crypto';
import { notePage, outcomePage, outsideCard, ownDataLink } from '@throughline/contracts';
import { documentsBytesLimit, pdfBytesLimit } from '@throughline/contracts/names';
import {
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  Person,
  startBuiltServer,
  testPassword,
} from '@throughline/testing';
import { strFromU8, unzipSync } from 'fflate';
import { withDatabaseOf } from '../identity/database-of';
import { photo, plain } from '../pictures/some-pictures';
import {
  addDocument,
  beginNote,
  beginOutcome,
  documentsIn,
  inviteEvaluator,
  noteOf,
  outcomeOf,
  paper,
  recordOutcome,
  sendDocument,
} from './changes';
import { moderatorWithout } from '../identity/second-factor-parts';
import { beginReport, sheetsOf, storeReport } from './report-steps';
import { pdf, pdfOf } from './some-documents';

jest.setTimeout(120_000);

let server: BuiltServer;
let founder: Insider;
let rowan: Insider;
let eve: Insider;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
  rowan = await inviteAndJoin(founder, 'Rowan Reader');
  eve = await inviteEvaluator(founder);
});
afterAll(() => server?.stop());

const linkTo = (place: string, id: string, by: Insider, name: string, key: string = randomUUID()) =>
  by.post(`/api/${place}/evidence`, { key, ...paper, file: { id, name } });
/** An outcome that all members see, with the file of a document. */
async function withFile(bytes: Uint8Array, name = 'letter.pdf') {
  const { id } = await recordOutcome(eve);
  const added = await addDocument(eve, bytes);
  const page = expected(200, await linkTo(`outcomes/${id}`, added.id, eve, name)).as(outcomePage);
  const evidence = documentsIn(page.evidence).at(-1)?.id ?? '';
  return { id, file: added.id, evidence, path: `/api/outcomes/${id}/evidence/${evidence}/file` };
}
/** What there is of a file in the store, and of what is known of it. */
const keptOf = (id: string) =>
  withDatabaseOf(server, async (db) => ({
    files: await db.collection('store.files').countDocuments({ _id: `${id}.document` as never }),
    parts: await db.collection('store.chunks').countDocuments({ files_id: `${id}.document` }),
    rows: await db.collection('document_files').countDocuments({ _id: id as never }),
  }));
const nothing = { files: 0, parts: 0, rows: 0 };

test('a PDF is linked with a document, and every member reads it as it came; visitors and strangers do not', async () => {
  const bytes = pdf();
  const { id, path, evidence } = await withFile(bytes);
  const { evidence: all } = await outcomeOf(rowan, id);
  expect(documentsIn(all)).toMatchObject([
    { title: 'A letter', link: null, file: { name: 'letter.pdf', kind: 'pdf', bytes: bytes.length } },
  ]);
  const answer = expected(200, await rowan.get(path));
  expect(Buffer.compare(answer.bytes, bytes)).toBe(0);
  expect(
    Object.fromEntries(
      [
        'content-type',
        'content-disposition',
        'content-security-policy',
        'x-content-type-options',
        'cache-control',
        'cross-origin-resource-policy',
      ].map((name) => [name, answer.headers.get(name)]),
    ),
  ).toEqual({
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="letter.pdf"; filename*=UTF-8''letter.pdf`,
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'cross-origin-resource-policy': 'same-origin',
  });
  expect((await new Person(server.url).get(path)).status).toBe(401);
  const other = (await recordOutcome(eve)).id;
  for (const wrong of [
    path.replace(evidence, 'a'.repeat(26)),
    path.replace(id, other),
    path.replace('outcomes', 'notes'),
  ])
    expect((await rowan.get(wrong)).status).toBe(404);
});

test('of a draft, nobody reads it but who follows changes; of a note, every member', async () => {
  const draft = await beginOutcome(eve);
  const page = expected(200, await linkTo(`outcomes/${draft.id}`, (await addDocument(eve, pdf())).id, eve, 'a.pdf'));
  const [inDraft] = documentsIn(page.as(outcomePage).evidence);
  const path = `/api/outcomes/${draft.id}/evidence/${inDraft?.id}/file`;
  expected(200, await founder.get(path));
  expect((await rowan.get(path)).status).toBe(404);
  const note = await beginNote(eve);
  const linked = expected(200, await linkTo(`notes/${note.id}`, (await addDocument(eve, pdf())).id, eve, 'b.pdf'));
  const [inNote] = documentsIn(linked.as(notePage).evidence);
  expected(200, await rowan.get(`/api/notes/${note.id}/evidence/${inNote?.id}/file`));
  expect(documentsIn((await noteOf(rowan, note.id)).evidence)[0]?.file?.name).toBe('b.pdf');
});

test('only who follows changes adds one', async () => {
  expect((await sendDocument(rowan, pdf())).status).toBe(403);
  expect((await sendDocument(new Person(server.url), pdf())).status).toBe(401);
  expect(await withDatabaseOf(server, (db) => db.collection('document_files').countDocuments({ bytes: 0 }))).toBe(0);
  const { id } = await addDocument(eve, pdf());
  const { id: outcome } = await recordOutcome(eve);
  expect((await linkTo(`outcomes/${outcome}`, id, rowan, 'x.pdf')).status).toBe(403);
});

test('S14 a photo of a page is made anew: no place, no device, and it weighs little', async () => {
  const given = await photo();
  const { path, file } = await withFile(given, 'IMG_0001.HEIC');
  const answer = expected(200, await rowan.get(path));
  expect(answer.headers.get('content-type')).toBe('image/jpeg');
  expect(answer.headers.get('content-disposition')).toContain('IMG_0001.jpg');
  expect(answer.bytes.toString('latin1')).not.toMatch(/Exif|Canary/i);
  expect(answer.bytes.subarray(0, 3).toString('hex')).toBe('ffd8ff');
  expect((await keptOf(file)).files).toBe(1);
});

describe('S14 what is refused, in words', () => {
  const zip = Buffer.from('PK\u0003\u0004canary');
  const zipEnd = Buffer.concat([Buffer.from('PK\u0005\u0006'), Buffer.alloc(18)]);
  test.each<[string, number, string, () => Buffer | Promise<Buffer>]>([
    ['nothing', 422, 'document-broken', () => Buffer.alloc(0)],
    ['a program that was renamed', 415, 'document-kind', () => Buffer.concat([Buffer.from('MZ\x90\0'), pdf()])],
    ['a Word file', 415, 'document-kind', () => zip],
    ['an old Word file', 415, 'document-kind', () => Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['a page before a PDF', 415, 'document-kind', () => Buffer.concat([Buffer.from('<html>\n'), pdf()])],
    ['a ZIP before a PDF', 415, 'document-kind', () => Buffer.concat([zip, pdf()])],
    ['a blank before a PDF', 415, 'document-kind', () => Buffer.concat([Buffer.from('\n'), pdf()])],
    ['SVG', 415, 'document-kind', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a PDF that is a page too', 415, 'document-more', () => pdf({ catalogue: '\n% <script>alert(1)</script>\n' })],
    ['a PDF with a ZIP behind it', 415, 'document-more', () => Buffer.concat([pdf(), zip])],
    ['a PDF with the end of a ZIP in it', 415, 'document-more', () => Buffer.concat([pdf(), zipEnd, pdf()])],
    [
      'one that runs scripts',
      415,
      'document-more',
      () => pdf({ catalogue: '/OpenAction << /S /JavaScript /JS (x) >>' }),
    ],
    ['the same, hidden', 415, 'document-more', () => pdf({ catalogue: '/OpenAction << /S /J#61vaScript >>' })],
    [
      'one that starts a program',
      415,
      'document-more',
      () => pdf({ catalogue: '/OpenAction << /S /Launch /F (x) >>' }),
    ],
    [
      'one with another file in it',
      415,
      'document-more',
      () => pdf({ catalogue: '/Names << /EmbeddedFiles 9 0 R >>' }),
    ],
    ['one that is cut off', 422, 'document-broken', () => pdf().subarray(0, 400)],
    ['a PDF that is too large', 413, 'document-too-large', () => pdfOf(pdfBytesLimit + 1)],
    ['50 megabytes', 413, 'document-too-large', () => Buffer.alloc(50 * 1024 * 1024, 1)],
    ['a picture that moves', 415, 'picture-moves', () => Buffer.from('GIF89a')],
    ['a picture that is a PDF too', 415, 'picture-more', async () => Buffer.concat([await plain('png'), pdf()])],
  ])('%s: %i %s', async (_, status, code, make) => {
    const answer = await sendDocument(eve, await make());
    expect([answer.status, (answer.json as { code: string }).code]).toEqual([status, code]);
  });

  test('the largest that is taken is', async () => {
    const { id, kind, bytes } = await addDocument(eve, pdfOf(pdfBytesLimit));
    expect([kind, bytes]).toEqual(['pdf', pdfBytesLimit]);
    const outcome = await recordOutcome(eve);
    const page = expected(200, await linkTo(`outcomes/${outcome.id}`, id, eve, 'large.pdf')).as(outcomePage);
    const path = `/api/outcomes/${outcome.id}/evidence/${page.evidence[0]?.id}/file`;
    expect(expected(200, await rowan.get(path)).bytes.length).toBe(pdfBytesLimit);
  });

  test('JSON is no file, and a file no JSON', async () => {
    expect((await eve.post('/api/documents', { unknown: true })).status).toBe(415);
  });
});

test('the name is shown cleaned, and offered for the download in letters that every program takes', async () => {
  for (const [given, shown, offered] of [
    ['../../etc/Łatwa “zgoda”.PDF', 'Łatwa “zgoda”.pdf', "filename*=UTF-8''%C5%81atwa%20%E2%80%9Czgoda%E2%80%9D.pdf"],
    ['C:\\Users\\eve\\list\u202Efdp.exe', 'listfdp.pdf', 'filename="listfdp.pdf"'],
    [
      'a"; filename="evil.html\r\nX-Evil: 1.pdf',
      'a; filename=evil.html X-Evil 1.pdf',
      'filename="a; filename=evil.html X-Evil 1.pdf"',
    ],
    ['\u200b\u0000..', 'document.pdf', 'filename="document.pdf"'],
    [`${'ä'.repeat(300)}.pdf`, `${'ä'.repeat(100)}.pdf`, `filename="${'a'.repeat(100)}.pdf"`],
    ["it's (1).pdf", "it's (1).pdf", "filename*=UTF-8''it%27s%20%281%29.pdf"],
  ] as const) {
    const { id, path } = await withFile(pdf(), given);
    expect(documentsIn((await outcomeOf(rowan, id)).evidence)[0]?.file?.name).toBe(shown);
    const { headers } = expected(200, await rowan.get(path));
    expect(headers.get('content-disposition')).toContain(offered);
    expect(headers.get('x-evil')).toBeNull();
  }
});

test('sent again with its key it is the same link, with the same file or one with the same in it; and no second file', async () => {
  const outcome = await recordOutcome(eve);
  const place = `outcomes/${outcome.id}`;
  const [first, second, other] = [
    await addDocument(eve, pdf()),
    await addDocument(eve, pdf()),
    await addDocument(eve, pdf({ text: 'Another' })),
  ];
  const key = randomUUID();
  for (const { id } of [first, first, second])
    expect(
      documentsIn(expected(200, await linkTo(place, id, eve, 'a.pdf', key)).as(outcomePage).evidence),
    ).toHaveLength(1);
  expect(await keptOf(first.id)).toEqual({ files: 1, parts: 1, rows: 1 });
  expect(await keptOf(second.id)).toEqual(nothing);
  expect((await linkTo(place, other.id, eve, 'a.pdf', key)).json).toMatchObject({ code: 'key-reused' });
  // What was linked stands there; a further link needs a further file.
  expect((await linkTo(place, first.id, eve, 'a.pdf')).json).toMatchObject({ code: 'document-gone' });
  expect((await linkTo(place, 'a'.repeat(26), eve, 'a.pdf')).json).toMatchObject({ code: 'document-gone' });
  expect((await outcomeOf(eve, outcome.id)).evidence).toHaveLength(1);
});

test('taken off, or thrown away with its draft, its file goes; the history says that a document was linked', async () => {
  const { id, evidence, path, file } = await withFile(pdf());
  expected(200, await eve.del(`/api/outcomes/${id}/evidence/${evidence}`));
  expect((await rowan.get(path)).status).toBe(404);
  expect(await keptOf(file)).toEqual(nothing);
  expect((await rowan.get(`/api/outcomes/${id}/history`)).text).toContain('"kind":"document"');
  const draft = await beginOutcome(eve);
  const added = await addDocument(eve, pdf());
  expected(200, await linkTo(`outcomes/${draft.id}`, added.id, eve, 'a.pdf'));
  expected(200, await eve.del(`/api/outcomes/${draft.id}`));
  expect(await keptOf(added.id)).toEqual(nothing);
});

test('what is full says so, and a link is taken still', async () => {
  const row = { _id: 'b'.repeat(26) as never, kind: 'pdf', bytes: documentsBytesLimit, sha256: '' };
  await withDatabaseOf(server, (db) => db.collection('document_files').insertOne(row));
  const before = await withDatabaseOf(server, (db) => db.collection('document_files').countDocuments());
  const answer = await sendDocument(eve, pdf());
  expect([answer.status, answer.json]).toMatchObject([422, { code: 'documents-full' }]);
  expect(await withDatabaseOf(server, (db) => db.collection('document_files').countDocuments())).toBe(before);
  const { id } = await recordOutcome(eve);
  const linked = { key: randomUUID(), ...paper, link: 'https://example.org/letter' };
  expected(200, await eve.post(`/api/outcomes/${id}/evidence`, linked));
  await withDatabaseOf(server, (db) => db.collection('document_files').deleteOne({ _id: row._id }));
});

test('who asks outside, and visitors, learn that there is a document, and nothing of its file', async () => {
  const { id } = await withFile(pdf({ text: 'canary' }), 'canary.pdf');
  const asked = { key: randomUUID(), kind: 'change', forWhom: 'Somebody' };
  const { link } = expected(201, await eve.post(`/api/outcomes/${id}/outside`, asked)).as(outsideCard);
  const visitor = new Person(server.url);
  const secret = link?.split('/').at(-1) ?? '';
  const look = expected(200, await visitor.get(`/api/outside/look?secret=${secret}`)).text;
  const { seen } = expected(200, await eve.get(`/api/publishing/outcome/${id}`)).json as { seen: string };
  const evidence = documentsIn((await outcomeOf(eve, id)).evidence).map((one) => one.id);
  expected(200, await eve.put(`/api/publishing/outcome/${id}`, { seen, evidence }));
  const published = expected(200, await visitor.get('/api/changes')).text;
  expect(published).toContain('A letter');
  for (const text of [look, published, (await visitor.page('/changes')).text]) {
    expect(text).not.toContain('canary');
    expect(text).not.toContain('sha256');
    expect(text).not.toContain('/file');
  }
});

test('tables name it by name, kind, size and digest; who added it finds it in the copy of their data', async () => {
  const bytes = pdf({ text: 'In the tables' });
  await withFile(bytes, 'In the tables.pdf');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { tables } = expected(200, await eve.get('/api/impact/tables/json')).json as {
    tables: Record<string, object[]>;
  };
  expect(tables['evidence']).toContainEqual(
    expect.objectContaining({
      ...{ file_name: 'In the tables.pdf', file_kind: 'pdf', file_bytes: bytes.length, file_sha256: sha256 },
    }),
  );
  const asked = expected(200, await eve.post('/api/own/data', { password: testPassword, aliases: false }));
  const { link } = asked.as(ownDataLink);
  const archive = unzipSync(expected(200, await eve.get(link)).bytes);
  const told = Object.entries(archive).map(([name, part]) => `${name} ${strFromU8(part)}`);
  expect(told.join('\n')).toContain('In the tables.pdf');
});

test('a report says that a file is kept, and a stored one says so when it is gone', async () => {
  const bytes = pdf({ text: 'In a report' });
  const { id, evidence } = await withFile(bytes, 'In a report.pdf');
  const draft = await beginReport(eve, { detail: 'full' });
  const sheets = () => sheetsOf(eve, draft.id);
  expect(await sheets()).toContain('The community keeps it as a PDF.');
  expect(await sheets()).not.toContain('In a report.pdf');
  await storeReport(eve, draft);
  expected(200, await eve.del(`/api/outcomes/${id}/evidence/${evidence}`));
  expect(await sheets()).toContain('The community keeps it as a PDF.');
  const { tables } = expected(200, await eve.get(`/api/reports/${draft.id}/json`)).json as {
    tables: Record<string, object[]>;
  };
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  expect(tables['documents']).toContainEqual(
    expect.objectContaining({ title: 'A letter', file: 'pdf', file_bytes: bytes.length, file_sha256: sha256 }),
  );
});

test('S9 a moderator without a second step adds none', async () => {
  const moderator = await moderatorWithout(founder);
  const answer = await sendDocument(moderator, pdf());
  expect([answer.status, answer.json]).toMatchObject([403, { code: 'second-factor-needed' }]);
});

describe('in the form, without scripts', () => {
  async function sent(outcome: string, fields: Record<string, string>, file?: { name: string; bytes: Buffer }) {
    const form = new FormData();
    const all = {
      from: `/outcomes/${outcome}`,
      about: 'outcomes',
      id: outcome,
      key: randomUUID(),
      link: '',
      ...fields,
    };
    for (const [name, value] of Object.entries(all)) form.append(name, value);
    form.append('file-document', new Blob([Buffer.from(file?.bytes ?? '')]), file?.name ?? '');
    return eve.send('POST', '/form/evidence-document', { multipart: form, headers: { accept: 'text/html' } });
  }
  const whole = { title: 'The list', by: 'The network', on: '2022-05-11' };

  test('a file goes with it; none does, and a link', async () => {
    const { id } = await recordOutcome(eve);
    const key = randomUUID();
    const file = { name: 'Łatwa.pdf', bytes: pdf() };
    // Twice, as who pressed twice.
    for (const _ of [1, 2]) {
      const answer = await sent(id, { ...whole, key }, file);
      expect([answer.status, answer.location]).toEqual([303, `/outcomes/${id}`]);
    }
    expect((await sent(id, { ...whole, link: 'https://example.org/a' })).status).toBe(303);
    const all = documentsIn((await outcomeOf(rowan, id)).evidence);
    expect(all.map((one) => [one.link, one.file?.name ?? null])).toEqual([
      [null, 'Łatwa.pdf'],
      ['https://example.org/a', null],
    ]);
    const html = (await rowan.page(`/outcomes/${id}`)).text;
    expect(html).toContain(`href="/api/outcomes/${id}/evidence/${all[0]?.id}/file" download`);
  });

  test('one that is refused leaves all words there, and says that it has to be chosen again', async () => {
    const { id } = await recordOutcome(eve);
    const answer = await sent(id, whole, { name: 'list.docx', bytes: Buffer.from('PK\u0003\u0004') });
    expect(answer.status).toBe(415);
    for (const words of ['save it as PDF', 'value="The list"', 'value="The network"', 'choose it again'])
      expect(answer.text).toContain(words);
    expect((await outcomeOf(eve, id)).evidence).toEqual([]);
  });

  test('where something else is wrong, the file waits on the server and goes along the next time, or is left out', async () => {
    const { id } = await recordOutcome(eve);
    const file = { name: 'list.pdf', bytes: pdf() };
    const answer = await sent(id, { ...whole, on: '1022-05-11' }, file);
    expect(answer.status).toBe(400);
    const [, kept = ''] = /name="file" value="([a-z2-7]{26})"/.exec(answer.text) ?? [];
    expect(answer.text).toContain('is here already');
    expect(answer.text).not.toContain('choose it again');
    expect((await sent(id, { ...whole, file: kept, fileName: 'list.pdf', 'drop-file': 'yes' })).status).toBe(303);
    expect((await sent(id, { ...whole, file: kept, fileName: 'list.pdf' })).status).toBe(303);
    const all = documentsIn((await outcomeOf(rowan, id)).evidence);
    expect(all.map((one) => one.file?.name ?? null)).toEqual([null, 'list.pdf']);
  });
});
