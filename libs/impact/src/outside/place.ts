import type { QueryFilter } from 'mongoose';
import type { OutsideRequest } from './outside-request.schema';

/** A change or a note that somebody outside is asked about. */
export interface Place {
  about: 'outcomes' | 'notes';
  id: string;
}

export function placeOf({ outcomeId, noteId }: Pick<OutsideRequest, 'outcomeId' | 'noteId'>): Place {
  return outcomeId === null ? { about: 'notes', id: noteId ?? '' } : { about: 'outcomes', id: outcomeId };
}

/** The requests that are about it. */
export function isAbout({ about, id }: Place): QueryFilter<OutsideRequest> {
  return about === 'outcomes' ? { outcomeId: id } : { noteId: id };
}
