import type { PictureView } from '@throughline/contracts';
import { type Fields, one } from '../../forms/definitions';
import { all, ticked } from '../../forms/fields';

/** What a picture may be, for who chooses one; what it is, its bytes say. */
export const taken = 'image/jpeg,image/png,image/webp';

/** A picture that is on the server, as it stands in a form. */
export interface KeptPicture {
  id: string;
  description: string;
  isUndescribed: boolean;
}

/** Those that stand in the form as it was typed, or else those that are there already. */
export function withKept(held: readonly PictureView[] = [], typed: Fields | undefined): KeptPicture[] {
  if (!typed || (all(typed, 'picture').length === 0 && one(typed, 'pictures') === ''))
    return held.map(({ id, description }) => ({
      id,
      description: description ?? '',
      isUndescribed: description === null,
    }));
  return [...new Set(all(typed, 'picture'))]
    .filter((id) => !ticked(typed, `drop-${id}`))
    .map((id) => ({
      id,
      description: one(typed, `describe-${id}`),
      isUndescribed: ticked(typed, `undescribed-${id}`),
    }));
}

export function holdsOf(held: readonly PictureView[] = [], id: string): boolean {
  return held.some((picture) => picture.id === id);
}

/** Where a picture is seen: at what holds it, or for itself until it is sent. */
export function addressOf(id: string, of = '/api'): string {
  return `${of}/pictures/${id}/small`;
}
