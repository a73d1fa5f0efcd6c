import { dayText } from '@throughline/discussion';
import { workingDaysAfter } from '@throughline/rules/impact';
import type { OutsideRequest } from './outside-request.schema';

/** How many working days an organisation has before something that names it is published. */
const workingDays = 10;

/** The last of the days that an organisation has, from the day on which it was sent what names it. */
export function waitsUntil({ sentOn }: Pick<OutsideRequest, 'sentOn'>): string {
  return workingDaysAfter(dayText(sentOn), workingDays);
}
