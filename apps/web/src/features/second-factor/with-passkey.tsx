import { type ReactNode, useState } from 'react';
import { useApp } from '../../app/context';
import { ProblemError } from '../../app/http';
import { texts } from '../../texts/en';
import { secondStepTexts } from '../../texts/en-second-step';
import { canUsePasskeys } from './passkeys';

const said = { ...texts.secondStep, ...secondStepTexts };

interface WithPasskeyProps {
  label: string;
  /** What stands there before scripts do: without them there are no passkeys. */
  before?: ReactNode;
  main?: boolean;
  /** Throws what the server refused, or what the device did. `gone`: the page is left, and the button stays as it is. */
  work: (form: HTMLFormElement | null) => Promise<'gone' | void>;
}

/** A button that asks the device for a passkey, and says what came of it where that was nothing. */
export function WithPasskey({ label, before = null, main = false, work }: WithPasskeyProps) {
  const { live } = useApp();
  const [refused, setRefused] = useState('');
  const [pending, setPending] = useState(false);
  if (!live) return before;
  if (!canUsePasskeys()) return <p className="soft">{said.noPasskeys}</p>;
  const go = async (form: HTMLFormElement | null) => {
    if (pending) return;
    setPending(true);
    setRefused('');
    try {
      if ((await work(form)) === 'gone') return;
    } catch (error) {
      setRefused(error instanceof ProblemError ? error.problem.message : said.passkeyFailed);
    }
    setPending(false);
  };
  return (
    <div className="stack-s">
      <div role="alert">{refused ? <p className="notice notice--caution">{refused}</p> : null}</div>
      <div>
        <button
          type="button"
          className={main ? 'btn btn--main' : 'btn'}
          aria-disabled={pending || undefined}
          onClick={(event) => void go(event.currentTarget.form)}
        >
          {label}
        </button>
      </div>
    </div>
  );
}
