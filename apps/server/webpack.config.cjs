const path = require('node:path');

const root = path.join(__dirname, '..', '..');

/** The server is one bundle of our own sources; packages stay in node_modules. */
module.exports = {
  mode: 'none',
  target: 'node20',
  node: false,
  devtool: 'source-map',
  context: root,
  entry: { main: './apps/server/src/main.ts' },
  output: { path: path.join(root, 'dist/apps/server'), filename: '[name].js', libraryTarget: 'commonjs2' },
  resolve: {
    extensions: ['.ts', '.js'],
    alias: {
      '@throughline/contracts/names$': path.join(root, 'libs/contracts/src/names.ts'),
      ...Object.fromEntries(
        require('node:fs')
          .readdirSync(path.join(root, 'libs'))
          .map((name) => [`@throughline/${name}$`, path.join(root, 'libs', name, 'src/index.ts')]),
      ),
    },
  },
  externals: [
    ({ request }, answer) => {
      const ours = request.startsWith('.') || request.startsWith('@throughline/') || path.isAbsolute(request);
      if (ours) answer();
      else answer(null, `commonjs ${request}`);
    },
  ],
  module: { rules: [{ test: /\.ts$/, use: { loader: 'swc-loader' } }] },
  // Types are checked by `npm run check`, not by every build.
  plugins: [],
  stats: 'errors-warnings',
};
