/** There is no engine for this machine; the message says to a person why, and what to do. */
export class EmbeddedMongoUnavailable extends Error {
  override readonly name = 'EmbeddedMongoUnavailable';

  constructor(why: string, options?: ErrorOptions) {
    super(`${why} Install MongoDB 8 or newer, or name one in MONGODB_URI.`, options);
  }
}

/** Somebody else works on the data folder; the message says so to a person. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';

  constructor(
    readonly folder: string,
    readonly pid: number | undefined,
  ) {
    super(
      `another Throughline is using ${folder}${pid === undefined ? '' : `, pid ${pid}`}: ` +
        `stop it first, or choose another folder`,
    );
  }
}
