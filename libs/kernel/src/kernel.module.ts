import { Global, Module } from '@nestjs/common';
import { AccessEvents } from './access-events';
import { ActorDoor } from './actor-resolver';
import { Clock } from './clock';
import { Ids } from './ids';
import { Policies } from './policies';
import { Registries } from './registries';

const shared = [AccessEvents, ActorDoor, Clock, Ids, Policies, Registries];

@Global()
@Module({ providers: shared, exports: shared })
export class KernelModule {}
