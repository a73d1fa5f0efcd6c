import type { PostView } from '@throughline/contracts';
import type { ReactNode } from 'react';
import { texts } from '../../texts/en';
import { blockTexts } from '../../texts/en-blocks';

/** Words of somebody whom the reader has blocked: one quiet line, read as it is passed. A link to it does not open it. */
export function FoldedPost({ post: { number, author }, children }: { post: PostView; children: ReactNode }) {
  const looksAfter = author.kind === 'member' && author.role !== 'member';
  return (
    <details className="fold post__fold post--blocked" id={`p${number}`} data-number={number} tabIndex={-1}>
      <summary>
        #{number} {looksAfter ? blockTexts.byModerator : blockTexts.bySomebody}{' '}
        <span className="fold__open">{texts.thread.open}</span>
        <span className="fold__close">{texts.thread.fold}</span>
      </summary>
      {children}
    </details>
  );
}
