/** The one document that says whose database this is, and in which state. */
export interface HouseDocument {
  _id: 'house';
  /** The fingerprint of the secrets that belong to it. */
  secrets: string;
  /** Which schema it has; the first one where it does not say. */
  schema?: number;
  /** When the backup was taken that this database was restored from; there until what a backup lacks was made good. */
  restoredFrom?: Date;
}
