import type { PictureView } from '@throughline/contracts';

export interface PictureSizeFacts {
  width: number;
  height: number;
  bytes: number;
}

/** A picture as what holds it keeps it; its bytes are files. */
export interface PostPicture {
  id: string;
  /** Null where its author could not say what it shows. */
  description: string | null;
  small: PictureSizeFacts;
  large: PictureSizeFacts;
}

export const sizeFields = { width: Number, height: Number, bytes: Number, _id: false };

/** The pictures of whatever holds some, in their order. */
export const pictureFields = [{ id: String, description: String, small: sizeFields, large: sizeFields, _id: false }];

/** As everybody sees them who sees what holds them. What was stored before there were pictures has none. */
export function presentPictures(pictures: readonly PostPicture[] | undefined): PictureView[] {
  return (pictures ?? []).map(({ id, description, small, large }) => ({
    id,
    description: description ?? null,
    small: presentSize(small),
    large: presentSize(large),
  }));
}

export function presentSize({ width, height, bytes }: PictureSizeFacts): PictureSizeFacts {
  return { width, height, bytes };
}

/** The part of a document that holds them: none, where there are none. */
export function holding(pictures: readonly PostPicture[] | undefined): { pictures?: PostPicture[] } {
  return pictures && pictures.length > 0 ? { pictures: [...pictures] } : {};
}

/** The ids of pictures, of these lists together. */
export function idsIn(...lists: (readonly PostPicture[] | undefined)[]): string[] {
  return lists.flatMap((pictures) => (pictures ?? []).map(({ id }) => id));
}

/** Whether two lists are the same pictures, described the same, in the same order. */
export function isSame(one: readonly PostPicture[] | undefined, other: readonly PostPicture[] | undefined): boolean {
  return JSON.stringify(presentPictures(one)) === JSON.stringify(presentPictures(other));
}
