/** A WebSocket frame from a server, as it lies in the stream of bytes. */
export interface Frame {
  bytes: Buffer;
  payload: Buffer;
}

/** Cuts what a server sends over a WebSocket into whole frames. From this side they are never masked. */
export class Frames {
  private rest: Buffer = Buffer.alloc(0);

  /** The frames that these bytes complete. */
  take(bytes: Buffer): Frame[] {
    this.rest = Buffer.concat([this.rest, bytes]);
    const frames: Frame[] = [];
    for (let frame = this.next(); frame; frame = this.next()) frames.push(frame);
    return frames;
  }

  private next(): Frame | undefined {
    const { rest } = this;
    const short = (rest[1] ?? 0) & 0x7f;
    const head = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (rest.length < head) return undefined;
    const length = short === 126 ? rest.readUInt16BE(2) : short === 127 ? Number(rest.readBigUInt64BE(2)) : short;
    const end = head + length;
    if (rest.length < end) return undefined;
    this.rest = rest.subarray(end);
    return { bytes: rest.subarray(0, end), payload: rest.subarray(head, end) };
  }
}

/**
 * Whether a frame carries an event or an answer of Socket.IO. Its handshake and heartbeat are not among them: a line that loses
 * those is dead, which is another fault.
 */
export function carriesMessage({ payload }: Frame): boolean {
  const kind = payload.toString('latin1', 0, 2);
  return kind === '42' || kind === '43';
}
