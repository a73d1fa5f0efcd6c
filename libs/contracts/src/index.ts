export * from './names';
export * from './common';
export * from './identity';
export * from './sealing';
export * from './audit';
export * from './programme';
export * from './discussion';
export * from './live';
