import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CommunityService, Invitations } from '@throughline/identity';

export interface WelcomeFacts {
  address: string;
  database: string;
}

/** What a person at the terminal is told once the server answers: where it is, and how to get in. */
export async function welcome(app: NestFastifyApplication, { address, database }: WelcomeFacts): Promise<void> {
  const lines = [`Throughline is at ${address}`, `Its database: ${database}`];
  const link = await app.get(Invitations).forFirstAdministrator();
  if (link) {
    lines.push(
      '',
      'Nobody looks after this community yet. Open this link, once, to be its first administrator:',
      `  ${link}`,
    );
  }
  const { demonstrationAccounts } = await app.get(CommunityService).get();
  if (demonstrationAccounts.length > 0) {
    lines.push('', 'This is a demonstration. Sign in as:');
    for (const { name, password, who, passphrase } of demonstrationAccounts)
      lines.push(`  ${name}, password ${password}${passphrase ? `, passphrase “${passphrase}”` : ''}: ${who}`);
    lines.push('', 'To begin a community of your own: npm start -- --empty, with another VAR_FOLDER');
  }
  process.stdout.write(`\n${lines.map((line) => `  ${line}`.trimEnd()).join('\n')}\n\n`);
}
