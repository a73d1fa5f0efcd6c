import type { CirclePage, MemberList } from '@throughline/contracts';
import { useMember } from '../../app/context';
import { Field, Form, Select, Send, Ticks } from '../../forms/form';
import { circleTexts as said } from '../../texts/en-circles';

export function NewCircle() {
  return (
    <div className="page stack-l">
      <h1>{said.make}</h1>
      <Form name="circle-new" className="stack measure">
        <CircleText />
        <Ticks name="withMe" label={said.me} hint={said.withMeHint} options={[{ value: 'yes', label: said.withMe }]} />
        <Send>{said.make}</Send>
      </Form>
    </div>
  );
}

function CircleText({ circle }: { circle?: CirclePage }) {
  return (
    <>
      <Field name="name" label={said.name} value={circle?.name} required maxLength={80} />
      <Field
        name="purpose"
        label={said.purpose}
        hint={said.purposeHint}
        value={circle?.purpose}
        required
        maxLength={240}
      />
      <Ticks
        name="livedExperience"
        label={said.kind}
        values={circle?.livedExperience ? ['yes'] : []}
        options={[{ value: 'yes', label: said.livedExperienceTick }]}
      />
    </>
  );
}

/** Who is in a circle, for the moderators: they look after it whether or not they may read there. */
export function LookAfterCircle({ views }: { views: { circle: CirclePage; members: MemberList } }) {
  const { circle } = views;
  const self = useMember();
  const known = new Set([...circle.people, ...circle.asked].map(({ id }) => id));
  const others = views.members.members.filter(
    ({ id, standing }) => !known.has(id) && id !== self.id && standing === 'active',
  );
  const may = (ability: string) => circle.abilities.includes(ability);
  return (
    <div className="page stack-l">
      <div className="stack-s">
        <p className="crumbs">
          <a href={circle.isIn ? `/circles/${circle.id}` : '/circles'}>{circle.isIn ? said.back : said.title}</a>
        </p>
        <h1 dir="auto">{circle.name}</h1>
        <p className="measure" dir="auto">
          {circle.purpose}
        </p>
        {circle.isIn ? null : <p className="notice">{said.notIn}</p>}
        {circle.state === 'closed' ? <p className="notice">{said.closed}</p> : null}
      </div>
      <section aria-labelledby="who-h" className="stack-s">
        <h2 id="who-h">{said.who}</h2>
        <People circle={circle} people={circle.people} button={said.takeOut} />
      </section>
      {circle.asked.length > 0 ? (
        <section aria-labelledby="waiting-h" className="stack-s">
          <h2 id="waiting-h">{said.waiting}</h2>
          <People circle={circle} people={circle.asked} button={said.takeBack} />
        </section>
      ) : null}
      {may('circle.ask') ? (
        <section aria-labelledby="ask-h" className="stack narrow">
          <h2 id="ask-h">{said.ask}</h2>
          <p className="small">{said.askNote}</p>
          {others.length === 0 ? (
            <p className="soft">{said.nobodyLeft}</p>
          ) : (
            <Form name="circle-ask" hidden={{ circle: circle.id }} className="stack-s">
              <Select
                name="member"
                label={said.askWhom}
                options={others.map(({ id, name }) => ({ value: id, label: name }))}
              />
              <Send>{said.askButton}</Send>
            </Form>
          )}
        </section>
      ) : null}
      {may('circle.edit') ? (
        <section aria-labelledby="edit-h" className="stack narrow">
          <h2 id="edit-h">{said.edit}</h2>
          <Form
            name="circle-edit"
            hidden={{ circle: circle.id }}
            seen={{ textVersion: circle.textVersion }}
            key={circle.textVersion}
            className="stack"
          >
            <CircleText circle={circle} />
            <Send>{said.save}</Send>
          </Form>
        </section>
      ) : null}
      <section aria-labelledby="end-h" className="stack narrow">
        <h2 id="end-h">{said.end}</h2>
        {may('circle.close') ? (
          <Form name="circle-close" hidden={{ circle: circle.id }} className="stack-s">
            <p className="small">{said.closeWhat}</p>
            <Send className="btn">{said.close}</Send>
          </Form>
        ) : null}
        <Form name="circle-delete" hidden={{ circle: circle.id }} className="stack-s">
          <p className="small">{said.deleteWhat}</p>
          <Send className="btn">{said.delete}</Send>
        </Form>
      </section>
    </div>
  );
}

function People({
  circle,
  people,
  button,
}: {
  circle: CirclePage;
  people: readonly { id: string; name: string }[];
  button: string;
}) {
  return (
    <ul className="stack-s">
      {people.map(({ id, name }) => (
        <li key={id}>
          <span dir="auto">{name}</span>
          <Form name="circle-take-out" hidden={{ circle: circle.id, member: id }}>
            <Send className="word-btn">
              {button}
              <span className="hidden-but-said">: {name}</span>
            </Send>
          </Form>
        </li>
      ))}
    </ul>
  );
}
