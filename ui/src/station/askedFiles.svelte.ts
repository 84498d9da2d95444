// What the rules say before files of any kind are signed: of whoever signs, for nothing can be told of what is in them.

import { asFailure, host } from '../host';
import type { Ruled } from '../parts/ruled';
import { RulesSaid } from './said.svelte';

/** The rules about whoever signs. */
export class RulesOfFiles extends RulesSaid implements Ruled {
  #asked = 0;

  /** Asks whether this identity may sign. */
  async ask(identity: string | null): Promise<void> {
    this.#asked += 1;
    const mine = this.#asked;
    try {
      const asked = { kind: this.kind.trim(), department: this.department.trim(), second: this.secondBeside(identity) };
      const answers = identity === null ? [] : [await host.call('detached_rules', { identity, ...asked })];
      if (mine !== this.#asked) return;
      this.answers = answers;
      this.failure = null;
    } catch (thrown) {
      if (mine !== this.#asked) return;
      this.answers = [];
      this.failure = asFailure(thrown);
    }
  }

  get lack(): Ruled['lack'] {
    return this.blocks.length > 0 ? 'rules' : null;
  }
}
