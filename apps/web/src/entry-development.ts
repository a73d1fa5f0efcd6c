// What the development server would put into a page as an inline script, as a script of its own.
interface Refresh {
  injectIntoGlobalHook(window: Window): void;
}

const refresh = '/@react-refresh';
const { default: runtime } = (await import(/* @vite-ignore */ refresh)) as { default: Refresh };
runtime.injectIntoGlobalHook(window);
Object.assign(window, {
  $RefreshReg$: () => undefined,
  $RefreshSig$: () => (type: unknown) => type,
  __vite_plugin_react_preamble_installed__: true,
});
await import('./entry-client');

export {};
