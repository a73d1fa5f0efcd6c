import './ui/index.css';
import { hydrateRoot } from 'react-dom/client';
import { App, type Loaded, makeQueryClient } from './app/app';
import { withBodies } from './app/document';
import { fetchPage } from './app/routes';
import { applyChosenLook } from './features/settings/look';

applyChosenLook();
const root = document.getElementById('app');
const data = document.getElementById('loaded');
if (root && data) {
  const loaded = withBodies(JSON.parse(data.textContent ?? '') as Loaded);
  // What answers a form is a page of its own address; under the form's there is none.
  if (window.location.pathname.startsWith('/form/')) window.history.replaceState(null, '', loaded.url);
  // Without its code the page goes on working as it does without scripts.
  void Promise.all([fetchPage(loaded.url), painted()]).then(() =>
    hydrateRoot(root, <App loaded={loaded} client={makeQueryClient(loaded)} />),
  );
}

/** Until the words are on the screen: they do not wait for what makes them live. A page that nobody looks at is not painted. */
function painted(): Promise<void> {
  return new Promise((done) => {
    if (document.visibilityState === 'hidden') done();
    else requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
  });
}
