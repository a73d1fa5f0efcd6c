import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import {
  newSession,
  newTheme,
  sessionEdit,
  sessionPage,
  type SessionPage,
  themeEdit,
  themeList,
  type ThemeList,
  themePage,
  type ThemePage,
} from '@throughline/contracts';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, TheActor, ZodResponse } from '@throughline/platform';
import { z } from 'zod';
import {
  comeToSession,
  createSession,
  createTheme,
  editSession,
  editTheme,
  readSession,
  readThemes,
} from './programme.policy';
import { SessionsService } from './sessions.service';
import { ThemesService } from './themes.service';

class ThemeListDto extends dtoOf(() => themeList) {}
class ThemePageDto extends dtoOf(() => themePage) {}
class NewThemeBody extends dtoOf(() => newTheme) {}
class ThemeEditBody extends dtoOf(() => themeEdit) {}
class SessionPageDto extends dtoOf(() => sessionPage) {}
class NewSessionBody extends dtoOf(() => newSession) {}
class SessionEditBody extends dtoOf(() => sessionEdit) {}
class ComingBody extends dtoOf(() => z.strictObject({ coming: z.boolean() })) {}

@Controller('api/themes')
export class ThemesController {
  constructor(private readonly themes: ThemesService) {}

  @Get()
  @Action(readThemes)
  @ZodResponse({ status: 200, type: ThemeListDto })
  list(@TheActor() actor: SignedIn): Promise<ThemeList> {
    return this.themes.list(actor);
  }

  @Post()
  @Action(createTheme)
  @ZodResponse({ status: 201, type: ThemePageDto })
  create(@TheActor() actor: SignedIn, @Body() body: NewThemeBody): Promise<ThemePage> {
    return this.themes.create(actor, body);
  }

  @Get(':id')
  @Action(readThemes)
  @ZodResponse({ status: 200, type: ThemePageDto })
  page(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string): Promise<ThemePage> {
    return this.themes.page(actor, id);
  }

  @Put(':id')
  @Action(editTheme)
  @ZodResponse({ status: 200, type: ThemePageDto })
  edit(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() body: ThemeEditBody): Promise<ThemePage> {
    return this.themes.edit(actor, id, body);
  }
}

@Controller('api/sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @Post()
  @Action(createSession)
  @ZodResponse({ status: 201, type: SessionPageDto })
  create(@TheActor() actor: SignedIn, @Body() body: NewSessionBody): Promise<SessionPage> {
    return this.sessions.create(actor, body);
  }

  @Get(':id')
  @Action(readSession)
  @ZodResponse({ status: 200, type: SessionPageDto })
  page(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string): Promise<SessionPage> {
    return this.sessions.page(actor, id);
  }

  @Put(':id')
  @Action(editSession)
  @ZodResponse({ status: 200, type: SessionPageDto })
  edit(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) id: string,
    @Body() body: SessionEditBody,
  ): Promise<SessionPage> {
    return this.sessions.edit(actor, id, body);
  }

  @Put(':id/coming')
  @Action(comeToSession)
  @ZodResponse({ status: 200, type: SessionPageDto })
  come(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() body: ComingBody): Promise<SessionPage> {
    return this.sessions.come(actor, id, body.coming);
  }
}
