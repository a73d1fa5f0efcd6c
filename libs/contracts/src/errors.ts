/**
 * The one catalogue of errors: a stable code, the HTTP status it answers with, and a sentence for a person.
 * A sentence says what happened and what to do; the page adds that nothing was lost, which only it can know.
 */
export const errors = {
  'bad-input': { status: 400, message: 'Something in what was sent is missing or not as expected.' },
  'bad-json': { status: 400, message: 'What was sent could not be read.' },
  'sign-in-needed': { status: 401, message: 'Please sign in first.' },
  'sign-in-failed': { status: 401, message: 'That name and password do not go together. Please try again.' },
  'not-shown-yet': {
    status: 409,
    message: 'All members have to see it first. Then somebody outside can be asked about it.',
  },
  'not-allowed': { status: 403, message: 'You cannot do this here.' },
  'other-site': { status: 403, message: 'This came from another site, so it was not done.' },
  'paused-unconfirmed': {
    status: 403,
    message:
      'Your access is paused, because it is more than a year since you said that you are still here. Nothing of yours is lost. Ask any moderator, or whoever invited you: they can open it again.',
  },
  'paused-address': {
    status: 403,
    message:
      'Your access is paused, because mail to your address comes back. Nothing of yours is lost. Ask any moderator, or whoever invited you: they can open it again.',
  },
  'paused-step': {
    status: 403,
    message: 'Your access is paused by the moderators. Nothing of yours is lost. Ask any moderator about it.',
  },
  'account-ended': {
    status: 403,
    message: 'Your account here was ended by the moderators. What you wrote is still there.',
  },
  'second-factor-needed': {
    status: 403,
    message: 'To do this you need a second step when you sign in. You can set it up under Settings.',
  },
  'proof-needed': { status: 403, message: 'Please say first that it is you: give your password again.' },
  'wrong-code': {
    status: 403,
    message: 'That code is not right, or was used already. Please try again with a new one.',
  },
  'wrong-passkey': { status: 403, message: 'That passkey did not work. Please try again, or use a code.' },
  'wrong-password': { status: 403, message: 'That is not your password. Please try again.' },
  'not-found': { status: 404, message: 'There is nothing here, or it is not for you to see.' },
  'method-not-allowed': { status: 405, message: 'That cannot be done at this address.' },
  'name-taken': { status: 409, message: 'Somebody here already signs in with that name. Please choose another.' },
  'name-looked-up-to': {
    status: 409,
    message: 'Somebody who looks after this community has this name. Please add something that tells you two apart.',
  },
  'changed-meanwhile': {
    status: 409,
    message: 'This was changed in the meantime. Look at the newer text, then save again.',
  },
  'claimed-by-another': {
    status: 409,
    message: 'Another moderator has this open now. You can leave it to them, or take it over first.',
  },
  'decided-already': {
    status: 409,
    message: 'Another moderator has just decided this, or its author took it back. It does not wait any more.',
  },
  'already-done': { status: 409, message: 'This was done already.' },
  'link-used': { status: 410, message: 'This link or code was used already, or is too old. Ask for a new one.' },
  'second-step-over': { status: 410, message: 'That took too long, or was done already. Please sign in again.' },
  'too-large': { status: 413, message: 'That is too long to send in one go. Please make it shorter.' },
  'wrong-kind': { status: 415, message: 'This address takes JSON only.' },
  'key-reused': { status: 422, message: 'This was sent before with another text. Please send it again.' },
  'password-known': {
    status: 422,
    message: 'This password is on public lists of stolen passwords. Please choose another.',
  },
  'summary-offered': {
    status: 409,
    message: 'Somebody has offered one already. A moderator looks at it first; then you can offer yours.',
  },
  'choose-as': { status: 422, message: 'Please choose as whom you want to post.' },
  'as-self-too': {
    status: 409,
    message:
      'You have written here under another name. If you post as yourself too, people may connect the two. Tick the box if you want that.',
  },
  'no-alias-here': {
    status: 422,
    message: 'You cannot post under another name here just now. Nothing was posted under your own.',
  },
  'alias-name-taken': {
    status: 409,
    message: 'Somebody has just taken that name. Please look at the one offered now.',
  },
  'alias-under-step': {
    status: 422,
    message: 'A moderator is looking at what was written under this name, so it stays.',
  },
  'checked-first': {
    status: 422,
    message:
      'A moderator looks first at what you write here, and this cannot wait for that. Please ask a moderator to do it.',
  },
  'own-words': { status: 422, message: 'These are your own words. You can change them, or take them back.' },
  'thread-closed': { status: 422, message: 'This thread is closed, so nothing more can be written in it.' },
  'too-many-letters': { status: 422, message: 'So much was written here that no more can be added.' },
  'edited-too-often': {
    status: 422,
    message: 'This post was changed too many times to change it once more. Please write a new one.',
  },
  'not-those-words': {
    status: 422,
    message: 'These words do not stand there in that text of the post. Please choose them again.',
  },
  'words-not-given': {
    status: 422,
    message: 'Whoever wrote this has not said that it may be used here, or has taken it back.',
  },
  'organisation-first': {
    status: 422,
    message: 'Somebody who is named here has to see it first, and has ten working days to answer.',
  },
  'stage-not-open': {
    status: 422,
    message: 'It cannot go from where it is now to there. Please choose another stage.',
  },
  'circle-closed': {
    status: 422,
    message: 'This circle is closed: nothing new begins in it, and nobody new comes in.',
  },
  'circle-has-threads': {
    status: 422,
    message: 'There are threads in this circle, so it cannot be deleted. You can close it.',
  },
  'not-yourself': { status: 422, message: 'You cannot do this for yourself. Ask another moderator.' },
  'wider-audience': {
    status: 422,
    message: 'More people would see these posts than their authors wrote them for, so they stay where they are.',
  },
  'last-administrator': {
    status: 422,
    message: 'There must be at least one administrator. Make somebody else one first.',
  },
  'wrong-passphrase': { status: 403, message: 'That is not your passphrase. Please try again, there is no hurry.' },
  'not-ready': { status: 403, message: 'Please set up your passphrase first.' },
  'reason-needed': { status: 403, message: 'Please say why, in a whole sentence that somebody else can weigh.' },
  'second-person-needed': { status: 403, message: 'This takes two people. Another safeguarding lead has to agree.' },
  'other-organisation-needed': {
    status: 403,
    message: 'The two leads must work for different organisations, and the other must hold a part of the key.',
  },
  'no-part-of-key': {
    status: 403,
    message: 'You hold no part of the key for this. It was made before you set up your passphrase, or without you.',
  },
  'request-over': { status: 403, message: 'This is over: the time has run out, or somebody else has answered.' },
  'author-not-there': { status: 410, message: 'Who wrote this is not kept any more, so nobody can find it out.' },
  'alias-not-offered': {
    status: 422,
    message: 'Nobody can write here under another name yet: that needs two safeguarding leads who are ready for it.',
  },
  'concerns-off': {
    status: 422,
    message: 'Nobody here can take this yet. Please ring one of the numbers above.',
  },
  'nobody-left': {
    status: 422,
    message:
      'Nobody here is left who could get this, so it was not sent. Please ring the number outside this community.',
  },
  'too-many-passkeys': { status: 422, message: 'You have ten passkeys. Take one away before you add another.' },
  'picture-too-large': {
    status: 413,
    message: 'This picture is too big to take: 12 megabytes are the most. Please choose a smaller one.',
  },
  'picture-kind': {
    status: 415,
    message: 'This is not a kind of picture that can be taken here. Photos and screenshots can: JPEG, PNG or WebP.',
  },
  'picture-moves': {
    status: 415,
    message: 'Pictures that move cannot be taken here. Please choose one that stands still.',
  },
  'picture-more': {
    status: 415,
    message:
      'There is something else in this file, beside the picture. Please take a screenshot of it, and choose that.',
  },
  'picture-broken': {
    status: 422,
    message: 'This picture could not be read. It may be damaged. Please choose it again, or another one.',
  },
  'picture-undescribed': {
    status: 422,
    message:
      'Please say in a few words what each picture shows, for people who cannot see it. Or tick that you cannot describe it.',
  },
  'picture-gone': {
    status: 422,
    message: 'A picture waited too long and is not here any more. Please add it again, or send your words without it.',
  },
  'document-too-large': {
    status: 413,
    message:
      'This file is too big to take: 10 megabytes are the most for a PDF, 12 for a picture. Please choose a smaller one, or give a link.',
  },
  'document-kind': {
    status: 415,
    message:
      'This kind of file cannot be taken here: a PDF can, or a photo of the page (JPEG, PNG or WebP). If it is from Word or Excel, save it as PDF and choose that.',
  },
  'document-more': {
    status: 415,
    message:
      'There is something else in this file, beside the document: a program, another file or a web page. Print it to PDF anew, and choose that.',
  },
  'document-broken': {
    status: 422,
    message: 'This file could not be read. It may be empty or damaged. Please choose it again, or another one.',
  },
  'document-gone': {
    status: 422,
    message: 'The file waited too long and is not here any more. Please choose it again, or add the rest without it.',
  },
  'documents-full': {
    status: 422,
    message:
      'There is no more room here for files. Please give a link, or first take off documents that nothing rests on any more.',
  },
  'too-many': { status: 429, message: 'That was tried very often. Please wait a little, then try again.' },
  broken: {
    status: 500,
    message: 'Something went wrong on our side. Please try again; if it stays so, tell a moderator.',
  },
  unavailable: { status: 503, message: 'This cannot be saved just now. Please try again in a moment.' },
} as const satisfies Record<string, { status: number; message: string }>;

export type ErrorCode = keyof typeof errors;
export const errorCodes = Object.keys(errors) as ErrorCode[];
