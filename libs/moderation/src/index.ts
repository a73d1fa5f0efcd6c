export * from './concerns/concern.policy';
export * from './concerns/concerns.service';
export * from './concerns/open-concerns';
export * from './concerns/concern-work.service';
export * from './concerns/safeguarding.service';
export * from './moderation.module';
export * from './review/review-queue.service';
