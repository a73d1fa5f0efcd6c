export * from './browser';
export * from './built-server';
export * from './discussing';
export * from './each-page';
export * from './founding';
export * from './person';
export * from './wait-until';
export * from './second-factor';
