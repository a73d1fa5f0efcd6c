import type { ModelDefinition } from '@nestjs/mongoose';
import { AuthorsTold } from './authors-told';
import { FoundAuthors } from './found-authors';
import { Passphrases } from './passphrases';
import { SealedAuthors } from './sealed-authors';
import { Sealing } from './sealing';
import { SealingController, ToldController, UnsealingsController } from './sealing.controller';
import { SealingKey, SealingKeySchema } from './sealing-key.schema';
import { SealingKeys } from './sealing-keys';
import { SealingLead, SealingLeadSchema } from './sealing-lead.schema';
import { SealingLeads } from './sealing-leads';
import { UnsealingPresenter } from './unsealing.presenter';
import { Unsealing, UnsealingSchema } from './unsealing.schema';
import { Unsealings } from './unsealings.service';

/** What sealing adds to identity: a part of that module, because who is a lead and who wrote something are both people. */
export const sealingModels: ModelDefinition[] = [
  { name: SealingLead.name, schema: SealingLeadSchema },
  { name: SealingKey.name, schema: SealingKeySchema },
  { name: Unsealing.name, schema: UnsealingSchema },
];
export const sealingControllers = [SealingController, UnsealingsController, ToldController];
export const sealingProviders = [
  AuthorsTold,
  FoundAuthors,
  Passphrases,
  SealedAuthors,
  Sealing,
  SealingKeys,
  SealingLeads,
  UnsealingPresenter,
  Unsealings,
];
