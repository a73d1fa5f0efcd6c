import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Web, WebApp } from '@throughline/platform';
import type { ViteDevServer } from 'vite';

/** Another port than the pages': the pages' own sockets are the live connection's. */
const reloadPort = 24_678;

/** In development the script of the page itself changes, and styles are put in by scripts: neither fits the real policy. */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  `connect-src 'self' ws://localhost:${reloadPort}`,
  "frame-ancestors 'none'",
].join('; ');

/** The client straight from its sources, with hot reload: for `npm run dev`. */
export class DevelopmentWeb implements Web {
  private constructor(
    private readonly vite: ViteDevServer,
    private readonly folder: string,
  ) {}

  static async start(house: string): Promise<DevelopmentWeb> {
    const { createServer } = await import(/* webpackIgnore: true */ 'vite');
    const folder = join(house, 'apps', 'web');
    const vite = await createServer({
      configFile: join(folder, 'vite.config.mts'),
      root: folder,
      appType: 'custom',
      server: { middlewareMode: true, hmr: { port: reloadPort }, host: 'localhost' },
    });
    return new DevelopmentWeb(vite, folder);
  }

  /** Lets the development server answer for sources before the pages do. */
  attach(app: NestFastifyApplication): void {
    app.use(this.vite.middlewares);
  }

  async load() {
    const app = (await this.vite.ssrLoadModule('/src/entry-server.tsx')) as WebApp;
    const css = ['tokens', 'base', 'pages', 'below', 'later'].map((name) =>
      readFileSync(join(this.folder, 'src/ui', `${name}.css`), 'utf8'),
    );
    return { app, assets: { css: css.join('\n'), scripts: ['/@vite/client', '/src/entry-development.ts'] }, policy };
  }

  stop(): Promise<void> {
    return this.vite.close();
  }
}
