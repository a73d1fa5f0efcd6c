import type { DeviceList, ProfileView } from '@throughline/contracts';
import { expertises } from '@throughline/contracts/names';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useApp } from '../../app/context';
import type { Place } from '../../app/routes';
import { Field, Form, Select, Send, Ticks } from '../../forms/form';
import { day } from '../../texts/dates';
import { texts } from '../../texts/en';
import { laterTexts } from '../../texts/en-later';
import { ownDataTexts } from '../../texts/en-own-data';
import { chooseLook, chosenLook, type Look } from './look';

const said = { ...texts.settings, ...laterTexts.settings };

/** What else there is to set, by what it is about. */
const further: readonly { id: string; title: string; links: readonly (readonly [string, string])[] }[] = [
  {
    id: 'words-h',
    title: said.words,
    links: [
      ['/own/posts', texts.waiting.ownPosts],
      ['/own/from-moderators', texts.wrong.from],
      ['/settings/uses', ownDataTexts.uses.generalTitle],
    ],
  },
  {
    id: 'others-h',
    title: said.others,
    links: [
      ['/settings/apart', said.apartLink],
      ['/settings/blocked', said.blockedLink],
    ],
  },
  {
    id: 'signing-in-h',
    title: said.signingIn,
    links: [
      ['/settings/devices', said.devicesLink],
      ['/settings/password', said.passwordLink],
      ['/settings/second-step', texts.secondStep.title],
    ],
  },
  {
    id: 'held-h',
    title: said.held,
    links: [
      ['/settings/data', ownDataTexts.data.title],
      ['/data-protection', ownDataTexts.complaint.title],
      ['/leaving', ownDataTexts.leaving.title],
    ],
  },
];

function Saved({ place, text }: { place: Place; text: string }) {
  return place.query.get('saved') ? (
    <p className="notice notice--accent" role="status">
      {text}
    </p>
  ) : null;
}

export function Settings({ views, place }: { views: { profile: ProfileView }; place: Place }) {
  const { profile } = views;
  const { live } = useApp();
  return (
    <div className="page stack-l narrow">
      <h1>{said.title}</h1>
      <Saved place={place} text={said.saved} />
      <section aria-labelledby="profile-h" className="stack">
        <h2 id="profile-h">{said.profile}</h2>
        <Form name="profile" className="stack" seen={{ textVersion: profile.textVersion }} key={profile.textVersion}>
          <Field name="name" label={said.name} value={profile.name} autoComplete="nickname" required maxLength={60} />
          <Field name="about" rows={4} label={said.about} hint={said.aboutHint} value={profile.about} />
          {profile.organisations.length > 0 ? (
            <Select
              name="organisationId"
              label={said.organisation}
              value={profile.organisationId ?? ''}
              options={[
                { value: '', label: laterTexts.join.noOrganisation },
                ...profile.organisations.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          ) : null}
          <Ticks
            name="showOrganisation"
            label={<span className="hidden-but-said">{said.organisation}</span>}
            values={profile.showOrganisation ? ['yes'] : []}
            options={[{ value: 'yes', label: said.showOrganisation }]}
          />
          <Ticks
            name="unlisted"
            label={<span className="hidden-but-said">{texts.people.title}</span>}
            values={profile.unlisted ? ['yes'] : []}
            options={[{ value: 'yes', label: said.unlisted }]}
          />
          <Ticks
            name="expertise"
            label={said.expertise}
            values={profile.expertise}
            options={expertises.map((expertise) => ({ value: expertise, label: texts.expertises[expertise] }))}
          />
          <Ticks
            name="showExpertise"
            label={<span className="hidden-but-said">{said.expertise}</span>}
            values={profile.showExpertise ? ['yes'] : []}
            options={[{ value: 'yes', label: said.showExpertise }]}
          />
          <Field
            name="mail"
            type="email"
            label={said.mail}
            hint={said.mailHint}
            value={profile.mail ?? ''}
            autoComplete="email"
          />
          <Field name="password" type="password" label={said.password} autoComplete="current-password" />
          <Send>{said.save}</Send>
        </Form>
        <p className="small soft">{said.signInName(profile.signInName)}</p>
      </section>
      {further.map(({ id, title, links }) => (
        <section key={id} aria-labelledby={id} className="stack-s">
          <h2 id={id}>{title}</h2>
          <ul className="stack-s plain-list">
            {links.map(([href, label]) => (
              <li key={href}>
                <a href={href}>{label}</a>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {live ? <LookChoice /> : null}
    </div>
  );
}

function LookChoice() {
  const [look, setLook] = useState<Look>('system');
  useEffect(() => setLook(chosenLook()), []);
  const options: [Look, string][] = [
    ['system', said.themeSystem],
    ['light', said.themeLight],
    ['dark', said.themeDark],
  ];
  return (
    <fieldset>
      <legend>{said.look}</legend>
      <div className="ticks">
        {options.map(([value, label]) => (
          <label key={value}>
            <input
              type="radio"
              name="look"
              value={value}
              checked={look === value}
              onChange={() => {
                setLook(value);
                chooseLook(value);
              }}
            />{' '}
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function Devices({ views }: { views: { devices: DeviceList } }) {
  const { me } = useApp();
  const queries = useQueryClient();
  const { timeZone } = me.community;
  return (
    <div className="page stack-l">
      <h1>{said.devices}</h1>
      <ul className="threads">
        {views.devices.devices.map((device) => (
          <li key={device.id}>
            <h2>
              {device.what}
              {device.here ? ` (${said.here})` : ''}
            </h2>
            <p className="new">
              {said.signedIn(day(device.signedInAt, timeZone))},{' '}
              {said.used(day(`${device.lastUsedOn}T12:00:00Z`, 'UTC'))}
              {device.shared ? ` · ${said.shared}` : ''}
            </p>
            {device.here ? null : (
              <Form name="device-end" hidden={{ device: device.id }} onDone={() => void queries.invalidateQueries()}>
                <Send className="btn">{said.endDevice}</Send>
              </Form>
            )}
          </li>
        ))}
      </ul>
      <Form name="sign-out-everywhere">
        <Send className="btn">{said.everywhere}</Send> <span className="small soft">{said.everywhereWhat}</span>
      </Form>
    </div>
  );
}

export function Password({ place }: { place: Place }) {
  return (
    <div className="page stack-l narrow">
      <h1>{said.passwordTitle}</h1>
      <Saved place={place} text={said.passwordSaved} />
      <Form name="password" className="stack">
        <Field name="current" type="password" label={said.current} autoComplete="current-password" required />
        <Field
          name="password"
          type="password"
          label={said.newPassword}
          hint={laterTexts.reset.passwordHint}
          autoComplete="new-password"
          required
        />
        <Send>{said.save}</Send>
      </Form>
    </div>
  );
}
