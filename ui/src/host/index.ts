// The one host of this page, chosen once before anything is shown.

import { asFailure, type Host } from './host';
import { insideWindow, tauriHost } from './tauri';

export { asFailure, failure, type Events, type Host } from './host';

let chosen: Host = tauriHost;

/** Chooses the host: the window's where there is one, else the one in memory, which is loaded only then. */
export async function chooseHost(): Promise<void> {
  if (!insideWindow()) chosen = (await import('./memory')).memoryHost();
}

/** What the window hears when the engine refused something because nobody is logged in. */
export const LOGGED_OUT = 'logged-out';

function refused(thrown: unknown): never {
  if (asFailure(thrown).code === LOGGED_OUT) window.dispatchEvent(new Event(LOGGED_OUT));
  throw thrown;
}

/** Calls commands and listens to news through the host that was chosen. */
export const host: Host = {
  call: (name, request) => chosen.call(name, request).catch(refused),
  picture: (name, request) => chosen.picture(name, request).catch(refused),
  listen: (name, heard) => chosen.listen(name, heard),
};
