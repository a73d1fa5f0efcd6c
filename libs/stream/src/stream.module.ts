import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { hasRole } from '@throughline/kernel';
import { auditStream } from './audit-chain';
import { AuditLog } from './audit-log';
import { AuditTrail } from './audit-trail';
import { ChangePresenters } from './change-presenters';
import { Epochs } from './epochs';
import { GroupCommit } from './group-commit';
import { HandOver } from './hand-over';
import { Heads } from './heads';
import { LiveGateway } from './live.gateway';
import { Memory } from './memory';
import { Redis } from './redis';
import { Relay } from './relay';
import { Rooms } from './rooms';
import { StreamEntry, StreamEntrySchema } from './stream-entry.schema';
import { StreamGates } from './stream-gates';
import { StreamLog } from './stream-log';
import { Streams } from './streams';
import { StreamsController } from './streams.controller';
import { Subscribers } from './subscribers';

const shared = [
  AuditLog,
  AuditTrail,
  ChangePresenters,
  Epochs,
  GroupCommit,
  HandOver,
  Heads,
  Memory,
  Relay,
  StreamGates,
  StreamLog,
  Streams,
  Subscribers,
  LiveGateway,
];

@Global()
@Module({
  imports: [MongooseModule.forFeature([{ name: StreamEntry.name, schema: StreamEntrySchema }])],
  controllers: [StreamsController],
  providers: [...shared, Redis, Rooms],
  exports: shared,
})
export class StreamModule implements OnModuleInit {
  constructor(private readonly gates: StreamGates) {}

  /** The streams that are an audience by themselves: whoever is in the audience may read them. */
  onModuleInit(): void {
    this.gates.set(
      'members',
      (actor, id) => id === '' && actor.kind === 'member' && actor.audiences.includes('members'),
    );
    this.gates.set(
      'moderators',
      (actor, id) => id === '' && actor.kind === 'member' && actor.audiences.includes('moderators'),
    );
    for (const kind of ['session', 'circle']) {
      this.gates.set(kind, (actor, id) => actor.kind === 'member' && actor.audiences.includes(`${kind}:${id}`));
    }
    this.gates.set(auditStream, (actor, id) => id === '' && hasRole(actor, 'administrator'));
    this.gates.set('member', (actor, id) => actor.kind === 'member' && actor.memberId === id);
  }
}
