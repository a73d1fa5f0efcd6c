import type { PersonList, PersonView } from '@throughline/contracts';
import { useApp, useMember } from '../../app/context';
import { texts } from '../../texts/en';
import { blockTexts } from '../../texts/en-blocks';
import { laterTexts } from '../../texts/en-later';

const said = { ...texts.people, ...laterTexts.people };

/** "Chair · Housing, Northgate Homes": what somebody chooses to show, in one line. */
function factsOf(person: PersonView): string {
  const duties = person.duties.map((duty) => texts.duties[duty]);
  const role = person.role === 'member' ? [] : [texts.roles[person.role]];
  const sector = person.sector ? texts.sectors[person.sector] : '';
  // An organisation that is called after its sector says it already.
  const named = person.organisation?.toLowerCase().startsWith(sector.toLowerCase());
  const place = person.sector ? [[named ? null : sector, person.organisation].filter(Boolean).join(', ')] : [];
  return [...duties, ...role, ...place].join(' · ');
}

export function People({ views }: { views: { people: PersonList } }) {
  const { people } = views.people;
  return (
    <div className="page">
      <h1>{said.title}</h1>
      <p className="soft">{said.lead}</p>
      <p>
        <a href="/circles">{said.circles}</a>
      </p>
      <ul className="threads people">
        {people.map((person) => (
          <li key={person.id}>
            <h2>
              <a href={`/people/${person.id}`} dir="auto">
                {person.name}
              </a>
            </h2>
            <p className="new">{factsOf(person)}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function Person({ views }: { views: { person: PersonView } }) {
  const { me } = useApp();
  const { person } = views;
  const { id } = useMember();
  return (
    <div className="page stack">
      <p className="crumbs">
        <a href="/people">{said.back}</a>
      </p>
      <h1 dir="auto">{person.name}</h1>
      {me.abilities.includes('step.list') && me.member?.id !== person.id ? (
        <p>
          <a href={`/people/${person.id}/steps`}>{said.steps}</a>
        </p>
      ) : null}
      <p className="soft">{factsOf(person)}</p>
      {person.expertise.length > 0 ? (
        <p>
          {said.knows}: {texts.list(person.expertise.map((expertise) => texts.expertises[expertise].toLowerCase()))}
        </p>
      ) : null}
      {person.about ? (
        <p className="measure post__body--plain" dir="auto">
          {person.about}
        </p>
      ) : null}
      {person.id === id ? null : (
        <p className="small">
          <a href={`/people/${person.id}/block`}>{blockTexts.question}</a>
        </p>
      )}
    </div>
  );
}
