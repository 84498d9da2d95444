// The kept seals: the list, the one in view, and what is done with them. Owns no words and no widgets.

import type { Failure, Seal, SealDesign, SealPreset } from '../bindings/wire';
import { asFailure, host } from '../host';

/** The seals of this station. */
export class Seals {
  list = $state.raw<Seal[] | null>(null);
  failure = $state.raw<Failure | null>(null);
  chosen = $state<string | null>(null);

  constructor() {
    void this.read();
  }

  /** The seal in view. */
  get seal(): Seal | null {
    return this.list?.find((seal) => seal.id === this.chosen) ?? null;
  }

  /** Reads the list; the seal in view stays, or becomes `chosen`. */
  async read(chosen: string | null = this.chosen): Promise<void> {
    await this.attempt(async () => {
      this.list = await host.call('seals', null);
      this.chosen = this.list.some((seal) => seal.id === chosen) ? chosen : null;
    });
  }

  /** Does something that may fail; the failure is kept. Answers null then. */
  async attempt<Answer>(work: () => Promise<Answer>): Promise<Answer | null> {
    this.failure = null;
    try {
      return await work();
    } catch (thrown) {
      this.failure = asFailure(thrown);
      return null;
    }
  }

  /** Asks for a seal's file and takes it over. */
  async importFile(): Promise<Seal | null> {
    const seal = await this.attempt(() => host.call('choose_seal_file', null));
    if (seal) await this.read(seal.id);
    return seal;
  }

  /** Renames, retires or takes into use again. */
  async change(id: string, change: { label?: string; retired?: boolean }): Promise<void> {
    const changed = await this.attempt(() => host.call('change_seal', { id, label: change.label ?? null, retired: change.retired ?? null }));
    if (changed) await this.read(changed.id);
  }
}

/** A design in another size: what follows the size follows it. */
export function resized(design: SealDesign, width: number, height: number): SealDesign {
  const by = width / design.width;
  return { ...design, width, height, star: Math.round(design.star * by * 2) / 2 };
}

/** A preset with the words of the design before it; its own line where the one before was a preset's. */
export function taken(preset: SealPreset, before: SealDesign, lines: string[]): SealDesign {
  const line = before.line === '' || lines.includes(before.line) ? preset.design.line : before.line;
  return { ...preset.design, name: before.name, code: before.code, number: before.number, face: before.face, line };
}
