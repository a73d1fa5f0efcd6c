import { findIdentifying, type FindOptions, type IdentifyingKind } from './index';

const found = (text: string, options?: FindOptions): [IdentifyingKind, string][] =>
  findIdentifying(text, options).map(({ kind, start, end }) => [kind, text.slice(start, end)]);

/** Each line holds exactly what stands in its brackets, of the kind of its table. */
function marks(kind: IdentifyingKind, lines: readonly string[]): void {
  test.each(lines)(`P8 ${kind}: %s`, (line) => {
    const wanted = [...line.matchAll(/⟦(.*?)⟧/g)].map(([, words]) => [kind, words]);
    expect(found(line.replace(/[⟦⟧]/g, ''))).toEqual(wanted);
  });
}

marks('nhs', [
  'Her number is ⟦943 476 5919⟧ there',
  'NHS no. ⟦9434765919⟧',
  'nhs: ⟦943-476-5919⟧, they said',
  'Order 9434765919 came',
  'Order 943 476 5918 came',
  'The NHS has 1300000000 pounds',
]);
marks('ni', [
  'It is ⟦AB 12 34 56 C⟧.',
  'It is ⟦ab123456c⟧.',
  'NI number ⟦AB123456⟧',
  'Ticket AB123456 waits',
  'BG123456A and QQ123456C and DA123456A are given to nobody',
]);
marks('prison', ['He is ⟦A1234BC⟧ now', 'prison number ⟦A 1234 BC⟧', 'In Room A 1234 BC', 'XA1234BCD is none']);
marks('crn', ['My CRN: ⟦X123456⟧', 'crn ⟦x123456⟧', 'INV-A123456 was paid', 'in 2016 A1234567']);
marks('pnc', ['PNC ⟦2012/0034567X⟧', '⟦12/34567H⟧ is hers', 'pnc ⟦01/12A⟧', 'Flat 12/3B', 'open 24/7', 'in 2019/20']);
marks('phone', [
  'Ring me on ⟦07700 900118⟧.',
  '⟦+44 7700 900118⟧ or ⟦01782 555 123⟧',
  '⟦(020) 7946 0000⟧, ⟦+44 (0)20 7946 0000⟧',
  '⟦07700900118⟧/⟦07700-900-119⟧',
  '⟦07700 900118⟧ ⟦07700 900119⟧',
  'text ⟦7700 900118⟧',
  'From Poland: ⟦+48 601 123 456⟧',
  'Samaritans 116 123, Childline 0800 1111, us 0300 123 4567',
  '01.02.2020 10:30 to 11:30, on 07-02-2020 10',
  'From 2019 to 2020 it was 1234567890',
]);
marks('postcode', [
  'She lives in ⟦ST4 2DG⟧.',
  'at ⟦sw1a 1aa⟧ or ⟦M1 1AE⟧ or ⟦ST42DG⟧',
  'unit b1 2nd floor, PS5 2TB, QQ1 1QQ',
]);
marks('email', [
  'write to (⟦mo.fletcher+x@example.org.uk⟧).',
  '⟦mo@example.org⟧, ⟦jo@example.com⟧',
  '⟦mo (at) example dot org⟧ or ⟦mo.fletcher at gmail.com⟧',
  'We met at example street, @everybody, me@home',
]);
marks('birth', [
  'DOB ⟦12/03/1985⟧, d.o.b. ⟦12.3.85⟧',
  'I was born on the ⟦12th of March 1985⟧.',
  'born in Stoke on ⟦March 12, 1985⟧',
  '⟦1985-03-12⟧ is his date of birth',
  'Her birthday is ⟦3 May⟧.',
  'The session on 12/03/2024, and Friday 6 March, and 2020-07-08',
]);
marks('name', [
  'I spoke to ⟦Sarah Harrowgate⟧ there',
  '⟦Conor O’Brien⟧’s worker, ⟦Anne-Marie Smith-Jones⟧',
  '⟦Maria de Souza⟧ and ⟦John A. Smith⟧',
  'my name is ⟦sarah harrowgate⟧',
  'Ask Mr ⟦Olu Adebayo⟧',
  'Sarah came. Tom Friday. Victoria Street, Elizabeth Fry House, St John Ambulance',
  'Will Probation come? Mark Thursday in your diary. Hope House is good. Grace',
  'Will Odette come?',
  'THE MARK BLACK STAYS',
]);

test('P8 names that are no news are not marked, others are', () => {
  const text = 'Odette Marsh and odette marsh’s friend Sarah Harrowgate';
  expect(found(text, { knownNames: ['Odette Marsh'] })).toEqual([['name', 'Sarah Harrowgate']]);
});

test('P8 a date after a name is that person’s, and another is not', () => {
  expect(found('Sarah Harrowgate, 12/03/1985, came on 12/03/2024').map(([kind]) => kind)).toEqual(['name', 'birth']);
});

test('P8 places are those of the text as it was given', () => {
  const text = '🙂 é\r\n\tRing 07700 900118';
  expect(found(text)).toEqual([['phone', '07700 900118']]);
  expect(findIdentifying('')).toEqual([]);
});
