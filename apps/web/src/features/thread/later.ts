/** What few pages of threads show: its code comes where it is needed. */
export { OwnWaiting } from './own-waiting';
export { Tombstone } from './tombstone';
