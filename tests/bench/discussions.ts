import { beginTheme, beginThread, type Insider, writePost } from '@throughline/testing';
import type { Stage } from './stage';

/** What somebody writes between two appointments, in characters about as long as most posts. */
export const usualText =
  'When he came out on the Friday there was nobody to ring until Monday. The hostel had been told the week before, ' +
  'and again on the day, and still the bed was gone. What would have helped is one person whose job it is to answer.';

/** Beside one another at most so many: a server takes more, but whoever asks for a thread of 10,000 posts need not hurry. */
const atATime = 20;

/** A thread of so many posts, by ten members; the same one for everybody who asks. Answers its id. */
export function threadOf(stage: Stage, posts: number): Promise<string> {
  return stage.once(`thread of ${posts}`, async () => {
    const members = await stage.members(10);
    const id = await newThread(stage);
    for (let written = 1; written < posts; written += atATime)
      await Promise.all(
        Array.from({ length: Math.min(atATime, posts - written) }, (_, index) =>
          writePost(members[index % members.length] as Insider, id, usualText),
        ),
      );
    return id;
  });
}

/** A thread of its own with one post. Answers its id. */
export async function newThread(stage: Stage): Promise<string> {
  const theme = await stage.once('theme', async () => beginTheme(await stage.founder()));
  const [member] = (await stage.members(10)) as [Insider];
  return beginThread(member, theme, { title: 'What happens on a Friday', text: usualText });
}
