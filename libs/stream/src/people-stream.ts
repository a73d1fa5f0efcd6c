/**
 * Tells servers, and no reader, that what is shown of people has changed, or who is in an audience: no gate opens this stream.
 * Its head is the version of all that is remembered of people.
 */
export const peopleStream = 'people';
