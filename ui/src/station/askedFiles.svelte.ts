// What the rules say of whoever signs something besides the document in hand: files of any kind, of whose content nothing can be
// told, and reports and packages.

import { host } from '../host';
import type { Ruled } from '../parts/ruled';
import { RulesSaid } from './said.svelte';

/** The rules about whoever signs. */
export class RulesOfFiles extends RulesSaid implements Ruled {
  /** Asks whether this identity may sign. */
  async ask(identity: string | null): Promise<void> {
    const asked = { kind: this.kind.trim(), department: this.department.trim(), second: this.secondBeside(identity) };
    await this.hear(Promise.all(identity === null ? [] : [host.call('detached_rules', { identity, ...asked })]));
  }

  get lack(): Ruled['lack'] {
    return this.blocks.length > 0 ? 'rules' : null;
  }
}
