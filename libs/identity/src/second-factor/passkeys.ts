import { Injectable } from '@nestjs/common';
import type { madePasskey, usedPasskey } from '@throughline/contracts';
import { DomainError } from '@throughline/kernel';
import { Secrets } from '@throughline/platform';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { z } from 'zod';
import type { Member } from '../accounts/member.schema';
import { CommunityService } from '../community/community.service';
import { SecretLinks } from '../secret-links';
import type { Passkey } from './second-factor.schema';

type MadePasskey = z.output<typeof madePasskey>;
type UsedPasskey = z.output<typeof usedPasskey>;

/** What a new passkey is kept by. */
export type NewCredential = Pick<Passkey, 'credentialId' | 'publicKey' | 'counter' | 'transports'>;

/** Read when the first passkey is: a start need not wait for it. */
const webauthn = () => import('@simplewebauthn/server');

/** Passkeys as WebAuthn has them: what to ask a browser for, and whether it answered right. */
@Injectable()
export class Passkeys {
  constructor(
    private readonly links: SecretLinks,
    private readonly community: CommunityService,
    private readonly secrets: Secrets,
  ) {}

  /** What a browser needs to make one for this member. */
  async optionsToMake(member: Member, existing: readonly Passkey[]) {
    const { generateRegistrationOptions } = await webauthn();
    return generateRegistrationOptions({
      rpName: (await this.community.get()).name,
      rpID: this.site.hostname,
      userName: member.signInName,
      userDisplayName: member.name,
      // Says who somebody is to nobody but this site.
      userID: Buffer.from(this.secrets.digest('passkey-owner', member._id), 'base64url'),
      attestationType: 'none',
      excludeCredentials: existing.map(({ credentialId: id, transports }) => ({ id, transports })),
      // The password was given before: whether the device asks for a finger or a PIN too is its owner's to decide.
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    });
  }

  /** What a browser needs to use one of these. */
  async optionsToUse(existing: readonly Passkey[]) {
    const { generateAuthenticationOptions } = await webauthn();
    return generateAuthenticationOptions({
      rpID: this.site.hostname,
      allowCredentials: existing.map(({ credentialId: id, transports }) => ({ id, transports })),
      userVerification: 'preferred',
    });
  }

  /** Throws `wrong-passkey` where the answer is not one to this challenge, from this site. */
  async made(response: MadePasskey, challenge: string): Promise<NewCredential> {
    const { verifyRegistrationResponse } = await webauthn();
    const { verified, registrationInfo } = await orWrong(
      verifyRegistrationResponse({
        response: { ...response, clientExtensionResults: {} } as RegistrationResponseJSON,
        ...this.expected(challenge),
      }),
    );
    if (!verified || !registrationInfo) throw new DomainError('wrong-passkey');
    const { id, publicKey, counter } = registrationInfo.credential;
    return {
      credentialId: id,
      publicKey: Buffer.from(publicKey).toString('base64url'),
      counter,
      transports: response.response.transports ?? [],
    };
  }

  /** The counter of the passkey after this use; throws `wrong-passkey` where it is not one of this challenge, from this site. */
  async used(response: UsedPasskey, passkey: Passkey, challenge: string): Promise<number> {
    const { verifyAuthenticationResponse } = await webauthn();
    const { verified, authenticationInfo } = await orWrong(
      verifyAuthenticationResponse({
        response: { ...response, clientExtensionResults: {} } as AuthenticationResponseJSON,
        ...this.expected(challenge),
        credential: {
          id: passkey.credentialId,
          publicKey: Buffer.from(passkey.publicKey, 'base64url'),
          counter: passkey.counter,
        },
      }),
    );
    if (!verified) throw new DomainError('wrong-passkey');
    return authenticationInfo.newCounter;
  }

  /** The address that people use: of a browser behind a proxy too. A passkey belongs to its host alone. */
  private get site(): URL {
    return new URL(this.links.siteAddress);
  }

  private expected(expectedChallenge: string) {
    const { origin: expectedOrigin, hostname: expectedRPID } = this.site;
    return { expectedChallenge, expectedOrigin, expectedRPID, requireUserVerification: false };
  }
}

/** The library throws for whatever is not as it should be in what was sent. */
async function orWrong<Answer>(verifying: Promise<Answer>): Promise<Answer> {
  try {
    return await verifying;
  } catch (cause) {
    throw new DomainError('wrong-passkey', { cause });
  }
}
