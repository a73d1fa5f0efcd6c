import type { ThemeList } from '@throughline/contracts';
import { Ticks } from '../../forms/form';
import { impactTexts } from '../../texts/en-impact';

/** The themes that something belongs to: its own stay among them, also where the list is longer than a page. */
export function ThemesField({
  themes,
  own = [],
}: {
  themes: ThemeList['themes'];
  own?: readonly { id: string; title: string }[];
}) {
  const others = themes.filter(({ id }) => own.every((theme) => theme.id !== id));
  const options = [...own, ...others].map(({ id, title }) => ({ value: id, label: title }));
  if (options.length === 0) return null;
  return <Ticks name="themes" lines label={impactTexts.themes} options={options} values={own.map(({ id }) => id)} />;
}
