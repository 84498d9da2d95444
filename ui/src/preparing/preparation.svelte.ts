// Empty signature fields in the making, in the order in which they will be signed. One for each document.

import type { Document, Failure, NewField, Place } from '../bindings/wire';
import { asFailure, host } from '../host';
import { Slots } from './slots.svelte';

/** A field in the making. */
export interface PlannedField {
  key: number;
  name: string;
  place: Place | null;
  lockAll: boolean;
  timestamp: boolean;
  /** The reasons that the signer may give, one a line. */
  reasons: string[];
}

/** What still has to be done. */
export type Lack = 'fields' | 'name' | 'twice' | 'place' | 'slots';

/** The key of the row of a seam's fields; those of the others begin behind it. */
export const SLOTS = 0;

/** Width and height of a new field, millimetres. */
export const FIELD_MM = { width: 54, height: 18 };

/** Empty signature fields in the making. */
export class Preparation {
  readonly document: Document;
  fields = $state<PlannedField[]>([]);
  /** Fields for the slices of a seam seal, where they are wanted. */
  slots = $state.raw<Slots | null>(null);
  current = $state<number | null>(null);
  busy = $state(false);
  failure = $state.raw<Failure | null>(null);
  #count = 0;

  constructor(document: Document) {
    this.document = document;
  }

  /** The field that is placed now. */
  get field(): PlannedField | undefined {
    return this.fields.find((one) => one.key === this.current);
  }

  /** Adds a field; it is the one to be placed. */
  add(name: string): void {
    this.#count += 1;
    this.fields.push({ key: this.#count, name, place: null, lockAll: false, timestamp: false, reasons: [] });
    this.current = this.#count;
  }

  /** Adds fields for a seam seal; they are the ones to be seen. */
  addSlots(): void {
    this.slots ??= new Slots();
    this.current = SLOTS;
  }

  /** Takes a field away. */
  remove(key: number): void {
    if (key === SLOTS) this.slots = null;
    this.fields = this.fields.filter((one) => one.key !== key);
    if (this.current === key) this.current = this.fields.at(-1)?.key ?? null;
  }

  /** Moves a field one place up in the order. */
  up(key: number): void {
    const at = this.fields.findIndex((one) => one.key === key);
    const [field] = at > 0 ? this.fields.splice(at, 1) : [];
    if (field) this.fields.splice(at - 1, 0, field);
  }

  /** Puts the field that is placed now there. */
  putAt(place: Place | null): void {
    const field = this.field;
    if (field) field.place = place;
  }

  /** What still has to be done, and of which field. */
  get lack(): { what: Lack; key: number | null } | null {
    if (this.fields.length === 0 && this.slots === null) return { what: 'fields', key: null };
    if (this.slots && (this.slots.failure !== null || this.slots.places.length === 0)) return { what: 'slots', key: SLOTS };
    for (const [at, field] of this.fields.entries()) {
      const name = field.name.trim();
      if (name === '') return { what: 'name', key: field.key };
      if (this.fields.findIndex((one) => one.name.trim() === name) < at) return { what: 'twice', key: field.key };
      if (field.place === null) return { what: 'place', key: field.key };
    }
    return null;
  }

  /** Writes the fields into a new file; null where that failed. */
  async write(): Promise<Document | null> {
    if (this.busy || this.lack) return null;
    this.busy = true;
    this.failure = null;
    const fields: NewField[] = this.fields.map(({ name, place, lockAll, timestamp, reasons }) => ({
      name: name.trim(), place: place && { ...place }, lockAll, timestamp, reasons: [...reasons],
    }));
    try {
      return await host.call('prepare_fields', { document: this.document.id, fields, slots: this.slots?.wire ?? null });
    } catch (thrown) {
      this.failure = asFailure(thrown);
      return null;
    } finally {
      this.busy = false;
    }
  }
}
