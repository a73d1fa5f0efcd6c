import 'reflect-metadata';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FactorResets, SecretLinks } from '@throughline/identity';
import { Config, Database, loadWeb, makeLog, Readiness, type Web } from '@throughline/platform';
import { Epochs, LiveGateway } from '@throughline/stream';
import { openDatabase, runningDatabase } from './database';
import { makeDemonstration } from './demonstration/demonstration';
import { DevelopmentWeb } from './development';
import { makeApp } from './make-app';
import { openApiDocument } from './openapi';
import { routesOf } from './routes';
import { welcome } from './welcome';

export { auditVerify } from './audit';
import { restore as restoreBackup } from './keeping';

export { backUp } from './keeping';

/** A stop is over within this time, or it is ended (safety.md R9). */
const stopWithin = 15_000;

/** The built client, beside the built server. */
const webFolder = join(__dirname, '..', 'web');

function builtWeb(): Web {
  const built = loadWeb(webFolder);
  return { load: () => Promise.resolve(built) };
}

export interface RunningServer {
  stop(): Promise<void>;
}

/** Starts everything; answers when the first request can be answered. Throws errors with a sentence for a person. */
export async function start(options: { empty: boolean }): Promise<RunningServer> {
  const config = new Config();
  const log = makeLog(config.logLevel);
  const web = config.development ? await DevelopmentWeb.start(join(__dirname, '..', '..')) : builtWeb();
  let newEpoch = () => undefined as void;
  const database = await openDatabase(config, log, {
    onExit: (reason) => {
      log.fatal(reason);
      process.exit(1);
    },
    onRestart: () => newEpoch(),
  });
  let app: NestFastifyApplication;
  try {
    app = await makeApp(config, database, log, web, webFolder);
    if (web instanceof DevelopmentWeb) web.attach(app);
    await app.get(Database).prepare({ own: database.own, say: (line) => process.stdout.write(`  ${line}\n`) });
  } catch (error) {
    await database.stop();
    throw error;
  }
  await app.get(Epochs).open(database.own);
  // Readers may have seen what the journal had not kept: they fetch anew.
  newEpoch = () =>
    void app
      .get(Epochs)
      .renew()
      .catch((error: unknown) => log.error({ err: error }, 'no new epoch'));
  await app.listen(config.port, config.host);
  const address = config.publicUrl ?? `http://localhost:${portOf(app.getHttpServer())}`;
  app.get(SecretLinks).setAddress(address);
  if (!options.empty && config.privateToThisMachine) await makeDemonstration(app);
  await welcome(app, { address, database: database.description });

  let stopped: Promise<void> | undefined;
  const stop = () =>
    (stopped ??= (async () => {
      const deadline = setTimeout(() => process.exit(1), stopWithin);
      deadline.unref();
      await app.get(Readiness).drain();
      app.get(LiveGateway).close();
      await app.get(Epochs).close();
      await app.close();
      if (web instanceof DevelopmentWeb) await web.stop();
      await database.stop();
    })());
  return { stop };
}

/**
 * `npm run second-step:remove -- NAME`: for the only administrator, who lost it; the server may run meanwhile. Throws errors with a
 * sentence for a person.
 */
export async function removeSecondFactor({ name }: { name: string }): Promise<void> {
  const config = new Config();
  const log = makeLog('error');
  const database =
    (await runningDatabase(config)) ??
    (await openDatabase(config, log, { onExit: () => process.exit(1), onRestart: () => undefined }));
  const app = await makeApp(config, database, log, builtWeb(), webFolder);
  try {
    await app.init();
    await app.get(FactorResets).atTheMachine(name);
    process.stdout.write(`  “${name}” signs in with the password alone now, and can set up a new second step.\n`);
  } finally {
    await app.close();
    await database.stop();
  }
}

/** Prints the API's description without listening: for `npm run openapi`. */
export function printOpenApi(): Promise<string> {
  return withoutListening((app) => JSON.stringify(openApiDocument(app), null, 2) + '\n');
}

/** Every HTTP route with its action and who may enter, without listening: for the test that keeps the list. */
export function listRoutes(): Promise<string[]> {
  return withoutListening(async (app) => {
    await app.init();
    return routesOf(app);
  });
}

/** Restores a backup, and makes good at once what it lacks. Throws errors with a sentence for a person. */
export function restore({ from }: { from: string }): Promise<void> {
  const heal = () =>
    withoutListening((app, { own }) =>
      app.get(Database).prepare({ own, say: (line) => process.stdout.write(`  ${line}\n`) }),
    );
  return restoreBackup({ from, heal });
}

/** Puts the server together on its data folder, asks it something, and takes it apart again. */
async function withoutListening<Answer>(
  ask: (app: NestFastifyApplication, database: { own: boolean }) => Answer | Promise<Answer>,
): Promise<Answer> {
  const config = new Config();
  const log = makeLog('error');
  const database = await openDatabase(config, log, { onExit: () => undefined, onRestart: () => undefined });
  const app = await makeApp(config, database, log, builtWeb(), webFolder);
  try {
    return await ask(app, database);
  } finally {
    await app.close();
    await database.stop();
  }
}

function portOf(server: { address(): unknown }): number {
  const address = server.address();
  return address !== null && typeof address === 'object' && 'port' in address ? Number(address.port) : 0;
}
