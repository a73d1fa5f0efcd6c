import type { Me, Problem } from '@throughline/contracts';
import { QueryClient, QueryClientProvider, useQueries, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { usePathname, useSearch } from 'wouter/use-browser-location';
import { texts } from '../texts/en';
import { AppProvider, type FormState } from './context';
import { call, ProblemError } from './http';
import { goTo } from './leave';
import { fetchPage, findPage, identityOf, type PageDefinition, type Place, type ViewAnswer, viewsFor } from './routes';
import { usePlaces } from './places';
import { Shell } from './shell';
import { Sorry, StaysWhole } from './sorry';
import { useLinks } from './use-links';

export interface Loaded {
  url: string;
  views: Record<string, ViewAnswer>;
  formState?: FormState;
}

/** What every page says when the API cannot be asked who reads: the page still has Exit and help. */
const nobody: Me = {
  member: null,
  abilities: [],
  notices: [],
  savesData: false,
  community: {
    name: '',
    place: '',
    exitTo: 'https://www.bbc.co.uk/weather',
    timeZone: 'Europe/London',
    supportLines: [
      { what: 'You or somebody in danger', number: '999', link: 'tel:999' },
      { what: 'Samaritans, any time, free', number: '116 123', link: 'tel:116123' },
    ],
    demonstration: false,
  },
};

export function makeQueryClient(loaded: Loaded): QueryClient {
  const client = new QueryClient({
    defaultOptions: { queries: { staleTime: 5_000, retry: false, refetchOnWindowFocus: false, networkMode: 'always' } },
  });
  const paths = viewsFor(loaded.url).views;
  for (const [name, { status, body }] of Object.entries(loaded.views)) {
    const path = paths[name];
    if (path && status === 200) client.setQueryData([path], body);
  }
  client.setQueryData(codeKey(loaded.url), true);
  return client;
}

/** Where it is noted that the code of a page is there; it comes before the first page is shown. */
function codeKey(url: string): string[] {
  return ['code', findPage(url)?.definition.pattern ?? url];
}

/** Fetches the code of the page at an address, where it comes later; false until it is there, or was not to be had. */
function useCode(url: string): boolean {
  const { isPending, error } = useQuery({
    queryKey: codeKey(url),
    staleTime: 'static',
    queryFn: async () => {
      await fetchPage(url);
      return true;
    },
  });
  // Whether there is such a page, only the server can say then.
  const lost = error !== null && !findPage(url);
  useEffect(() => {
    if (lost) goTo(url);
  }, [lost, url]);
  return !isPending && !lost;
}

interface AppProps {
  loaded: Loaded;
  client: QueryClient;
  /** Stands before the page, where only the server shows it. */
  above?: ReactNode;
}

export function App({ loaded, client, above }: AppProps) {
  return (
    <QueryClientProvider client={client}>
      <Page loaded={loaded} above={above} />
    </QueryClientProvider>
  );
}

/** Shows the page at the address; while the next one loads, the one before stays. */
function Page({ loaded, above }: Pick<AppProps, 'loaded' | 'above'>) {
  // The address as it stands in the bar, not decoded: what is decoded twice is another address.
  const [ssrPath = '/', query] = loaded.url.split('?');
  const url = usePathname({ ssrPath }) + useSearch({ ssrSearch: query === undefined ? '' : `?${query}` });
  const [scripted, setScripted] = useState(false);
  useEffect(() => setScripted(true), []);
  useLinks();
  const coded = useCode(url);
  // Of an address that was not known before its code came, they are known from then on.
  const { views: paths } = viewsFor(url);
  const names = Object.keys(paths);
  const answers = useQueries({
    queries: Object.entries(paths).map(([name, viewPath]) => ({
      queryKey: [viewPath],
      queryFn: () => call(viewPath),
      // What was refused when the page was made is not asked for again.
      enabled: !(loaded.url === url && (loaded.views[name]?.status ?? 200) !== 200),
    })),
  });
  const ready = answers.every(({ data, error }) => data !== undefined || error !== null);
  const views: Record<string, ViewAnswer> = {};
  for (const [index, name] of names.entries()) {
    const { data, error } = answers[index] ?? {};
    // Who may not see it any more does not go on seeing what was there.
    if (data !== undefined && !isClosed(error)) views[name] = { status: 200, body: data };
    else if (error instanceof ProblemError) views[name] = { status: error.status || 503, body: error.problem };
    else if (loaded.url === url && loaded.views[name]) views[name] = loaded.views[name];
  }
  const complete = coded && (ready || names.every((name) => name in views));
  const shown = useRef({ url, views });
  if (complete) shown.current = { url, views };
  const slow = useSlow(!complete);
  return (
    <>
      {slow ? (
        <p className="loading" role="status">
          {texts.shell.loading}
        </p>
      ) : null}
      <ShownPage
        url={shown.current.url}
        views={shown.current.views}
        formState={loaded.url === url ? loaded.formState : undefined}
        scripted={scripted}
        above={above}
      />
    </>
  );
}

function isClosed(error: Error | null | undefined): boolean {
  return error instanceof ProblemError && [401, 403, 404].includes(error.status);
}

function ShownPage({
  url,
  views,
  formState,
  scripted,
  above,
}: {
  url: string;
  views: Record<string, ViewAnswer>;
  formState: FormState | undefined;
  scripted: boolean;
  above: ReactNode;
}) {
  const me = views['me']?.status === 200 ? (views['me'].body as Me) : nobody;
  const found = useMemo(() => findPage(url), [url]);
  const outcome = outcomeOf(found, views, me);
  const title = titleOf(found, views, me, outcome);
  const context = useMemo(() => ({ me, url, formState, live: scripted }), [me, url, formState, scripted]);
  const before = useRef(url);
  useEffect(() => {
    document.title = title;
    if (before.current === url) return;
    before.current = url;
    if (!window.location.hash) document.getElementById('main')?.focus({ preventScroll: true });
  }, [title, url]);
  usePlaces(url);
  useEffect(() => {
    if (outcome.kind === 'sign-in' && scripted) goTo(outcome.to);
  }, [outcome, scripted]);
  return (
    <AppProvider value={context}>
      <Shell under={sectionOf(url)}>
        {above}
        {outcome.kind === 'page' ? <Shown definition={outcome.definition} place={outcome.place} views={views} /> : null}
        {outcome.kind === 'second-factor' ? (
          <Sorry title={texts.secondStep.title} text={texts.secondStep.closed}>
            <a href="/settings/second-step">{texts.secondStep.setUp}</a>
          </Sorry>
        ) : null}
        {outcome.kind === 'not-found' ? (
          <Sorry title={texts.errors.notFoundTitle} text={texts.errors.notFound} />
        ) : null}
        {outcome.kind === 'broken' ? (
          <Sorry title={texts.errors.brokenTitle} text={texts.errors.brokenText} again={url} />
        ) : null}
      </Shell>
    </AppProvider>
  );
}

function Shown({
  definition,
  place,
  views,
}: {
  definition: PageDefinition;
  place: Place;
  views: Record<string, ViewAnswer>;
}) {
  const bodies = bodiesOf(views);
  const Component = definition.page;
  return (
    <StaysWhole key={identityOf(definition, place)} url={place.url}>
      <Component views={bodies} place={place} />
    </StaysWhole>
  );
}

export type Outcome =
  | { kind: 'page'; definition: PageDefinition; place: Place }
  | { kind: 'sign-in'; to: string }
  | { kind: 'second-factor' }
  | { kind: 'not-found' }
  | { kind: 'broken'; status: 429 | 503 };

/** What the answers of the API make of an address: the page, the way to sign in, or one of two sorry pages. */
export function outcomeOf(found: ReturnType<typeof findPage>, views: Record<string, ViewAnswer>, me: Me): Outcome {
  if (!found) return { kind: 'not-found' };
  const { definition, place } = found;
  const answers = Object.entries(views).filter(([name]) => name !== 'me');
  if (views['me'] && views['me'].status !== 200) return { kind: 'broken', status: 503 };
  const out = !me.member && !definition.open;
  const closed = answers.some(([, { status }]) => status === 401) && !definition.open;
  if (out || closed) return { kind: 'sign-in', to: `/sign-in?next=${encodeURIComponent(place.url)}` };
  const closedUntilSetUp = ({ status, body }: ViewAnswer) =>
    status === 403 && (body as Problem).code === 'second-factor-needed';
  if (answers.some(([, answer]) => closedUntilSetUp(answer))) return { kind: 'second-factor' };
  // What an open page makes of "this link was used" and the like is its own; elsewhere a refusal means there is nothing.
  const isNothing = (status: number) => status === 404 || (status >= 400 && status < 429 && !definition.open);
  if (answers.some(([, { status }]) => isNothing(status))) return { kind: 'not-found' };
  if (answers.some(([, { status }]) => status >= 500)) return { kind: 'broken', status: 503 };
  if (answers.some(([, { status }]) => status === 429)) return { kind: 'broken', status: 429 };
  if (definition.isThere?.(bodiesOf(views), place) === false) return { kind: 'not-found' };
  return { kind: 'page', definition, place };
}

function bodiesOf(views: Record<string, ViewAnswer>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(views).map(([name, { body }]) => [name, body]));
}

export function titleOf(
  found: ReturnType<typeof findPage>,
  views: Record<string, ViewAnswer>,
  me: Me,
  outcome: Outcome,
): string {
  const site = me.community.name || texts.product;
  if (outcome.kind === 'second-factor') return `${texts.secondStep.title} – ${site}`;
  if (outcome.kind !== 'page' || !found) return `${texts.errors.notFoundTitle} – ${site}`;
  const { definition, place } = found;
  if (me.member?.shared) return `${definition.kind} – ${texts.product}`;
  const bodies = bodiesOf(views);
  return `${definition.title(bodies, place)} – ${site}`;
}

function sectionOf(url: string): string | undefined {
  const path = url.split('?')[0] ?? '/';
  if (path === '/' || path === '/changes') return path;
  if (/^\/(themes|sessions|t|threads|posts)(\/|$)/.test(path)) return '/themes';
  if (/^\/(impact|outcomes|notes|publishing|reports)(\/|$)/.test(path)) return '/impact';
  if (/^\/(people|circles)(\/|$)/.test(path)) return '/people';
  if (/^\/safeguarding\/(concerns|kept-apart)(\/|$)/.test(path)) return '/safeguarding/concerns';
  if (/^\/(administration|invitations|review|safeguarding)(\/|$)/.test(path)) return '/administration';
  return undefined;
}

const slowAfter = 300;

function useSlow(waiting: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!waiting) {
      setSlow(false);
      return undefined;
    }
    const timer = setTimeout(() => setSlow(true), slowAfter);
    return () => clearTimeout(timer);
  }, [waiting]);
  return slow;
}
