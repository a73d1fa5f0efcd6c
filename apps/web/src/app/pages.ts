import { administrationPages } from '../features/administration/pages';
import { concernPages } from '../features/concerns/pages';
import { circlePages } from '../features/circles/pages';
import { frontPages } from '../features/front/pages';
import { invitationPages } from '../features/invitations/pages';
import { peoplePages } from '../features/people/pages';
import { programmePages } from '../features/programme/pages';
import { reviewPages } from '../features/review/pages';
import { sealingPages } from '../features/sealing/pages';
import { settingsPages } from '../features/settings/pages';
import { signInPages } from '../features/sign-in/pages';
import { secondFactorPages } from '../features/second-factor/pages';
import { threadPages } from '../features/thread/pages';
import { threadListPages } from '../features/threads/pages';
import { waitingPages } from '../features/waiting/pages';
import type { PageDefinition } from './routes';

/** Every page; the first whose pattern fits is shown. */
export const pages: readonly PageDefinition[] = [
  ...frontPages,
  ...signInPages,
  ...secondFactorPages,
  ...threadListPages,
  ...waitingPages,
  ...reviewPages,
  ...threadPages,
  ...programmePages,
  ...peoplePages,
  ...circlePages,
  ...settingsPages,
  ...invitationPages,
  ...administrationPages,
  ...sealingPages,
  ...concernPages,
];
