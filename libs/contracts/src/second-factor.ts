import { z } from 'zod';
import { id, line } from './common';
import { givenPassword } from './identity';

/** A code of an app (six digits) or a recovery code, as somebody types it. */
const givenCode = z.string().min(1).max(100);
const base64url = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[A-Za-z0-9_-]*$/, 'This is not a passkey.');

/** What a browser answers when somebody used a passkey (WebAuthn, AuthenticationResponseJSON). */
export const usedPasskey = z.strictObject({
  id: base64url(1_400),
  rawId: base64url(1_400),
  type: z.literal('public-key'),
  response: z.strictObject({
    authenticatorData: base64url(4_000),
    clientDataJSON: base64url(4_000),
    signature: base64url(4_000),
    userHandle: base64url(200).optional(),
  }),
});

/** What a browser answers when it made a passkey (WebAuthn, RegistrationResponseJSON). */
export const madePasskey = z.strictObject({
  id: base64url(1_400),
  rawId: base64url(1_400),
  type: z.literal('public-key'),
  response: z.strictObject({
    attestationObject: base64url(20_000),
    clientDataJSON: base64url(4_000),
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
});

/** What a browser needs to make or use a passkey, in WebAuthn's own shape. */
export const passkeyOptions = z
  .strictObject({ options: z.record(z.string(), z.unknown()) })
  .meta({ id: 'PasskeyOptions' });
export type PasskeyOptions = z.infer<typeof passkeyOptions>;

/** The second step of signing in: one of a code and a passkey. */
export const secondStep = z
  .strictObject({ code: givenCode.optional(), passkey: usedPasskey.optional() })
  .refine(({ code, passkey }) => (code === undefined) !== (passkey === undefined), {
    path: ['code'],
    message: 'Please write the code here.',
  });
export type SecondStep = z.output<typeof secondStep>;

/** What the page of the second step shows: the ways that its member set up. */
export const secondStepView = z
  .strictObject({
    app: z.boolean(),
    passkeys: z.boolean(),
    /** Only in a demonstration, on a machine that nobody else reaches. */
    demonstrationCode: z.string().nullable(),
  })
  .meta({ id: 'SecondStep' });
export type SecondStepView = z.infer<typeof secondStepView>;

/** One's own second factor, as it is set up. */
export const secondFactorView = z
  .strictObject({
    app: z.boolean(),
    passkeys: z.array(z.strictObject({ id, name: z.string(), addedOn: z.string(), lastUsedOn: z.string().nullable() })),
    recoveryCodesLeft: z.int(),
    /** Asked for by a role or a duty. */
    needed: z.boolean(),
    /** Set for some minutes once the password, and the second factor where there is one, was given again. */
    proven: z.boolean(),
  })
  .meta({ id: 'SecondFactor' });
export type SecondFactorView = z.infer<typeof secondFactorView>;

/** Shown before anything of it is changed: the password, and the second factor where there is one. */
export const proof = z.strictObject({
  password: givenPassword,
  code: givenCode.optional(),
  passkey: usedPasskey.optional(),
});
export type Proof = z.output<typeof proof>;

/** The key of an app that is being set up: as a QR code (rows of dark and light squares), and to type. */
export const appKeyView = z.strictObject({ key: z.string(), qr: z.array(z.string()) }).meta({ id: 'AppKey' });
export type AppKeyView = z.infer<typeof appKeyView>;
export const confirmApp = z.strictObject({ code: givenCode });
export const newPasskey = z.strictObject({ name: line(60), response: madePasskey });
export type NewPasskey = z.output<typeof newPasskey>;

/** Codes for when the phone is gone: shown once, kept as digests. Empty where those from before still hold. */
export const recoveryCodes = z.strictObject({ codes: z.array(z.string()) }).meta({ id: 'RecoveryCodes' });
export type RecoveryCodes = z.infer<typeof recoveryCodes>;

const resetSecret = z.string().min(10).max(200);
export const lookAtFactorReset = z.strictObject({ secret: resetSecret });
export const useFactorReset = z.strictObject({ secret: resetSecret, password: givenPassword });
