import { Injectable } from '@nestjs/common';
import type { Actor } from '@throughline/kernel';

/** Whether the actor may read the stream with this id (empty for a stream without one). */
export type StreamGate = (actor: Actor, id: string) => Promise<boolean> | boolean;

/** Who may read which stream; a kind of stream that nobody described is closed. */
@Injectable()
export class StreamGates {
  private readonly gates = new Map<string, StreamGate>();

  set(kind: string, gate: StreamGate): void {
    this.gates.set(kind, gate);
  }

  async allows(actor: Actor, stream: string): Promise<boolean> {
    const [kind = '', id = ''] = stream.split(':');
    const gate = this.gates.get(kind);
    return gate ? await gate(actor, id) : false;
  }
}
