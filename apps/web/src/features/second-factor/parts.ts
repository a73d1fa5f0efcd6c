/** What comes when one of these pages is asked for. */
export { NewApp, OwnSecondFactor } from './own';
export { LostSecondStep, SecondStep } from './second-step';
