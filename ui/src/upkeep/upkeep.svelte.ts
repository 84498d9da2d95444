// What the house says of newer versions, and which of the two dialogs is open. Nothing here goes over a network.

import type { UpdateState } from '../bindings/wire';
import { host } from '../host';

/** New versions and feedback. */
export class Upkeep {
  /** What the house says; null where nobody asked for it, or it cannot be read. */
  update = $state.raw<UpdateState | null>(null);
  shown = $state<'update' | 'feedback' | null>(null);

  /** Reads what the house says, where that is wanted. */
  async read(wanted: boolean): Promise<void> {
    try {
      this.update = wanted ? await host.call('update_state', null) : null;
    } catch {
      // A line that is not there disturbs nobody; `vermilion update check` says why.
      this.update = null;
    }
  }
}
