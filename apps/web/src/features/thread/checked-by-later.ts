import { later } from '../../ui/later';

/** Who reads a post before it comes out, and who alone may: plain fields of the form that it stands in, also before its code is there. */
export const CheckedBy = later('checked-by', async () => (await import('./checked-by')).CheckedBy);
