import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { QuotedOfPost } from '@throughline/contracts';
import { Days, dayText, WordsInUse } from '@throughline/discussion';
import { notFound, type SignedIn } from '@throughline/kernel';
import { trusted, type Model } from 'mongoose';
import { everyMember, isWords } from '../evidence/evidence.service';
import type { AuthorsSay, Evidence, Kept } from '../evidence/evidence.schema';
import { NoteWrites } from '../notes/note-writes';
import { OutcomePresenter } from '../outcomes/outcome.presenter';
import { Outcome } from '../outcomes/outcome.schema';
import { OutcomeWrites } from '../outcomes/outcome-writes';
import { Statements } from '../outside/statements';
import { QuotedTold } from './quoted-told';
import { type Quoting, Quotings } from './quoting';

/** The author's say: what words of a post stand behind, and "this is not what I meant". For whoever wrote it, under either name. */
@Injectable()
export class QuotedService {
  constructor(
    @InjectModel(Outcome.name) private readonly outcomes: Model<Outcome>,
    private readonly outcomeWrites: OutcomeWrites,
    private readonly noteWrites: NoteWrites,
    private readonly presenter: OutcomePresenter,
    private readonly statements: Statements,
    private readonly quotings: Quotings,
    private readonly told: QuotedTold,
    private readonly words: WordsInUse,
    private readonly days: Days,
  ) {}

  /** Throws `not-found` and `not-allowed` where the post is not the actor's. They know of it from now on. */
  async ofPost(actor: SignedIn, post: string): Promise<QuotedOfPost> {
    const { threadId, number, isAlias } = await this.words.own(actor, post);
    const found = await this.quotings.find({ posts: [post] });
    const links = found.map(({ words }) => words);
    const outcomeIds = found.filter(({ about }) => about === 'outcomes').map(({ id }) => id);
    const [shownOf, outcomes] = await Promise.all([
      this.words.shown(links, 'evidence'),
      this.outcomes.find({ _id: trusted({ $in: outcomeIds }) }).lean<Outcome[]>(),
    ]);
    const labels = await this.presenter.labels(outcomes);
    const view = async ({ about, id, title, words }: Quoting) => ({
      id: words._id,
      about: { kind: about, id, title },
      label: labels.get(id) ?? null,
      statement: (await this.statements.of({ about, id }))?.fields ?? [],
      words: (shownOf(words)?.passages ?? []).map(({ exact }) => exact),
      said: words.said ? { text: words.said.text, on: dayText(words.said.on) } : null,
    });
    const views = await Promise.all(found.map(view));
    if (links.some(({ untold }) => untold)) await this.told.told([post]);
    return { post, place: { threadId, number }, alias: isAlias, in: views };
  }

  /**
   * Says that it is not what they meant, or takes that back where nothing is said. It is marked on the words, and to be looked at again.
   * What is said under another name is told to no open page, and others read it from the next day on: so no time of it is known.
   */
  async say(actor: SignedIn, post: string, evidenceId: string, text: string): Promise<QuotedOfPost> {
    const { isAlias } = await this.words.own(actor, post);
    const found = (await this.quotings.find({ posts: [post] })).find(({ words }) => words._id === evidenceId);
    if (!found) throw notFound();
    const on = await this.days.today();
    const said: AuthorsSay | undefined = text === '' ? undefined : { text, on, asAlias: isAlias, looked: false };
    const { audience } = (await this.words.standings([found.words], 'evidence'))(found.words);
    const tell = isAlias ? [] : [audience ?? everyMember];
    const write = (kept: Kept) => ({ update: { $set: saying(kept, evidenceId, said, on) }, tell });
    if (found.about === 'outcomes') await this.outcomeWrites.change(found.id, write);
    else await this.noteWrites.change(found.id, write);
    return this.ofPost(actor, post);
  }
}

function saying(kept: Kept, evidenceId: string, said: AuthorsSay | undefined, on: Date) {
  const evidence = kept.evidence.map((one): Evidence => {
    if (one._id !== evidenceId || !isWords(one)) return one;
    const { said: _, ...rest } = one;
    return said ? { ...rest, said } : rest;
  });
  return { evidence, ...(said ? { lookAgain: kept.lookAgain ?? { since: on, erased: [] } } : {}) };
}
