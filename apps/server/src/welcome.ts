import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** What a person at the terminal is told once the server answers. */
export async function welcome(
  _app: NestFastifyApplication,
  facts: { address: string; database: string; empty: boolean },
): Promise<void> {
  process.stdout.write(`\n  Throughline is at ${facts.address}\n  Its database: ${facts.database}\n\n`);
}
