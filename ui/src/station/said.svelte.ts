// What the rules said of a signature: what forbids it, what to know, what is logged. What was asked about, one file or many, is for
// those who extend it.

import type { Failure, RuleEntry, RulesAnswer } from '../bindings/wire';
import { asFailure } from '../host';
import type { Station } from './station.svelte';
import { once } from './words';

/** The rules' answers, and what they are asked with. */
export class RulesSaid {
  readonly station: Station;
  /** What the house calls the document. */
  kind = $state('');
  /** The department that the document is of. */
  department = $state('');
  /** Who confirms it as a second person. */
  second = $state<string | null>(null);
  /** The system has recognised its user by a finger. */
  finger = $state(false);
  /** A second person confirms in place of a finger. */
  instead = $state(false);
  answers = $state.raw<RulesAnswer[] | null>(null);
  failure = $state.raw<Failure | null>(null);
  #asked = 0;

  constructor(station: Station) {
    this.station = station;
  }

  /** Keeps the rules' answers, or why there are none; what was asked before and comes later no longer counts. */
  protected async hear(answers: Promise<RulesAnswer[]>): Promise<void> {
    this.#asked += 1;
    const mine = this.#asked;
    try {
      const heard = await answers;
      if (mine !== this.#asked) return;
      this.answers = heard;
      this.failure = null;
    } catch (thrown) {
      if (mine !== this.#asked) return;
      this.answers = [];
      this.failure = asFailure(thrown);
    }
  }

  protected all(of: 'blocks' | 'warnings' | 'records'): RuleEntry[] {
    return once((this.answers ?? []).flatMap((answer) => answer[of]));
  }

  /** Nobody is their own second person. */
  protected secondBeside(identity: string | null): string | null {
    return this.wantsSecond && this.second !== identity ? this.second : null;
  }

  #factor(what: string): boolean {
    return this.station.bound && this.station.office?.policy.secondFactor === what;
  }

  /** The house wants a second person to confirm. */
  get wantsSecond(): boolean {
    return this.#factor('person') || (this.asksFinger && this.instead && !this.finger);
  }

  /** The house wants a fingerprint; a token is as good. */
  get asksFinger(): boolean {
    return this.#factor('fingerprint') && (this.finger || this.second !== null || this.all('blocks').some((one) => one.id === 'second-factor'));
  }

  get lacksFinger(): boolean {
    return this.asksFinger && !this.finger && !this.instead;
  }

  /** What forbids it. Pages, consent, the finger and the second person have their own places in the panel. */
  get blocks(): RuleEntry[] {
    const asked = this.lacksFinger || this.finger || (this.wantsSecond && this.second === null);
    const apart = ['consent', 'reviewed', ...(asked ? ['second-factor'] : [])];
    return this.all('blocks').filter((one) => !apart.includes(one.id));
  }

  /** Without the department of the document it is forbidden. */
  get asksDepartment(): boolean {
    return this.blocks.some((one) => one.id === 'department');
  }

  /** The departments that this signature is for; none where it is for every one. */
  departments(identity: string | null): string[] {
    return this.station.of(identity)?.departments ?? [];
  }

  /** What is told before; a rule that forbids is not told twice. */
  get warnings(): RuleEntry[] {
    const forbids = (...ids: string[]) => this.blocks.some((block) => ids.includes(block.id));
    return this.all('warnings').filter((one) => !forbids(one.id) && !(one.id === 'pin-ageing' && forbids('initial-pin', 'pin-age')));
  }

  /** What goes into the log. */
  get records(): RuleEntry[] {
    return this.all('records');
  }

  /** Every page has to be looked at here. */
  get binding(): boolean {
    return this.station.bound;
  }
}
