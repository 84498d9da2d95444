// Something that a dialog does when its button is pressed: it runs once at a time, and why it failed stands in the dialog.

import type { Failure, FailureCode } from '../bindings/wire';
import { asFailure } from '../host';
import { failureWords, isWrongPin } from '../text/text.svelte';

/** One action of a dialog. */
export class Doing {
  busy = $state(false);
  failed = $state.raw<Failure | null>(null);

  /** Runs `work`; answers undefined where it failed, or was running already. */
  async run<Answer>(work: () => Promise<Answer>): Promise<Answer | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    this.failed = null;
    try {
      return await work();
    } catch (thrown) {
      this.failed = asFailure(thrown);
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  /** The failure in words, where it has one of these codes: said at the field that it is about. */
  said(...codes: FailureCode[]): string | undefined {
    return this.failed && codes.includes(this.failed.code) ? failureWords(this.failed) : undefined;
  }

  /** A wrong PIN in words. */
  get wrongPin(): string | undefined {
    return this.failed && isWrongPin(this.failed) ? failureWords(this.failed) : undefined;
  }
}
