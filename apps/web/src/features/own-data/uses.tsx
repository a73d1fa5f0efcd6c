import type { ConsentsView, PostUsesView } from '@throughline/contracts';
import { type WordUse, wordUses } from '@throughline/contracts/names';
import type { Place } from '../../app/routes';
import { Form, Send, useForm } from '../../forms/form';
import { ownDataTexts } from '../../texts/en-own-data';
import { outsideTitles } from '../../texts/en-outside-titles';

const said = ownDataTexts.uses;

interface Option {
  value: string;
  label: string;
}

/** One use of words, with what it means, and what can be said to it. */
function Use({ use, options, value }: { use: WordUse; options: readonly Option[]; value: string }) {
  const { typed } = useForm();
  const chosen = typed?.[use] ?? value;
  return (
    <fieldset>
      <legend>{said.names[use]}</legend>
      <p className="hint">{said.what[use]}</p>
      <div className="ticks">
        {options.map((option) => (
          <label key={option.value}>
            <input type="radio" name={use} value={option.value} required defaultChecked={chosen === option.value} />{' '}
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const yesOrNo: readonly Option[] = [
  { value: 'yes', label: said.yes },
  { value: 'no', label: said.no },
];

function Before() {
  return (
    <p className="notice measure">
      {said.anyTime} <b>{said.cannotCallBack}</b>
    </p>
  );
}

function Saved({ place }: { place: Place }) {
  return place.query.get('saved') ? (
    <p className="notice notice--accent" role="status">
      {said.saved}
    </p>
  ) : null;
}

/** What one's words may be used for in general. */
export function GeneralUses({ views, place }: { views: { consents: ConsentsView }; place: Place }) {
  const { consents } = views;
  return (
    <div className="page stack-l">
      <h1>{said.generalTitle}</h1>
      <Saved place={place} />
      <p className="measure">
        {said.lead} {said.generalOf}
      </p>
      <p className="measure">{said.notAliases}</p>
      <Before />
      <Form name="consents" className="stack-l measure" key={JSON.stringify(consents)}>
        {wordUses.map((use) => (
          <Use key={use} use={use} options={yesOrNo} value={consents[use] ? 'yes' : 'no'} />
        ))}
        <Send>{said.save}</Send>
      </Form>
    </div>
  );
}

/** What one post may be used for, where that is to differ. */
export function UsesOfPost({ views, place }: { views: { uses: PostUsesView }; place: Place }) {
  const { uses } = views;
  const { threadId, number } = uses.place;
  const general = uses.alias || uses.unnamed ? said.unchosen : said.general;
  return (
    <div className="page stack-l">
      <div>
        <h1>{said.edit}</h1>
        <p className="small">
          <a href={`/t/${threadId}/${number}#p${number}`}>{said.backTo}</a>
        </p>
      </div>
      <Saved place={place} />
      <p className="small">
        <a href={`/posts/${encodeURIComponent(place.params['post'] ?? '')}/quoted`}>{outsideTitles.quoted}</a>
      </p>
      <blockquote className="measure post__body--plain" dir="auto">
        {uses.text}
      </blockquote>
      {uses.alias ? <p className="measure">{said.underAlias}</p> : null}
      <Before />
      <Form
        name="post-uses"
        className="stack-l measure"
        hidden={{ post: place.params['post'] ?? '' }}
        key={JSON.stringify(uses.chosen)}
      >
        {wordUses.map((use) => (
          <Use
            key={use}
            use={use}
            options={[{ value: 'general', label: general(uses.general[use]) }, ...yesOrNo]}
            value={uses.chosen[use]}
          />
        ))}
        <Send>{said.save}</Send>
      </Form>
    </div>
  );
}
