import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';
import type { PasskeyOptions } from '@throughline/contracts';
import { call } from '../../app/http';

export const canUsePasskeys = browserSupportsWebAuthn;

/** Asks the person for one of their passkeys; throws where they turned away, or it could not be had. */
export async function askForPasskey(challengePath: string) {
  const { options } = (await call(challengePath, 'POST')) as PasskeyOptions;
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON;
  const { id, rawId, type, response } = await startAuthentication({ optionsJSON });
  const { authenticatorData, clientDataJSON, signature, userHandle } = response;
  return {
    id,
    rawId,
    type,
    response: { authenticatorData, clientDataJSON, signature, ...(userHandle ? { userHandle } : {}) },
  };
}

/** Has the person's device make a passkey; throws where they turned away, or it could not. */
export async function makePasskey() {
  const { options } = (await call('/api/second-factor/passkeys/options', 'POST')) as PasskeyOptions;
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON;
  const { id, rawId, type, response } = await startRegistration({ optionsJSON });
  const { attestationObject, clientDataJSON, transports } = response;
  return { id, rawId, type, response: { attestationObject, clientDataJSON, ...(transports ? { transports } : {}) } };
}
