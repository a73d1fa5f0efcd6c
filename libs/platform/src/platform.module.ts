import { type DynamicModule, Global, Module, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { ZodSerializerInterceptor } from 'nestjs-zod';
import { Config } from './config';
import { Creations } from './creation';
import { DatabaseModule, type DatabaseFacts } from './database';
import { Files } from './files/files';
import { Incoming } from './files/incoming';
import { HealthController, Readiness } from './health';
import { ActionGuard } from './http/action.guard';
import { ErrorFilter } from './http/error.filter';
import { ValidationPipe } from './http/validation';
import { WrittenAnswerCheck } from './http/written-answer';
import { Jobs } from './jobs';
import { Erased } from './keeping/erased';
import { NightlyBackup } from './keeping/nightly';
import { Limits } from './limits';
import { LOG, type Log } from './logging';
import { PictureMaker } from './pictures/picture-maker';
import { Secrets } from './secrets';

const pipeline: Provider[] = [
  { provide: APP_GUARD, useClass: ActionGuard },
  { provide: APP_PIPE, useClass: ValidationPipe },
  { provide: APP_FILTER, useClass: ErrorFilter },
];

/** In tests and development each answer is held against its view; in production the presenters' types stand for it. */
const answerChecks: Provider[] = [
  { provide: APP_INTERCEPTOR, useClass: ZodSerializerInterceptor },
  { provide: APP_INTERCEPTOR, useClass: WrittenAnswerCheck },
];

@Global()
@Module({})
export class PlatformModule {
  static forRoot(config: Config, facts: DatabaseFacts, log: Log): DynamicModule {
    const shared: Provider[] = [
      { provide: Config, useValue: config },
      { provide: LOG, useValue: log },
      Secrets,
      Readiness,
      Creations,
      Erased,
      Jobs,
      NightlyBackup,
      Limits,
      Files,
      Incoming,
      PictureMaker,
    ];
    const checks = config.development || config.testing ? answerChecks : [];
    return {
      module: PlatformModule,
      imports: [DatabaseModule.forRoot(facts)],
      controllers: [HealthController],
      providers: [...shared, ...pipeline, ...checks],
      exports: shared,
    };
  }
}
