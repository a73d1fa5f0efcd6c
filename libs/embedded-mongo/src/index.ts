export { EmbeddedMongoUnavailable, FolderInUse } from './errors';
export { type EmbeddedMongo, type EmbeddedMongoOptions, startEmbeddedMongo } from './start-embedded-mongo';
