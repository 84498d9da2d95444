// Many files to be signed with one PIN: what is chosen, how far it is, what became of each. No PIN ever lies here.

import type { BatchFiles, BatchPage, BatchRow, ChosenFile, Failure, KeptSignature, Look, Mark, PaperName, Place, PlannedFile, Settings, SignBatch, SignOptions } from '../bindings/wire';
import { asFailure, host } from '../host';
import { aspectOf, isSeen, keptLook, NOTHING } from '../parts/look';
import { lacksNames } from '../parts/more';
import { confirming, declared, type RuledMany } from '../parts/ruled';
import { Signers } from '../parts/signers.svelte';
import type { Keeping, Stamping } from '../parts/stamping';

/** What became of a file so far. */
export type State = 'waiting' | 'signed' | 'failed' | 'skipped';
/** A file with what became of it. */
export interface Entry {
  file: ChosenFile;
  state: State;
  row: BatchRow | null;
}
/** What still has to be done. */
export type Lack = 'files' | 'output' | 'stamps' | 'identity' | 'look' | 'field' | 'more' | 'rules' | 'consent' | 'encrypt' | 'pin' | 'second' | 'finger' | 'plan';
/** Where the mark stands in each file. */
export type Standing = 'page' | 'field' | 'hidden';

/** A batch that stopped names these for the files that it did not try. */
const SKIPPED = ['batch-stopped', 'cancelled'];

/** How many files are planned at a time, so that the first are seen at once. */
const PLANNED_TOGETHER = 16;
const PLAN_MS = 250;

/** Many files in the making. */
export class Batch implements Keeping {
  readonly signers: Signers;
  /** What is stamped on each file in the same pass. */
  readonly stamping: Stamping;
  entries = $state.raw<Entry[]>([]);
  output = $state.raw<ChosenFile | null>(null);
  marks = $state.raw<Mark[]>([]);
  look = $state<Look>({ mark: null, caption: { name: false, date: true, reason: false } });
  /** What a code beside each signature says; none where there is nothing. */
  paper = $state.raw<PaperName[]>([]);
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
  /** Each result opens with a password alone. */
  encrypt = $state(false);
  authorities = $state<number | null>(null);
  consent = $state(false);
  running = $state(false);
  stopping = $state(false);
  done = $state(0);
  total = $state(0);
  /** Why the rest was not tried. */
  stopped = $state.raw<Failure | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** What the rules of use say of them; nothing where nobody asked them. */
  rules = $state.raw<RuledMany | null>(null);
  /** It was confirmed while the files were still being looked at: it begins by itself once they are. */
  pending = $state(false);
  /** What would be stamped on each file, by its id. */
  plans = $state.raw<ReadonlyMap<string, PlannedFile>>(new Map());
  /** Not all of them are known yet. */
  planning = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor(settings: Settings, stamping: Stamping) {
    this.stamping = stamping;
    stamping.signature = this;
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

  /** What still has to be done; `pin`, `second` and `opens` say whether PINs and password are given. What takes care of itself comes last. */
  lack(pin: boolean, second = true, opens = true): Lack | null {
    if (this.next.length === 0) return 'files';
    if (this.output === null) return 'output';
    if (this.stamping.lack) return 'stamps';
    if (!this.signers.ready) return 'identity';
    // A place needs something that stands there; whoever wants no mark says so under the places.
    if (this.standing === 'page' && !this.shows) return 'look';
    if (this.standing === 'field' && this.field.trim() === '') return 'field';
    if (lacksNames(this.options.lock)) return 'more';
    if (this.rules?.lack) return this.rules.lack;
    if (!this.consent) return 'consent';
    if (this.encrypt && !opens) return 'encrypt';
    if (!pin && !this.signers.pinPad) return 'pin';
    if (this.rules?.lacksFinger) return 'finger';
    if (this.rules?.wantsSecond && (this.rules.second === null || this.rules.second === this.signers.chosen || !second)) return 'second';
    return this.planning || this.rules?.asking ? 'plan' : null;
  }

  /** How many of the files will fail, as far as is known before: no place for a stamp, or a rule that forbids it. */
  get failing(): number {
    const fails = ({ file }: Entry): boolean => {
      const one = this.plans.get(file.id);
      return (one !== undefined && (one.failure !== null || one.plan?.marks.length === 0)) || this.rules?.of(file.id)?.barred === true;
    };
    return this.next.filter(fails).length;
  }

  /** Whether there is anything to see of the look. */
  private get shows(): boolean {
    return isSeen(this.look, this.reason) || this.paper.length > 0;
  }

  /** The place of the mark on its page. */
  get place(): Place {
    const mark = this.marks.find((one) => one.id === this.look.mark);
    return { page: 0, left: this.left, top: this.top, width: this.width, height: this.width / aspectOf(mark?.aspect ?? null, this.look.caption, this.reason, this.width, this.paper.length > 0) };
  }

  get signer(): { id: string; name: string } | null {
    const { chosen, person } = this.signers;
    return chosen !== null && person && !person.unusable ? { id: chosen, name: person.label } : null;
  }

  get kept(): KeptSignature {
    const look = this.standing === 'hidden' ? NOTHING : keptLook($state.snapshot(this.look));
    if (this.standing === 'field') return { look, at: { field: this.field.trim() } };
    return { look, at: this.standing === 'hidden' ? 'none' : { page: { page: this.page, left: this.left, top: this.top, width: this.width } } };
  }

  /** Shows and stands as was kept; in many files a place is on the first page or the last. */
  takeKept({ look, at }: KeptSignature): void {
    if (!isSeen(look, 'shown') || at === 'none') {
      this.standing = 'hidden';
      return;
    }
    this.look = structuredClone(look);
    if ('field' in at) Object.assign(this, { standing: 'field', field: at.field });
    else if (at.page.page === 'first' || at.page.page === 'last') Object.assign(this, { standing: 'page', ...at.page });
    else this.standing = 'hidden';
  }

  /** What the signature itself shows and where, as a request names it. */
  get #own(): Pick<SignBatch, 'look' | 'page' | 'place' | 'field'> {
    const onPage = this.standing === 'page';
    return {
      look: this.standing === 'hidden' ? NOTHING : $state.snapshot(this.look), page: onPage ? this.page : null, place: onPage ? this.place : null,
      field: this.standing === 'field' ? this.field.trim() : null,
    };
  }

  /** Asks where everything would stand, file by file; reads what it depends on now, so that an effect asks again when it changes. */
  replan(): () => void {
    const files = this.next.map((entry) => entry.file.id);
    const { wanted: stamps, lack } = this.stamping;
    const own = this.#own;
    clearTimeout(this.#timer);
    this.#asked += 1;
    const mine = this.#asked;
    const nothing = this.running || lack !== null || stamps.length === 0 || files.length === 0;
    this.planning = !nothing;
    this.plans = new Map();
    if (nothing) return () => undefined;
    const ask = async (): Promise<void> => {
      for (let at = 0; at < files.length; at += PLANNED_TOGETHER) {
        const some = files.slice(at, at + PLANNED_TOGETHER);
        const planned = await host.call('plan_batch', { files: some, stamps, ...own });
        if (mine !== this.#asked) return;
        this.plans = new Map([...this.plans, ...planned.map((one) => [some[one.index] ?? '', one] as const)]);
      }
      this.planning = false;
    };
    this.#timer = setTimeout(() => void this.attempt(ask), PLAN_MS);
    return () => clearTimeout(this.#timer);
  }

  /** Files, pages and places of all the plans, and how many files cannot be stamped; null where there is nothing to plan. */
  get planned(): { files: number; pages: number; marks: number; failed: number } | null {
    if (this.plans.size === 0) return null;
    const plans = [...this.plans.values()].map((one) => one.plan).filter((plan) => plan !== null);
    const marks = plans.map((plan) => plan.marks);
    return {
      files: plans.length, failed: this.plans.size - plans.length, marks: marks.reduce((sum, some) => sum + some.length, 0),
      pages: marks.reduce((sum, some) => sum + new Set(some.map((mark) => mark.place.page)).size, 0),
    };
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

  /** Signs. The PINs and the password pass through and are kept nowhere. */
  async sign(pin: string, secondPin = '', opens = ''): Promise<void> {
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
    const second = confirming(this.rules, secondPin);
    const request: SignBatch = {
      files: entries.map((entry) => entry.file.id), output: output.id, identity: signers.chosen, pin, ...this.#own, stamps: this.stamping.wanted, paper: this.standing === 'hidden' ? [] : this.paper,
      reason: this.reason.trim(), location: this.location.trim(), consent: this.consent,
      options: { ...$state.snapshot(this.options), ...declared(this.rules) }, ...(second ? { second } : {}), ...(this.encrypt ? { encrypt: opens } : {}),
    };
    await this.attempt(async () => {
      const result = await host.call('sign_batch', request);
      this.#take(entries, result.rows);
      this.stopped = result.stopped;
    });
    request.pin = '';
    if (second) second.pin = '';
    delete request.encrypt;
    end();
    // A finger was for one signing, however many files it was of.
    if (this.rules) this.rules.finger = false;
    this.running = false;
  }

  /** Stops after the file at hand. */
  cancel(): void {
    this.stopping = true;
    // What was signed stays signed; should the engine not hear it, the list still goes on to its end.
    host.call('cancel_batch', null).catch((thrown: unknown) => (this.failure = asFailure(thrown)));
  }
}
