import type { ThreadKind } from '@throughline/contracts/names';
import { texts } from '../texts/en';

const looks: Record<ThreadKind, string> = {
  discussion: '',
  question: ' tag--question',
  practice: ' tag--practice',
  blockage: ' tag--gets-in-the-way',
  experience: ' tag--experience',
};

/** What kind of thread this is, by shape and word. */
export function KindTag({ kind }: { kind: ThreadKind }) {
  return <p className={`tag${looks[kind]}`}>{texts.kinds[kind]}</p>;
}
