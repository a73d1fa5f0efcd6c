const { readFileSync } = require('node:fs');

/** As the server is built, but for what is loaded when it is first needed: `import()` becomes `require` here, which is all that jest knows. */
const { $schema: _, module: modules, ...swc } = JSON.parse(readFileSync(`${__dirname}/.swcrc`, 'utf8'));
const transform = { ...swc, module: { ...modules, ignoreDynamic: false } };

/** One configuration for all; tests/run.mjs chooses folders and counts what ran. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/tests'],
  testMatch: ['**/*.spec.ts', '**/*.spec.tsx'],
  transform: { '^.+\\.tsx?$': ['@swc/jest', transform] },
  moduleNameMapper: {
    '^@throughline/contracts/names$': '<rootDir>/libs/contracts/src/names.ts',
    '^@throughline/rules/identifying$': '<rootDir>/libs/rules/src/identifying/index.ts',
    '^@throughline/rules/impact$': '<rootDir>/libs/rules/src/impact/index.ts',
    '^@throughline/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/var/'],
  testTimeout: 30_000,
};
