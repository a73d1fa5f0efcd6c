/**
 * Talks as they are listed: the one with the latest letter first. By the times alone that are in them, and so are shown beside them: what
 * an alias wrote has a day and no time. By their ids, or as they are stored, their order would mean nothing to whoever reads them.
 */
export function latestFirst<Talk extends { messages: readonly { at: Date }[] }>(talks: readonly Talk[]): Talk[] {
  const latest = ({ messages }: Talk) => Math.max(0, ...messages.map(({ at }) => at.getTime()));
  return [...talks].sort((one, other) => latest(other) - latest(one));
}
