import boundaries from 'eslint-plugin-boundaries';
import accessibility from 'eslint-plugin-jsx-a11y';
import hooks from 'eslint-plugin-react-hooks';
import typescript from 'typescript-eslint';

/** Features in their one order: each knows those before it, and none of those after it. */
const features = [
  'identity',
  'programme',
  'journeys',
  'discussion',
  'moderation',
  'impact',
  'notifications',
  'finding',
];

const ground = ['contracts', 'rules', 'kernel', 'platform', 'stream'];

/** Who may import which library. A library that is not named here cannot be used by anybody. */
const mayImport = {
  contracts: [],
  rules: ['contracts'],
  kernel: ['contracts', 'rules'],
  platform: ['contracts', 'rules', 'kernel'],
  stream: ['contracts', 'rules', 'kernel', 'platform'],
  ...Object.fromEntries(features.map((name, place) => [name, [...ground, ...features.slice(0, place)]])),
  'embedded-mongo': [],
  testing: [...ground, ...features, 'embedded-mongo'],
  server: [...ground, ...features, 'embedded-mongo'],
  web: ['rules'],
  tests: [...ground, ...features, 'embedded-mongo', 'testing'],
};

const libraries = Object.keys(mayImport).filter((name) => !['server', 'web', 'tests'].includes(name));

/** Packages that belong to one part of the house. The types of a package count as the package. */
const packagesOf = [
  {
    packages: ['socket.io', '@nestjs/websockets', '@nestjs/platform-socket.io', '@socket.io/**'],
    only: [{ element: { type: 'stream' } }, { file: { categories: 'bare-server' } }],
    message: 'Only libs/stream knows socket.io, and the bare server that it is measured against.',
  },
  {
    packages: ['socket.io-client'],
    only: [{ file: { categories: 'live-client' } }, { element: { type: 'tests' } }],
    message: 'Only apps/web/src/live and tests connect with socket.io-client.',
  },
];

/** The later policy holds, so what is refused stands after what is allowed. */
const policies = [
  { allow: { to: { module: { origin: ['external', 'core'] } } } },
  // What the resolver cannot find counts as external: a path into a library, or a library that is not there.
  { disallow: { to: { module: { origin: 'external', source: '@throughline/*' } } } },
  ...Object.entries(mayImport).map(([name, others]) => ({
    from: { element: { type: name } },
    allow: {
      to: { element: { type: others } },
      dependency: {
        source: [
          '@throughline/*',
          '@throughline/contracts/names',
          '@throughline/rules/identifying',
          '@throughline/rules/impact',
        ],
      },
    },
  })),
  // A browser loads the words of the contracts, but not their schemas: zod alone costs the reader 55 KiB.
  {
    from: { element: { type: 'web' } },
    allow: [
      { to: { element: { type: 'contracts' } }, dependency: { source: '@throughline/contracts', kind: 'type' } },
      { to: { element: { type: 'contracts' } }, dependency: { source: '@throughline/contracts/names' } },
    ],
  },
  {
    from: { element: { type: 'web' } },
    disallow: { to: { module: { origin: 'external', source: ['zod', 'nestjs-zod'] } } },
    message: 'apps/web has contracts as types only; a schema would bring zod into the browser.',
  },
  {
    from: { file: { categories: 'spec' } },
    allow: { to: { element: { type: 'testing' } }, dependency: { source: '@throughline/testing' } },
  },
  // The programs that build and start the server are used by the tests as they are.
  {
    from: { element: { type: 'tests' } },
    allow: { to: { element: { type: 'server' }, file: { categories: 'program' } } },
  },
  // A reader in the tests applies changes as the page does, by the page's own reducer.
  {
    from: { element: { type: 'tests' } },
    allow: { to: { element: { type: 'web' }, file: { categories: 'live-client' } } },
  },
  ...packagesOf.flatMap(({ packages, only, message }) => [
    { disallow: { to: { module: { origin: 'external', source: packages } } }, message },
    ...only.map((from) => ({ from, allow: { to: { module: { origin: 'external', source: packages } } } })),
  ]),
];

const everySource = ['**/*.{ts,tsx,mts,mjs,cjs,js}'];
const typed = ['**/*.{ts,tsx}'];

export default typescript.config(
  { ignores: ['node_modules/', 'dist/', 'var/', 'coverage/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: everySource,
    extends: [typescript.configs.recommended],
    rules: {
      eqeqeq: ['error', 'always'],
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'no-else-return': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      // Nest injects by the values of the classes that a constructor names: as type imports they would be gone.
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: typed,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-for-in-array': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  {
    files: ['apps/web/**/*.{ts,tsx}'],
    extends: [accessibility.flatConfigs.recommended],
    plugins: { 'react-hooks': hooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['{apps,libs,tests}/**/*.{ts,tsx,mjs}'],
    plugins: { boundaries },
    settings: {
      'boundaries/root-path': import.meta.dirname,
      'boundaries/elements': [
        ...libraries.map((name) => ({ type: name, pattern: `libs/${name}`, partialMatch: false })),
        { type: 'server', pattern: 'apps/server', partialMatch: false },
        { type: 'web', pattern: 'apps/web', partialMatch: false },
        { type: 'tests', pattern: 'tests', partialMatch: false },
      ],
      'boundaries/files': [
        { category: 'spec', pattern: '**/*.spec.{ts,tsx}' },
        { category: 'program', pattern: 'apps/server/*.mjs' },
        { category: 'bare-server', pattern: 'tests/bench/bare/*.mjs' },
        { category: 'live-client', pattern: 'apps/web/src/live/**' },
      ],
      'boundaries/dependency-nodes': ['import', 'export', 'dynamic-import', 'require'],
      'boundaries/legacy-templates': false,
      // Without this resolver the boundaries let every violation pass in silence.
      'import/resolver': { typescript: { project: ['tsconfig.json'], noWarnOnMultipleProjects: true } },
    },
    rules: {
      'boundaries/dependencies': ['error', { default: 'disallow', checkAllOrigins: true, policies }],
      'boundaries/no-unknown-files': 'error',
    },
  },
);
