import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingNames } from '@throughline/platform';
import { load, YAML11_SCHEMA } from 'js-yaml';

const root = join(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Service {
  image: string;
  build?: string;
  environment?: Record<string, string>;
  secrets?: string[];
  volumes?: string[];
  networks?: string[];
  depends_on?: string[] | Record<string, unknown>;
  mem_limit?: string;
}
interface Compose {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
}

// With merge keys (`<<`), as Compose reads it.
const compose = (file: string) => load(read(file), { schema: YAML11_SCHEMA }) as Compose;

/** Settings of the runtime itself, beside those of the server. */
const nodeSettings = ['NODE_OPTIONS'];

const megabytes = (limit = '') => Number.parseFloat(limit) * (limit.endsWith('g') ? 1_024 : 1);

describe.each(['docker-compose.yml', 'compose.small.yml'])('%s', (file) => {
  const { services, networks, volumes, secrets } = compose(file);
  const each = Object.entries(services);
  const servers = each.filter(([, { build }]) => build !== undefined);

  test('names only settings that the server reads', () => {
    expect(servers.length).toBeGreaterThan(0);
    for (const [, { environment = {} }] of servers) {
      const unknown = Object.keys(environment).filter((name) => ![...settingNames, ...nodeSettings].includes(name));
      expect(unknown).toEqual([]);
      expect(environment).toMatchObject({
        PUBLIC_URL: expect.stringMatching(/^https:/),
        SECRETS_FILE: '/run/secrets/community',
      });
    }
  });

  test('every server has the same community, database and address', () => {
    for (const name of ['PUBLIC_URL', 'MONGODB_URI', 'REDIS_URL', 'SECRETS_FILE', 'MAIL_FROM'])
      expect(new Set(servers.map(([, { environment }]) => environment?.[name])).size).toBe(1);
  });

  test('refers only to what it declares, and mounts only files that are there', () => {
    for (const [, service] of each) {
      for (const secret of service.secrets ?? []) expect(Object.keys(secrets)).toContain(secret);
      for (const network of service.networks ?? []) expect(Object.keys(networks)).toContain(network);
      for (const other of Array.isArray(service.depends_on)
        ? service.depends_on
        : Object.keys(service.depends_on ?? {}))
        expect(Object.keys(services)).toContain(other);
      for (const [source = ''] of (service.volumes ?? []).map((volume) => volume.split(':'))) {
        if (source.startsWith('./')) expect(existsSync(join(root, source))).toBe(true);
        else expect(Object.keys(volumes)).toContain(source);
      }
      for (const [name, value] of Object.entries(service.environment ?? {}).filter(([, value]) =>
        /\/run\/secrets\//.test(value),
      ))
        expect([name, service.secrets]).toEqual([
          name,
          expect.arrayContaining([/\/run\/secrets\/([a-z]+)/.exec(value)?.[1]]),
        ]);
    }
  });

  test('S18 secrets are files, and none of them is kept with the sources', () => {
    for (const { file: path } of Object.values(secrets)) expect(path).toMatch(/^\.\/secrets\//);
    expect(read('.gitignore').split('\n')).toContain('secrets/');
    expect(read('.dockerignore')).toMatch(/^\*$/m);
    expect(read('.dockerignore')).not.toMatch(/^!.*(secrets|var)/m);
    const values = each.flatMap(([, { environment = {} }]) => Object.values(environment));
    for (const value of values) expect(value).not.toMatch(/:\/\/[^/]*:[^/]*@/);
  });

  test('the database is reached by nobody but the servers, and names itself as the servers name it', () => {
    expect(networks['inside']).toEqual({ internal: true });
    const databases = each.filter(([, { volumes: kept = [] }]) => kept.some((volume) => volume.endsWith(':/data/db')));
    for (const [, { networks: reached }] of databases) expect(reached).toEqual(['inside']);
    const members = services['replica-set']?.environment?.['MEMBERS'];
    expect(members).toBe(databases.map(([name]) => name).join());
    for (const [, { environment }] of servers)
      expect(environment?.['MONGODB_URI']).toContain(`//${members}/?replicaSet=throughline`);
    expect(read('deploy/replica-set.js')).toContain(`_id: 'throughline'`);
  });
});

test('docker-compose.yml runs the proxy’s configuration that the tests run, and sets all that it reads', () => {
  const { proxy } = compose('docker-compose.yml').services;
  expect(proxy?.volumes).toEqual(['./deploy/haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro']);
  expect(read('tests/two-servers/proxy.ts')).toContain(`'../../deploy/haproxy.cfg'`);
  const wanted = [...read('deploy/haproxy.cfg').matchAll(/"[^"\n]*\$\{([A-Z_]+)/g)].map(([, name]) => name);
  expect(Object.keys(proxy?.environment ?? {}).sort()).toEqual([...new Set(wanted)].sort());
});

test('compose.small.yml fits a machine of 2 GB, with room for the machine itself', () => {
  const limits = Object.values(compose('compose.small.yml').services).map(({ mem_limit }) => megabytes(mem_limit));
  expect(limits.every((limit) => limit > 0)).toBe(true);
  expect(limits.reduce((sum, limit) => sum + limit)).toBeLessThanOrEqual(1_536);
});

test('P2a neither proxy writes an access log', () => {
  expect(read('deploy/Caddyfile')).not.toMatch(/^\s*log\b/m);
  const frontends = read('deploy/haproxy.cfg')
    .split(/^(?=frontend|backend)/m)
    .filter((part) => part.startsWith('frontend'));
  expect(frontends.length).toBe(2);
  for (const frontend of frontends) expect(frontend).toMatch(/^ {2}no log$/m);
  expect(read('deploy/haproxy.cfg')).not.toMatch(/httplog|tcplog|log-format/);
});

describe('Dockerfile', () => {
  const lines = read('Dockerfile').split('\n');

  test('copies only what is there and what .dockerignore lets through', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copied = lines
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from'))
      .flatMap((line) => line.split(' ').slice(1, -1));
    for (const path of copied) {
      expect(allowed).toContain(path.split('/')[0]);
      expect(existsSync(join(root, path.replace(/\/\*.*$/, '')))).toBe(true);
    }
  });

  test('runs as nobody in particular, without install scripts, from the series of Node that the product says', () => {
    expect(lines).toContain('USER node');
    expect(lines.filter((line) => line.includes('npm ci')).every((line) => line.includes('--ignore-scripts'))).toBe(
      true,
    );
    const images = lines.filter((line) => line.startsWith('FROM')).map((line) => line.split(' ')[1]);
    expect(new Set(images)).toEqual(new Set(['node:20-bookworm-slim']));
  });
});
