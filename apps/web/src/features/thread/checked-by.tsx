import type { ChecksView } from '@throughline/contracts';
import { one } from '../../forms/definitions';
import { useForm } from '../../forms/form';
import { texts } from '../../texts/en';
import { laterTexts } from '../../texts/en-later';

const said = laterTexts.checkedBy;

interface CheckedByProps {
  checks: ChecksView;
  /** Posts under another name are offered here, or the reader has one: those are checked. */
  asAlias: boolean;
  /** Where all of it stands: the page of a thread says only that, until its code is there. */
  at?: string | undefined;
}

/** Who may read a post before it comes out, where it is checked; and the choice of one of them alone. */
export function CheckedBy({ checks: { by, self }, asAlias, at }: CheckedByProps) {
  const { typed, problem } = useForm();
  if (self === null && !asAlias) return null;
  if (import.meta.env.SSR && at !== undefined && self === null)
    return (
      <p className="small">
        <a href={at}>{said.short}</a>
      </p>
    );
  const why = self === null ? said.alias : said.why[self];
  if (by.length === 0) return <p className="small">{`${why} ${said.nobody}`}</p>;
  const wrong = problem?.issues?.find(({ path }) => path === 'checker');
  return (
    <div className="small">
      <p>{why}</p>
      <details className="opener" open={Boolean(wrong) || Boolean(typed && one(typed, 'checker')) || undefined}>
        <summary>{said.who(texts.list(by.map(({ name }) => name)))}</summary>
        <div className="stack-s">
          <label className="field">
            <span>{said.choose}</span>
            {wrong ? <span className="wrong">{wrong.message}</span> : null}
            <select className="input" name="checker" defaultValue={typed ? one(typed, 'checker') : ''}>
              <option value="">{said.any}</option>
              {by.map(({ id, name }) => (
                <option key={id} value={id}>
                  {said.only(name)}
                </option>
              ))}
            </select>
          </label>
          <label className="tick">
            <input type="checkbox" name="goOn" value="yes" defaultChecked={Boolean(typed && one(typed, 'goOn'))} />{' '}
            {said.goOn}
          </label>
          <p>{said.otherwise}</p>
        </div>
      </details>
    </div>
  );
}
