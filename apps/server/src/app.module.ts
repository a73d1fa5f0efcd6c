import { type DynamicModule, Module } from '@nestjs/common';
import { DiscussionModule } from '@throughline/discussion';
import { IdentityModule } from '@throughline/identity';
import { ImpactModule } from '@throughline/impact';
import { KernelModule } from '@throughline/kernel';
import {
  type Config,
  type DatabaseFacts,
  type Log,
  PagesModule,
  PlatformModule,
  type Web,
} from '@throughline/platform';
import { ModerationModule } from '@throughline/moderation';
import { ProgrammeModule } from '@throughline/programme';
import { StreamModule } from '@throughline/stream';

/** The composition root: every feature, in the one order in which they may know each other. */
@Module({})
export class AppModule {
  static forRoot(config: Config, facts: DatabaseFacts, log: Log, web: Web): DynamicModule {
    return {
      module: AppModule,
      imports: [
        KernelModule,
        PlatformModule.forRoot(config, facts, log),
        StreamModule,
        IdentityModule,
        ProgrammeModule,
        DiscussionModule,
        ModerationModule,
        ImpactModule,
        // Last, because its address is every address.
        PagesModule.forRoot(web),
      ],
    };
  }
}
