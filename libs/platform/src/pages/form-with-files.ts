import '@fastify/multipart';
import { mostPictures, pictureBytesLimit } from '@throughline/contracts/names';
import { DomainError } from '@throughline/kernel';
import type { FastifyRequest } from 'fastify';
import { decodedText } from '../tables/decoding';
import type { Fields } from './web-app';

/** As much as an ordinary form may hold, in letters. */
const mostText = 512 * 1024;
const limits = {
  fileSize: pictureBytesLimit + 1,
  files: mostPictures + 1,
  fields: 200,
  parts: 210,
  fieldSize: mostText,
};

/** A table that is chosen as a file takes the place of one that is pasted; this many bytes of it are looked at, in letters of any kind. */
const mostTableBytes = 2 * mostText;
const tableFile = 'file-table';

/** Adds a file by the API, in the reader's name; answers its id. */
export type AddFile = (kind: 'pictures' | 'documents', bytes: Buffer) => Promise<string>;

/** What a form held, with the pictures that could be added among its fields; and why one could not. */
export interface FormWithFiles {
  fields: Fields;
  refused: unknown;
}

/**
 * Reads a form as a browser sends it that has files to choose in it. A file `file-2` is added at once and only its bytes count; what the
 * other fields say of it (`describe-2`) is said of its id then; so is `file-document`, whose id and name come as `file` and `fileName`, so
 * that a form that is refused for something else brings it back. Whatever is wrong with a file, all words are read: they come back.
 * Where there is no room for files, `add` is null: none is held for a moment then. A file `file-table` is read as text, in whatever letters it
 * was saved, into the field `text`; `readAs` says in which.
 */
export async function readFormWithFiles(request: FastifyRequest, add: AddFile | null): Promise<FormWithFiles> {
  const fields: Fields = {};
  const added = new Map<string, string>();
  let document: { file: string; fileName: string } | undefined;
  let refused: unknown;
  let letters = 0;
  try {
    for await (const part of request.parts({ limits })) {
      if (part.type === 'field') {
        if (typeof part.value !== 'string') throw new DomainError('bad-input');
        letters += part.value.length;
        if (part.valueTruncated || letters > mostText) throw new DomainError('too-large');
        const before = fields[part.fieldname];
        fields[part.fieldname] = before === undefined ? part.value : [...[before].flat(), part.value];
        continue;
      }
      if (part.fieldname === tableFile) {
        const read = await bytesOf(part.file, request.actor.kind === 'member' && add !== null, mostTableBytes);
        if (part.filename && !add) refused ??= new DomainError('unavailable', { retryAfter: 5 });
        if (read.length === 0) continue;
        const { text, as } = decodedText(read);
        // What is too long to be sent on is not sent back either: it is still where it was chosen.
        if (read.length > mostTableBytes || text.length > mostText) refused ??= new DomainError('too-large');
        else Object.assign(fields, { text, readAs: as });
        continue;
      }
      const [, place = ''] = /^file-(\d|document)$/.exec(part.fieldname) ?? [];
      const isDocument = place === 'document';
      const isOurs = place !== '' && request.actor.kind === 'member';
      if (isOurs && part.filename && !add) refused ??= new DomainError('unavailable', { retryAfter: 5 });
      const wanted = isOurs && add !== null && refused === undefined;
      const bytes = await bytesOf(part.file, wanted);
      const isNone = !part.filename && bytes.length === 0;
      if (!wanted || isNone) continue;
      try {
        if (bytes.length > pictureBytesLimit)
          throw new DomainError(isDocument ? 'document-too-large' : 'picture-too-large');
        const id = await add(isDocument ? 'documents' : 'pictures', bytes);
        if (isDocument) document = { file: id, fileName: part.filename };
        else added.set(place, id);
      } catch (error) {
        refused = error;
      }
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    const { statusCode } = error as { statusCode?: unknown };
    throw new DomainError(statusCode === 413 ? 'too-large' : 'bad-input', { cause: error });
  }
  return { fields: { ...withPictures(fields, added), ...document }, refused };
}

/** All of a file is taken in; held are no more than it takes to know that it is too long. */
async function bytesOf(file: AsyncIterable<Buffer>, wanted: boolean, most = Infinity): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of file) {
    if (wanted && length <= most) parts.push(part);
    length += part.length;
  }
  return Buffer.concat(parts);
}

function withPictures(fields: Fields, added: ReadonlyMap<string, string>): Fields {
  const named = Object.entries(fields).map(([name, value]): [string, string | string[]] => {
    const [, what, place = ''] = /^(.+)-(\d)$/.exec(name) ?? [];
    const id = added.get(place);
    return [what !== undefined && id !== undefined ? `${what}-${id}` : name, value];
  });
  const pictures = [fields['picture'] ?? [], ...added.values()].flat();
  return { ...Object.fromEntries(named), ...(pictures.length > 0 ? { picture: pictures } : {}) };
}
