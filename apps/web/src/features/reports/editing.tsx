import type { ReportList, ReportView, ThemeList } from '@throughline/contracts';
import { reportDetails, reportOrders } from '@throughline/contracts/names';
import { Field, Form, Select, Send, Ticks } from '../../forms/form';
import { impactTexts } from '../../texts/en-impact';
import { reportTexts as said } from '../../texts/en-reports';

/** What it is about, and of which time. */
function About({ report }: { report?: ReportView }) {
  return (
    <>
      <Field
        name="title"
        label={said.titleOf}
        hint={said.titleHint}
        value={report?.title ?? ''}
        maxLength={160}
        required
      />
      <Field
        name="forWhom"
        label={said.forWhom}
        hint={said.forWhomHint}
        value={report?.forWhom ?? ''}
        maxLength={160}
      />
      <div className="row row--top">
        <Field name="fromDay" path="from" type="date" label={said.from} value={report?.from ?? ''} required />
        <Field name="toDay" path="to" type="date" label={said.to} value={report?.to ?? ''} required />
      </div>
      <p className="hint">{said.periodHint}</p>
    </>
  );
}

export function NewReport(_: { views: { list: ReportList } }) {
  return (
    <div className="page stack-l narrow">
      <div className="stack">
        <p className="crumbs">
          <a href="/reports">{said.title}</a>
        </p>
        <h1>{said.newTitle}</h1>
        <p className="measure">{said.newLead}</p>
      </div>
      <Form name="report-new" className="stack" keepAs="report-new">
        <About />
        <Send>{said.begin}</Send>
      </Form>
    </div>
  );
}

/** All that is chosen for a draft. */
export function EditReport({ views }: { views: { report: ReportView; themes: ThemeList } }) {
  const { report, themes } = views;
  const { id, offered, textVersion } = report;
  return (
    <div className="page stack-l narrow">
      <div className="stack">
        <p className="crumbs">
          <a href="/reports">{said.title}</a>
          {' · '}
          <a href={`/reports/${id}`} dir="auto">
            {report.title}
          </a>
        </p>
        <h1 dir="auto">{said.editTitle(report.title)}</h1>
      </div>
      <Form name="report-edit" className="stack" hidden={{ id }} seen={{ textVersion }} keepAs={`report-edit/${id}`}>
        <About report={report} />
        {themes.themes.length > 0 ? (
          <Ticks
            name="themes"
            lines
            label={said.themes}
            hint={said.themesHint}
            options={themes.themes.map((theme) => ({ value: theme.id, label: theme.title }))}
            values={report.themes}
          />
        ) : null}
        <Select
          name="detail"
          label={said.detail}
          options={reportDetails.map((value) => ({ value, label: said.details[value] }))}
          value={report.detail}
        />
        <Select
          name="order"
          label={said.order}
          options={reportOrders.map((value) => ({ value, label: said.orders[value] }))}
          value={report.order}
        />
        <Field name="found" label={said.found} hint={said.foundHint} value={report.found} rows={4} most={1_200} />
        <Field
          name="context"
          label={said.context}
          hint={said.contextHint}
          value={report.context}
          rows={4}
          most={2_000}
        />
        <Field name="limits" label={said.limits} hint={said.limitsHint} value={report.limits} rows={3} most={2_000} />
        <Field name="asks" label={said.asks} value={report.asks} rows={3} most={1_200} />
        {offered ? <Offered offered={offered} /> : null}
        <div className="row">
          <Send>{said.save}</Send>
          <a href="/reports">{said.back}</a>
        </div>
      </Form>
    </div>
  );
}

/** What the time and the themes give: all of it is in, unless it is ticked. */
function Offered({ offered: { outcomes, notes } }: { offered: NonNullable<ReportView['offered']> }) {
  return (
    <>
      <p className="hint">
        {said.outHint} {said.again}
      </p>
      {outcomes.length === 0 ? (
        <p className="soft">{said.noneOffered}</p>
      ) : (
        <Ticks
          name="withoutOutcomes"
          lines
          label={said.outcomes}
          options={outcomes.map(({ id, title, label, negative }) => ({
            value: id,
            label: `${title} (${[label, ...(negative ? [said.worse] : [])].join(', ')})`,
          }))}
          values={outcomes.flatMap(({ id, out }) => (out ? [id] : []))}
        />
      )}
      {notes.length === 0 ? null : (
        <Ticks
          name="withoutNotes"
          lines
          label={said.notes}
          options={notes.map(({ id, title, stage }) => ({
            value: id,
            label: `${title} (${impactTexts.stages[stage]})`,
          }))}
          values={notes.flatMap(({ id, out }) => (out ? [id] : []))}
        />
      )}
    </>
  );
}
