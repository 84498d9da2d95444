// A long log, read stretch by stretch as it comes into view.

import type { ChainState, Failure, HistoryEntry, HistoryQuery } from '../bindings/wire';
import { asFailure, host } from '../host';

const STRETCH = 100;

/** What the list is filtered and sorted by. */
export type Filter = Omit<HistoryQuery, 'offset' | 'limit'>;

/** The log as the table sees it. */
export class LogList {
  total = $state(0);
  loaded = $state(false);
  failure = $state.raw<Failure | null>(null);
  chain = $state.raw<ChainState | null>(null);
  #entries = $state.raw<(HistoryEntry | undefined)[]>([]);
  #asked = new Set<number>();
  #filter: Filter | null = null;
  #run = 0;

  /** Starts over with another filter. */
  async use(filter: Filter): Promise<void> {
    this.#run += 1;
    this.#filter = filter;
    this.#asked.clear();
    await this.#read(0, this.#run);
  }

  /** The entry in a row, where it has been read. */
  entry(row: number): HistoryEntry | undefined {
    return this.#entries[row];
  }

  /** Says which rows are in view. */
  see(first: number, last: number): void {
    for (let stretch = Math.floor(first / STRETCH); stretch <= Math.floor(last / STRETCH); stretch += 1) {
      if (stretch * STRETCH < this.total && !this.#asked.has(stretch)) void this.#read(stretch, this.#run);
    }
  }

  async #read(stretch: number, run: number): Promise<void> {
    if (!this.#filter) return;
    this.#asked.add(stretch);
    try {
      const page = await host.call('history', { ...this.#filter, offset: stretch * STRETCH, limit: STRETCH });
      if (run !== this.#run) return;
      const entries = stretch === 0 ? new Array<HistoryEntry | undefined>(page.total).fill(undefined) : [...this.#entries];
      page.entries.forEach((entry, at) => (entries[stretch * STRETCH + at] = entry));
      this.#entries = entries;
      this.total = page.total;
      this.loaded = true;
      this.failure = null;
    } catch (thrown) {
      if (run === this.#run) this.failure = asFailure(thrown);
    }
  }

  /** Asks whether the log is whole. */
  async check(): Promise<void> {
    this.chain = null;
    try {
      this.chain = await host.call('history_state', null);
    } catch (thrown) {
      this.failure = asFailure(thrown);
    }
  }
}
