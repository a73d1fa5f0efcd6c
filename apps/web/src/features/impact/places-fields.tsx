import type { ThemeList } from '@throughline/contracts';
import { Ticks } from '../../forms/form';
import { impactTexts } from '../../texts/en-impact';

type Places = readonly { id: string; title: string }[];
const asOptions = (places: Places) => places.map(({ id, title }) => ({ value: id, label: title }));

/** The themes that something belongs to: its own stay among them, also where the list is longer than a page. */
export function ThemesField({ themes, own = [] }: { themes: ThemeList['themes']; own?: Places }) {
  const others = themes.filter(({ id }) => own.every((theme) => theme.id !== id));
  const options = asOptions([...own, ...others]);
  if (options.length === 0) return null;
  return <Ticks name="themes" lines label={impactTexts.themes} options={options} values={own.map(({ id }) => id)} />;
}

/** The meetings and threads that something is linked to, each of which can be taken off; nothing where there are none. */
export function LinkedFields({ sessions, threads }: { sessions: Places; threads: Places }) {
  return (
    <>
      <Linked name="sessions" own={sessions} />
      <Linked name="threads" own={threads} />
    </>
  );
}

function Linked({ name, own }: { name: 'sessions' | 'threads'; own: Places }) {
  if (own.length === 0) return null;
  const ids = own.map(({ id }) => id);
  return (
    <>
      <Ticks name={name} lines label={impactTexts.linked[name]} options={asOptions(own)} values={ids} />
      <input type="hidden" name={`${name}-before`} value={ids.join(' ')} />
    </>
  );
}
