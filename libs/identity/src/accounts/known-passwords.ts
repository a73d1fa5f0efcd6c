/**
 * Passwords that everybody who guesses tries first. Instead of a file of a hundred thousand lines: the roots that nearly
 * all of them are made of, recognised behind the usual disguises (case, digits for letters, digits and signs at the ends).
 */
const roots = new Set(
  `password passwort passwd pass welcome hello letmein login admin administrator root user guest test master secret
  changeme default temp qwerty qwertyui qwertyuiop qwertz azerty asdf asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx abc abcd abcde
  abcdef abcdefg abcdefgh abcabc iloveyou loveyou lovely love princess prince sunshine flower flowers butterfly angel baby
  babygirl monkey dragon tiger lion panther eagle falcon wolf bear pony horse puppy kitty kitten football baseball basketball
  soccer hockey cricket rugby liverpool arsenal chelsea everton stoke stokecity portvale rangers celtic manchester manutd
  mancity spurs tottenham westham newcastle england scotland wales britain london superman batman spiderman ironman
  starwars pokemon naruto minecraft fortnite google facebook youtube twitter instagram whatsapp amazon apple samsung
  android iphone windows microsoft computer internet server summer winter spring autumn monday tuesday wednesday thursday
  friday saturday sunday january february march april june july august september october november december chocolate
  cookie cheese banana orange pepper ginger coffee whatever freedom forever trustno trustnoone shadow hunter ranger killer
  mustang harley ferrari porsche mercedes jordan michael michelle jennifer jessica ashley daniel charlie thomas robert
  george william andrew joshua matthew anthony nicole amanda hannah jasmine samantha sophie oliver harry jack james john
  money business family friends mother father daddy mummy mommy jesus christ heaven blessed purple yellow silver golden
  rainbow diamond crystal magic merlin phoenix matrix secure security access control system network database probation
  police council housing health hospital prison community throughline`.split(/\s+/),
);

const disguises: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
};
const rows = [
  'qwertyuiopasdfghjklzxcvbnm',
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  '1qaz2wsx3edc4rfv5tgb',
  'zxcvbnmasdfghjkl',
];

function undisguise(text: string): string {
  return [...text].map((letter) => disguises[letter] ?? letter).join('');
}

function bare(text: string): string {
  return text.replace(/^[^a-z]+|[^a-z]+$/g, '');
}

/** A name with digits or signs around it is that name; of one in another script nothing is left without them. */
function isName(plain: string, name: string): boolean {
  return plain === name || (bare(name).length >= 4 && bare(plain) === bare(name));
}

/** Whether a password is among those that are tried first, or is one of these names. */
export function isKnownPassword(password: string, names: readonly string[]): boolean {
  const plain = password.normalize('NFKC').toLowerCase();
  const undisguised = undisguise(plain);
  if (names.some((name) => isName(plain, name.normalize('NFKC').toLowerCase()))) return true;
  if ([bare(plain), bare(undisguised), undisguised, undisguise(bare(plain))].some((candidate) => roots.has(candidate)))
    return true;
  if (new Set(plain).size <= 2) return true;
  const backwards = [...plain].reverse().join('');
  if (rows.some((row) => row.includes(plain) || row.includes(backwards))) return true;
  const half = plain.slice(0, plain.length / 2);
  return plain.length % 2 === 0 && half.repeat(2) === plain && (roots.has(half) || /^\d+$/.test(half));
}
