// What is stamped in the same pass as a signature, as the signature sees it. The stamping task makes it; signing one file and
// many files carry it along, and say what of them is kept with a way of stamping.

import type { KeptSignature, Stamp } from '../bindings/wire';
import type { TextId } from '../text/text.svelte';

/** Stamps in the making. */
export interface Stamping {
  /** Those that are complete, as a request names them. */
  readonly wanted: Stamp[];
  /** What each of these is called. */
  readonly names: string[];
  /** There are none. */
  readonly empty: boolean;
  /** Why what was chosen cannot be stamped yet. */
  readonly lack: TextId | null;
  /** The signature that goes along: what is kept of it, and how what was kept is taken. */
  signature: Keeping | null;
}

/** A signature that can be kept with a way of stamping. */
export interface Keeping {
  /** Who signs, as far as that is known. */
  readonly signer: { id: string; name: string } | null;
  /** What is kept of it. */
  readonly kept: KeptSignature;
  /** Takes what was kept. */
  takeKept(signature: KeptSignature): void;
}
