// The people that fit what is looked for: read stretch by stretch until all are there, sorted here.

import type { Failure, PersonEntry } from '../bindings/wire';
import { asFailure, host } from '../host';
import { Sorting } from '../parts/sorting.svelte';

const STRETCH = 500;
/** The states in the order of a signature's life. */
export const STATES = ['applied', 'checked', 'approved', 'rejected', 'issued', 'suspended', 'renewed', 'transferred', 'revoked', 'destroyed'];

/** The columns that people are sorted by. */
export type Column = 'id' | 'name' | 'department' | 'post' | 'state' | 'until';

/** The list of people. */
export class PeopleList {
  total = $state(0);
  loaded = $state(false);
  failure = $state.raw<Failure | null>(null);
  sorting = new Sorting<Column>('id');
  #people = $state.raw<PersonEntry[]>([]);
  #run = 0;

  /** Reads those that fit. */
  async read(text: string, state: string | null): Promise<void> {
    this.#run += 1;
    const run = this.#run;
    let people: PersonEntry[] = [];
    try {
      do {
        const page = await host.call('office_people', { text, state, offset: people.length, limit: STRETCH });
        if (run !== this.#run) return;
        people = [...people, ...page.people];
        this.total = page.total;
        this.#people = people;
        this.loaded = true;
        this.failure = null;
        if (page.people.length === 0) return;
      } while (people.length < this.total);
    } catch (thrown) {
      if (run === this.#run) this.failure = asFailure(thrown);
    }
  }

  /** Those that were read, in their order. */
  get rows(): PersonEntry[] {
    const all = [...this.#people];
    const words = new Intl.Collator('zh-CN');
    const { by, down } = this.sorting;
    if (by === 'state') all.sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state));
    else if (by === 'until') all.sort((a, b) => (a.validUntil ?? '9999').localeCompare(b.validUntil ?? '9999'));
    else if (by !== 'id') all.sort((a, b) => words.compare(a[by], b[by]));
    return down ? all.reverse() : all;
  }
}
