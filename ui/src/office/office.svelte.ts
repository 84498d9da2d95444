// The quality office as the page sees it: what this station is, what asks for attention, where one stands. Owns no list of people,
// seals or incidents: the sections read those themselves, again after every change.

import type { Failure, OfficeState, ToDo } from '../bindings/wire';
import { asFailure, host } from '../host';
import { clauseWords } from '../parts/clause';

/** The sections of the office, in the order of the rail. */
export const SECTIONS = ['people', 'seals', 'directory', 'returns', 'incidents', 'inspection', 'policy'] as const;
/** A section. */
export type Section = (typeof SECTIONS)[number];

/** What asks for attention, of one rule. */
export interface Asking {
  rule: string;
  clause: string;
  /** About whom or what. */
  about: string[];
}

/** Where the remedy of a rule is found; what is not here stands in the inspection's list. */
const PLACES: Partial<Record<string, Section>> = {
  period: 'people', left: 'people', training: 'people', 'token-life': 'people', suspended: 'people', 'directory-stale': 'directory',
};
/** What is done at this station's own screen. */
const OF_STATION = ['backup', 'pin-age', 'pin-ageing', 'initial-pin'];

/** The office. */
export class Office {
  state = $state.raw<OfficeState | null>(null);
  failure = $state.raw<Failure | null>(null);
  toDo = $state.raw<ToDo[]>([]);
  section = $state<Section>('people');
  /** What is looked for in the list of people. */
  text = $state('');
  /** What is open on the right, by its id or name. */
  chosen = $state<string | null>(null);
  /** Who gave leave last: proposed the next time. */
  officer = $state('');
  /** Grows with every change of the register: lists are read again. */
  generation = $state(0);
  #clauses = $state.raw<ReadonlyMap<string, string>>(new Map());

  #onstation: (section: string) => void;

  /** `onstation` opens this station's own screen at a section. */
  constructor(onstation: (section: string) => void) {
    this.#onstation = onstation;
  }

  /** Reads what this station is. */
  async load(): Promise<void> {
    try {
      this.take(await host.call('office_state', null));
      if (this.state?.office && this.#clauses.size === 0) {
        const rules = await host.call('rules_of_use', null);
        this.#clauses = new Map(rules.map((rule) => [rule.id, rule.clause]));
      }
    } catch (thrown) {
      this.failure = asFailure(thrown);
    }
    await this.#look();
  }

  /** Takes a newer state. */
  take(state: OfficeState): void {
    this.state = state;
    this.failure = null;
    const managing = state.officers.filter((one) => one.role === 'manage');
    if (!managing.some((one) => one.name === this.officer)) this.officer = managing[0]?.name ?? '';
  }

  /** The register changed. */
  async changed(): Promise<void> {
    this.generation += 1;
    await this.load();
  }

  async #look(): Promise<void> {
    if (!this.state?.office) return;
    try {
      const now = new Date();
      const [{ toDo }, station] = await Promise.all([host.call('inspection', { year: now.getFullYear(), month: now.getMonth() + 1 }), host.call('station_rules', null)]);
      const pins = station.identities.flatMap((one) => [...one.blocks, ...one.warnings].filter((rule) => OF_STATION.includes(rule)).map((rule) => ({ rule, about: one.label })));
      const officers = (this.state.officers ?? []).flatMap(({ name, pinAge }) => (pinAge === null || !this.state || pinAge < this.state.policy.pinWarnDays ? [] : [{ rule: pinAge > this.state.policy.pinDays ? 'pin-age' : 'pin-ageing', about: name }]));
      const here = [...officers, ...station.attention.filter((rule) => OF_STATION.includes(rule)).map((rule) => ({ rule, about: '' })), ...pins];
      this.toDo = [...toDo.map((one) => ({ ...one, clause: clauseWords(one.clause) })), ...here.map((one) => ({ ...one, clause: this.clause(one.rule) }))];
    } catch {
      // The line is a convenience; the inspection itself says what is wrong.
      this.toDo = [];
    }
  }

  /** Where a rule stands in the rule sets. */
  clause(rule: string): string {
    return clauseWords(this.#clauses.get(rule) ?? '');
  }

  /** What asks for attention, rule by rule. */
  get asking(): Asking[] {
    const all: Asking[] = [];
    for (const { rule, clause, about } of this.toDo) {
      const known = all.find((one) => one.rule === rule);
      if (known) known.about.push(about);
      else all.push({ rule, clause, about: [about] });
    }
    return all;
  }

  /** Goes to where something can be done about a rule. */
  follow({ rule, about }: Asking): void {
    if (this.state?.officers.some((one) => about.includes(one.name))) {
      this.go('policy');
      return;
    }
    if (OF_STATION.includes(rule)) {
      this.#onstation(rule === 'backup' ? 'backup' : 'identities');
      return;
    }
    const section = PLACES[rule] ?? 'inspection';
    if (section === 'people') this.text = about.length === 1 ? (about[0] ?? '') : '';
    this.go(section);
  }

  /** Opens a section. */
  go(section: Section): void {
    this.section = section;
    this.chosen = null;
  }

  /** Opens a person's file. */
  open(person: string): void {
    this.section = 'people';
    this.chosen = person;
  }
}
