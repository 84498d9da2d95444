// The names of people whom a list knows by their ids alone.

import { host } from '../host';

/** Names by id. */
export class Names {
  #known = $state.raw<ReadonlyMap<string, string>>(new Map());

  /** Reads the names that are not known yet. */
  async read(ids: string[]): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#known.has(id));
    const files = await Promise.all(missing.map((id) => host.call('office_person', id)));
    if (files.length > 0) this.#known = new Map([...this.#known, ...files.map((file) => [file.entry.id, file.entry.name] as const)]);
  }

  /** Takes over a name that is known. */
  take(id: string, name: string): void {
    this.#known = new Map([...this.#known, [id, name]]);
  }

  /** A person's name; the id until it is known. */
  of = (id: string): string => this.#known.get(id) ?? id;
}
