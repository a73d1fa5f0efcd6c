/** How many things are looked at together: what they rest on is asked for once for all of them. */
const together = 100;

/** What comes one by one, some at a time. */
export async function* inParts<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item[]> {
  let part: Item[] = [];
  for await (const item of items) {
    part.push(item);
    if (part.length < together) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}
