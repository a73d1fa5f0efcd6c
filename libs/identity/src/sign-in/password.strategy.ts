import { type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { signIn } from '@throughline/contracts';
import { DomainError } from '@throughline/kernel';
import { LOG, type Log } from '@throughline/platform';
import { AuditTrail } from '@throughline/stream';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-local';
import { isPrivileged, Member, signInKey } from '../accounts/member.schema';
import { Members } from '../accounts/members.service';
import { Passwords } from '../accounts/passwords';
import { Attempts } from './attempts';
import { Standing } from '../standing/standing.service';
import { KnownDevices } from './known-devices';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose password was given right; set by the guard of the sign-in route alone. */
    user?: Member;
  }
}

/** Verifies a name and a password, and does nothing else: the session is ours to open. */
@Injectable()
export class PasswordStrategy extends PassportStrategy(Strategy, 'password') {
  constructor(
    private readonly members: Members,
    private readonly passwords: Passwords,
    private readonly attempts: Attempts,
    private readonly standing: Standing,
    private readonly knownDevices: KnownDevices,
    private readonly audit: AuditTrail,
    @Inject(LOG) private readonly log: Log,
  ) {
    super({ usernameField: 'name', passwordField: 'password', passReqToCallback: true });
  }

  /** Throws `sign-in-failed`, the same for an unknown name as for a wrong password, after the same work (S12). */
  async validate(request: FastifyRequest, name: string, password: string): Promise<Member> {
    const device = this.knownDevices.find(name, request.headers.cookie);
    const attempt = { address: request.ip, name: signInKey(name), device };
    return this.attempts.during(attempt, ['sign-in-failed'], async () => {
      const member = await this.members.toSignIn(name);
      const right = await this.passwords.matches(password, member?.passwordHash);
      if (!right && member && isPrivileged(member)) this.recordFailure(member._id);
      if (!right || !member) throw new DomainError('sign-in-failed');
      return this.standing.letIn(member);
    });
  }

  /** After the answer, so that its time tells nobody whose names these are (S12). */
  private recordFailure(member: string): void {
    setImmediate(() => {
      this.audit
        .record({ act: 'sign-in.failed', by: null, about: { member } })
        .catch((error: unknown) => this.log.error({ err: error }, 'a failed sign-in was not recorded'));
    });
  }
}

/** Guards the sign-in route: what was sent is parsed first, so that only texts ever reach the strategy (S8). */
@Injectable()
export class PasswordGuard extends AuthGuard('password') {
  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const { body } = context.switchToHttp().getRequest<FastifyRequest>();
    const read = signIn.safeParse(body);
    if (!read.success) throw new DomainError('bad-input');
    if (read.data.name === '' || read.data.password === '') throw new DomainError('sign-in-failed');
    return (await super.canActivate(context)) as boolean;
  }

  override handleRequest<User = Member>(error: unknown, member: User | false): User {
    if (error) throw error instanceof Error ? error : new DomainError('broken', { cause: error });
    if (!member) throw new DomainError('sign-in-failed');
    return member;
  }
}
