import { randomUUID } from 'node:crypto';
import {
  agreementView,
  type AliasStepList,
  aliasStepList,
  fromModerators,
  me,
  type MemberStepList,
  memberStepList,
} from '@throughline/contracts';
import { type Answer, beginTheme, expected, type Insider, Person, testPassword } from '@throughline/testing';
import { withDatabaseOf } from '../identity/database-of';
import { foundHouse } from '../voices/house';

const day = 86_400_000;

/** A community with a theme, and how steps are taken in it, read and told. */
export async function foundHouseOfSteps() {
  const house = await foundHouse();
  const themeId = await beginTheme(house.founder);
  const points = expected(200, await house.moderator.get('/api/agreement'))
    .as(agreementView)
    .points.map(({ title }) => title);

  const on = (days: number) => new Date(house.time.now + days * day).toISOString().slice(0, 10);
  const body = (kind: string, more: Record<string, unknown> = {}) => ({
    key: randomUUID(),
    kind,
    reason: 'Three people were hurt by what you wrote.',
    point: points[2],
    ...(kind === 'suspend' ? { until: on(7) } : {}),
    ...more,
  });
  const take = (by: Insider, member: string, kind: string, more: Record<string, unknown> = {}): Promise<Answer> =>
    by.post(`/api/members/${member}/steps`, body(kind, more));
  const takeAlias = (by: Insider, alias: string, kind: string, more: Record<string, unknown> = {}): Promise<Answer> =>
    by.post(`/api/aliases/${alias}/steps`, body(kind, more));
  const stepsOf = async (by: Insider, member: string): Promise<MemberStepList> =>
    expected(200, await by.get(`/api/members/${member}/steps`)).as(memberStepList);
  const stepsOfAlias = async (by: Insider, alias: string): Promise<AliasStepList> =>
    expected(200, await by.get(`/api/aliases/${alias}/steps`)).as(aliasStepList);
  const told = async (by: Insider) => expected(200, await by.get('/api/own/from-moderators')).as(fromModerators);
  const hasNews = async (by: Insider) =>
    expected(200, await by.get('/api/me'))
      .as(me)
      .notices.includes('moderators');
  const signIn = (person: Insider) =>
    new Person(house.server.url).post('/api/sign-in', { name: person.signInName, password: testPassword, mine: true });
  const auditOf = (field: 'member' | 'alias', value: string) =>
    withDatabaseOf(house.server, (db) =>
      db
        .collection<{ act: string; about: Record<string, string> }>('stream_entries')
        .find({ stream: 'audit', [`about.${field}`]: value })
        .sort({ seq: 1 })
        .toArray(),
    );

  return { ...house, themeId, points, on, take, takeAlias, stepsOf, stepsOfAlias, told, hasNews, signIn, auditOf };
}
export type HouseOfSteps = Awaited<ReturnType<typeof foundHouseOfSteps>>;
