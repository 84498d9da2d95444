// A finger that is awaited: how it goes, until the system has said whose it is. Used to log in, and to confirm a signature.

import type { Failure, FingerStep } from '../bindings/wire';
import { asFailure, host } from '../host';

/** One finger at a time. */
export class Fingers {
  /** What the reader said last; null where no finger is awaited. */
  step = $state<FingerStep | null>(null);
  failure = $state.raw<Failure | null>(null);

  /** Awaits a finger for what `ask` asks; null where it was not recognised, or given up. */
  async run<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
    if (this.step !== null) return null;
    this.failure = null;
    this.step = 'waiting';
    const end = host.listen('finger-progress', (step) => {
      if (this.step !== null) this.step = step;
    });
    try {
      return await ask();
    } catch (thrown) {
      const failed = asFailure(thrown);
      // Whoever gave it up knows that.
      this.failure = failed.case === 'stopped' ? null : failed;
      return null;
    } finally {
      end();
      this.step = null;
    }
  }

  /** Awaits it no longer. */
  stop(): void {
    if (this.step !== null) void host.call('stop_finger', null).catch(() => undefined);
  }
}
