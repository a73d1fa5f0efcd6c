import type { EvidenceKind } from '@throughline/contracts/names';
import { isAccountsAlone, type LabelBasis } from './labels';

/**
 * What a label is called, and what it rests on, in the words of screens. Here and not in the catalogue of the pages, because reports
 * that the server makes say the same.
 */
export function labelWords(basis: LabelBasis): string {
  if (basis.label === 'substantiated') return 'Confirmed from outside';
  if (basis.label === 'reported') return 'Reported';
  if (isAccountsAlone(basis)) return 'Supported by members’ accounts';
  if (basis.counts.document > 0) return 'Backed by a document';
  return basis.counts.measure > 0 ? 'Backed by a count' : 'Backed by a record';
}

const things: Record<EvidenceKind, readonly [string, string]> = {
  document: ['document', 'documents'],
  measure: ['count', 'counts'],
  'session-record': ['record of a session', 'records of sessions'],
  'scale-check': ['scale that was asked again', 'scales that were asked again'],
  words: ['member’s post', 'members’ posts'],
};
const spokenOrder: readonly EvidenceKind[] = ['document', 'measure', 'session-record', 'scale-check', 'words'];

/** "1 document, 2 members’ posts. 1 person outside agrees. 1 disagrees." */
export function basisWords({ counts, outside, earlier, disputed }: LabelBasis): string {
  const stands = spokenOrder.flatMap((kind) =>
    counts[kind] > 0 ? [`${counts[kind]} ${things[kind][counts[kind] === 1 ? 0 : 1]}`] : [],
  );
  const said = [
    ...(outside.agree > 0 ? [`${people(outside.agree)} outside ${outside.agree === 1 ? 'agrees' : 'agree'}`] : []),
    ...(outside.partly > 0
      ? [`${people(outside.partly)} outside ${outside.partly === 1 ? 'agrees' : 'agree'} in part`]
      : []),
    ...(earlier > 0 ? [`${people(earlier)} outside agreed to what it said before`] : []),
    ...(outside.disagree > 0
      ? [
          `${people(outside.disagree)} outside ${outside.disagree === 1 ? 'disagrees' : 'disagree'}${disputed ? '' : ', which was settled'}`,
        ]
      : []),
  ];
  return [stands.length > 0 ? stands.join(', ') : 'One statement so far', ...said].map((part) => `${part}.`).join(' ');
}

function people(count: number): string {
  return count === 1 ? '1 person' : `${count} people`;
}
