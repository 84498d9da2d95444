// What is stamped in the same pass as a signature, as the signature sees it. The stamping task makes it; signing one file and
// many files carry it along.

import type { Stamp } from '../bindings/wire';
import type { TextId } from '../text/text.svelte';

/** Stamps in the making. */
export interface Stamping {
  /** Those that are complete, as a request names them. */
  readonly wanted: Stamp[];
  /** There are none. */
  readonly empty: boolean;
  /** Why what was chosen cannot be stamped yet. */
  readonly lack: TextId | null;
}
