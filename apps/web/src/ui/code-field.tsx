import { texts } from '../texts/en';

/** The code from a card: plain HTML, so that the page of the invitation is reached without scripts too. */
export function CodeField({ value }: { value?: string | undefined }) {
  return (
    <form method="get" action="/join/code" className="stack">
      <div className="field">
        <label htmlFor="code">{texts.front.code}</label>
        <span className="hint" id="code-h">
          {texts.front.codeHint}
        </span>
        <input
          className="input"
          id="code"
          name="code"
          defaultValue={value}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          aria-describedby="code-h"
          required
        />
      </div>
      <div>
        <button className="btn" type="submit">
          {texts.front.useCode}
        </button>
      </div>
    </form>
  );
}
