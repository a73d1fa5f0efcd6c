import { Injectable } from '@nestjs/common';
import { DomainError } from '@throughline/kernel';
import type { Member } from '../accounts/member.schema';
import { Passwords } from '../accounts/passwords';
import { Attempts } from './attempts';

/** The password again, before something that a phone left lying about must not be enough for. */
@Injectable()
export class OwnPassword {
  constructor(
    private readonly passwords: Passwords,
    private readonly attempts: Attempts,
  ) {}

  /** Throws `wrong-password`, and `too-many` after many of them. */
  async expect(member: Pick<Member, '_id' | 'passwordHash'>, given: string | undefined): Promise<void> {
    const name = `own ${member._id}`;
    await this.attempts.during({ name }, ['wrong-password'], async () => {
      if (!(await this.passwords.matches(given ?? '', member.passwordHash))) throw new DomainError('wrong-password');
    });
  }
}
