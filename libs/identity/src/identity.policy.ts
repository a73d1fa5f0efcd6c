import type { Role } from '@throughline/contracts/names';
import { type Actor, defineAction, hasRole } from '@throughline/kernel';

export const readMe = defineAction('me.read', null);
export const readFront = defineAction('front.read', null);
export const readAgreement = defineAction('agreement.read', null);
export const acceptAgreement = defineAction('agreement.accept', 'member');
export const signInAction = defineAction('sign-in', null);
export const signOutAction = defineAction('sign-out', null);
export const signOutEverywhere = defineAction('sign-out.everywhere', 'member');
export const exitAction = defineAction('exit', null);
export const lookAtInvitationAction = defineAction('invitation.look', null);
export const joinAction = defineAction('join', null);
export const listInvitations = defineAction('invitation.list', 'moderator');
/** Moderators invite members; only administrators invite those who get more. */
export const createInvitation = defineAction<{ role: Role }>('invitation.create', 'moderator', {
  allows: (actor: Actor, { role }) => role === 'member' || hasRole(actor, 'administrator'),
});
export const withdrawInvitation = defineAction('invitation.withdraw', 'moderator');
export const requestResetAction = defineAction('reset.request', null);
export const lookAtResetAction = defineAction('reset.look', null);
export const useResetAction = defineAction('reset.use', null);
const ofOthersBelow = {
  allows: (actor: Actor, member: { memberId: string; role: Role }) =>
    actor.kind === 'member' &&
    actor.memberId !== member.memberId &&
    (member.role === 'member' || hasRole(actor, 'administrator')),
};
/** Nobody for themselves, and for administrators only administrators. */
export const handOverReset = defineAction<{ memberId: string; role: Role }>(
  'reset.hand-over',
  'moderator',
  ofOthersBelow,
);
export const changePasswordAction = defineAction('password.change', 'member');
export const readDevices = defineAction('device.list', 'member');
export const endDevice = defineAction('device.end', 'member');
export const readProfile = defineAction('profile.read', 'member');
export const editProfile = defineAction('profile.edit', 'member');
export const readConsents = defineAction('consent.read', 'member');
export const chooseConsents = defineAction('consent.choose', 'member');
export const downloadOwnData = defineAction('own-data.download', 'member');
export const leaveForGood = defineAction('leave', 'member');
export const readPeople = defineAction('people.read', 'member');
/** Moderators see the list, to hand over reset links; changing it is for administrators. */
export const listMembers = defineAction('member.list', 'moderator');
export const administerMembers = defineAction('member.administer', 'administrator');
export const confirmStillHere = defineAction('still-here', 'member');
export const listToAsk = defineAction('member.to-ask', 'moderator');
/** As with links for a new password: nobody for themselves, and for moderators only administrators. */
export const pauseAccess = defineAction<{ memberId: string; role: Role }>('member.pause', 'moderator', ofOthersBelow);
export const openAccess = defineAction<{ memberId: string; role: Role }>('member.open', 'moderator', ofOthersBelow);
export const listOrganisations = defineAction('organisation.list', 'member');
export const createOrganisation = defineAction('organisation.create', 'moderator');
export const readCommunity = defineAction('community.read', 'administrator');
export const editCommunity = defineAction('community.edit', 'administrator');
