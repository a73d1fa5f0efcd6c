/** The driver's own file, which it has no types for: see `closed-lines.ts`. */
declare module 'mongodb/lib/cmap/connection' {
  export const Connection: abstract new () => unknown;
}
