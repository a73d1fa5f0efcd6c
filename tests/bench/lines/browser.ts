import { openCold, speeds } from '../first-page';
import type { Figure, Line } from '../line';

/** Until the first post can be read, in milliseconds (interface.md, "Slow network"). */
const readableWithin = [250, 400, 600];

export const browser: Line = {
  name: 'browser',
  work: 'First thread page in Chromium, cold: the longest of the demonstration, on a phone',
  async measure(stage) {
    const { person, path } = await stage.demonstration();
    const figures: Figure[] = [];
    for (const [index, speed] of speeds.entries()) {
      const page = await openCold(person, path, speed);
      const target = { atMost: readableWithin[index] ?? NaN };
      figures.push({ what: `first post readable, ms: ${speed.name}`, ours: page.readable, target });
      if (index > 0) continue;
      figures.push(
        { what: 'requests', ours: page.requests, target: { atMost: 6 } },
        { what: 'in all, KiB', ours: page.bytes / 1_024, target: { atMost: 130 } },
        { what: 'HTML, KiB', ours: page.html / 1_024, target: { atMost: 15 } },
        { what: 'first scripts, KiB', ours: page.scripts / 1_024, target: { atMost: 95 } },
      );
    }
    return figures;
  },
};
