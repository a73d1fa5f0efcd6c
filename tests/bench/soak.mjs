// `npm run test:soak`: a thousand sockets for ten minutes, then ten times the load, then rest. `--minutes N`, `--sockets N`,
// `--posts N` (a second), `--times N` (the load afterwards).
import { program } from '../program.mjs';

await program('./bench/soak.ts');
