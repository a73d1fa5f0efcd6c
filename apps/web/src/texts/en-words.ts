import type {
  AudienceKind,
  Duty,
  Expertise,
  ReactionKind,
  Role,
  Sector,
  SessionState,
  ThreadKind,
} from '@throughline/contracts/names';

/** What screens say for the words of the domain. */
export const kinds: Record<ThreadKind, string> = {
  discussion: 'Something to talk about',
  question: 'Question',
  practice: 'Good practice',
  blockage: 'What gets in the way',
  experience: 'Lived experience',
};
export const sectors: Record<Sector, string> = {
  housing: 'Housing',
  probation: 'Probation',
  police: 'Police',
  council: 'Council',
  health: 'Health',
  'drug-and-alcohol': 'Drug and alcohol services',
  advice: 'Advice',
  'job-centre': 'Job centre',
  'lived-experience': 'Lived-experience organisation',
  voluntary: 'Voluntary organisation',
};
export const inSectors: Record<Sector, string> = {
  housing: 'housing',
  probation: 'probation',
  police: 'the police',
  council: 'the council',
  health: 'health',
  'drug-and-alcohol': 'drug and alcohol services',
  advice: 'advice',
  'job-centre': 'the job centre',
  'lived-experience': 'a lived-experience organisation',
  voluntary: 'voluntary organisations',
};
export const reactions: Record<ReactionKind, string> = {
  'thank-you': 'Thank you',
  'me-too': 'Me too',
  'this-helps': 'This helps',
  'seen-this': 'I’ve seen this',
};
export const sessionStates: Record<SessionState, string> = {
  planned: 'Planned',
  live: 'On now',
  held: 'Took place',
  cancelled: 'Cancelled',
};
export const roles: Record<Role, string> = { member: 'Member', moderator: 'Moderator', administrator: 'Administrator' };
export const duties: Record<Duty, string> = {
  chair: 'Chair',
  evaluator: 'Evaluator',
  'safeguarding-lead': 'Safeguarding lead',
};
export const expertises: Record<Expertise, string> = {
  experience: 'By experience',
  occupation: 'By work',
  study: 'By study',
};

export const audiences: Record<AudienceKind, string> = {
  members: 'All members',
  session: 'Those who take part in its session',
  circle: 'A circle',
  moderators: 'Moderators only',
};
