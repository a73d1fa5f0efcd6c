import './ui/index.css';
import { hydrateRoot } from 'react-dom/client';
import { App, type Loaded, makeQueryClient } from './app/app';
import { withBodies } from './app/document';
import { findPage } from './app/routes';
import { applyChosenLook } from './features/settings/look';

applyChosenLook();
const root = document.getElementById('app');
const data = document.getElementById('loaded');
if (root && data) {
  const loaded = withBodies(JSON.parse(data.textContent ?? '') as Loaded);
  // Without its code the page goes on working as it does without scripts.
  void Promise.resolve(findPage(loaded.url)?.definition.page.load?.()).then(() =>
    hydrateRoot(root, <App loaded={loaded} client={makeQueryClient(loaded)} />),
  );
}
