import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { trusted, type Model, type QueryFilter } from 'mongoose';
import { isWords } from '../evidence/evidence.service';
import type { AuthorsSay, Evidence, LinkedWordsEvidence } from '../evidence/evidence.schema';
import { Note } from '../notes/note.schema';
import { Outcome } from '../outcomes/outcome.schema';
import { titleOf } from '../outcomes/title-of';

/** Something that words of a post stand behind, as far as all members see it. */
export interface Quoting {
  about: 'outcomes' | 'notes';
  id: string;
  title: string;
  words: LinkedWordsEvidence;
}

const shown = { who: 1, what: 1, title: 1, evidence: 1 } as const;

/** Names linked words by what they stand behind. */
const linkOf = (id: string, { postId, digest }: Pick<LinkedWordsEvidence, 'postId' | 'digest'>) =>
  `${id} ${postId} ${digest}`;

/** What words of posts stand behind: recorded changes, and notes. A draft is told to nobody. */
@Injectable()
export class Quotings {
  constructor(
    @InjectModel(Outcome.name) private readonly outcomes: Model<Outcome>,
    @InjectModel(Note.name) private readonly notes: Model<Note>,
  ) {}

  /** What authors say of their words in these changes and notes. */
  async saidIn(
    ids: readonly string[],
  ): Promise<(id: string, words: Pick<LinkedWordsEvidence, 'postId' | 'digest'>) => AuthorsSay | undefined> {
    const filter = { _id: trusted({ $in: [...ids] }), 'evidence.said': trusted({ $exists: true }) };
    const [outcomes, notes] = await Promise.all([
      this.outcomes.find(filter as QueryFilter<Outcome>, { evidence: 1 }).lean<Pick<Outcome, '_id' | 'evidence'>[]>(),
      this.notes.find(filter as QueryFilter<Note>, { evidence: 1 }).lean<Pick<Note, '_id' | 'evidence'>[]>(),
    ]);
    const said = new Map(
      [...outcomes, ...notes].flatMap(({ _id, evidence }) =>
        evidence.filter(isWords).flatMap((words) => (words.said ? [[linkOf(_id, words), words.said] as const] : [])),
      ),
    );
    return (id, words) => said.get(linkOf(id, words));
  }

  /** Of these posts; or all, or all of which their authors were not told. */
  async find(which: { posts: readonly string[] } | 'untold' | 'all'): Promise<Quoting[]> {
    const filter =
      which === 'untold'
        ? { 'evidence.untold': true }
        : { 'evidence.postId': trusted(which === 'all' ? { $exists: true } : { $in: [...which.posts] }) };
    const [outcomes, notes] = await Promise.all([
      this.outcomes.find({ ...filter, state: 'recorded' } as QueryFilter<Outcome>, shown).lean<Outcome[]>(),
      this.notes.find(filter as QueryFilter<Note>, shown).lean<Note[]>(),
    ]);
    const isWanted = (one: Evidence): one is LinkedWordsEvidence => {
      if (!isWords(one)) return false;
      if (which === 'untold') return one.untold === true;
      return which === 'all' || which.posts.includes(one.postId);
    };
    const of = (about: Quoting['about'], id: string, title: string, evidence: readonly Evidence[]): Quoting[] =>
      evidence.filter(isWanted).map((words) => ({ about, id, title, words }));
    return [
      ...outcomes.flatMap((outcome) => of('outcomes', outcome._id, titleOf(outcome), outcome.evidence)),
      ...notes.flatMap(({ _id, title, evidence }) => of('notes', _id, title, evidence)),
    ];
  }
}
