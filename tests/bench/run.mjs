// `npm run bench`: builds what is stale, measures, and prints a table. `--only NAME` (several where given several times),
// `--rounds N`, `--json FILE`; `--list` names the lines.
import { program } from '../program.mjs';

await program('./bench/command.ts');
