import type { Me, Problem } from '@throughline/contracts';
import type { Found } from '../identifying/found-words';
import { createContext, useContext } from 'react';

/** A form as the server answered it without scripts: what was typed, and why it was not done, or what came of it. */
export interface FormState {
  name: string;
  fields: Record<string, string | string[]>;
  problem?: Problem;
  /** What in it may say who somebody is: shown once before it is done. */
  found?: Found;
  /** What is told once: it stands on this page and on no other. */
  answer?: unknown;
  /** Noted on the server when the form has found its place on the page. */
  placed?: boolean;
}

export interface AppContext {
  me: Me;
  /** The address of the page, path and query. */
  url: string;
  /** Set on the page that answers a form without scripts. */
  formState: FormState | undefined;
  /** False on the server and until the first paint with scripts: what needs scripts waits for it. */
  live: boolean;
}

const context = createContext<AppContext | null>(null);
export const AppProvider = context.Provider;

/** Who is reading, and where. */
export function useApp(): AppContext {
  const app = useContext(context);
  if (!app) throw new Error('This is used outside of the app.');
  return app;
}

/** The member who reads; pages of members are shown to nobody else. */
export function useMember(): NonNullable<Me['member']> {
  const { me } = useApp();
  if (!me.member) throw new Error('This page is for members.');
  return me.member;
}
