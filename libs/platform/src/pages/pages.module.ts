import { type DynamicModule, Module } from '@nestjs/common';
import { PagesController } from './pages.controller';
import { Pages, WEB } from './pages.service';
import { RenderedPages } from './rendered-pages';
import type { Web } from './web-app';

@Module({})
export class PagesModule {
  static forRoot(web: Web): DynamicModule {
    const providers = [Pages, RenderedPages, { provide: WEB, useValue: web }];
    return { module: PagesModule, controllers: [PagesController], providers };
  }
}
