export * from './label-words';
export * from './labels';
export * from './small-numbers';
export * from './stages';
export * from './working-days';
