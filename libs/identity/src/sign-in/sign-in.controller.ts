import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import {
  changePassword,
  deviceList,
  type DeviceList,
  done,
  entered,
  type Entered,
  join,
  lookAtReset,
  me,
  type Me,
  requestReset,
  signIn,
  useReset,
} from '@throughline/contracts';
import { type Actor, DomainError, type SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, TheActor, ZodResponse } from '@throughline/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { signInKey } from '../accounts/member.schema';
import {
  changePasswordAction,
  endDevice,
  exitAction,
  joinAction,
  readDevices,
  readMe,
  requestResetAction,
  signInAction,
  signOutAction,
  signOutEverywhere,
  lookAtResetAction,
  useResetAction,
} from '../identity.policy';
import { Invitations } from '../invitations/invitations.service';
import { MeService } from '../me.service';
import { Resets } from '../resets/resets.service';
import { SecondSteps } from '../second-factor/second-steps.service';
import { Attempts } from './attempts';
import { Entrance } from './entrance';
import { KnownDevices } from './known-devices';
import { PasswordGuard } from './password.strategy';
import { type SessionCookie, SignIns } from './sign-ins.service';

class MeDto extends dtoOf(() => me) {}
class EnteredDto extends dtoOf(() => entered) {}
class DoneDto extends dtoOf(() => done) {}
class DeviceListDto extends dtoOf(() => deviceList) {}
class SignInBody extends dtoOf(() => signIn) {}
class JoinBody extends dtoOf(() => join) {}
class RequestResetBody extends dtoOf(() => requestReset) {}
class LookQuery extends dtoOf(() => lookAtReset) {}
class UseResetBody extends dtoOf(() => useReset) {}
class ChangePasswordBody extends dtoOf(() => changePassword) {}
class NothingBody extends dtoOf(() => z.strictObject({})) {}

const finished = { done: true } as const;

function setCookie(reply: FastifyReply, cookie: SessionCookie): void {
  void reply.header('set-cookie', cookie.header);
}

/** Coming in and going out. */
@Controller('api')
export class SignInController {
  constructor(
    private readonly signIns: SignIns,
    private readonly entrance: Entrance,
    private readonly secondSteps: SecondSteps,
    private readonly meService: MeService,
    private readonly invitations: Invitations,
    private readonly resets: Resets,
    private readonly attempts: Attempts,
    private readonly knownDevices: KnownDevices,
  ) {}

  @Get('me')
  @Action(readMe)
  @ZodResponse({ status: 200, type: MeDto })
  async me(
    @TheActor() actor: Actor,
    @Headers('cookie') cookies: string | undefined,
    @Headers('save-data') savesData: string | undefined,
  ): Promise<Me> {
    return this.meService.of(actor, await this.signIns.factsOf(cookies), savesData);
  }

  @Post('sign-in')
  @HttpCode(200)
  @Action(signInAction)
  @UseGuards(PasswordGuard)
  @ZodResponse({ status: 200, type: EnteredDto })
  async signIn(
    @Body() body: SignInBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Entered> {
    if (!request.user) throw new DomainError('sign-in-failed');
    return this.entrance.afterPassword(request.user, body.mine, request, reply);
  }

  @Post('join')
  @HttpCode(200)
  @Action(joinAction)
  @ZodResponse({ status: 200, type: EnteredDto })
  async join(
    @Body() body: JoinBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Entered> {
    // Codes are guessed at, too.
    const member = await this.attempts.during({ address: request.ip }, ['link-used'], () =>
      this.invitations.join(body),
    );
    return this.entrance.afterPassword(member, body.mine, request, reply);
  }

  @Post('resets')
  @HttpCode(200)
  @Action(requestResetAction)
  @ZodResponse({ status: 200, type: DoneDto })
  async requestReset(@Body() body: RequestResetBody, @Req() request: FastifyRequest) {
    const device = this.knownDevices.find(body.name, request.headers.cookie);
    await this.attempts.count({
      address: request.ip,
      name: `reset ${signInKey(body.name)}`,
      device: device && `reset ${device}`,
    });
    await this.resets.request(body.name);
    return finished;
  }

  /** Says before a password is chosen that a link is no good. */
  @Get('resets/look')
  @Action(lookAtResetAction)
  @ZodResponse({ status: 200, type: DoneDto })
  async lookAtReset(@Query() query: LookQuery) {
    // Not counted: nobody guesses 160 random bits, and who holds the right link is let in from wherever others guessed.
    await this.resets.look(query.secret);
    return finished;
  }

  @Post('resets/use')
  @HttpCode(200)
  @Action(useResetAction)
  @ZodResponse({ status: 200, type: EnteredDto })
  async useReset(
    @Body() body: UseResetBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Entered> {
    const member = await this.resets.use(body.secret, body.password);
    return this.entrance.afterPassword(member, body.mine, request, reply);
  }

  @Post('sign-out')
  @HttpCode(200)
  @Action(signOutAction)
  @ZodResponse({ status: 200, type: DoneDto })
  async signOut(
    @Body() _: NothingBody,
    @Headers('cookie') cookies: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.signIns.endHere(cookies);
    setCookie(reply, this.signIns.emptyCookie);
    return finished;
  }

  @Post('sign-out-everywhere')
  @HttpCode(200)
  @Action(signOutEverywhere)
  @ZodResponse({ status: 200, type: DoneDto })
  async signOutEverywhere(
    @Body() _: NothingBody,
    @TheActor() actor: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.signIns.endAll(actor.memberId);
    setCookie(reply, this.signIns.emptyCookie);
    return finished;
  }

  /** Ends the session and has the browser forget what it kept of this site (safety.md P9). */
  @Post('exit')
  @HttpCode(200)
  @Action(exitAction)
  @ZodResponse({ status: 200, type: DoneDto })
  async exit(@Headers('cookie') cookies: string | undefined, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.signIns.endHere(cookies);
    await this.secondSteps.forget(cookies);
    setCookie(reply, this.signIns.emptyCookie);
    void reply.header('set-cookie', this.secondSteps.emptyCookie);
    // Nothing on the device is to say that somebody signs in here.
    void reply.header('set-cookie', this.knownDevices.emptyCookie);
    void reply.header('clear-site-data', '"cache", "storage"');
    return finished;
  }

  @Post('password')
  @HttpCode(200)
  @Action(changePasswordAction)
  @ZodResponse({ status: 200, type: DoneDto })
  async changePassword(@TheActor() actor: SignedIn, @Body() body: ChangePasswordBody) {
    await this.resets.changeOwn(actor, body.current, body.password);
    return finished;
  }

  @Get('devices')
  @Action(readDevices)
  @ZodResponse({ status: 200, type: DeviceListDto })
  devices(@TheActor() actor: SignedIn): Promise<DeviceList> {
    return this.signIns.devices(actor);
  }

  @Delete('devices/:id')
  @Action(endDevice)
  @ZodResponse({ status: 200, type: DoneDto })
  async endDevice(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string) {
    await this.signIns.endDevice(actor, id);
    return finished;
  }
}
