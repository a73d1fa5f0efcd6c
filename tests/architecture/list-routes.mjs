// Prints the routes of the built server as JSON, on a data folder that VAR_FOLDER names.
import { createRequire } from 'node:module';

const { listRoutes } = createRequire(import.meta.url)('../../dist/apps/server/main.js');
process.stdout.write(JSON.stringify(await listRoutes()), () => process.exit(0));
