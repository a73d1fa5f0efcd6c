import { Module, type OnModuleInit } from '@nestjs/common';
import { InjectModel, MongooseModule } from '@nestjs/mongoose';
import { IdentityModule } from '@throughline/identity';
import { Registries } from '@throughline/kernel';
import { ChangePresenters, type PendingSource, Relay } from '@throughline/stream';
import { Programme } from './programme';
import { ProgrammeData } from './programme-data';
import { SessionsController, ThemesController } from './programme.controller';
import { Session, SessionSchema } from './session.schema';
import { SessionsService } from './sessions.service';
import { Theme, ThemeSchema } from './theme.schema';
import { ThemesService } from './themes.service';

@Module({
  imports: [
    IdentityModule,
    MongooseModule.forFeature([
      { name: Theme.name, schema: ThemeSchema },
      { name: Session.name, schema: SessionSchema },
    ]),
  ],
  controllers: [ThemesController, SessionsController],
  providers: [Programme, ProgrammeData, ThemesService, SessionsService],
  exports: [Programme, ThemesService, SessionsService],
})
export class ProgrammeModule implements OnModuleInit {
  constructor(
    private readonly registries: Registries,
    private readonly presenters: ChangePresenters,
    private readonly relay: Relay,
    private readonly themes: ThemesService,
    private readonly sessions: SessionsService,
    @InjectModel(Theme.name) private readonly themeModel: PendingSource,
    @InjectModel(Session.name) private readonly sessionModel: PendingSource,
  ) {}

  onModuleInit(): void {
    this.registries.audiences.add(this.sessions);
    this.presenters.set('theme.changed', (ids) => this.themes.present(ids));
    this.presenters.set('session.changed', (ids) => this.sessions.present(ids));
    this.relay.addSource(this.themeModel);
    this.relay.addSource(this.sessionModel);
  }
}
