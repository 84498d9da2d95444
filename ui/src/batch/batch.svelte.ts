// Many files to be signed with one PIN: what is chosen, how far it is, what became of each. No PIN ever lies here.

import type { BatchFiles, BatchPage, BatchRow, ChosenFile, Failure, Look, Mark, Place, Settings, SignBatch, SignOptions } from '../bindings/wire';
import { asFailure, host } from '../host';
import { aspectOf, isSeen, NOTHING } from '../parts/look';
import { lacksNames } from '../parts/more';
import { Signers } from '../parts/signers.svelte';
import type { Stamping } from '../parts/stamping';

/** What became of a file so far. */
export type State = 'waiting' | 'signed' | 'failed' | 'skipped';
/** A file with what became of it. */
export interface Entry {
  file: ChosenFile;
  state: State;
  row: BatchRow | null;
}
/** What still has to be done. */
export type Lack = 'files' | 'output' | 'stamps' | 'identity' | 'look' | 'field' | 'more' | 'consent' | 'pin';
/** Where the mark stands in each file. */
export type Standing = 'page' | 'field' | 'hidden';

/** A batch that stopped names these for the files that it did not try. */
const SKIPPED = ['batch-stopped', 'cancelled'];

/** Many files in the making. */
export class Batch {
  readonly signers: Signers;
  /** What is stamped on each file in the same pass. */
  readonly stamping: Stamping;
  entries = $state.raw<Entry[]>([]);
  output = $state.raw<ChosenFile | null>(null);
  marks = $state.raw<Mark[]>([]);
  look = $state<Look>({ mark: null, caption: { name: false, date: true, reason: false } });
  standing = $state<Standing>('page');
  page = $state<BatchPage>('last');
  /** Millimetres from the top left of the page, and the width. */
  left = $state(130);
  top = $state(240);
  width = $state(46);
  field = $state('');
  reason = $state('');
  location = $state('');
  options = $state<SignOptions>({ level: 'b', certify: null, lock: null, digest: 'of-key', pss: false, timestampLater: true });
  authorities = $state<number | null>(null);
  consent = $state(false);
  running = $state(false);
  stopping = $state(false);
  done = $state(0);
  total = $state(0);
  /** Why the rest was not tried. */
  stopped = $state.raw<Failure | null>(null);
  failure = $state.raw<Failure | null>(null);

  constructor(settings: Settings, stamping: Stamping) {
    this.stamping = stamping;
    this.signers = new Signers(settings.identity);
    this.look = structuredClone($state.snapshot(settings.look));
    this.reason = settings.reason;
    this.location = settings.place;
    this.width = settings.markWidth > 0 ? settings.markWidth : 46;
    this.options.level = settings.level;
    void this.attempt(async () => {
      const [marks] = await Promise.all([host.call('marks', null), this.signers.read()]);
      this.marks = marks;
      if (!marks.some((mark) => mark.id === this.look.mark)) this.look.mark = marks[0]?.id ?? null;
      // Nothing was ever chosen: the words that every reader needs.
      if (!this.shows) Object.assign(this.look.caption, { name: true, date: true });
    });
    void this.signers.readTokens();
    void this.countAuthorities();
  }

  /** Asks again how many timestamp authorities are kept. */
  async countAuthorities(): Promise<void> {
    try {
      this.authorities = (await host.call('authorities', null)).length;
    } catch {
      // Not known: signing says what is missing.
      this.authorities = null;
    }
  }

  /** Runs something that may fail and keeps the failure. */
  async attempt(work: () => Promise<void>): Promise<void> {
    this.failure = null;
    try {
      await work();
    } catch (thrown) {
      this.failure = asFailure(thrown);
    }
  }

  /** Asks for files, or for a folder of them, and adds those that are not there yet. */
  choose(what: 'choose_batch_files' | 'choose_batch_folder'): Promise<void> {
    return this.attempt(async () => {
      const chosen: BatchFiles | null = await host.call(what, null);
      if (!chosen) return;
      // What was signed before is done; a new choice begins a new list then.
      const kept = this.entries.some((entry) => entry.state === 'signed') ? [] : this.entries;
      const known = new Set(kept.map((entry) => entry.file.id));
      this.entries = [...kept, ...chosen.files.filter((file) => !known.has(file.id)).map((file): Entry => ({ file, state: 'waiting', row: null }))];
      this.consent = false;
      this.stopped = null;
    });
  }

  /** Asks for the folder of the signed files. */
  chooseOutput(): Promise<void> {
    return this.attempt(async () => {
      this.output = (await host.call('choose_batch_output', null)) ?? this.output;
    });
  }

  /** How many files are in that state. */
  count(state: State): number {
    return this.entries.filter((entry) => entry.state === state).length;
  }

  /** Those that are tried next: what waits or was not tried, else what failed. */
  get next(): Entry[] {
    const open = this.entries.filter((entry) => entry.state === 'waiting' || entry.state === 'skipped');
    return open.length > 0 ? open : this.entries.filter((entry) => entry.state === 'failed');
  }

  /** What still has to be done; `pin` says whether a PIN is given. */
  lack(pin: boolean): Lack | null {
    if (this.next.length === 0) return 'files';
    if (this.output === null) return 'output';
    if (this.stamping.lack) return 'stamps';
    if (!this.signers.ready) return 'identity';
    // A place needs something that stands there; whoever wants no mark says so under the places.
    if (this.standing === 'page' && !this.shows) return 'look';
    if (this.standing === 'field' && this.field.trim() === '') return 'field';
    if (lacksNames(this.options.lock)) return 'more';
    if (!this.consent) return 'consent';
    return pin || this.signers.pinPad ? null : 'pin';
  }

  /** Whether there is anything to see of the look. */
  private get shows(): boolean {
    return isSeen(this.look, this.reason);
  }

  /** The place of the mark on its page. */
  get place(): Place {
    const mark = this.marks.find((one) => one.id === this.look.mark);
    return { page: 0, left: this.left, top: this.top, width: this.width, height: this.width / aspectOf(mark?.aspect ?? null, this.look.caption, this.reason, this.width) };
  }

  #take(entries: Entry[], rows: BatchRow[]): void {
    const taken = new Map(rows.flatMap((row) => {
      const entry = entries[row.index];
      return entry ? [[entry.file.id, row] as const] : [];
    }));
    this.entries = this.entries.map((entry) => {
      const row = taken.get(entry.file.id);
      if (!row) return entry;
      const state: State = row.failure === null ? 'signed' : SKIPPED.includes(row.failure.code) ? 'skipped' : 'failed';
      return { file: entry.file, state, row };
    });
  }

  /** Signs. The PIN passes through and is kept nowhere. */
  async sign(pin: string): Promise<void> {
    const { output, signers } = this;
    const entries = this.next;
    if (this.running || output === null || signers.chosen === null) return;
    this.running = true;
    this.stopping = false;
    this.stopped = null;
    this.done = 0;
    this.total = entries.length;
    const end = host.listen('batch-progress', (progress) => {
      this.done = progress.done;
      if (progress.row) this.#take(entries, [progress.row]);
    });
    const hidden = this.standing === 'hidden';
    const request: SignBatch = {
      files: entries.map((entry) => entry.file.id), output: output.id, identity: signers.chosen, pin, look: hidden ? NOTHING : $state.snapshot(this.look),
      page: this.standing === 'page' ? this.page : null, place: this.standing === 'page' ? this.place : null, field: this.standing === 'field' ? this.field.trim() : null, stamps: this.stamping.wanted,
      reason: this.reason.trim(), location: this.location.trim(), options: $state.snapshot(this.options), consent: this.consent,
    };
    await this.attempt(async () => {
      const result = await host.call('sign_batch', request);
      this.#take(entries, result.rows);
      this.stopped = result.stopped;
    });
    request.pin = '';
    end();
    this.running = false;
  }

  /** Stops after the file at hand. */
  cancel(): void {
    this.stopping = true;
    // What was signed stays signed; should the engine not hear it, the list still goes on to its end.
    host.call('cancel_batch', null).catch((thrown: unknown) => (this.failure = asFailure(thrown)));
  }
}
