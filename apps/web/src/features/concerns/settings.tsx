import type { SafeguardingSettings } from '@throughline/contracts';
import type { Place } from '../../app/routes';
import { Field, Form, Send, useForm } from '../../forms/form';
import { concernTexts as said } from '../../texts/en-concerns';

/** For administrators: who looks when, and who stands outside. */
export function SafeguardingSettingsPage({
  views,
  place,
}: {
  views: { settings: SafeguardingSettings };
  place: Place;
}) {
  const { settings } = views;
  const { textVersion, nightTeam, outside, closedOn, webhook, leads, on } = settings;
  return (
    <div className="page stack-l narrow">
      <div className="stack">
        <h1>{said.settings}</h1>
        {place.query.get('saved') ? (
          <p className="notice notice--accent" role="status">
            {said.saved}
          </p>
        ) : null}
        <p className="lead">{said.settingsLead}</p>
        {on ? null : <p className="notice notice--caution">{said.settingsOff}</p>}
        {leads < 2 ? <p className="notice notice--caution">{said.fewLeads(leads)}</p> : null}
      </div>
      <Form name="safeguarding" className="stack" seen={{ textVersion }} key={textVersion}>
        <fieldset>
          <legend>{said.cover}</legend>
          <p className="hint">{said.coverHint}</p>
          <ul className="plain-list">
            {said.days.map((name, index) => (
              <Hours key={name} name={name} number={index + 1} cover={settings.cover} />
            ))}
          </ul>
        </fieldset>
        <Field
          name="closedOn"
          rows={4}
          label={said.closedOn}
          hint={said.closedOnHint}
          value={closedOn.map(slashed).join('\n')}
        />
        <fieldset className="stack group">
          <legend>{said.nightTeam}</legend>
          <Field name="nightWhat" path="nightTeam.what" label={said.what} value={nightTeam?.what ?? ''} />
          <Field
            name="nightNumber"
            path="nightTeam.number"
            type="tel"
            label={said.number}
            value={nightTeam?.number ?? ''}
          />
        </fieldset>
        <fieldset className="stack group">
          <legend>{said.outsideContact}</legend>
          <Field name="outsideWhat" path="outside.what" label={said.what} value={outside?.what ?? ''} />
          <Field
            name="outsideNumber"
            path="outside.number"
            type="tel"
            label={said.number}
            value={outside?.number ?? ''}
          />
        </fieldset>
        <Field name="webhook" type="url" label={said.webhook} hint={said.webhookHint} value={webhook ?? ''} />
        <Send>{said.save}</Send>
      </Form>
    </div>
  );
}

/** "2026-12-25" as people write it: 25/12/2026. */
function slashed(calendarDay: string): string {
  return calendarDay.split('-').reverse().join('/');
}

interface HoursProps {
  name: string;
  number: number;
  cover: SafeguardingSettings['cover'];
}

/** From when until when somebody looks on one day of the week; empty for not at all. */
function Hours({ name, number, cover }: HoursProps) {
  const { typed } = useForm();
  const set = cover.find(({ day: one }) => one === number);
  const value = (field: string, before: string | undefined) => {
    const given = typed?.[field];
    return typeof given === 'string' ? given : (before ?? '');
  };
  const time = (field: string, label: string, before: string | undefined) => (
    <input
      type="time"
      className="input hours__time"
      name={`${field}${number}`}
      aria-label={`${name}, ${label}`}
      defaultValue={value(`${field}${number}`, before)}
    />
  );
  return (
    <li className="hours">
      <span>{name}</span>
      {time('from', said.from, set?.from)}
      <span className="small">{said.until}</span>
      {time('to', said.until, set?.to)}
    </li>
  );
}
