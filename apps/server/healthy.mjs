// Asks the server of this machine whether it lives, by its public name, because it answers to no other: for the image's
// HEALTHCHECK. Leaves with 0 if it does.
import { request } from 'node:http';

const { PORT = '3000', PUBLIC_URL = 'http://localhost' } = process.env;
const headers = { host: new URL(PUBLIC_URL).host };

request({ host: 'localhost', port: PORT, path: '/api/health/live', headers, timeout: 4_000 })
  .on('response', ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1))
  .on('timeout', () => process.exit(1))
  .on('error', () => process.exit(1))
  .end();
