import type { AliasLetterView, ConcernView } from '@throughline/contracts';
import { dayText } from '@throughline/discussion';
import type { ReaderAlias } from '@throughline/kernel';
import type { AliasMessage, AliasTalk } from './alias-talk.schema';

type NameOf = (id: string) => string | null;

function timeOf({ from, at }: AliasMessage): string {
  return from === 'alias' ? dayText(at) : at.toISOString();
}

/** To whoever the alias is. Leads say who they are; moderators do not, as where they check what waits. */
export function presentToAlias(
  { _id: id, from, open, messages }: AliasTalk,
  { name, threadId }: Pick<ReaderAlias, 'name' | 'threadId'>,
  nameOf: NameOf,
): AliasLetterView {
  return {
    id,
    threadId,
    name,
    from,
    open,
    messages: messages.map((message) => ({
      from: message.from === 'alias' ? ('you' as const) : ('them' as const),
      by: message.by !== null && from === 'leads' ? nameOf(message.by) : null,
      text: message.text,
      at: timeOf(message),
    })),
  };
}

/** To those who wrote it. */
export function presentToWriters({ messages }: AliasTalk, nameOf: NameOf): ConcernView['talks'][number]['messages'] {
  return messages.map((message) => ({
    from: message.from === 'alias' ? ('them' as const) : ('lead' as const),
    by: message.by === null ? null : nameOf(message.by),
    text: message.text,
    at: timeOf(message),
  }));
}
