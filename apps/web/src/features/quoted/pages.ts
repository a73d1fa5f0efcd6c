import type { PostUsesView, QuotedOfPost } from '@throughline/contracts';
import { onDemand, page } from '../../app/routes';
import { outsideTitles as said } from '../../texts/en-outside-titles';

export const quotedPages = [
  page({
    pattern: '/posts/:post/quoted',
    kind: said.quoted,
    title: (_: { quoted: QuotedOfPost; uses: PostUsesView }) => said.quoted,
    views: ({ params }) => {
      const post = encodeURIComponent(params['post'] ?? '');
      return { quoted: `/api/posts/${post}/quoted`, uses: `/api/posts/${post}/uses` };
    },
    page: onDemand(async () => (await import('./quoted')).Quoted),
  }),
];
