// Fields for the slices of a seam seal that somebody stamps later: for which seal, over which edge, and where the engine says
// they would stand.

import type { Edge, Failure, Place, Seal, SeamSlots } from '../bindings/wire';
import { asFailure, host } from '../host';

const PLAN_MS = 120;
/** The kinds that go over a seam, the most usual first. */
const KINDS: Seal['kind'][] = ['testing', 'official', 'contract', 'other'];

/** The reserved fields of one seam. */
export class Slots {
  /** The seals that are kept here, whose size is known. */
  seals = $state.raw<Seal[]>([]);
  /** The one it is for; null for one of another size. */
  seal = $state<string | null>(null);
  /** Millimetres. */
  width = $state(40);
  height = $state(40);
  edge = $state<Edge>('right');
  /** Percent of the edge's length. */
  along = $state(50);
  mostSlices = $state(20);
  oddOnly = $state(false);
  /** Where they would stand. */
  places = $state.raw<Place[]>([]);
  failure = $state.raw<Failure | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor() {
    void this.#read();
  }

  async #read(): Promise<void> {
    try {
      this.seals = (await host.call('seals', null)).filter((seal) => seal.retired === null && KINDS.includes(seal.kind));
      const usual = KINDS.flatMap((kind) => this.seals.filter((seal) => seal.kind === kind))[0];
      if (usual) this.choose(usual.id);
    } catch (thrown) {
      this.failure = asFailure(thrown);
    }
  }

  /** Reserves for this seal, or for one of another size. */
  choose(id: string | null): void {
    const seal = this.seals.find((one) => one.id === id);
    this.seal = seal?.id ?? null;
    if (seal) Object.assign(this, { width: seal.width, height: seal.height });
  }

  /** As a request names them. */
  get wire(): SeamSlots {
    const { edge, oddOnly, mostSlices, width } = this;
    return { seam: { edge, oddOnly, along: this.along / 100, mostSlices, width }, height: this.height };
  }

  /** Asks where they would stand; reads them now, so that an effect asks again when they change. */
  replan(document: string): () => void {
    const slots = this.wire;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(document, slots), PLAN_MS);
    return () => clearTimeout(this.#timer);
  }

  async #ask(document: string, slots: SeamSlots): Promise<void> {
    this.#asked += 1;
    const mine = this.#asked;
    try {
      const places = await host.call('plan_slots', { document, slots });
      if (mine !== this.#asked) return;
      this.places = places;
      this.failure = null;
    } catch (thrown) {
      if (mine !== this.#asked) return;
      this.places = [];
      this.failure = asFailure(thrown);
    }
  }
}
