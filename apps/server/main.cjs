// Loads the bundle beside it, with the code that V8 made of it before where that fits this Node and these very bytes
// (docs/decisions/0008-one-file-and-its-code-cache.md). A build puts it beside each bundle, as main.js; run by itself, it
// keeps that code for the starts to come.
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { createRequire, wrap } = require('node:module');
const { join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');

const filename = join(__dirname, 'bundle.js');
const cachePath = join(__dirname, 'bundle.cache');
const digestLength = 32;

// A build leaves ASCII alone in it, so that each letter takes one byte in memory.
const source = readFileSync(filename, 'latin1');
// V8 itself compares its version, its settings and how long the source is, not the source.
const digest = createHash('sha256').update(source, 'latin1').digest();

/** The code made before; undefined where there is none, or it is of other bytes. */
function keptCode() {
  if (!existsSync(cachePath)) return undefined;
  const kept = readFileSync(cachePath);
  return kept.subarray(0, digestLength).equals(digest) ? kept.subarray(digestLength) : undefined;
}

// The limit of the heap (NODE_OPTIONS=--max-old-space-size=…) was taken when the process began, and stays; here it is only one of the
// settings by which V8 tells whether code is its own.
setFlagsFromString('--max-old-space-size=0');

const script = new Script(wrap(source), { filename, cachedData: keptCode() });
script.runInThisContext().call(module.exports, module.exports, createRequire(filename), module, filename, __dirname);

if (require.main === module) {
  // After it ran, so that it holds the functions that a start calls.
  writeFileSync(cachePath, Buffer.concat([digest, script.createCachedData()]));
  process.exit();
}
