// Makes pictures anew, in a process of its own: what reads files from strangers holds no secret, no line to the database and none of
// the server's memory, and its end gives back all that decoding took (docs/decisions, pictures). Started by picture-maker.ts.
import sharp from 'sharp';

// One picture at a time, with one thread, and nothing remembered between two.
sharp.concurrency(1);
sharp.cache(false);
// Nothing is ever read by what takes SVG, PDF or the rest.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
});

const sizes = {
  large: { width: 1280, height: 2560 },
  small: { width: 640, height: 1280 },
};

/** Of a photo as many dots as phones take; of other kinds fewer, because those are unpacked as a whole. */
const mostPixels = { jpeg: 50_000_000, png: 25_000_000, webp: 25_000_000 };

/** Where a ZIP says that it ends, and how far before its end at most. */
const zipEnd = Buffer.from('PK\x05\x06', 'latin1');
const zipEndWithin = 65_557;
/** Readers of PDF look for its beginning so far. */
const pdfWithin = 1_024;
/** What makes a page, or runs. */
const markup = /<(?:script|html|!doctype|iframe|svg|\?php)/i;

/**
 * Whether a file that begins as a picture is something else too: an archive, a document or a page. None of that would get into what is
 * made of it; but nobody sends such a file by chance. The film that phones put behind a photo is no such thing.
 */
function isMore(bytes) {
  return (
    bytes.subarray(-zipEndWithin).includes(zipEnd) ||
    bytes.subarray(0, pdfWithin).includes('%PDF-') ||
    markup.test(bytes.toString('latin1'))
  );
}

/** Nothing of what came is kept but how it looks: no place, no camera, no colours of a device, no text hidden behind the end. */
async function make({ kind, bytes }) {
  if (isMore(bytes)) return { refused: 'picture-more' };
  const options = { failOn: 'error', limitInputPixels: false, sequentialRead: true };
  const { width, height, pages = 1 } = await sharp(bytes, options).metadata();
  if (pages > 1) return { refused: 'picture-moves' };
  if (width * height > mostPixels[kind]) return { refused: 'picture-too-large' };
  const inside = { fit: 'inside', withoutEnlargement: true };
  const dots = await sharp(bytes, options)
    .autoOrient()
    .resize({ ...sizes.large, ...inside })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const as = async (size) => {
    const { width: wide, height: high, channels } = dots.info;
    const { data, info } = await sharp(dots.data, { raw: { width: wide, height: high, channels } })
      .resize({ ...size, ...inside })
      .jpeg({ quality: 72, mozjpeg: true })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, width: info.width, height: info.height };
  };
  return { large: await as(sizes.large), small: await as(sizes.small) };
}

process.on('message', async (asked) => {
  const answer = await make(asked).catch(() => ({ refused: 'picture-broken' }));
  if (process.connected) process.send(answer);
});
// The server is gone.
process.on('disconnect', () => process.exit());
process.send('ready');
