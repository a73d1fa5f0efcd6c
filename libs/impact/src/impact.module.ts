import { Module, type OnModuleInit } from '@nestjs/common';
import { InjectModel, MongooseModule } from '@nestjs/mongoose';
import { DiscussionModule } from '@throughline/discussion';
import { IdentityModule } from '@throughline/identity';
import { Registries } from '@throughline/kernel';
import { ProgrammeModule } from '@throughline/programme';
import { type PendingSource, Relay } from '@throughline/stream';
import { DocumentFile, DocumentFileSchema } from './documents/document-file.schema';
import { DocumentFiles } from './documents/document-files.service';
import { DocumentsController } from './documents/documents.controller';
import { EvidenceService } from './evidence/evidence.service';
import { EvidenceSources } from './evidence/evidence-sources';
import { FollowedEvidence } from './evidence/followed-evidence';
import { Histories } from './evidence/history';
import { ImpactData } from './evidence/impact-data';
import { Links } from './evidence/links';
import { Margins } from './evidence/margins';
import { SentencesService } from './evidence/sentences.service';
import { WordsEvidence } from './evidence/words-evidence';
import { WrittenEvidence } from './evidence/written-evidence';
import { MeasureTablesController } from './measures/measure-tables.controller';
import { MeasureTables } from './measures/measure-tables.service';
import { Note, NoteSchema } from './notes/note.schema';
import { NoteNames } from './notes/note-names';
import { NotePresenter } from './notes/note.presenter';
import { NotesController } from './notes/notes.controller';
import { NotesService } from './notes/notes.service';
import { NoteWrites } from './notes/note-writes';
import { Sighting, SightingSchema } from './notes/sighting.schema';
import { Sightings } from './notes/sightings.service';
import { QuotedController } from './quoted/quoted.controller';
import { QuotedService } from './quoted/quoted.service';
import { QuotedTold } from './quoted/quoted-told';
import { Quotings } from './quoted/quoting';
import { OutcomePresenter } from './outcomes/outcome.presenter';
import { Outcome, OutcomeSchema } from './outcomes/outcome.schema';
import { OutcomesController } from './outcomes/outcomes.controller';
import { OutcomesService } from './outcomes/outcomes.service';
import { OutcomeWrites } from './outcomes/outcome-writes';
import { OutsideAnswers } from './outcomes/outside-answers';
import { EvidenceTables } from './out/evidence-tables';
import { ImpactTables } from './out/impact-tables';
import { NoteTables } from './out/note-tables';
import { OutController } from './out/out.controller';
import { OutcomeTables } from './out/outcome-tables';
import { OutsideTables } from './out/outside-tables';
import { PlaceTables } from './out/place-tables';
import { ForgottenContacts } from './outside/forgotten-contacts';
import { OrganisationSay } from './outside/organisation-say';
import { OutsideController } from './outside/outside.controller';
import { OutsideNews } from './outside/outside-news';
import { OutsidePresenter } from './outside/outside.presenter';
import { OutsideDoor } from './outside/outside-door.service';
import { OutsideRequest, OutsideRequestSchema } from './outside/outside-request.schema';
import { OutsideRequests } from './outside/outside-requests.service';
import { OutsideWrites } from './outside/outside-writes';
import { SaidOutside } from './outside/said-outside';
import { Statements } from './outside/statements';
import { Publication, PublicationSchema } from './published/publication.schema';
import { PublishedController } from './published/published.controller';
import { PublishedEvidences } from './published/published-evidence';
import { Published } from './published/published.service';
import { PublishingService } from './published/publishing.service';
import { ReviewReminders } from './reviews/review-reminders';
import { ReviewsController } from './reviews/reviews.controller';
import { ImpactReviews } from './reviews/reviews.service';
import { ReportCollector } from './reports/report-collector';
import { ReportItem, ReportItemSchema } from './reports/report-item.schema';
import { ReportReader } from './reports/report-reader';
import { Report, ReportSchema } from './reports/report.schema';
import { ReportsController } from './reports/reports.controller';
import { ReportsService } from './reports/reports.service';
import { ReportWords } from './reports/report-words';
import { ThemeAnswer, ThemeAnswerSchema } from './whole/theme-answer.schema';
import { ThemeAnswers } from './whole/theme-answers.service';
import { WholeController } from './whole/whole.controller';
import { WholeImpact } from './whole/whole.service';

@Module({
  imports: [
    IdentityModule,
    ProgrammeModule,
    DiscussionModule,
    MongooseModule.forFeature([
      { name: Outcome.name, schema: OutcomeSchema },
      { name: Note.name, schema: NoteSchema },
      { name: Sighting.name, schema: SightingSchema },
      { name: OutsideRequest.name, schema: OutsideRequestSchema },
      { name: ThemeAnswer.name, schema: ThemeAnswerSchema },
      { name: Publication.name, schema: PublicationSchema },
      { name: Report.name, schema: ReportSchema },
      { name: ReportItem.name, schema: ReportItemSchema },
      { name: DocumentFile.name, schema: DocumentFileSchema },
    ]),
  ],
  controllers: [
    DocumentsController,
    OutcomesController,
    NotesController,
    OutsideController,
    WholeController,
    QuotedController,
    PublishedController,
    ReviewsController,
    MeasureTablesController,
    OutController,
    ReportsController,
  ],
  providers: [
    DocumentFiles,
    EvidenceService,
    EvidenceTables,
    ImpactTables,
    NoteTables,
    OutcomeTables,
    OutsideTables,
    PlaceTables,
    EvidenceSources,
    FollowedEvidence,
    ForgottenContacts,
    Histories,
    ImpactData,
    Links,
    Margins,
    MeasureTables,
    NoteNames,
    NotePresenter,
    NotesService,
    NoteWrites,
    OrganisationSay,
    OutcomePresenter,
    OutcomesService,
    OutcomeWrites,
    OutsideAnswers,
    Published,
    PublishedEvidences,
    PublishingService,
    ImpactReviews,
    ReviewReminders,
    OutsideDoor,
    OutsideNews,
    OutsidePresenter,
    OutsideRequests,
    OutsideWrites,
    QuotedService,
    QuotedTold,
    Quotings,
    ReportCollector,
    ReportReader,
    ReportsService,
    ReportWords,
    SaidOutside,
    SentencesService,
    Sightings,
    Statements,
    ThemeAnswers,
    WholeImpact,
    WordsEvidence,
    WrittenEvidence,
  ],
  exports: [
    DocumentFiles,
    NotesService,
    OrganisationSay,
    OutcomesService,
    OutsideDoor,
    OutsideRequests,
    PublishingService,
    ReportsService,
    ThemeAnswers,
  ],
})
export class ImpactModule implements OnModuleInit {
  constructor(
    private readonly relay: Relay,
    private readonly registries: Registries,
    private readonly quotedTold: QuotedTold,
    @InjectModel(Outcome.name) private readonly outcomes: PendingSource,
    @InjectModel(Note.name) private readonly notes: PendingSource,
    @InjectModel(ThemeAnswer.name) private readonly answers: PendingSource,
  ) {}

  onModuleInit(): void {
    this.registries.notices.add(this.quotedTold);
    this.registries.aliasNotices.add({
      noticesFor: async (aliasIds) => ({ flags: [], steps: [], quoted: await this.quotedTold.toAliases(aliasIds) }),
    });
    this.relay.addSource(this.outcomes);
    this.relay.addSource(this.notes);
    this.relay.addSource(this.answers);
  }
}
