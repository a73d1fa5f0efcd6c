/** How the bytes of a file were read as text. */
export type ReadAs = 'utf-8' | 'utf-16' | 'windows-1252';

/**
 * The text of a file, as spreadsheets of any setting save one: UTF-8 with its mark or without, UTF-16 with its mark or, by the empty bytes
 * between plain letters, without; what is neither is taken for Windows' own western letters, in which every byte means something: whoever
 * sent it is told so, and looks.
 */
export function decodedText(bytes: Uint8Array): { text: string; as: ReadAs } {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { text: decode('utf-16le', bytes), as: 'utf-16' };
  if (first === 0xfe && second === 0xff) return { text: decode('utf-16be', bytes), as: 'utf-16' };
  const some = bytes.subarray(0, 200);
  const empty = (odd: number) => some.filter((byte, at) => byte === 0 && at % 2 === odd).length;
  if (empty(1) > some.length / 4) return { text: decode('utf-16le', bytes), as: 'utf-16' };
  if (empty(0) > some.length / 4) return { text: decode('utf-16be', bytes), as: 'utf-16' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), as: 'utf-8' };
  } catch {
    return { text: decode('windows-1252', bytes), as: 'windows-1252' };
  }
}

function decode(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding).decode(bytes);
}
