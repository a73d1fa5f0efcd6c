const path = require('node:path');

const root = path.join(__dirname, '..', '..');

/**
 * What is loaded as it lies in node_modules: native code, the engine that only a process of its own loads, and the database's
 * driver, whose promises the tests of faults break from outside.
 */
const outside = /^(@node-rs\/argon2|@0q\/|(mongodb|bson)(\/|$))/;

const contracts = path.join(root, 'libs/contracts/src/index.ts');

/** Which requests stay requests. A package that is not installed is one of those that another does without, or asks for in vain. */
function staysOutside({ request, context, getResolve }, answer) {
  const outer = () => answer(null, `commonjs ${request}`);
  if (outside.test(request)) return outer();
  if (request.startsWith('.') || path.isAbsolute(request)) return answer();
  getResolve()(context, request, (missing) => (missing ? outer() : answer()));
}

/** The server is one bundle: our own sources, and the packages it needs (docs/decisions/0008-one-file-and-its-code-cache.md). */
module.exports = {
  mode: 'none',
  target: 'node20',
  node: false,
  context: root,
  entry: { bundle: './apps/server/src/main.ts' },
  output: { path: path.join(root, 'dist/apps/server'), filename: '[name].js', libraryTarget: 'commonjs2' },
  resolve: {
    extensions: ['.ts', '.js'],
    alias: {
      '@throughline/contracts/names$': path.join(root, 'libs/contracts/src/names.ts'),
      '@throughline/rules/identifying$': path.join(root, 'libs/rules/src/identifying/index.ts'),
      '@throughline/rules/impact$': path.join(root, 'libs/rules/src/impact/index.ts'),
      ...Object.fromEntries(
        require('node:fs')
          .readdirSync(path.join(root, 'libs'))
          .map((name) => [`@throughline/${name}$`, path.join(root, 'libs', name, 'src/index.ts')]),
      ),
    },
  },
  externals: [staysOutside],
  module: {
    // Nest and others ask for packages by names that they compute: those that are missing anyway.
    parser: { javascript: { exprContextCritical: false, unknownContextCritical: false } },
    rules: [
      { test: /\.ts$/, exclude: contracts, use: { loader: 'swc-loader' } },
      // Thousands of schemas: those of a feature are made when somebody asks something of it.
      { test: contracts, use: { loader: path.join(__dirname, 'when-asked.cjs') } },
      // Packages: without comments, a line for each file.
      {
        test: /\.[cm]?js$/,
        include: /node_modules/,
        use: {
          loader: 'swc-loader',
          options: {
            swcrc: false,
            isModule: 'unknown',
            minify: true,
            sourceMaps: false,
            jsc: {
              target: 'es2022',
              minify: { compress: false, mangle: false, format: { comments: false } },
            },
          },
        },
      },
    ],
  },
  // Types are checked by `npm run check`, not by every build.
  plugins: [],
  stats: 'errors-warnings',
};
