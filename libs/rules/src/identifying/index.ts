export { findIdentifying, type FindOptions } from './find-identifying';
export { type Identifying, type IdentifyingKind, identifyingKinds } from './kinds';
