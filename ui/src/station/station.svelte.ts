// What the rules of use know of this station, read again after each change, and which of its dialogs is open. One for the window.

import type { DueEntry, Failure, IdentityRules, OfficeState, StationRules, TravelEntry } from '../bindings/wire';
import { asFailure, host } from '../host';

/** The dialogs of the station. */
export type Asked = 'apply' | 'letter' | 'trouble' | 'travel' | 'unlock' | 'pin' | 'backup' | 'try-backup' | 'restore' | 'ticket' | 'return' | 'receipt';

/** Something that wants to be done: a rule, and whose identity it is about. */
export interface ToDo {
  rule: string;
  identity: IdentityRules | null;
}

/** These want to be done whatever is signed; being at home with a signature for journeys does not. */
const TO_DO = ['initial-pin', 'pin-age', 'pin-ageing'];

/** The station under its rules. */
export class Station {
  rules = $state.raw<StationRules | null>(null);
  office = $state.raw<OfficeState | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** The dialog that is open, and the identity that it is about. */
  asked = $state.raw<{ what: Asked; identity: string | null } | null>(null);
  /** Counts the readings, so that lists beside this one are read again too. */
  generation = $state(0);

  #clauses = $state.raw<ReadonlyMap<string, string>>(new Map());

  /** Reads everything again. */
  async read(): Promise<void> {
    try {
      if (this.#clauses.size === 0) this.#clauses = new Map((await host.call('rules_of_use', null)).map((rule) => [rule.id, rule.clause]));
      [this.rules, this.office] = await Promise.all([host.call('station_rules', null), host.call('office_state', null)]);
      this.failure = null;
    } catch (thrown) {
      this.failure = asFailure(thrown);
    }
    this.generation += 1;
  }

  /** Opens a dialog. */
  ask(what: Asked, identity: string | null = null): void {
    this.asked = { what, identity };
  }

  /** Rules with where each stands, to be told. */
  cited(...rules: string[]): { id: string; clause: string }[] {
    return rules.map((id) => ({ id, clause: this.#clauses.get(id) ?? '' }));
  }

  /** The station goes by an office's directory. */
  get bound(): boolean {
    return this.office?.directory != null;
  }

  /** The fewest characters of a new PIN; undefined where no house says so. */
  get leastPin(): number | undefined {
    return this.bound ? this.office?.policy.pinCharacters : undefined;
  }

  /** What the rules say of an identity. */
  of(identity: string | null): IdentityRules | undefined {
    return this.rules?.identities.find((one) => one.identity === identity);
  }

  /** The journey under way. */
  get travel(): TravelEntry | null {
    return this.rules?.travel ?? null;
  }

  /** What falls due, the nearest first. */
  get due(): DueEntry[] {
    return this.rules?.due ?? [];
  }

  /** What wants to be done. */
  get toDo(): ToDo[] {
    const ofIdentities = (this.rules?.identities ?? []).flatMap((identity) =>
      [...identity.blocks, ...identity.warnings].filter((rule) => TO_DO.includes(rule)).slice(0, 1).map((rule) => ({ rule, identity })));
    return [...ofIdentities, ...(this.rules?.attention ?? []).map((rule) => ({ rule, identity: null }))];
  }
}
