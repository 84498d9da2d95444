// What the rules say before many files are signed or sealed: of whoever signs, once, and of each file. The engine has the last word,
// file by file; one that has no approval fails alone.

import type { FileRules, RuleEntry, Stamp, TakenApprovals } from '../bindings/wire';
import { asFailure, host } from '../host';
import type { FileRuled, RuledMany } from '../parts/ruled';
import { t } from '../text/text.svelte';
import { RulesSaid } from './said.svelte';
import type { Asked } from './station.svelte';
import { once, ruleWords, wayOf } from './words';

/** What the rules say of a file. */
export interface FileSaid {
  blocks: RuleEntry[];
  warnings: RuleEntry[];
  records: RuleEntry[];
  /** The approvals that it will use up. */
  tickets: string[];
  /** It could not be asked; signing it will say why. */
  unknown: boolean;
}

/** How many files are asked about at a time, so that the first are seen at once. */
const ASKED_TOGETHER = 16;

/** The rules about many files. */
export class RulesOfMany extends RulesSaid implements RuledMany {
  files = $state.raw<ReadonlyMap<string, FileSaid>>(new Map());
  asking = $state(false);
  /** The seals that are set, by name. */
  seals = $state.raw<string[]>([]);
  /** What became of the approvals that were taken over last. */
  taken = $state.raw<TakenApprovals | null>(null);
  #asked = 0;

  /** Opens what helps against a rule; approvals of many files are taken over together. */
  async help(what: Asked, rule: string, identity: string | null): Promise<void> {
    if (wayOf(rule)?.text !== 'station-way-ticket') {
      this.station.ask(what, identity);
      return;
    }
    try {
      this.taken = (await host.call('take_approvals', null)) ?? this.taken;
      await this.station.read();
    } catch (thrown) {
      this.failure = asFailure(thrown);
    }
  }

  /** What is asked about has changed: what was said no longer counts. */
  forget(): void {
    this.#asked += 1;
    this.asking = false;
    this.files = new Map();
  }

  /** Asks whether this identity may sign these files, encrypting or not, and set these stamps on each; `names` are what the stamps are called. */
  async ask(files: string[], identity: string | null, stamps: Stamp[], names: string[], encrypt: boolean): Promise<void> {
    this.forget();
    const mine = this.#asked;
    this.seals = [...new Set(names.filter((_, at) => stamps[at] && 'seal' in stamps[at].art))];
    if (identity === null || files.length === 0) return;
    this.asking = true;
    const asked = { identity, stamps, kind: this.kind.trim(), department: this.department.trim(), second: this.secondBeside(identity), encrypt };
    try {
      for (let at = 0; at < files.length; at += ASKED_TOGETHER) {
        const some = files.slice(at, at + ASKED_TOGETHER);
        const { signing, files: said } = await host.call('batch_rules', { files: some, ...asked });
        if (mine !== this.#asked) return;
        this.answers = [signing];
        this.failure = null;
        this.#take(some, said);
      }
    } catch (thrown) {
      if (mine !== this.#asked) return;
      this.answers = [];
      this.failure = asFailure(thrown);
    }
    this.asking = false;
  }

  #take(ids: string[], said: FileRules[]): void {
    const files = new Map(this.files);
    for (const { index, seals, failure } of said) {
      const all = (of: 'blocks' | 'warnings' | 'records') => once(seals.flatMap((one) => one[of]));
      const tickets = seals.flatMap((one) => one.ticket ?? []);
      // Of two files that are the same, the first uses the approval up.
      const promised = [...files.values()].some((other) => other.tickets.some((ticket) => tickets.includes(ticket)));
      const used = promised ? this.station.cited('ticket-used').map((one): RuleEntry => ({ ...one, effect: 'block' })) : [];
      files.set(ids[index] ?? '', {
        blocks: once([...all('blocks'), ...used]), warnings: all('warnings'), records: all('records'), tickets: promised ? [] : tickets, unknown: failure !== null,
      });
    }
    this.files = files;
  }

  /** Each file is gated for itself. */
  get gated(): boolean {
    return this.station.bound && this.seals.length > 0;
  }

  /**
   * What forbids single files: each rule with how many files it is about, the most frequent first. What forbids it whichever the
   * file is told already.
   */
  get fileBlocks(): { entry: RuleEntry; count: number }[] {
    const told = this.blocks.map((one) => one.id);
    const all = [...this.files.values()].flatMap((one) => one.blocks).filter((one) => !told.includes(one.id));
    return once(all).map((entry) => ({ entry, count: all.filter((one) => one.id === entry.id).length })).sort((one, other) => other.count - one.count);
  }

  /** How many files have approvals that will be used up. */
  get ticketed(): number {
    return [...this.files.values()].filter((one) => one.blocks.length === 0 && one.tickets.length > 0).length;
  }

  get sum(): RuledMany['sum'] {
    const barred = [...this.files.values()].filter((one) => one.blocks.length > 0).length;
    return { allowed: this.files.size - barred, barred };
  }

  override get asksDepartment(): boolean {
    return super.asksDepartment || this.fileBlocks.some(({ entry }) => entry.id === 'department');
  }

  override get warnings(): RuleEntry[] {
    const ofFiles = [...this.files.values()].flatMap((one) => one.warnings);
    return once([...super.warnings, ...ofFiles]);
  }

  override get records(): RuleEntry[] {
    return once([...super.records, ...[...this.files.values()].flatMap((one) => one.records)]);
  }

  get lack(): RuledMany['lack'] {
    const { allowed, barred } = this.sum;
    return this.blocks.length > 0 || (barred > 0 && allowed === 0) ? 'rules' : null;
  }

  of(file: string): FileRuled | null {
    const said = this.files.get(file);
    if (!this.gated) return null;
    if (!said) return this.asking ? { words: t('batch-rules-asking'), tone: 'none', barred: false } : null;
    const first = said.blocks[0];
    if (first) return { words: ruleWords(first.id, this.seals.join(' · ')), tone: 'bad', barred: true };
    if (said.unknown) return { words: '', tone: 'none', barred: false };
    return { words: t(said.tickets.length > 0 ? 'batch-rules-approved' : 'batch-rules-allowed'), tone: 'good', barred: false };
  }
}
