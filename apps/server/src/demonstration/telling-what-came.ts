import { Readable } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PostUses, WordsInUse } from '@throughline/discussion';
import { GeneralConsents } from '@throughline/identity';
import {
  DocumentFiles,
  NotesService,
  OutcomesService,
  OutsideDoor,
  OutsideRequests,
  PublishingService,
  ReportsService,
  Sightings,
  ThemeAnswers,
} from '@throughline/impact';
import type { Cast } from './cast';
import { contactList } from './contact-list';
import { people } from './people';
import type { Telling } from './telling';
import * as came from './what-came';

/** “The long line”: what gets in the way, what changed, and the words that it grew from. */
export class TellingWhatCame {
  /** How many people outside were asked. */
  private asked = 0;

  constructor(
    private readonly app: NestFastifyApplication,
    private readonly cast: Cast,
    private readonly telling: Telling,
  ) {}

  /** Tells all of it, on the day that the clock pretends. */
  async tell(): Promise<void> {
    const evaluator = this.cast.actor('hollis');
    const [notes, outcomes] = [this.app.get(NotesService), this.app.get(OutcomesService)];
    for (const person of came.consenting)
      await this.app
        .get(GeneralConsents)
        .choose(this.cast.actor(person), { summary: true, evidence: true, report: true });
    for (const { thread, post } of came.givenUnderAlias)
      await this.app
        .get(PostUses)
        .choose(this.telling.authorOf(thread, post), await this.telling.postId(thread, post), {
          summary: 'yes',
          evidence: 'yes',
          report: 'yes',
        });
    const { words, ...said } = came.note;
    const { id } = await notes.create(evaluator, {
      key: this.cast.key(),
      ...said,
      themes: [this.cast.themeId('release')],
      words: await this.words(words),
    });
    for (const stage of came.stages) await notes.changeStage(evaluator, id, { key: this.cast.key(), ...stage });
    for (const more of came.moreWords)
      await notes.link(evaluator, id, { key: this.cast.key(), kind: 'words', words: await this.words(more) });
    for (const { kind, on, of } of came.sightings)
      for (const { key } of people.slice(0, of))
        await this.app.get(Sightings).say(id, this.cast.actor(key).memberId, kind, on);
    const { points, ...series } = came.measure;
    const { measures } = await notes.addMeasure(evaluator, id, { key: this.cast.key(), ...series });
    for (const [on, value] of points) await notes.setPoint(evaluator, id, measures[0]?.id ?? '', { on, value });
    for (const { organisation, text, on, by = null, answer } of came.asks)
      await this.askOutside({ about: 'notes', id }, { kind: 'ask', organisation, text, by }, on, answer);
    const changes: string[] = [];
    for (const { words: from, document, outside = [], ...answers } of came.outcomes) {
      const places = { notes: [id], themes: [this.cast.themeId('release')], direction: 'positive' as const };
      const made = await outcomes.create(evaluator, { key: this.cast.key(), ...answers, ...places });
      for (const one of from)
        await outcomes.link(evaluator, made.id, { key: this.cast.key(), kind: 'words', words: await this.words(one) });
      if (document) await outcomes.link(evaluator, made.id, await this.withFile(document));
      await outcomes.record(evaluator, made.id, made.textVersion);
      changes.push(made.id);
      for (const answer of outside)
        await this.askOutside({ about: 'outcomes', id: made.id }, { kind: 'change' }, '2022-07-01', answer);
    }
    for (const { theme, said: they, did } of came.answers)
      await this.app.get(ThemeAnswers).write(evaluator, this.cast.themeId(theme), { said: they, did, textVersion: 0 });
    await this.show(id, changes);
  }

  /** A document with its file, which is added first. */
  private async withFile({ fileName: name, ...document }: came.StoryDocument) {
    const bytes = contactList();
    const files = this.app.get(DocumentFiles);
    const { id } = await files.add(this.cast.actor('hollis'), Readable.from([bytes]), bytes.length);
    return { key: this.cast.key(), kind: 'document' as const, ...document, file: { id, name } };
  }

  /** What visitors see: the note, once those whom it names had their ten working days; changes that name nobody; the answers. */
  private async show(noteId: string, changes: readonly string[]): Promise<void> {
    for (const { organisation, answer } of came.named)
      await this.askOutside({ about: 'notes', id: noteId }, { kind: 'named', organisation }, '2022-07-04', answer);
    const publishing = this.app.get(PublishingService);
    const all = [
      { kind: 'note' as const, id: noteId },
      ...changes.map((id) => ({ kind: 'outcome' as const, id })),
      ...came.answers.map(({ theme }) => ({ kind: 'answer' as const, id: this.cast.themeId(theme) })),
    ];
    await this.cast.clock.pretend(new Date('2022-07-29T10:00:00Z'), async () => {
      for (const { kind, id } of all) {
        const { seen, choices, waitingFor } = await publishing.view(this.cast.actor('hollis'), kind, id);
        const evidence = choices.map((choice) => choice.id);
        if (waitingFor.length === 0) await publishing.publish(this.cast.actor('hollis'), kind, id, { seen, evidence });
      }
    });
    await this.report();
  }

  /** One report of it, for those who paid. */
  private async report(): Promise<void> {
    const { theme, storedOn, ...choice } = came.report;
    const [reports, evaluator] = [this.app.get(ReportsService), this.cast.actor('hollis')];
    await this.cast.clock.pretend(new Date(storedOn), async () => {
      const draft = { key: this.cast.key(), ...choice, themes: [this.cast.themeId(theme)] };
      const { id, textVersion } = await reports.create(evaluator, draft);
      await reports.store(evaluator, id, textVersion);
    });
  }

  /** Somebody outside is asked on a day, and answers on a later one by the link that they were handed. */
  private async askOutside(
    place: Parameters<OutsideRequests['ask']>[1],
    request: Omit<Parameters<OutsideRequests['ask']>[2], 'key'>,
    on: string,
    answered?: came.StoryAnswer,
  ): Promise<void> {
    const [requests, door] = [this.app.get(OutsideRequests), this.app.get(OutsideDoor)];
    // Of two on one day the one that is told first was first.
    this.asked += 1;
    const at = (day: string) => new Date(Date.parse(`${day}T10:00:00Z`) + this.asked * 60_000);
    const { link } = await this.cast.clock.pretend(at(on), () =>
      requests.ask(this.cast.actor('hollis'), place, { key: this.cast.key(), ...request }),
    );
    const secret = link?.split('/').at(-1) ?? '';
    if (!answered) return;
    const { on: answeredOn, ...answer } = answered;
    await this.cast.clock.pretend(at(answeredOn), async () => {
      const { read } = await door.look(secret);
      await door.answer({ secret, key: this.cast.key(), read, mayBeNamed: false, ...answer });
    });
  }

  /** Words of the story, as they are linked. */
  private async words({ thread, post, sentences }: came.StoryWords) {
    const evaluator = this.cast.actor('hollis');
    const id = await this.telling.postId(thread, post);
    const found = await this.app.get(WordsInUse).toChooseFrom(evaluator, id, 'evidence');
    const passages = sentences.map((place) => {
      const { start = 0, end = 0, exact = '' } = found.sentences[place] ?? {};
      return { start, end, exact };
    });
    return { post: id, textVersion: found.textVersion, passages };
  }
}
