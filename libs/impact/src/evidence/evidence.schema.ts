import {
  type DocumentKind,
  documentKinds,
  type EvidenceKind,
  evidenceKinds,
  type WordStanding,
  wordStandings,
} from '@throughline/contracts/names';
import { Schema } from 'mongoose';
import type { LinkedPlaces } from './links';

interface Linked {
  _id: string;
  /** Keyed digests of the request that linked it: sent again it is the same link. */
  key: string;
  body: string;
  by: string;
  /** A day: a finer time says nothing that is needed. */
  on: Date;
}

/** "This is not what I meant": what the author of linked words says of them. */
export interface AuthorsSay {
  text: string;
  on: Date;
  /** Said under another name: others read it from the next day on, so that no time of it is known. */
  asAlias: boolean;
  /** Somebody who looks after it has seen it. */
  looked: boolean;
}

/** Words of a post: where they stand in which of its texts, and a keyed digest of them; never the words (docs/decisions/0026). */
export interface LinkedWordsEvidence extends Linked {
  kind: 'words';
  postId: string;
  textVersion: number;
  passages: { start: number; end: number }[];
  digest: string;
  /** How they stood when somebody last looked: what is otherwise by now is to be looked at again. */
  noted: WordStanding;
  /** Whoever wrote them has not been told yet. */
  untold?: boolean;
  said?: AuthorsSay;
}

/** A file as what it stands in keeps it; its bytes are a file of the store. */
export interface LinkedFile {
  id: string;
  /** What it was called where it came from, cleaned. */
  name: string;
  kind: DocumentKind;
  bytes: number;
  sha256: string;
}

export interface DocumentEvidence extends Linked {
  kind: 'document';
  title: string;
  dated: string;
  source: string;
  link: string | null;
  /** Missing where there is none. */
  file?: LinkedFile;
}

export interface MeasureEvidence extends Linked {
  kind: 'measure';
  title: string;
  dated: string;
  source: string;
  value: number;
  unit: string;
}

export type Evidence = LinkedWordsEvidence | DocumentEvidence | MeasureEvidence;

type Parts<Kind> = Kind extends Evidence ? Omit<Kind, keyof Linked> : never;
/** What a kind keeps of itself, beside who linked it and when. */
export type EvidenceParts = Parts<Evidence>;

/** That something is to be looked at again, since which day; of what was erased, only who could read it is left. */
export interface LookAgain {
  since: Date;
  erased: string[];
}

const evidenceFields = new Schema(
  {
    _id: { type: String, required: true },
    key: { type: String, required: true },
    body: { type: String, required: true },
    by: { type: String, required: true },
    on: { type: Date, required: true },
    kind: { type: String, enum: evidenceKinds, required: true },
    postId: String,
    textVersion: Number,
    passages: { type: [{ start: Number, end: Number, _id: false }], default: undefined },
    digest: String,
    noted: { type: String, enum: wordStandings },
    untold: Boolean,
    said: {
      type: { text: String, on: Date, asAlias: Boolean, looked: Boolean },
      _id: false,
      default: undefined,
    },
    title: String,
    dated: String,
    source: String,
    link: String,
    file: {
      type: { id: String, name: String, kind: { type: String, enum: documentKinds }, bytes: Number, sha256: String },
      _id: false,
      default: undefined,
    },
    value: Number,
    unit: String,
  },
  { strict: 'throw' },
);

/** What was changed, when, by whom: each field as it was said before. */
export interface Version {
  on: Date;
  by: string;
  before: { field: string; text: string }[];
  /** What it rests on changed: nothing of words is kept but who could read them. */
  link?: { done: 'linked' | 'taken-off'; kind: EvidenceKind; audience: string };
}

/** What everything has that rests on evidence, belongs somewhere and is kept with its history. */
export interface Kept extends LinkedPlaces {
  _id: string;
  evidence: Evidence[];
  lookAgain: LookAgain | null;
  versions: Version[];
  revision: number;
  textVersion: number;
}

/** What is read where many are listed: a history may be of millions of letters, and no list tells of it. */
export const withoutHistory = { versions: 0 } as const;

/** Adds these fields to a schema, with the indexes by which words are found, and what belongs to a theme, a session or a thread. */
export function withEvidence(schema: Schema): void {
  const ids = { type: [String], default: [] };
  schema.add({
    themes: ids,
    sessions: ids,
    threads: ids,
    evidence: { type: [evidenceFields], default: [] },
    lookAgain: { type: { since: Date, erased: [String] }, _id: false, default: null },
    versions: {
      type: [
        new Schema(
          {
            on: Date,
            by: String,
            before: [{ field: String, text: String, _id: false }],
            link: {
              type: { done: String, kind: { type: String, enum: evidenceKinds }, audience: String },
              _id: false,
            },
          },
          { _id: false, strict: 'throw' },
        ),
      ],
      default: [],
    },
    revision: { type: Number, required: true, default: 1 },
    textVersion: { type: Number, required: true, default: 1 },
  });
  schema.index({ themes: 1 });
  schema.index({ sessions: 1 });
  schema.index({ threads: 1 });
  schema.index({ 'evidence.untold': 1 }, { partialFilterExpression: { 'evidence.untold': true } });
  schema.index({ 'lookAgain.since': 1 }, { partialFilterExpression: { 'lookAgain.since': { $exists: true } } });
  schema.index({ 'evidence.file.id': 1 }, { partialFilterExpression: { 'evidence.file.id': { $exists: true } } });
  schema.index({ 'evidence.postId': 1 }, { partialFilterExpression: { 'evidence.postId': { $exists: true } } });
}
