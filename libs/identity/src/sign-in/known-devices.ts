import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config, Secrets } from '@throughline/platform';
import { signInKey } from '../accounts/member.schema';
import { cookieIn, cookieLine } from './cookies';

const year = 365 * 86_400;

/**
 * Devices that somebody was signed in on as this member, and called their own: others' wrong guesses do not keep them out (OWASP,
 * "device cookies"). The cookie holds a number of its own and a keyed digest of it with the name; it says nobody's name, opens
 * nothing, and is good for as many guesses as anybody has.
 */
@Injectable()
export class KnownDevices {
  private readonly name: string;
  private readonly secure: boolean;

  constructor(
    config: Config,
    private readonly secrets: Secrets,
  ) {
    this.secure = Boolean(config.publicUrl);
    this.name = this.secure ? '__Host-known' : 'known';
  }

  /** The cookie for a device on which somebody just signed in under this name. */
  cookieFor(signInName: string): string {
    const number = randomBytes(16).toString('base64url');
    return cookieLine(this.name, `${number}.${this.proof(signInName, number)}`, this.secure, year);
  }

  /** A cookie that takes it away. */
  get emptyCookie(): string {
    return cookieLine(this.name, '', this.secure, 0);
  }

  /** The number of the device, where it is known under this name. */
  find(signInName: string, cookieHeader: string | undefined): string | undefined {
    const [number = '', proof] = cookieIn(cookieHeader, this.name)?.split('.') ?? [];
    return proof === this.proof(signInName, number) ? number : undefined;
  }

  private proof(signInName: string, number: string): string {
    return this.secrets.digest('known-device', signInKey(signInName), number);
  }
}
