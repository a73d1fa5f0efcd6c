// Lets a program outside of jest require our TypeScript, and our libraries by their names.
const { existsSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { transformFileSync } = require('@swc/core');

const root = join(__dirname, '..');
require.extensions['.ts'] = (module, file) =>
  module._compile(transformFileSync(file, { cwd: root, sourceMaps: 'inline' }).code, file);

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const [, library, part = 'index'] = /^@throughline\/([^/]+)(?:\/([^/]+))?$/.exec(request) ?? [];
  const parts = library ? [`${part}.ts`, join(part, 'index.ts')] : [];
  const file = parts.map((name) => join(root, 'libs', library, 'src', name)).find(existsSync);
  return resolve.call(this, file ?? request, ...rest);
};
