import { whereNeeded } from '../../ui/where-needed';

/** The pictures of a post: on most pages there are none. */
export const PostPictures = whereNeeded('.pictures', async () => (await import('./pictures')).PostPictures);
