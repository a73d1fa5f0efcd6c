import type { PostView, ThreadView, ThreadViewer } from '@throughline/contracts';
import { type ReactNode, useEffect, useState } from 'react';
import { joinLaterForms } from '../../forms/definitions';

type Later = typeof import('./later');
let code: Later | undefined;

async function fetchCode(): Promise<void> {
  if (code) return;
  [code] = await Promise.all([import('./later'), joinLaterForms()]);
}

/** Before the page is shown: the code is needed where something of it stands on it already. */
export async function loadWhatWaits(): Promise<void> {
  if (
    typeof document === 'undefined' ||
    document.querySelector('#waiting, #letters, .post--gone, .post--blocked, .led-to, #came')
  )
    await fetchCode();
}

/** The code, where it is wanted: on most pages nothing is, and then it does not come either. */
function useLater(wanted: boolean): Later | undefined {
  const [, shown] = useState(code !== undefined);
  useEffect(() => {
    if (wanted) void fetchCode().then(() => shown(true));
  }, [wanted]);
  return wanted ? code : undefined;
}

/** What stands on the page for its reader alone: their own words that wait, and what moderators say to them under another name. */
export function WhatWaits({ viewer, threadId, sent }: { viewer: ThreadViewer; threadId: string; sent: string }) {
  const { waiting, notices } = viewer;
  const { flags, steps, quoted } = notices;
  const later = useLater(waiting.length + flags.length + steps.length + quoted.length > 0);
  return later ? <later.OwnWaiting waiting={waiting} notices={notices} threadId={threadId} sent={sent} /> : null;
}

/** A post that is not there any more: its words are gone at once, and what is said of it comes with its code. */
export function Tombstone({ post }: { post: PostView }) {
  const later = useLater(true);
  return later ? <later.Tombstone post={post} /> : <article className="post post--gone" id={`p${post.number}`} />;
}

/** What came of a post's words, and the way there. */
export function LedTo({ post: { ledTo = [] } }: { post: PostView }) {
  const later = useLater(ledTo.length > 0);
  return later ? <later.LedToLines ledTo={ledTo} /> : null;
}

/** What came of a thread, and the way there. */
export function CameOf({ thread: { cameOf = [] } }: { thread: ThreadView }) {
  const later = useLater(cameOf.length > 0);
  return later ? <later.CameOfThread cameOf={cameOf} /> : null;
}

/** What was written in private to an alias that the reader is here. */
export function Letters({ viewer: { letters }, threadId }: { viewer: ThreadViewer; threadId: string }) {
  const later = useLater(letters.length > 0);
  return later ? <later.LettersToAlias letters={letters} threadId={threadId} /> : null;
}

/** A post of somebody whom the reader has blocked; until the code is there, nothing stands in its place. */
export function Folded({ post, children }: { post: PostView; children: ReactNode }) {
  const later = useLater(true);
  return later ? <later.FoldedPost post={post}>{children}</later.FoldedPost> : null;
}
