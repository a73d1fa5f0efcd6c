interface InContextProps {
  before: string;
  exact: string;
  after: string;
}

/** Words of a post, marked, with what stands around them. */
export function InContext({ before, exact, after }: InContextProps) {
  // A comma and a bracket stand close to their words.
  const [left, right] = [/[([“‘"]$/.test(before) ? '' : ' ', /^[.,;:!?…)\]”’"]/.test(after) ? '' : ' '];
  return (
    <p dir="auto">
      {before ? <span className="soft">{before + left}</span> : null}
      <mark className="led">{exact}</mark>
      {after ? <span className="soft">{right + after}</span> : null}
    </p>
  );
}
