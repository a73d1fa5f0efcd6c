// `npm run test:faults`: builds what is stale, and runs the long form. `--seed N`, `--posts N`, `--faults N`;
// `--only KIND` and `--without KIND` (as the report names them, several where given several times); `--large-disk` keeps the
// data on the machine's own disk, where writes take their time; with `--planted NAME` it has to fail.
import { program } from '../program.mjs';

await program('./faults/command.ts');
