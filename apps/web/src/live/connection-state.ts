import { useSyncExternalStore } from 'react';

/** Whether changes come by themselves: `quiet` until there was reason to say anything. */
export type ConnectionState = 'quiet' | 'down' | 'again';

let state: ConnectionState = 'quiet';
const listeners = new Set<() => void>();

export function setConnectionState(next: ConnectionState): void {
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
}

export function useConnectionState(): ConnectionState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
    () => 'quiet',
  );
}
