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
  const file = library && join(root, 'libs', library, 'src', `${part}.ts`);
  return resolve.call(this, file && existsSync(file) ? file : request, ...rest);
};
