import { z } from 'zod';
import { creationKey, id, instant, line, nameLine, text } from './common';
import { duties, expertises, mostNewMemberPosts, noticeKinds, roles, sectors, standings } from './names';

/** The name somebody signs in with: theirs to choose, not an e-mail address unless they like. Compared without case. */
export const signInName = nameLine(60, 2);

/** 8 characters at least, none forbidden, no rules of composition; paste is welcome. */
export const newPassword = z
  .string()
  .max(1_000, 'Please use 128 characters or fewer.')
  .refine((value) => value.isWellFormed() && !value.includes('\u0000'), 'This holds a character that cannot be kept.')
  .refine((value) => [...value].length >= 8, 'Please use 8 characters or more.')
  .refine((value) => [...value].length <= 128, 'Please use 128 characters or fewer.');

/** A password as given when signing in: anything, so that the answer never tells what a right one looks like. */
export const givenPassword = z.string().max(1_000);

export const displayName = nameLine(60);

/** "Is this phone yours?": if not, the session ends on closing or after 15 minutes. */
export const signIn = z.strictObject({ name: z.string().max(200), password: givenPassword, mine: z.boolean() });

/** Who is reading, with what every page needs to know. */
export const me = z
  .strictObject({
    /** Null for a visitor. */
    member: z
      .strictObject({
        id,
        name: z.string(),
        role: z.enum(roles),
        duties: z.array(z.enum(duties)),
        sector: z.enum(sectors).nullable(),
        /** True on a phone or computer that is not the member's own. */
        shared: z.boolean(),
        /** When the session ends by itself, for a warning before it does. */
        endsAt: instant,
        /** Set when they are asked whether they are still here: access is paused then, should they not say so. */
        confirmBy: instant.nullable(),
        /** False when the agreement changed since it was accepted. */
        agreed: z.boolean(),
        /** True where a role or duty opens nothing until a second factor is set up (safety.md S2). */
        secondFactorNeeded: z.boolean(),
      })
      .nullable(),
    abilities: z.array(z.string()),
    /** What waits for this member. */
    notices: z.array(z.enum(noticeKinds)),
    /** Their device asks for little data: pictures come when they are asked for. */
    savesData: z.boolean(),
    community: z.strictObject({
      name: z.string(),
      place: z.string(),
      /** Where "Exit this page" goes. */
      exitTo: z.string(),
      timeZone: z.string(),
      supportLines: z.array(z.strictObject({ what: z.string(), number: z.string(), link: z.string() })),
      demonstration: z.boolean(),
    }),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof me>;

/** What comes of a right password: somebody is signed in, or the second step is still to come. */
export const entered = z.strictObject({ ...me.shape, secondStep: z.literal(true).optional() }).meta({ id: 'Entered' });
export type Entered = z.infer<typeof entered>;

export const agreementView = z
  .strictObject({
    version: z.int(),
    points: z.array(z.strictObject({ title: z.string(), text: z.string() })),
    changedAt: instant,
  })
  .meta({ id: 'Agreement' });
export type AgreementView = z.infer<typeof agreementView>;

/** What a visitor sees on the front page. */
export const frontView = z
  .strictObject({
    /** "What gets in people's way, talked through until it changes" */
    headline: z.string(),
    welcome: z.string(),
    agreement: agreementView,
    /** One published change, told by years; empty until something is published. */
    story: z
      .strictObject({
        title: z.string(),
        text: z.string(),
        steps: z.array(z.strictObject({ title: z.string(), text: z.string() })),
      })
      .nullable(),
    /** The accounts of the demonstration, or none. */
    demonstrationAccounts: z.array(
      z.strictObject({
        name: z.string(),
        password: z.string(),
        who: z.string(),
        /** Of a safeguarding lead. */
        passphrase: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Front' });
export type FrontView = z.infer<typeof frontView>;

export const organisationView = z
  .strictObject({ id, name: z.string(), sector: z.enum(sectors) })
  .meta({ id: 'Organisation' });
export type OrganisationView = z.infer<typeof organisationView>;
export const organisationList = z
  .strictObject({ organisations: z.array(organisationView) })
  .meta({ id: 'OrganisationList' });
export const newOrganisation = z.strictObject({ key: creationKey, name: line(120), sector: z.enum(sectors) });

export const newInvitation = z.strictObject({
  key: creationKey,
  /** For whom, as a note for those who invite; shown on the printed card. */
  forWhom: line(80, 0).nullable().optional(),
  role: z.enum(roles).optional(),
});
export const invitationView = z
  .strictObject({
    id,
    forWhom: z.string().nullable(),
    role: z.enum(roles),
    madeBy: z.string(),
    madeAt: instant,
    expiresAt: instant,
    state: z.enum(['open', 'used', 'expired', 'withdrawn']),
  })
  .meta({ id: 'Invitation' });
export type InvitationView = z.infer<typeof invitationView>;
/** Shown once, to whoever made it: afterwards only hashes of link and code are kept. */
export const invitationCard = z
  .strictObject({
    invitation: invitationView,
    link: z.string(),
    /** Two words and a number: `kettle-maple-4071`. */
    code: z.string(),
    /** The link as a QR code: rows of dark (1) and light (0) squares. */
    qr: z.array(z.string()),
  })
  .meta({ id: 'InvitationCard' });
export type InvitationCard = z.infer<typeof invitationCard>;
export const invitationList = z.strictObject({ invitations: z.array(invitationView) }).meta({ id: 'InvitationList' });

/** The secret of an invitation: the long token of its link, or its short code as somebody types it. */
export const invitationSecret = z.string().min(4).max(200);
export const lookAtInvitation = z.strictObject({ secret: invitationSecret });
export const invitationPreview = z
  .strictObject({
    invitedBy: z.string(),
    expiresAt: instant,
    firstAdministrator: z.boolean(),
    agreement: agreementView,
    organisations: z.array(organisationView),
  })
  .meta({ id: 'InvitationPreview' });
export type InvitationPreview = z.infer<typeof invitationPreview>;

export const join = z.strictObject({
  secret: invitationSecret,
  name: displayName,
  signInName,
  password: newPassword,
  expertise: z.array(z.enum(expertises)).max(3).optional(),
  showExpertise: z.boolean().optional(),
  organisationId: id.nullable().optional(),
  /** The version of the agreement that was on the page. */
  agreed: z.int(),
  mine: z.boolean(),
});

export const mailAddress = z.email('This does not look like an e-mail address.').max(200);
export const requestReset = z.strictObject({ name: z.string().min(1).max(200) });
export const resetLink = z
  .strictObject({ link: z.string(), qr: z.array(z.string()), expiresAt: instant })
  .meta({ id: 'ResetLink' });
export type ResetLink = z.infer<typeof resetLink>;
export const useReset = z.strictObject({
  secret: z.string().min(10).max(200),
  password: newPassword,
  mine: z.boolean(),
});
export const lookAtReset = useReset.pick({ secret: true });
export const changePassword = z.strictObject({ current: givenPassword, password: newPassword });

export const deviceList = z
  .strictObject({
    devices: z.array(
      z.strictObject({
        id: z.string(),
        /** "Firefox on Android", from what the browser said of itself. */
        what: z.string(),
        signedInAt: instant,
        /** The day it was last used. */
        lastUsedOn: z.string(),
        shared: z.boolean(),
        here: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'DeviceList' });
export type DeviceList = z.infer<typeof deviceList>;

/** A person as every member may see them: what they chose to show. */
export const personView = z
  .strictObject({
    id,
    name: z.string(),
    role: z.enum(roles),
    duties: z.array(z.enum(duties)),
    sector: z.enum(sectors).nullable(),
    organisation: z.string().nullable(),
    expertise: z.array(z.enum(expertises)),
    about: z.string(),
  })
  .meta({ id: 'Person' });
export type PersonView = z.infer<typeof personView>;
export const personList = z.strictObject({ people: z.array(personView) }).meta({ id: 'PersonList' });
export type PersonList = z.infer<typeof personList>;

/** One's own profile, with what is not shown to others. */
export const profileView = z
  .strictObject({
    id,
    name: z.string(),
    signInName: z.string(),
    mail: z.string().nullable(),
    organisationId: id.nullable(),
    organisations: z.array(organisationView),
    expertise: z.array(z.enum(expertises)),
    showExpertise: z.boolean(),
    showOrganisation: z.boolean(),
    /** Left out of the list of people. */
    unlisted: z.boolean(),
    about: z.string(),
    textVersion: z.int(),
  })
  .meta({ id: 'Profile' });
export type ProfileView = z.infer<typeof profileView>;
export const profileEdit = z.strictObject({
  name: displayName,
  mail: mailAddress.nullable().optional(),
  /** Needed when the e-mail address changes. */
  password: givenPassword.optional(),
  organisationId: id.nullable().optional(),
  expertise: z.array(z.enum(expertises)).max(3),
  showExpertise: z.boolean(),
  showOrganisation: z.boolean(),
  /** Pages that are open already do not send it. */
  unlisted: z.boolean().optional(),
  about: text(1_000, 0),
  textVersion: z.int(),
});

/** Whom the reader has blocked; null for who has left. */
export const blockList = z
  .strictObject({ blocked: z.array(z.strictObject({ id, name: z.string().nullable() })) })
  .meta({ id: 'BlockList' });
export type BlockList = z.infer<typeof blockList>;

/** What is asked before somebody is blocked: the same whatever that one has done. */
export const blockQuestion = z
  .strictObject({
    id,
    name: z.string(),
    /** They look after this place, so they still find the reader. */
    looksAfter: z.boolean(),
    yourself: z.boolean(),
    blocked: z.boolean(),
  })
  .meta({ id: 'BlockQuestion' });
export type BlockQuestion = z.infer<typeof blockQuestion>;

/** Administration: a member as administrators see them. */
export const memberView = z
  .strictObject({
    ...personView.shape,
    joinedAt: instant,
    standing: z.enum(standings),
    hasMail: z.boolean(),
    hasSecondFactor: z.boolean(),
  })
  .meta({ id: 'Member' });
export type MemberView = z.infer<typeof memberView>;
export const memberList = z.strictObject({ members: z.array(memberView) }).meta({ id: 'MemberList' });
export type MemberList = z.infer<typeof memberList>;
export const memberEdit = z.strictObject({
  role: z.enum(roles).optional(),
  duties: z.array(z.enum(duties)).max(3).optional(),
});

export const communityView = z
  .strictObject({
    name: z.string(),
    place: z.string(),
    headline: z.string(),
    welcome: z.string(),
    exitTo: z.string(),
    timeZone: z.string(),
    supportLines: z.array(z.strictObject({ what: z.string(), number: z.string() })),
    agreement: agreementView,
    /** How many posts of a new member are checked first. */
    newMemberPosts: z.int(),
    /** How somebody from outside reaches those who publish what changed. */
    contact: z.string(),
    textVersion: z.int(),
  })
  .meta({ id: 'Community' });
export type CommunityView = z.infer<typeof communityView>;
export const communityEdit = z.strictObject({
  name: line(120),
  place: line(120, 0),
  headline: line(160),
  welcome: text(600),
  exitTo: z
    .string()
    .max(300)
    .regex(/^https:\/\/[^\s<>"]+$/, 'Please give a link that begins with https://'),
  supportLines: z
    .array(z.strictObject({ what: line(120), number: line(30) }))
    .min(1)
    .max(12),
  /** Changing the points makes a new version, which every member is asked to accept. */
  agreement: z
    .array(z.strictObject({ title: line(160), text: text(1_000, 0) }))
    .min(1)
    .max(20),
  newMemberPosts: z.int().min(0).max(mostNewMemberPosts).optional(),
  contact: line(200, 0).optional(),
  textVersion: z.int(),
});
export const acceptAgreement = z.strictObject({ version: z.int() });
