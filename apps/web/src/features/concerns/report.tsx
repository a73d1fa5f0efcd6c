import type { ConcernForm, PersonView } from '@throughline/contracts';
import { useMember } from '../../app/context';
import type { Place } from '../../app/routes';
import { Field, Form, Select, Send, useForm } from '../../forms/form';
import { texts } from '../../texts/en';
import { concernTexts as said } from '../../texts/en-concerns';
import { optionsOf, Radios } from './fields';
import { HelpNowLines } from './help-now';
import { Numbers } from './numbers';

interface Views {
  form: ConcernForm;
  people: { people: PersonView[] };
}

/** "I'm worried about someone" and "I'm not safe". The lines to ring come before anything that is asked. */
export function Report({ views, place }: { views: Views; place: Place }) {
  const { form, people } = views;
  const { post } = form;
  const isMe = place.query.get('who') === 'me';
  return (
    <div className="page stack-l narrow">
      <div className="stack">
        <h1>{isMe ? said.notSafe : said.worried}</h1>
        {post ? (
          <blockquote className="small" dir="auto">
            {said.post(post.number, post.author)} “{post.text}”
          </blockquote>
        ) : null}
      </div>
      <TellLeads form={form} people={people.people} isMe={isMe} />
    </div>
  );
}

/** The lines to ring, and below them the form to the leads. */
export function TellLeads({ form, people, isMe }: { form: ConcernForm; people: readonly PersonView[]; isMe: boolean }) {
  const { help, post } = form;
  return (
    <>
      <HelpNowLines help={help} hint={isMe ? said.ringMe : said.ring} />
      {help.on && form.leads.length > 0 ? (
        <section className="stack narrow" aria-labelledby="tell-h">
          <h2 id="tell-h">{said.tell}</h2>
          <Form
            name="concern"
            className="stack"
            hidden={{ kind: isMe ? 'me' : 'someone', postId: post?.id ?? '' }}
            label={said.tell}
          >
            <Radios
              name="danger"
              label={isMe ? said.dangerMe : said.danger}
              options={optionsOf(said.dangers)}
              required
            />
            <Field
              name="words"
              rows={5}
              label={isMe ? said.wordsMe : said.words}
              hint={isMe ? said.wordsMeHint : `${said.wordsHint} ${post ? said.wordsPost : ''}`}
              most={20_000}
              required
            />
            {isMe ? null : <About people={people} hasPost={post !== null} />}
            <WhoGetsIt form={form} />
            <Radios
              name="named"
              label={said.named}
              options={[
                { value: 'yes', label: said.namedYes },
                { value: 'no', label: said.namedNo },
              ]}
              value="yes"
            />
            <p className="small">{said.called}</p>
            <div className="row">
              <Send>{said.send}</Send>
              <a className="word-btn" href={post ? `/t/${post.threadId}/${post.number}#p${post.number}` : '/help'}>
                {said.sendNothing}
              </a>
            </div>
          </Form>
        </section>
      ) : (
        <section className="stack">
          <p className="notice notice--caution">{help.on ? said.noLead : said.off}</p>
          {form.outside ? <Numbers numbers={[form.outside]} /> : null}
        </section>
      )}
      <p className="small">
        {isMe ? <a href="/concern">{said.worried}</a> : <a href="/concern?who=me">{said.notSafe}</a>} ·{' '}
        <a href="/letters">{texts.concerns.letters}</a>
      </p>
    </>
  );
}

function About({ people, hasPost }: { people: readonly PersonView[]; hasPost: boolean }) {
  const { id } = useMember();
  return (
    <>
      <Field name="who" label={hasPost ? said.who : said.whoNoPost} hint={said.whoHint} maxLength={300} />
      <Select
        name="memberId"
        label={said.member}
        hint={said.memberHint}
        options={[
          { value: '', label: said.noMember },
          ...people.filter((person) => person.id !== id).map((person) => ({ value: person.id, label: person.name })),
        ]}
      />
    </>
  );
}

/** Each lead with where they work, and "not this person" beside. */
function WhoGetsIt({ form }: { form: ConcernForm }) {
  const { typed } = useForm();
  const without = typed ? [typed['without'] ?? []].flat() : [];
  return (
    <fieldset className="leads">
      <legend>{said.leads}</legend>
      <p className="hint">{said.leadsHint}</p>
      <ul>
        {form.leads.map(({ id, name, organisation, sector }) => (
          <li key={id}>
            <span dir="auto">
              {name}
              <span className="soft small leads__where">
                {[organisation, sector === null ? null : texts.sectors[sector].toLowerCase()]
                  .filter(Boolean)
                  .join(', ')}
              </span>
            </span>
            <label>
              <input type="checkbox" name="without" value={id} defaultChecked={without.includes(id)} /> {said.not}
              <span className="hidden-but-said">: {name}</span>
            </label>
          </li>
        ))}
      </ul>
      {form.outside ? (
        <>
          <p className="hint">{said.outside}</p>
          <Numbers numbers={[form.outside]} />
        </>
      ) : null}
    </fieldset>
  );
}
