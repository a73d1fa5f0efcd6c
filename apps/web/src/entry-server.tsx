import type { Me } from '@throughline/contracts';
import { renderToString } from 'react-dom/server';
import { App, type Loaded, makeQueryClient, outcomeOf, titleOf } from './app/app';
import type { FormState } from './app/context';
import { documentOf, type PageAssets } from './app/document';
import { findPage, viewsFor } from './app/routes';

export { forms } from './forms/definitions';
export { viewsFor };

/** Whether the page at an address is much the same for many readers, and shows nothing that is told once. */
export function mayBeRemembered(url: string): boolean {
  return findPage(url)?.definition.mayBeRemembered === true;
}

/** Renders the page at an address from the API's answers. `redirect` is set where there is somewhere else to go. */
export async function render(input: {
  url: string;
  views: Loaded['views'];
  formState?: FormState;
  assets: PageAssets;
}): Promise<{ status: number; html: ReturnType<typeof documentOf>; redirect?: string }> {
  const { url, views, formState, assets } = input;
  const loaded: Loaded = { url, views, ...(formState ? { formState: withoutSecrets(formState) } : {}) };
  const found = findPage(url);
  const me = views['me']?.body as Me;
  const outcome = outcomeOf(found, views, me);
  if (outcome.kind === 'sign-in')
    return { status: 303, html: { before: '', data: '', after: '' }, redirect: outcome.to };
  await found?.definition.page.load?.();
  const body = renderToString(<App loaded={loaded} client={makeQueryClient(loaded)} />);
  const title = titleOf(found, views, views['me']?.status === 200 ? me : emptyMe, outcome);
  const status = outcome.kind === 'page' ? 200 : outcome.kind === 'not-found' ? 404 : outcome.status;
  return { status, html: documentOf(title, body, loaded, assets) };
}

const emptyMe = { member: null, abilities: [], community: { name: '' } } as unknown as Me;

/** Passwords are typed again; they do not come back in a page. */
function withoutSecrets(formState: FormState): FormState {
  const fields = Object.entries(formState.fields).filter(([name]) => !/^(password|current)$/.test(name));
  return { ...formState, fields: Object.fromEntries(fields) };
}
