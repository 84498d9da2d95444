// What the rules say before something is signed or sealed: asked when the task begins, and again whenever something that they look at
// has changed. The engine has the last word when it signs.

import type { Document, RuleEntry } from '../bindings/wire';
import { host } from '../host';
import type { Ruled } from '../parts/ruled';
import { RulesSaid } from './said.svelte';
import type { Station } from './station.svelte';

/** A seal that is about to be set, and the pages (from 1) that get an impression. */
export interface Sealing {
  seal: string;
  pages: number[];
}

/** The rules about one document. */
export class RulesAsked extends RulesSaid implements Ruled {
  readonly document: Document;
  /** Pages (from 0) that were not looked at yet. */
  unread = $state.raw<number[]>([]);

  constructor(document: Document, station: Station) {
    super(station);
    this.document = document;
  }

  /** Asks whether this identity may sign, encrypting or not, and may set these seals. */
  async ask(identity: string | null, sealing: Sealing[], encrypt: boolean): Promise<void> {
    const document = this.document.id;
    const [kind, department] = [this.kind.trim(), this.department.trim()];
    const second = this.secondBeside(identity);
    await this.hear(Promise.all([
      ...(identity === null ? [] : [host.call('signing_rules', { document, identity, kind, department, second, encrypt })]),
      ...sealing.map(({ seal, pages }) => host.call('sealing_rules', { document, seal, pages, identity: identity ?? '', kind, department, printing: false })),
    ]));
  }

  /** Approvals that will be used up. */
  get tickets(): string[] {
    return (this.answers ?? []).flatMap((answer) => answer.ticket ?? []);
  }

  /** The rule that every page is looked at, where it binds here. */
  get review(): RuleEntry | null {
    const asked = this.all('blocks').find((one) => one.id === 'reviewed');
    if (asked) return asked;
    return this.binding && this.unread.length > 0 ? { id: 'reviewed', clause: 'RS17 4.3', effect: 'block' } : null;
  }

  get lack(): Ruled['lack'] {
    if (this.blocks.length > 0) return 'rules';
    return this.review ? 'review' : null;
  }
}
