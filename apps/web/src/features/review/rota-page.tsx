import type { RotaView } from '@throughline/contracts';
import type { Place } from '../../app/routes';
import { Form, Select, Send } from '../../forms/form';
import { day } from '../../texts/dates';
import { reviewTexts as said } from '../../texts/en-review';

/** Who shares the duty to check: by the day of the week, and for weeks of their own. */
export function RotaPage({ views, place }: { views: { rota: RotaView }; place: Place }) {
  const { days, weeks, people, textVersion } = views.rota;
  const names = people.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className="page stack-l">
      <div>
        <h1>{said.rota}</h1>
        <p className="small">
          <a href="/review">{said.backToQueue}</a>
        </p>
      </div>
      {place.query.get('saved') ? (
        <p className="notice notice--accent" role="status">
          {said.saved}
        </p>
      ) : null}
      <p className="measure">{said.rotaLead}</p>
      <Form name="rota" className="stack-l measure" seen={{ textVersion }} key={textVersion}>
        <section className="stack" aria-labelledby="days-h">
          <h2 id="days-h">{said.rotaDays}</h2>
          {said.weekdays.map((name, index) => (
            <Select
              key={name}
              name={`day${index}`}
              label={name}
              value={days[index]?.id ?? ''}
              options={[{ value: '', label: said.nobody }, ...names]}
            />
          ))}
        </section>
        <section className="stack" aria-labelledby="weeks-h">
          <h2 id="weeks-h">{said.rotaWeeks}</h2>
          <p className="small soft">{said.rotaWeeksWhat}</p>
          {weeks.map(({ from, by }, index) => (
            <div key={from}>
              <input type="hidden" name="week" value={from} />
              <Select
                name={`week${index}`}
                label={said.weekFrom(day(from, 'UTC'))}
                value={by?.id ?? ''}
                options={[{ value: '', label: said.asEachWeek }, ...names]}
              />
            </div>
          ))}
        </section>
        <Send>{said.save}</Send>
      </Form>
    </div>
  );
}
