/**
 * What is audited: sign-in of those with a role or duty, and privileged, sealed and restricted acts; not ordinary posts,
 * reactions and reads, and nothing that is done as an alias (architecture.md, "Audit is one mechanism").
 */
export const auditActs = [
  'signed-in',
  'sign-in.failed',
  'invitation.made',
  'invitation.withdrawn',
  'member.joined',
  'member.left',
  'role.changed',
  'duty.given',
  'duty.taken',
  'password-link.made',
  'second-factor.reset',
  'organisation.made',
  'circle.changed',
  'community.changed',
  'agreement.changed',
  'thread.changed',
  'post.removed',
  'flag.decided',
  'words.checked',
  'posts.moved',
  'threads.merged',
  'step.taken',
  'step.ended',
  'concern.read',
  'concern.changed',
  'sealing.set-up',
  'sealing.passphrase-changed',
  'sealing.key-made',
  'unsealing.requested',
  'unsealing.approved',
  'unsealing.declined',
  'unsealing.refused',
  'unsealing.read',
  'audit.addresses-changed',
  'backup.taken',
  'backup.restored',
  'safeguarding.changed',
  'second-factor.set',
  'second-factor.removed',
  'second-factor.link-made',
  'complaint.answered',
  'impact.taken-out',
] as const;
export type AuditAct = (typeof auditActs)[number];

/**
 * What the record holds and its page does not show, to anybody: an administrator may be one who is left out of a concern, and must
 * not learn from a line, or from its time, that it is there. Lines of the same kind about nothing stand among them, so that the
 * numbers that are left out say nothing either (docs/decisions/0011).
 */
export const unshownActs: readonly AuditAct[] = ['concern.read', 'concern.changed'];

/** What an audited act may name: things by their ids, and words of our own closed lists or numbers; never what somebody wrote. */
export const auditSubjects = [
  'member',
  'role',
  'duty',
  'organisation',
  'circle',
  'invitation',
  'thread',
  'to-thread',
  'post',
  'move',
  'alias',
  'concern',
  'step',
  'request',
  'what',
  'number',
] as const;
export type AuditSubject = (typeof auditSubjects)[number];
export type AuditAbout = Partial<Record<AuditSubject, string>>;
