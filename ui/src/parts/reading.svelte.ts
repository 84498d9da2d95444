// Something that a screen reads from the engine, and reads again: what came last stands, or why nothing came.

import type { Failure } from '../bindings/wire';
import { asFailure } from '../host';

/** One thing that is read. */
export class Reading<Answer> {
  value = $state.raw<Answer | null>(null);
  failed = $state.raw<Failure | null>(null);
  #run = 0;

  /** Reads; what a later reading has overtaken is dropped. */
  async take(read: () => Promise<Answer>): Promise<void> {
    this.#run += 1;
    const mine = this.#run;
    try {
      const fresh = await read();
      if (mine !== this.#run) return;
      this.value = fresh;
      this.failed = null;
    } catch (thrown) {
      if (mine === this.#run) this.failed = asFailure(thrown);
    }
  }
}
