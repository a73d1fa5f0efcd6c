import { type DynamicModule, Module } from '@nestjs/common';
import { PagesController } from './pages.controller';
import { Pages, WEB } from './pages.service';
import type { Web } from './web-app';

@Module({})
export class PagesModule {
  static forRoot(web: Web): DynamicModule {
    return { module: PagesModule, controllers: [PagesController], providers: [Pages, { provide: WEB, useValue: web }] };
  }
}
