import type { Problem } from '@throughline/contracts';
import { createContext, useContext } from 'react';
import type { Found } from '../identifying/found-words';
import type { Fields } from './definitions';

/** What the fields of a form, and its button, know of it. */
interface FormContext {
  problem: Problem | undefined;
  /** What was typed when the server answered with the page again. */
  typed: Fields | undefined;
  pending: boolean;
  /** What may say who somebody is, shown before it is sent. */
  found: Found | undefined;
  /** It was looked at. */
  settle: () => void;
}
export const formContext = createContext<FormContext>({
  problem: undefined,
  typed: undefined,
  pending: false,
  found: undefined,
  settle: () => undefined,
});
export const useForm = () => useContext(formContext);
