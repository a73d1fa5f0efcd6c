import type { FormState } from '../app/context';
import { saidInAnswers } from '../texts/en-answers';
import { signInForm } from './carried';
import { type Fields, forms } from './definitions';

const said = saidInAnswers;

/** Fields that people write into; passwords, secrets and what a form is about are not among them. */
const written = [
  ...['title', 'question', 'points', 'text', 'contentNote', 'about', 'notes', 'reason', 'forWhom', 'name', 'place'],
  ...['joiningLink', 'numbers', 'headline', 'welcome', 'supportLines', 'agreement', 'laterWhy'],
  ...['words', 'who', 'wants', 'overriddenWhy', 'referredTo'],
];

/** What somebody typed into a form, as one text to copy. */
export function wordsOf(fields: Fields): string {
  return written
    .flatMap((name) => fields[name] ?? [])
    .filter((text) => text.trim() !== '')
    .join('\n\n');
}

/** The forms that carry words through signing in: sent along with them, and kept nowhere. */
const carrying = ['sign-in', 'second-step'];

/** A form that was carried through signing in, to be shown again; null where nothing of the kind was. */
export function carriedBy(name: string, fields: Fields): FormState | null {
  if (!carrying.includes(name) || typeof fields['carried'] !== 'string') return null;
  try {
    const carried = JSON.parse(fields['carried']) as Pick<FormState, 'name' | 'fields'>;
    const areTexts = Object.values(carried.fields).every((value) =>
      [value].flat().every((one) => typeof one === 'string'),
    );
    if (!Object.hasOwn(forms, carried.name) || !areTexts || wordsOf(carried.fields) === '') return null;
    const problem = { code: 'sign-in-needed', message: said.signedIn, requestId: '' } as const;
    return { name: carried.name, fields: carried.fields, problem };
  } catch {
    return null;
  }
}

interface ReturnedProps {
  message: string | undefined;
  hint: string;
  words: string;
  /** Goes along when the form for signing in is sent. */
  carried?: Pick<FormState, 'name' | 'fields'>;
}

/** Why a form was refused that has no place on the page that came back, and what was typed into it. */
export function Returned({ message, hint, words, carried }: ReturnedProps) {
  return (
    <div className="notices">
      <div className="notice notice--caution measure stack-s" role="alert">
        {message ? (
          <p>
            <b>{message}</b>
          </p>
        ) : null}
        {words ? (
          <>
            <p>{hint}</p>
            <label className="field">
              <span>{said.words}</span>
              <textarea className="input" rows={8} readOnly defaultValue={words} />
            </label>
          </>
        ) : null}
        {carried ? (
          <input
            type="hidden"
            form={signInForm}
            name="carried"
            value={JSON.stringify({ name: carried.name, fields: carried.fields })}
          />
        ) : null}
      </div>
    </div>
  );
}
