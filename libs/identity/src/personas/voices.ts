import { Injectable } from '@nestjs/common';
import { base32 } from '@throughline/kernel';
import { Secrets } from '@throughline/platform';

/** The secret that voices are derived under from now on, and all there ever were: none is dropped (architecture.md, "Data"). */
export const voiceKeyId = '1';
const voiceKeyIds: readonly string[] = [voiceKeyId];

/** How often one member may begin anew under another name in one thread: more would look like more people than there are. */
export const mostVoices = 3;

/**
 * Derives, for a member who is signed in, what proves that an alias is theirs. What is derived here lives in memory alone: it is in
 * no log, and no browser gets it (safety.md P2a). Whoever holds the secret can derive it for everybody, which docs/security.md says.
 */
@Injectable()
export class Voices {
  constructor(private readonly secrets: Secrets) {}

  /** What the member's alias in this thread is found by: the first, the second after the first was let go, and so on. */
  of(memberId: string, threadId: string, generation: number, keyId = voiceKeyId): string {
    return this.secrets.digest(`voice/${keyId}`, memberId, threadId, `${generation}`);
  }

  /** All that could be this member's in this thread. */
  allOf(memberId: string, threadId: string): readonly string[] {
    return Array.from({ length: mostVoices }, (_, generation) =>
      voiceKeyIds.map((keyId) => this.of(memberId, threadId, generation, keyId)),
    ).flat();
  }

  /** Says that one was let go: nothing joins it to the alias, which keeps no trace of its voice. */
  letGoMark(voice: string): string {
    return this.secrets.digest('voice-let-go', voice);
  }

  /** The id of the stream that tells its author what becomes of an alias's posts; it leads back to nothing. */
  streamOf(voice: string): string {
    return base32(Buffer.from(this.secrets.digest('voice-stream', voice), 'base64url').subarray(0, 16));
  }

  /** Numbers by which names are chosen: the same voice is offered the same names. */
  lot(voice: string, turn: number): readonly [number, number] {
    const drawn = Buffer.from(this.secrets.digest('alias-name', voice, `${turn}`), 'base64url');
    return [drawn.readUInt32BE(0), drawn.readUInt32BE(4)];
  }
}
