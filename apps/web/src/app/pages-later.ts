import { administrationPages } from '../features/administration/pages';
import { apartPages } from '../features/apart/pages';
import { circlePages } from '../features/circles/pages';
import { concernPages } from '../features/concerns/pages';
import { impactPages } from '../features/impact/pages';
import { invitationPages } from '../features/invitations/pages';
import { outsidePages } from '../features/outside/pages';
import { ownDataPages } from '../features/own-data/pages';
import { peoplePages } from '../features/people/pages';
import { programmePages } from '../features/programme/pages';
import { quotedPages } from '../features/quoted/pages';
import { reportPages } from '../features/reports/pages';
import { reviewPages } from '../features/review/pages';
import { sealingPages } from '../features/sealing/pages';
import { secondFactorPages } from '../features/second-factor/pages';
import { settingsPages } from '../features/settings/pages';
import { stepPages } from '../features/steps/pages';
import { waitingPages } from '../features/waiting/pages';
import { wrongPages } from '../features/wrong/pages';
import type { PageDefinition } from './routes';

/** What a first visit to a thread need not know: where these pages are, and of what they are made, comes when one is asked for. */
export const laterPages: readonly PageDefinition[] = [
  ...secondFactorPages,
  ...waitingPages,
  ...reviewPages,
  ...programmePages,
  ...peoplePages,
  ...circlePages,
  ...ownDataPages,
  ...apartPages,
  ...settingsPages,
  ...invitationPages,
  ...administrationPages,
  ...sealingPages,
  ...concernPages,
  ...wrongPages,
  ...stepPages,
  ...impactPages,
  ...outsidePages,
  ...quotedPages,
  ...reportPages,
];
