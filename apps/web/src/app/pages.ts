import { frontPages } from '../features/front/pages';
import { signInPages } from '../features/sign-in/pages';
import { threadPages } from '../features/thread/pages';
import { threadListPages } from '../features/threads/pages';
import type { PageDefinition } from './routes';

/** The pages that are known from the first; those of `pages-later.ts` join them. The first whose pattern fits is shown. */
export const pages: PageDefinition[] = [...frontPages, ...signInPages, ...threadListPages, ...threadPages];
