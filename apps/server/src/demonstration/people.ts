import type { Duty, Expertise, Role, Sector } from '@throughline/contracts/names';

/** Everybody signs in with this; published, so a demonstration is made only where nobody else reaches the machine. */
export const demonstrationPassword = 'bottle-kiln-2020';

export interface DemonstrationPerson {
  /** How the story below names them, and what they sign in with. */
  key: string;
  name: string;
  role?: Role;
  duties?: Duty[];
  organisation?: string;
  expertise: Expertise[];
  about: string;
  /** Listed at the start and on the front page. */
  who?: string;
  /** Of a safeguarding lead: published as the passwords are, so that finding out who wrote something can be tried. */
  passphrase?: string;
}

export const organisations: readonly { name: string; sector: Sector }[] = [
  { name: 'Bottle Oven Homes', sector: 'housing' },
  { name: 'Probation, North Division', sector: 'probation' },
  { name: 'Police, Neighbourhood Team', sector: 'police' },
  { name: 'City Council, Homelessness', sector: 'council' },
  { name: 'City Hospital, Discharge Team', sector: 'health' },
  { name: 'Saltglaze Recovery', sector: 'drug-and-alcohol' },
  { name: 'Canal Street Advice', sector: 'advice' },
  { name: 'Job Centre, Hanover Street', sector: 'job-centre' },
  { name: 'Been There', sector: 'lived-experience' },
  { name: 'The Saggar Project', sector: 'voluntary' },
];

/** All of them are invented; their roles are those of the communities that this is modelled on. */
export const people: readonly DemonstrationPerson[] = [
  {
    key: 'tansy',
    name: 'Tansy Holloway',
    role: 'moderator',
    duties: ['chair'],
    organisation: 'The Saggar Project',
    expertise: ['occupation'],
    about: 'I chair the sessions. Solution-focused: I will ask you what would be different.',
    who: 'Chair and moderator',
  },
  {
    key: 'isla',
    name: 'Isla Merrow',
    role: 'administrator',
    organisation: 'The Saggar Project',
    expertise: ['study'],
    about: 'I keep this place running.',
    who: 'Administrator',
  },
  {
    key: 'odette',
    name: 'Odette Marsh',
    organisation: 'Bottle Oven Homes',
    expertise: ['occupation'],
    about: 'Housing officer. Ask me about viewings, bonds and what a landlord really needs to hear.',
    who: 'Member, housing',
  },
  {
    key: 'perrin',
    name: 'Perrin Vale',
    organisation: 'Been There',
    expertise: ['experience', 'occupation'],
    about: 'I walk in with people. Out since 2014.',
    who: 'Member, lived-experience organisation',
  },
  {
    key: 'maeve',
    name: 'Maeve Quill',
    role: 'moderator',
    organisation: 'Job Centre, Hanover Street',
    expertise: ['occupation'],
    about: 'Work coach. I can explain the first payment, and who can move it.',
  },
  {
    key: 'bram',
    name: 'Bram Fenwick',
    organisation: 'Probation, North Division',
    expertise: ['occupation'],
    about: 'Probation officer. Mostly release and resettlement.',
  },
  {
    key: 'sorrel',
    name: 'Sorrel Banks',
    duties: ['safeguarding-lead'],
    who: 'Safeguarding lead, recovery service',
    passphrase: 'saltglaze teapot harbour nine',
    organisation: 'Saltglaze Recovery',
    expertise: ['occupation', 'experience'],
    about: 'Prescribing and recovery. Ring before Friday noon.',
  },
  {
    key: 'ludo',
    name: 'Ludo Pennant',
    organisation: 'City Council, Homelessness',
    expertise: ['occupation'],
    about: 'Duty to refer lands on my desk.',
  },
  {
    key: 'wilf',
    name: 'Wilf Arkwright',
    organisation: 'Canal Street Advice',
    expertise: ['occupation'],
    about: 'Benefits, debt and forms.',
  },
  {
    key: 'juno',
    name: 'Juno Thistle',
    duties: ['safeguarding-lead'],
    who: 'Safeguarding lead, hospital',
    passphrase: 'lantern canal woollen orchard',
    organisation: 'City Hospital, Discharge Team',
    expertise: ['occupation', 'study'],
    about: 'Nurse in the discharge team.',
  },
  {
    key: 'cormac',
    name: 'Cormac Hale',
    organisation: 'Police, Neighbourhood Team',
    expertise: ['occupation'],
    about: 'Neighbourhood sergeant in the city centre.',
  },
  {
    key: 'rowan',
    name: 'Rowan Ash',
    organisation: 'Been There',
    expertise: ['experience'],
    about: 'Hostel, street, hostel, flat. Three years in the flat.',
  },
  { key: 'amber', name: 'Amber Wren', expertise: ['experience'], about: '' },
  {
    key: 'fergus',
    name: 'Fergus O’Dell',
    organisation: 'The Saggar Project',
    expertise: ['occupation'],
    about: 'Service coordinator. I drive a small car a long way.',
  },
  {
    key: 'hollis',
    name: 'Hollis Crane',
    duties: ['evaluator'],
    expertise: ['study'],
    about: 'I look for what changed, and ask people outside whether it did.',
    who: 'Evaluator',
  },
];
