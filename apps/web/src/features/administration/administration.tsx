import type { CommunityView, MemberView, OrganisationView, ResetLink } from '@throughline/contracts';
import { duties, roles, sectors } from '@throughline/contracts/names';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApp, useMember } from '../../app/context';
import type { Place } from '../../app/routes';
import { Field, Form, Select, Send, Ticks } from '../../forms/form';
import { day } from '../../texts/dates';
import { texts } from '../../texts/en';
import { laterTexts } from '../../texts/en-later';
import { ownDataTexts } from '../../texts/en-own-data';
import { QrCode } from '../../ui/qr-code';

const said = { ...texts.administration, ...laterTexts.administration };

/** What can be looked after here, by whoever may. */
export function Administration({ place }: { place: Place }) {
  const { me } = useApp();
  const entries = [
    { may: 'review.read', href: '/review', label: texts.waiting.checkTitle },
    { may: 'invitation.create', href: '/invitations', label: said.invitations },
    { may: 'member.list', href: '/administration/people', label: said.people },
    { may: 'member.to-ask', href: '/administration/to-ask', label: said.toAsk },
    { may: 'circle.create', href: '/circles', label: said.circles },
    { may: 'community.edit', href: '/administration/community', label: said.community },
    { may: 'community.edit', href: '/administration/complaints', label: ownDataTexts.complaint.listTitle },
    { may: 'community.edit', href: '/administration/safeguarding', label: texts.concerns.settings },
    { may: 'audit.read', href: '/administration/audit', label: said.audit },
    { may: 'sealing.read', href: '/safeguarding', label: texts.sealing.title },
  ];
  const open = entries.filter(({ may }) => me.abilities.includes(may));
  return (
    <div className="page stack">
      <h1>{said.title}</h1>
      {place.query.get('saved') ? (
        <p className="notice notice--accent" role="status">
          {said.saved}
        </p>
      ) : null}
      {open.length === 0 ? <p>{said.nothing}</p> : null}
      <ul className="stack-s">
        {open.map(({ href, label }) => (
          <li key={href}>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface PeopleViews {
  members: { members: MemberView[] };
  organisations: { organisations: OrganisationView[] };
}

export function People({ views }: { views: PeopleViews }) {
  const { me, formState } = useApp();
  const queries = useQueryClient();
  const mayChange = me.abilities.includes('member.administer');
  // Without scripts: at the top, where the page that answers begins.
  const link = linkForms.find(({ form }) => form === formState?.name);
  const told = link && (formState?.answer as ResetLink | undefined);
  const toldOf = views.members.members.find(({ id }) => id === formState?.fields['member']);
  return (
    <div className="page stack-l">
      <h1>{said.people}</h1>
      {told ? <LinkCard link={told} words={link} name={toldOf?.name} /> : null}
      <ul className="threads">
        {views.members.members.map((member) => (
          <li key={member.id} className="stack-s">
            <h2 dir="auto">{member.name}</h2>
            <p className="new">
              {texts.roles[member.role]} · {said.joined(day(member.joinedAt, me.community.timeZone))}
              {member.organisation ? ` · ${member.organisation}` : ''}
              {member.role !== 'member' && !member.hasSecondFactor ? ` · ${said.noSecondStep}` : ''}
            </p>
            {mayChange ? (
              <details className="opener">
                <summary className="small">{said.role}</summary>
                <Form
                  name="member-edit"
                  className="stack-s narrow"
                  label={member.name}
                  hidden={{ member: member.id }}
                  onDone={() => void queries.invalidateQueries()}
                >
                  <Select
                    name="role"
                    label={said.role}
                    value={member.role}
                    options={roles.map((role) => ({ value: role, label: texts.roles[role] }))}
                  />
                  <Ticks
                    name="duties"
                    label={said.duties}
                    {...(member.duties.includes('safeguarding-lead') ? { hint: said.leadDuty } : {})}
                    values={member.duties}
                    options={duties.map((duty) => ({ value: duty, label: texts.duties[duty] }))}
                  />
                  <Send className="btn">{said.save}</Send>
                </Form>
              </details>
            ) : null}
            {member.standing === 'removed' ? (
              <p className="small">{said.removed}</p>
            ) : member.standing === 'suspended' ? (
              <p className="small">{said.paused}</p>
            ) : (
              linkForms.map((words) => <HandOver key={words.form} member={member} words={words} />)
            )}
            {me.abilities.includes('step.list') ? (
              <p className="small">
                <a href={`/people/${member.id}/steps`}>{said.steps}</a>
              </p>
            ) : null}
            {member.standing === 'active' && member.hasMail ? <AddressGone member={member} /> : null}
          </li>
        ))}
      </ul>
      <section aria-labelledby="organisations-h" className="stack narrow">
        <h2 id="organisations-h">{said.organisations}</h2>
        <ul>
          {views.organisations.organisations.map(({ id, name, sector }) => (
            <li key={id}>
              {name} <span className="soft small">{texts.sectors[sector]}</span>
            </li>
          ))}
        </ul>
        <Form name="organisation-new" className="stack-s" onDone={(_, form) => form.reset()}>
          <Field name="name" label={said.organisationName} required maxLength={120} />
          <Select
            name="sector"
            label={said.sector}
            options={sectors.map((sector) => ({ value: sector, label: texts.sectors[sector] }))}
          />
          <Send className="btn">{said.addOrganisation}</Send>
        </Form>
      </section>
    </div>
  );
}

interface LinkWords {
  form: string;
  label: string;
  how: string;
}

/** Links that are handed over in person. */
const linkForms: readonly LinkWords[] = [
  { form: 'reset-hand-over', label: said.resetLink, how: said.resetHow },
  { form: 'second-step-hand-over', label: said.secondStepLink, how: said.secondStepHow },
];

function LinkCard({ link, words, name }: { link: ResetLink; words: LinkWords; name?: string }) {
  return (
    <div className="card">
      <div className="stack-s">
        {name ? <p dir="auto">{name}</p> : null}
        <p className="small">{words.how}</p>
        <p className="small card__link">{link.link}</p>
      </div>
      <QrCode rows={link.qr} label={words.label} />
    </div>
  );
}

/** A link to be handed over in person: shown once. */
function HandOver({ member, words }: { member: MemberView; words: LinkWords }) {
  const self = useMember();
  const [link, setLink] = useState<ResetLink>();
  const forLost = words.form === 'second-step-hand-over';
  const isMore = member.role !== 'member' || (forLost && member.duties.includes('safeguarding-lead'));
  if (self.id === member.id || (isMore && self.role !== 'administrator')) return null;
  if (forLost && !member.hasSecondFactor) return null;
  if (link) return <LinkCard link={link} words={words} />;
  return (
    <Form name={words.form} hidden={{ member: member.id }} onDone={(answer) => setLink(answer as ResetLink)}>
      <Send className="word-btn">
        {words.label}
        <span className="hidden-but-said">: {member.name}</span>
      </Send>
    </Form>
  );
}

/** Said by a moderator to whom mail came back, or who knows that somebody has left. */
function AddressGone({ member }: { member: MemberView }) {
  const self = useMember();
  if (self.id === member.id || (member.role !== 'member' && self.role !== 'administrator')) return null;
  return (
    <details className="opener">
      <summary className="small">
        {said.addressGone}
        <span className="hidden-but-said">: {member.name}</span>
      </summary>
      <Form name="address-gone" hidden={{ member: member.id }} className="stack-s narrow">
        <p className="small">{said.addressGoneWhat}</p>
        <Send className="btn">{said.addressGoneYes}</Send>
      </Form>
    </details>
  );
}

const pairs = (items: readonly [string, string][]) => items.map(([first, second]) => `${first} | ${second}`).join('\n');

export function Community({ views }: { views: { community: CommunityView } }) {
  const { community } = views;
  return (
    <div className="page stack-l">
      <h1>{said.community}</h1>
      <Form
        name="community-edit"
        className="stack measure"
        seen={{ textVersion: community.textVersion }}
        key={community.textVersion}
      >
        <Field name="name" label={said.name} value={community.name} required maxLength={120} />
        <Field name="place" label={said.place} value={community.place} maxLength={120} />
        <Field name="headline" label={said.headline} value={community.headline} required maxLength={160} />
        <Field name="welcome" rows={4} label={said.welcome} value={community.welcome} required />
        <Field name="exitTo" type="url" label={said.exitTo} value={community.exitTo} required />
        <Field
          name="supportLines"
          rows={6}
          label={said.supportLines}
          hint={said.supportLinesHint}
          value={pairs(community.supportLines.map(({ what, number }) => [what, number]))}
          required
        />
        <Field
          name="agreement"
          rows={12}
          label={said.agreement}
          hint={said.agreementHint}
          value={pairs(community.agreement.points.map(({ title, text }) => [title, text.replaceAll('\n', ' ')]))}
          required
        />
        <Field name="contact" label={said.contact} hint={said.contactHint} value={community.contact} maxLength={200} />
        <Field
          name="newMemberPosts"
          type="number"
          label={said.newMemberPosts}
          hint={said.newMemberPostsHint}
          value={String(community.newMemberPosts)}
          required
        />
        <Send>{said.save}</Send>
      </Form>
    </div>
  );
}
