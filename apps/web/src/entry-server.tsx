import type { Me } from '@throughline/contracts';
import type { ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { App, type Loaded, makeQueryClient, type Outcome, outcomeOf, titleOf } from './app/app';
import type { FormState } from './app/context';
import { documentOf, type PageAssets } from './app/document';
import { laterPages } from './app/pages-later';
import { findPage, joinPages, viewsFor } from './app/routes';
import { withoutScripts } from './features/pictures/picture-field';
import { plainFields } from './features/pictures/plain-fields';
import { type Fields, forms } from './forms/definitions';
import { wordsIn } from './forms/fields';
import { carriedBy, Returned, wordsOf } from './forms/returned';
import { BeforeSending } from './identifying/before-sending';
import { foundIn, namesIn } from './identifying/found-in';
import type { Found } from './identifying/found-words';
import { laterForms } from './forms/definitions-later';
import { saidInAnswers } from './texts/en-answers';
import { identifyingTexts } from './texts/en-identifying';
import belowCss from './ui/below.css?inline';

/** All of them: each may be sent here, whatever page was rendered. */
Object.assign(forms, laterForms);
joinPages(laterPages);
withoutScripts.fields = plainFields;
export { forms };
export { carriedBy };
export { foundBefore };
export { belowCss };
export { viewsFor };

/** Whether the page at an address is much the same for many readers, and shows nothing that is told once. */
export function mayBeRemembered(url: string): boolean {
  return findPage(url)?.definition.mayBeRemembered === true;
}

/** The address of the API whose HTML stands within a page, written as it is made; null of most pages. */
export function innerOf(url: string): string | null {
  const found = findPage(url);
  return found?.definition.inner?.(found.place) ?? null;
}

/** What in a form may say who somebody is, and was not shown to its author yet; `views` are those of the page it is on. */
function foundBefore(name: string, fields: Fields, views: readonly unknown[]): Found | null {
  const form = forms[name];
  const words = foundIn(fields, form ? wordsIn(form, fields) : [], namesIn(views));
  return words.length > 0 ? { words, List: BeforeSending } : null;
}

interface Input {
  url: string;
  views: Loaded['views'];
  formState?: FormState;
  assets: PageAssets;
}

/** Renders the page at an address from the API's answers. `redirect` is set where there is somewhere else to go. */
export async function render(
  input: Input,
): Promise<{ status: number; html: ReturnType<typeof documentOf>; redirect?: string }> {
  const { url, views, assets } = input;
  const formState = input.formState && withoutSecrets(input.formState);
  const found = findPage(url);
  const me = views['me']?.body as Me;
  const outcome = outcomeOf(found, views, me);
  if (outcome.kind === 'sign-in') {
    // Words that somebody typed before they were signed out do not go with the redirect: they stay on the page.
    if (formState && wordsOf(formState.fields) !== '')
      return render({ url: outcome.to, views: { me: views['me'] ?? noAnswer }, formState, assets });
    return { status: 303, html: { before: '', data: '', after: '' }, redirect: outcome.to };
  }
  await found?.definition.page.load?.();
  const loaded: Loaded = { url, views, ...(formState ? { formState } : {}) };
  const bodyWith = (above?: ReactNode) =>
    renderToString(<App loaded={loaded} client={makeQueryClient(loaded)} above={above} />);
  let body = bodyWith();
  const above = formState && whatHasNoPlace(formState, found?.definition.pattern === '/sign-in');
  if (above) body = bodyWith(above);
  // What only the server shows would be gone once scripts took over: such a page comes without them.
  const { answer, problem, found: toLookAt } = formState ?? {};
  const withScripts = !above && !toLookAt && answer === undefined && problem?.code !== 'changed-meanwhile';
  const title = titleOf(found, views, views['me']?.status === 200 ? me : emptyMe, outcome);
  const status = statusOf(outcome);
  const { css, laterCss } = assets;
  const further = found?.definition.showsEveryPost ? { belowCss } : laterCss ? { laterCss } : {};
  const { scripts, preload = [] } = withScripts ? assets : { scripts: [] };
  const loads = { css, ...further, scripts, preload };
  return { status, html: documentOf(title, body, loaded, loads) };
}

function statusOf(outcome: Exclude<Outcome, { kind: 'sign-in' }>): number {
  if (outcome.kind === 'page') return 200;
  if (outcome.kind === 'second-factor') return 403;
  return outcome.kind === 'not-found' ? 404 : outcome.status;
}

/** What is shown above a page of a form that is not on it, or whose words are carried through signing in. */
function whatHasNoPlace(formState: FormState, signingIn: boolean): ReactNode {
  const { name, fields, found, placed } = formState;
  const message = formState.problem?.message ?? (found && identifyingTexts.notSent);
  const carried = carriedBy(name, fields);
  if (carried)
    return (
      <Returned
        message={placed ? undefined : message}
        hint={said.signIn}
        words={wordsOf(carried.fields)}
        carried={carried}
      />
    );
  if (placed || !message) return null;
  const words = wordsOf(fields);
  if (signingIn) return <Returned message={message} hint={said.signIn} words={words} carried={formState} />;
  return <Returned message={message} hint={said.copy} words={words} />;
}

const said = saidInAnswers;
const emptyMe = { member: null, abilities: [], community: { name: '' } } as unknown as Me;
const noAnswer = { status: 503, body: null };

/** Passwords are typed again; they do not come back in a page. */
function withoutSecrets(formState: FormState): FormState {
  const fields = Object.entries(formState.fields).filter(
    ([name]) => !/^(password|current|passphrase|again|code)$/.test(name),
  );
  return { ...formState, fields: Object.fromEntries(fields) };
}
