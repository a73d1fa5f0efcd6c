import type { ReportView } from '@throughline/contracts';
import { useApp } from '../../app/context';
import { Form, Send } from '../../forms/form';
import { Inner } from '../../ui/inner';
import { reportTexts as said } from '../../texts/en-reports';

const texts = said.page;

/** A report as it is printed: its sheets come from the server as they are written. */
export function Report({ views }: { views: { report: ReportView } }) {
  const { report } = views;
  const { id, state, size, goneSince, tellReaders, abilities, textVersion } = report;
  const { live } = useApp();
  const isDraft = state === 'draft';
  const mayChange = abilities.includes('report.edit');
  const address = `/api/reports/${id}`;
  return (
    <div className="page report">
      <div className="report__tools">
        <p className="crumbs">
          <a href="/reports">{said.title}</a>
        </p>
        <div className="report__bar">
          <p className="small soft">{isDraft ? texts.preview : texts.lead}</p>
          <div className="row">
            {mayChange ? (
              <>
                <a className="btn" href={`/reports/${id}/edit`}>
                  {said.edit}
                </a>
                <Form name="report-store" hidden={{ id }} seen={{ textVersion }}>
                  <Send>{texts.store}</Send>
                </Form>
              </>
            ) : null}
            {live ? (
              <button type="button" className={isDraft ? 'btn' : 'btn btn--main'} onClick={() => window.print()}>
                {texts.print}
              </button>
            ) : null}
            <a className="btn" href={`${address}/word`} download>
              {texts.word}
            </a>
            <a className="btn" href={`${address}/tables`} download>
              {texts.tables}
            </a>
            <a className="btn" href={`${address}/json`} download>
              {texts.json}
            </a>
          </div>
        </div>
        {tellReaders ? (
          <div className="notice notice--caution stack-s">
            <p>
              {said.gone(goneSince.takenBack, goneSince.changed)} {said.tell}
            </p>
            <Form name="report-told" hidden={{ id }}>
              <Send className="btn">{said.told}</Send>
            </Form>
          </div>
        ) : null}
        {mayChange ? <p className="small soft">{texts.before}</p> : null}
        {abilities.includes('report.drop') ? (
          <details className="report__drop">
            <summary>{texts.drop}</summary>
            <Form name="report-drop" hidden={{ id }}>
              <Send className="btn">{texts.dropSure}</Send>
            </Form>
          </details>
        ) : null}
      </div>
      <Inner
        from={`${address}/sheets`}
        parts={size}
        part="sheet__label"
        waiting={texts.waiting}
        failed={texts.failed}
      />
    </div>
  );
}
