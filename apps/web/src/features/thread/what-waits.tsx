import { joinLaterForms } from '../../forms/definitions';
import type { WaitingView } from '@throughline/contracts';
import { type ComponentType, useEffect, useState } from 'react';

type OwnWaiting = ComponentType<{ waiting: readonly WaitingView[] }>;
let code: OwnWaiting | undefined;

async function fetchCode(): Promise<void> {
  if (code) return;
  const [{ OwnWaiting }] = await Promise.all([import('./own-waiting'), joinLaterForms()]);
  code = OwnWaiting;
}

/** Before the page is shown: the code is needed where something waits on it already. */
export async function loadWhatWaits(): Promise<void> {
  if (typeof document === 'undefined' || document.getElementById('waiting')) await fetchCode();
}

/** The reader's own words that wait; on most pages there are none, and then the code for them does not come either. */
export function WhatWaits({ waiting }: { waiting: readonly WaitingView[] }) {
  const [, shown] = useState(code !== undefined);
  const waits = waiting.length > 0;
  useEffect(() => {
    if (waits && !code) void fetchCode().then(() => shown(true));
  }, [waits]);
  const Shown = code;
  return waits && Shown ? <Shown waiting={waiting} /> : null;
}
