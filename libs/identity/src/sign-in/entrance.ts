import { Injectable } from '@nestjs/common';
import type { Entered, Me } from '@throughline/contracts';
import { visitor } from '@throughline/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Member } from '../accounts/member.schema';
import { MeService } from '../me.service';
import { SecondSteps } from '../second-factor/second-steps.service';
import { KnownDevices } from './known-devices';
import { SignIns } from './sign-ins.service';

/** The one way in: whoever has a second factor gets no session before the second step (safety.md S2). */
@Injectable()
export class Entrance {
  constructor(
    private readonly signIns: SignIns,
    private readonly secondSteps: SecondSteps,
    private readonly meService: MeService,
    private readonly knownDevices: KnownDevices,
  ) {}

  /** Somebody gave a right password, or something as good: lets them in, or on to the second step. */
  async afterPassword(member: Member, mine: boolean, request: FastifyRequest, reply: FastifyReply): Promise<Entered> {
    if (!member.secondFactor) return this.letIn(member, mine, request, reply);
    void reply.header('set-cookie', await this.secondSteps.begin(member, mine));
    return { ...(await this.meService.of(visitor, null)), secondStep: true };
  }

  /** Opens a session with a fresh secret, on whatever the device had before. */
  async letIn(member: Member, mine: boolean, request: FastifyRequest, reply: FastifyReply): Promise<Me> {
    const { cookie: formerCookies, 'user-agent': userAgent } = request.headers;
    const { header } = await this.signIns.open(member, { mine, userAgent, formerCookies });
    void reply.header('set-cookie', header);
    if (mine) void reply.header('set-cookie', this.knownDevices.cookieFor(member.signInName));
    const [pair] = header.split(';');
    return this.meService.of(await this.signIns.resolve(pair, 'by-person'), await this.signIns.factsOf(pair));
  }
}
