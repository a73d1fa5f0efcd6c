import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const house = fileURLToPath(new URL('../..', import.meta.url));

/** Everything that is served again and again is compressed once, as far as it goes. */
function brotli(folder: string): Plugin {
  return {
    name: 'brotli',
    closeBundle() {
      const assets = join(folder, 'assets');
      for (const name of readdirSync(assets).filter((file) => /\.(js|css|svg)$/.test(file))) {
        const path = join(assets, name);
        // Larger blocks than it would choose itself make a first visit's script a tenth of a kilobyte smaller.
        const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGBLOCK]: 20 };
        writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path), { params }));
      }
    },
  };
}

export default defineConfig(({ isSsrBuild }) => {
  const folder = join(house, 'dist/apps/web', isSsrBuild ? 'server' : 'client');
  return {
    root,
    plugins: [react(), ...(isSsrBuild ? [] : [brotli(folder)])],
    resolve: {
      alias: {
        '@throughline/contracts/names': join(house, 'libs/contracts/src/names.ts'),
        '@throughline/rules/identifying': join(house, 'libs/rules/src/identifying/index.ts'),
        '@throughline/rules/impact': join(house, 'libs/rules/src/impact/index.ts'),
        '@throughline/rules': join(house, 'libs/rules/src/index.ts'),
      },
    },
    // What only development needs is left out of the server's bundle too.
    ...(isSsrBuild ? { define: { 'process.env.NODE_ENV': '"production"' } } : {}),
    // One file when built; in development packages are taken as they are.
    ssr: isSsrBuild ? { noExternal: true } : {},
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: isSsrBuild ? 'node20' : 'es2020',
      manifest: !isSsrBuild,
      // A list of what each part needs would stand in the first visit's script: most of it is what all later parts share, and that
      // is asked for together with the first of them.
      modulePreload: false,
      assetsInlineLimit: 0,
      sourcemap: false,
      rollupOptions: isSsrBuild
        ? {
            input: join(root, 'src/entry-server.tsx'),
            output: { entryFileNames: 'bundle.js', format: 'cjs', codeSplitting: false },
          }
        : {
            input: join(root, 'src/entry-client.tsx'),
            // All that a first visit needs is one file: in pieces it would be more requests and compress less.
            output: {
              codeSplitting: {
                groups: [
                  { name: 'first-visit', tags: ['$initial'] },
                  { name: 'later', test: /src\/(forms\/definitions-.*|texts\/en-later)\.ts$/ },
                ],
              },
            },
          },
    },
  };
});
