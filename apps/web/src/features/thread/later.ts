/** What few pages of threads show: its code comes where it is needed. */
export { CameOfThread } from './came-of';
export { FoldedPost } from './folded-post';
export { LedToLines } from './led-to';
export { LettersToAlias } from './letters';
export { OwnWaiting } from './own-waiting';
export { Tombstone } from './tombstone';
