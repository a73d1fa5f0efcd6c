/**
 * What makes patterns go back and forth: near misses, many beginnings, no ends. By what they are made of, each as long as asked, in
 * characters.
 */
export function hostileTexts(long: number): Record<string, string> {
  const filled = (piece: string) => piece.repeat(Math.ceil(long / piece.length)).slice(0, long);
  return {
    'one letter': filled('a'),
    'one capital': filled('A'),
    'one digit': filled('0'),
    'digits with spaces': filled('0 '),
    'beginnings of mobiles': filled('07 '),
    'beginnings from abroad': filled('00 1 '),
    'many pluses': filled('+1 '),
    'digits with dashes and brackets': filled('07-(0)'),
    'mobiles that are none': filled('07700 90011 '),
    'ten digits each': filled('943 476 5918 '),
    'telephone words': filled('call 7700 9001 '),
    'at signs': filled('@'),
    'names and at signs': filled('a@a.'),
    'a name of an e-mail without end': filled('a.a-'),
    'at in words': filled(' at a dot'),
    'at in brackets': filled('[at] a [dot] '),
    dots: filled('a@' + 'b.'.repeat(120)),
    'dates of birth': filled('born 1/1/9'),
    'many days': filled('1 May 1 1/1/90 '),
    "somebody's birthday": filled("a's birthday 1 May "),
    'many days after one birthday': `born ${filled('1 May 1 1/1/90 ')}`,
    'months alone': filled('march '),
    'names without surnames': filled('Sarah '),
    'names of small words': filled('Sarah van der '),
    'one name and initials': filled('Sarah A. B. '),
    'names that are known': filled('Sarah Marsh '),
    'asked names': filled('Will Tansy '),
    'almost postcodes': filled('ST4 2D'),
    'postcodes side by side': filled('ST42DG'),
    'almost NI numbers': filled('AB 12 34 56 '),
    'almost prison numbers': filled('A1234B'),
    'almost case references': filled('X12345'),
    'almost PNC numbers': filled('2012/0034567'),
    'PNC numbers': filled('pnc 12/1234567X'),
    spaces: filled(' '),
    'no-break spaces and digits': filled('1\u00a02\u00a0'),
    apostrophes: filled("a'"),
    'dashes in words': filled('a-'),
    'letters beyond the first plane': filled('𝒶'),
    'marks on one letter': `a${filled('\u0301')}`,
    everything: filled(
      'Sarah Marsh, 1/1/90, AB123456C, mo@x.org 07700 900118 ST4 2DG A1234BC X123456 12/34567H 943 476 5919 ',
    ),
  };
}
