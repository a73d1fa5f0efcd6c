import type { FormDefinition } from './fields';
import { secondStepForms } from './definitions-second-step';
import { wrongForms } from './definitions-wrong';
import { impactForms } from './definitions-impact';
import { outsideForms } from './definitions-outside';
import { ownDataForms } from './definitions-own-data';
import { discussionForms } from './definitions-discussion';
import { programmeForms } from './definitions-programme';
import { circleForms } from './definitions-circles';
import { safeguardingForms } from './definitions-safeguarding';
import { peopleForms } from './definitions-people';
import { reportForms } from './definitions-reports';

/** Forms of pages whose code comes later: they join those of a first visit with it. */
export const laterForms: Record<string, FormDefinition> = {
  ...discussionForms,
  ...programmeForms,
  ...circleForms,
  ...safeguardingForms,
  ...peopleForms,
  ...wrongForms,
  ...ownDataForms,
  ...secondStepForms,
  ...impactForms,
  ...outsideForms,
  ...reportForms,
};
