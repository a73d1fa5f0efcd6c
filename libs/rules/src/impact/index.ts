export * from './label-words';
export * from './labels';
export * from './seen-by-year';
export * from './small-numbers';
export * from './stage-at';
export * from './stages';
export * from './working-days';
