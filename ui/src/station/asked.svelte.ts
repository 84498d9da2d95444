// What the rules say before something is signed or sealed: asked when the task begins, and again whenever something that they look at
// has changed. The engine has the last word when it signs.

import type { Document, Failure, RuleEntry, RulesAnswer } from '../bindings/wire';
import { asFailure, host } from '../host';
import type { Ruled } from '../parts/ruled';
import type { Station } from './station.svelte';
import { once } from './words';

/** A seal that is about to be set, and the pages (from 1) that get an impression. */
export interface Sealing {
  seal: string;
  pages: number[];
}

/** The rules about one document. */
export class RulesAsked implements Ruled {
  readonly document: Document;
  readonly #station: Station;
  /** What the house calls the document. */
  kind = $state('');
  /** The department that the document is of. */
  department = $state('');
  /** Who confirms it as a second person. */
  second = $state<string | null>(null);
  /** Pages (from 0) that were not looked at yet. */
  unread = $state.raw<number[]>([]);
  answers = $state.raw<RulesAnswer[] | null>(null);
  failure = $state.raw<Failure | null>(null);
  #asked = 0;

  constructor(document: Document, station: Station) {
    this.document = document;
    this.#station = station;
  }

  /** Asks whether this identity may sign, and may set these seals. */
  async ask(identity: string | null, sealing: Sealing[]): Promise<void> {
    this.#asked += 1;
    const mine = this.#asked;
    const document = this.document.id;
    const [kind, department] = [this.kind.trim(), this.department.trim()];
    // Nobody is their own second person.
    const second = this.wantsSecond && this.second !== identity ? this.second : null;
    try {
      const answers = await Promise.all([
        ...(identity === null ? [] : [host.call('signing_rules', { document, identity, kind, department, second })]),
        ...sealing.map(({ seal, pages }) => host.call('sealing_rules', { document, seal, pages, identity: identity ?? '', kind, department, printing: false })),
      ]);
      if (mine !== this.#asked) return;
      this.answers = answers;
      this.failure = null;
    } catch (thrown) {
      if (mine !== this.#asked) return;
      this.answers = [];
      this.failure = asFailure(thrown);
    }
  }

  #all(of: 'blocks' | 'warnings' | 'records'): RuleEntry[] {
    return once((this.answers ?? []).flatMap((answer) => answer[of]));
  }

  /** The house wants a second person to confirm. */
  get wantsSecond(): boolean {
    return this.#station.bound && this.#station.office?.policy.secondFactor === 'person';
  }

  /** What forbids it. Pages, consent and the second person have their own places in the panel. */
  get blocks(): RuleEntry[] {
    const apart = ['consent', 'reviewed', ...(this.wantsSecond && this.second === null ? ['second-factor'] : [])];
    return this.#all('blocks').filter((one) => !apart.includes(one.id));
  }

  /** The departments that this signature is for; none where it is for every one. */
  departments(identity: string | null): string[] {
    return this.#station.of(identity)?.departments ?? [];
  }

  /** What is told before; a rule that forbids is not told twice. */
  get warnings(): RuleEntry[] {
    const forbids = (...ids: string[]) => this.blocks.some((block) => ids.includes(block.id));
    return this.#all('warnings').filter((one) => !forbids(one.id) && !(one.id === 'pin-ageing' && forbids('initial-pin', 'pin-age')));
  }

  /** What goes into the log. */
  get records(): RuleEntry[] {
    return this.#all('records');
  }

  /** Approvals that will be used up. */
  get tickets(): string[] {
    return (this.answers ?? []).flatMap((answer) => answer.ticket ?? []);
  }

  /** Every page has to be looked at here. */
  get binding(): boolean {
    return this.#station.bound;
  }

  /** The rule that every page is looked at, where it binds here. */
  get review(): RuleEntry | null {
    const asked = this.#all('blocks').find((one) => one.id === 'reviewed');
    if (asked) return asked;
    return this.binding && this.unread.length > 0 ? { id: 'reviewed', clause: 'RS17 4.3', effect: 'block' } : null;
  }

  get lack(): Ruled['lack'] {
    if (this.blocks.length > 0) return 'rules';
    return this.review ? 'review' : null;
  }
}
