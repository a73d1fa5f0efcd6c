import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Ids } from '@throughline/kernel';
import { type Connection, Schema } from 'mongoose';
import { keptByIds } from '../kept-by-ids';

/** A file as GridFS keeps it. Its date is a day, whoever it is of: a finer one could say whose it is (safety.md P6). */
interface StoredFile {
  _id: string;
  length: number;
  chunkSize: number;
  uploadDate: Date;
}

/** A part of one. */
interface StoredChunk {
  _id: string;
  files_id: string;
  n: number;
  data: Buffer;
}

const chunkSize = 255 * 1024;

const file = new Schema(
  { _id: String, length: Number, chunkSize: Number, uploadDate: Date },
  { collection: 'store.files', versionKey: false, strict: 'throw' },
);
const chunk = new Schema(
  { _id: String, files_id: String, n: Number, data: Buffer },
  { collection: 'store.chunks', versionKey: false, strict: 'throw' },
);
chunk.index({ files_id: 1, n: 1 }, { unique: true });
for (const schema of [file, chunk]) keptByIds(schema);

/**
 * Files in the database, as GridFS lays them out, so that one backup holds everything and whatever reads GridFS reads them. Written
 * here and not by the driver's own bucket, which names every part by an ObjectId and dates every file to the millisecond: either would
 * say when an alias wrote (safety.md P5, P6). Both collections are kept in the order of random ids.
 */
@Injectable()
export class Files {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly ids: Ids,
  ) {
    connection.model('StoredFile', file);
    connection.model('StoredChunk', chunk);
  }

  /** Keeps a file under an id that nothing else has. Its parts come first: a file that is there is whole. */
  async keep(_id: string, bytes: Buffer, on: Date): Promise<void> {
    const parts: StoredChunk[] = [];
    for (let at = 0; at < bytes.length; at += chunkSize)
      parts.push({
        _id: this.ids.next(),
        files_id: _id,
        n: parts.length,
        data: bytes.subarray(at, at + chunkSize),
      });
    if (parts.length > 0) await this.chunks.insertMany(parts);
    await this.files.insertOne({ _id, length: bytes.length, chunkSize, uploadDate: on });
  }

  /** The bytes; null where there is no such file, or not all of it. */
  async read(_id: string): Promise<Buffer | null> {
    const [stored, parts] = await Promise.all([
      this.files.findOne({ _id }),
      this.chunks.find({ files_id: _id }, { promoteBuffers: true }).sort({ n: 1 }).toArray(),
    ]);
    if (!stored) return null;
    const bytes = Buffer.concat(parts.map(({ data }) => data));
    return bytes.length === stored.length ? bytes : null;
  }

  /** The same a part at a time: a large one is never in memory as a whole. One that is erased meanwhile breaks off, and says so. */
  async piecesOf(_id: string): Promise<{ length: number; pieces: AsyncIterable<Buffer> } | null> {
    const stored = await this.files.findOne({ _id });
    if (!stored) return null;
    const { length } = stored;
    const parts = this.chunks.find({ files_id: _id }, { promoteBuffers: true, batchSize: 4 }).sort({ n: 1 });
    async function* pieces() {
      let sent = 0;
      for await (const { data } of parts) {
        sent += data.length;
        yield data;
      }
      if (sent !== length) throw new Error('A file that was being read is not whole any more.');
    }
    return { length, pieces: pieces() };
  }

  /** Erases files for good; those that are gone already are passed over. */
  async erase(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.files.deleteMany({ _id: { $in: [...ids] } });
    await this.chunks.deleteMany({ files_id: { $in: [...ids] } });
  }

  /**
   * The ids of which there are files called `id.kind`, of these kinds and no others, also where only parts of one are left: whoever keeps a
   * kind looks after it, and finds none of another's among its own.
   */
  async idsOf(kinds: readonly string[]): Promise<string[]> {
    const [files, parts] = await Promise.all([
      this.files.find({}, { projection: { _id: 1 } }).toArray(),
      this.chunks.distinct('files_id'),
    ]);
    const named = [...files.map(({ _id }) => _id), ...parts].map((name) => name.split('.'));
    return [...new Set(named.flatMap(([id = '', kind = '']) => (kinds.includes(kind) ? [id] : [])))];
  }

  private get files() {
    return this.connection.collection<StoredFile>('store.files');
  }

  private get chunks() {
    return this.connection.collection<StoredChunk>('store.chunks');
  }
}
