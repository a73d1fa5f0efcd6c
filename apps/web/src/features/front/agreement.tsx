import type { AgreementView } from '@throughline/contracts';
import { useApp } from '../../app/context';
import { Form, Send } from '../../forms/form';
import { day } from '../../texts/dates';
import { texts } from '../../texts/en';
import { laterTexts } from '../../texts/en-later';

/** What everybody agrees to; who has not yet, can here. */
export function Agreement({ views }: { views: { agreement: AgreementView } }) {
  const { me } = useApp();
  const { agreement } = views;
  return (
    <div className="page stack-l">
      <div>
        <h1>{texts.agreement.title}</h1>
        <p className="soft small">{laterTexts.agreement.changed(day(agreement.changedAt, me.community.timeZone))}</p>
      </div>
      <ol className="measure stack">
        {agreement.points.map((point) => (
          <li key={point.title}>
            <b>{point.title}</b> {point.text}
          </li>
        ))}
      </ol>
      {me.member && !me.member.agreed ? (
        <Form name="agreement-accept" hidden={{ version: agreement.version }}>
          <Send>{laterTexts.agreement.accept}</Send>
        </Form>
      ) : null}
    </div>
  );
}
