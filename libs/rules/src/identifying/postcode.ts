import type { Span } from './kinds';
import { digit, gap, standing } from './patterns';

/** The areas that there are, each the letters that a postcode begins with. */
const areas = new Set(
  (
    'AB AL B BA BB BD BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU ' +
    'GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE ' +
    'PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE'
  ).split(' '),
);

const code = new RegExp(`([A-Z]{1,2})\\d[A-Z\\d]?(${gap})${digit}([ABD-HJLNP-UW-Z]{2})`, 'gi');

export function* findPostcodes(text: string): Generator<Span> {
  for (const { start, end, parts } of standing(text, code)) {
    const [written, area = '', between = '', last = ''] = parts;
    const { length } = written.replace(/\D/g, '');
    if (!areas.has(area.toUpperCase())) continue;
    // "unit B1 2nd floor", and what is neither written large nor small throughout.
    if (/^(?:st|nd|rd|th)$/.test(last)) continue;
    const large = written === written.toUpperCase();
    // With a letter for its nought, or large and small at once, it might be two words.
    if (length < 2 && !large) continue;
    if (large || written === written.toLowerCase() || between !== '') yield { start, end };
  }
}
