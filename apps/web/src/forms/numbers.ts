/** "#3, 5-8": the numbers that somebody names, in order, each once; at most as many as can be moved in one go. */
export function numbersOf(text: string): number[] {
  const numbers = new Set<number>();
  for (const [, first, last] of text.matchAll(/(\d{1,7})(?:\s*[-–]\s*#?(\d{1,7}))?/g)) {
    const to = Math.min(Number(last ?? first), Number(first) + mostMoved);
    for (let number = Number(first); number <= to; number += 1) numbers.add(number);
  }
  return [...numbers].sort((a, b) => a - b).slice(0, mostMoved);
}
const mostMoved = 200;

/** Whether a text is nothing but numbers and ranges of posts that there are: "3, 5-7". */
export function areNumbers(text: string, last: number): boolean {
  const parts = text.split(/[\s,;]+/).filter(Boolean);
  return parts.every((part) => {
    const [, from, to] = /^#?(\d{1,7})(?:[-–]#?(\d{1,7}))?$/.exec(part) ?? [];
    return from !== undefined && Number(from) >= 1 && Number(from) <= Number(to ?? from) && Number(to ?? from) <= last;
  });
}
