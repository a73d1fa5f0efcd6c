/** Light, dark, or as the device is set: kept in the browser, and nothing personal. */
export type Look = 'system' | 'light' | 'dark';

const name = 'theme';

export function chosenLook(): Look {
  try {
    const kept = localStorage.getItem(name);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  } catch {
    return 'system';
  }
}

export function chooseLook(look: Look): void {
  try {
    if (look === 'system') localStorage.removeItem(name);
    else localStorage.setItem(name, look);
  } catch {
    // Where nothing may be kept, it holds for this page.
  }
  apply(look);
}

export function applyChosenLook(): void {
  apply(chosenLook());
}

function apply(look: Look): void {
  if (look === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = look;
}
