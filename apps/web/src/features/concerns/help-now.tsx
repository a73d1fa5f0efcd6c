import type { HelpNow } from '@throughline/contracts';
import { useApp } from '../../app/context';
import { soon } from '../../texts/soon';
import { laterTexts } from '../../texts/en-later';

const said = laterTexts.help;

/** Before anything else: whether somebody is there, and whom to ring. `heading` 2 on a page that has a heading of its own. */
export function HelpNowLines({ help, hint }: { help: HelpNow; hint?: string }) {
  const { me } = useApp();
  const lines = [
    ...me.community.supportLines,
    ...(help.nightTeam && !me.community.supportLines.some(({ number }) => number === help.nightTeam?.number)
      ? [help.nightTeam]
      : []),
  ];
  return (
    <section className="lines" id="lines" aria-labelledby="lines-h">
      <h2 id="lines-h">
        {help.watching
          ? said.watching
          : help.backAt
            ? said.nobodyUntil(soon(help.backAt, me.community.timeZone))
            : said.nobody}
      </h2>
      {hint ? <p>{hint}</p> : null}
      <ul>
        {lines.map(({ what, number, link }) => (
          <li key={what}>
            {what} <a href={link}>{number}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
