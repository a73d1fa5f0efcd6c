export * from './programme';
export * from './programme.module';
export * from './programme.policy';
export * from './sessions.service';
export * from './themes.service';
