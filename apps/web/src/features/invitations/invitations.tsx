import type { InvitationCard, InvitationView } from '@throughline/contracts';
import { roles } from '@throughline/contracts/names';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApp, useMember } from '../../app/context';
import { Field, Form, Select, Send } from '../../forms/form';
import { day } from '../../texts/dates';
import { texts } from '../../texts/en';
import { laterTexts } from '../../texts/en-later';
import { QrCode } from '../../ui/qr-code';

const said = { ...texts.invitations, ...laterTexts.invitations };

export function Invitations({ views }: { views: { invitations: { invitations: InvitationView[] } } }) {
  const { me, formState } = useApp();
  const member = useMember();
  const queries = useQueryClient();
  const [card, setCard] = useState(
    formState?.name === 'invitation-new' ? (formState.answer as InvitationCard | undefined) : undefined,
  );
  const { timeZone } = me.community;
  return (
    <div className="page stack-l">
      <h1>{said.title}</h1>
      {card ? <Card card={card} /> : null}
      <section aria-labelledby="new-h" className="stack narrow no-print">
        <h2 id="new-h">{said.new}</h2>
        <Form
          name="invitation-new"
          className="stack"
          onDone={(answer) => {
            setCard(answer as InvitationCard);
            window.scrollTo(0, 0);
          }}
        >
          <Field name="forWhom" label={said.forWhom} maxLength={80} />
          {member.role === 'administrator' ? (
            <Select
              name="role"
              label={said.role}
              options={roles.map((role) => ({ value: role, label: texts.roles[role] }))}
            />
          ) : null}
          <Send>{said.make}</Send>
        </Form>
      </section>
      <section aria-labelledby="made-h" className="no-print">
        <h2 id="made-h">{said.made}</h2>
        {views.invitations.invitations.length === 0 ? <p className="soft">{said.none}</p> : null}
        <ul className="threads">
          {views.invitations.invitations.map((invitation) => (
            <li key={invitation.id}>
              <h3 dir="auto">{invitation.forWhom ?? texts.roles[invitation.role]}</h3>
              <p className="new">
                {said.states[invitation.state]} · {texts.roles[invitation.role]}
                {invitation.madeBy ? ` · ${said.by(invitation.madeBy)}` : ''}
                {invitation.state === 'open' ? ` · ${said.until(day(invitation.expiresAt, timeZone))}` : ''}
              </p>
              {invitation.state === 'open' ? (
                <Form
                  name="invitation-withdraw"
                  hidden={{ invitation: invitation.id }}
                  onDone={() => void queries.invalidateQueries()}
                >
                  <Send className="word-btn">{said.withdraw}</Send>
                </Form>
              ) : null}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

/** What is handed over: printed, it fits a card. */
function Card({ card }: { card: InvitationCard }) {
  const { me, live } = useApp();
  return (
    <section className="card" aria-labelledby="card-h">
      <div className="stack-s">
        <h2 id="card-h">{said.card}</h2>
        <p>{me.community.name}</p>
        <p className="card__code">{card.code}</p>
        <p className="small card__link">{card.link}</p>
        <p className="small">{said.cardHow}</p>
        <p className="small">{said.cardUntil(day(card.invitation.expiresAt, me.community.timeZone))}</p>
      </div>
      <QrCode rows={card.qr} label={said.link} />
      <p className="row no-print">
        {live ? (
          <button type="button" className="btn" onClick={() => window.print()}>
            {said.print}
          </button>
        ) : null}
        <span className="small">{said.once}</span>
      </p>
    </section>
  );
}
