import type { HelpNow } from '@throughline/contracts';
import { useApp } from '../../app/context';
import { texts } from '../../texts/en';
import { HelpNowLines } from '../concerns/help-now';

/** For everybody: whether somebody is there, whom to ring; and for members, telling somebody here. */
export function Help({ views }: { views: { help: HelpNow } }) {
  const { me } = useApp();
  const said = texts.help;
  return (
    <div className="page stack-l narrow">
      <h1>{said.title}</h1>
      <HelpNowLines help={views.help} hint={said.lead} />
      {me.member ? (
        <section className="stack" aria-labelledby="tell-h">
          <h2 id="tell-h">{said.tell}</h2>
          <p>{said.tellWhat}</p>
          <div className="row">
            <a className="btn btn--main" href="/concern?who=me">
              {said.notSafe}
            </a>
            <a className="btn" href="/concern">
              {said.worried}
            </a>
          </div>
          <p className="small">
            <a href="/letters">{texts.concerns.letters}</a>
          </p>
        </section>
      ) : null}
    </div>
  );
}
