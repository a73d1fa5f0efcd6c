import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { selectedWords, SentencesView } from '@throughline/contracts';
import { WordsInUse } from '@throughline/discussion';
import { Policies, type SignedIn } from '@throughline/kernel';
import { Programme } from '@throughline/programme';
import type { Model } from 'mongoose';
import type { z } from 'zod';
import { NoteNames } from '../notes/note-names';
import { createOutcome } from '../outcomes/outcome.policy';
import { titleOf } from '../outcomes/title-of';
import { Outcome } from '../outcomes/outcome.schema';

/** The most outcomes that are offered to link words to: the latest. */
const offered = 200;

/** A post in sentences, and what they can be linked to. */
@Injectable()
export class SentencesService {
  constructor(
    @InjectModel(Outcome.name) private readonly outcomes: Model<Outcome>,
    private readonly words: WordsInUse,
    private readonly notes: NoteNames,
    private readonly programme: Programme,
    private readonly policies: Policies,
  ) {}

  async of(actor: SignedIn, postId: string, selected: z.output<typeof selectedWords> = {}): Promise<SentencesView> {
    this.policies.authorize(actor, createOutcome, undefined);
    const { from, to, textVersion } = selected;
    const isChosen = from !== undefined && to !== undefined && textVersion !== undefined;
    const chosen = isChosen ? { from, to, textVersion } : undefined;
    const { themeId, sessionId: _, ...post } = await this.words.toChooseFrom(actor, postId, 'evidence', chosen);
    const named = { who: 1, what: 1, state: 1 } as const;
    const [drafts, recorded, notes, titles] = await Promise.all([
      this.outcomes.find({ state: 'draft' }, named).limit(offered).lean<Outcome[]>(),
      this.outcomes.find({ state: 'recorded' }, named).sort({ recordedOn: -1 }).limit(offered).lean<Outcome[]>(),
      this.notes.all(),
      this.programme.themeTitles([themeId]),
    ]);
    return {
      ...post,
      theme: { id: themeId, title: titles.get(themeId) ?? '' },
      outcomes: [...drafts, ...recorded].map((outcome) => ({
        id: outcome._id,
        title: titleOf(outcome),
        draft: outcome.state === 'draft',
      })),
      notes,
    };
  }
}
