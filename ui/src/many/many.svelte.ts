// Many files verified together: what was chosen or dropped, how far it is, what was found of each.

import type { Failure, FilesToVerify, FileToVerify, ListFormat, Tone, VerifiedFile } from '../bindings/wire';
import { asFailure, host } from '../host';
import { Sorting } from '../parts/sorting.svelte';
import { t } from '../text/text.svelte';

/** A file with what was found of it so far. */
export interface Entry {
  file: FileToVerify;
  row: VerifiedFile | null;
}
/** What became of a file; one that waits was not verified yet. */
export type State = VerifiedFile['found'] | 'waiting';

/** The worst first: what has to be looked at stands at the top. */
export const STATES: State[] = ['bad', 'unreadable', 'know', 'unsigned', 'good', 'waiting'];

/** The mark of each. */
export const TONES: Record<State, Tone> = { bad: 'bad', unreadable: 'bad', know: 'know', unsigned: 'none', good: 'good', waiting: 'none' };

/** The state of an entry. */
export function stateOf(entry: Entry): State {
  return entry.row?.found ?? 'waiting';
}

/** A state in a word. */
export function stateWord(state: State): string {
  return state === 'waiting' ? t('many-waiting') : t(`list-found-${state}`);
}

/** Many files, verified as soon as they are there. */
export class Many {
  entries = $state.raw<Entry[]>([]);
  running = $state(false);
  stopping = $state(false);
  done = $state(0);
  total = $state(0);
  failure = $state.raw<Failure | null>(null);
  /** How the list is looked at; it stays so while a file of it is read. */
  filter = $state<'all' | State>('all');
  chosen = $state<string | null>(null);
  readonly sorting = new Sorting<'number' | 'name' | 'state' | 'signed'>('number');

  /** Runs something that may fail and keeps the failure. */
  async attempt<Answer>(work: () => Promise<Answer>): Promise<Answer | null> {
    this.failure = null;
    try {
      return await work();
    } catch (thrown) {
      this.failure = asFailure(thrown);
      return null;
    }
  }

  /** Asks for files, or for a folder of them, and verifies them. */
  async choose(what: 'choose_files_to_verify' | 'choose_folder_to_verify'): Promise<void> {
    const chosen = await this.attempt(() => host.call(what, null));
    if (chosen) await this.take(chosen);
  }

  /** Verifies what was chosen or dropped: a new list, which takes the place of the one before. */
  async take(chosen: FilesToVerify): Promise<void> {
    if (this.running) return;
    this.entries = chosen.files.map((file): Entry => ({ file, row: null }));
    this.filter = 'all';
    this.chosen = null;
    await this.verify(true);
  }

  /** Verifies what is not verified yet. */
  async verify(fresh = false): Promise<void> {
    const open = this.entries.filter((entry) => entry.row === null).map((entry) => entry.file.id);
    if (this.running || open.length === 0) return;
    this.running = true;
    this.stopping = false;
    this.done = 0;
    this.total = open.length;
    const end = host.listen('verify-progress', (progress) => {
      this.done = progress.done;
      this.#take(progress.rows);
    });
    await this.attempt(async () => this.#take((await host.call('verify_files', { files: open, fresh })).rows));
    end();
    this.running = false;
  }

  #take(rows: VerifiedFile[]): void {
    const found = new Map(rows.map((row) => [row.id, row]));
    this.entries = this.entries.map((entry) => {
      const row = found.get(entry.file.id);
      return row ? { file: entry.file, row } : entry;
    });
  }

  /** Stops after the files at hand. */
  stop(): void {
    this.stopping = true;
    // Should the engine not hear it, the list still goes on to its end.
    host.call('cancel_verifying', null).catch((thrown: unknown) => (this.failure = asFailure(thrown)));
  }

  /** How many files are in that state. */
  count(state: State): number {
    return this.entries.filter((entry) => stateOf(entry) === state).length;
  }

  /** Saves these results as a list; the name of the file, or null where the user gave up. */
  async save(entries: Entry[], format: ListFormat): Promise<string | null> {
    const files = entries.filter((entry) => entry.row !== null).map((entry) => entry.file.id);
    const file = await this.attempt(() => host.call('export_verified', { files, format }));
    return file?.name ?? null;
  }
}
