import type { Place } from '../../app/routes';

/** The secret of an invitation: in its link, or as the code that somebody typed. */
export const secretOf = ({ params, query }: Place) =>
  (params['secret'] === 'code' ? query.get('code') : params['secret']) ?? '';
