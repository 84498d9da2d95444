// What is stamped in one pass: the list of stamps in the making, where the engine says they would stand, and the kept ways of
// stamping. One for each document, and one for many files, which has no plan.

import type { BesideStamp, Document, Failure, Place, Preset, SignatureField, Stamp, StampArt, StampPlan, Template } from '../bindings/wire';
import { asFailure, host } from '../host';
import type { Keeping, Stamping } from '../parts/stamping';
import type { TextId } from '../text/text.svelte';
import { StampPictures } from './pictures.svelte';
import { type Art, nameOf, ofMark, ofSeal, OneStamp, sameArt } from './stamp.svelte';

/** One mark of the plan, with the stamp it is of. */
export interface PlannedStamp {
  stamp: OneStamp;
  /** As it was asked for. */
  wire: Stamp;
  place: Place;
  slice: [number, number] | null;
}

const PLAN_MS = 120;
/** So much of the smaller of two marks lies on the other where they are in each other's way. */
const COVERED = 0.5;

function covers(one: Place, other: Place): boolean {
  const width = Math.min(one.left + one.width, other.left + other.width) - Math.max(one.left, other.left);
  const height = Math.min(one.top + one.height, other.top + other.height) - Math.max(one.top, other.top);
  return width > 0 && height > 0 && width * height > COVERED * Math.min(one.width * one.height, other.width * other.height);
}

/** The stamps of one pass. */
export class Queue implements Stamping {
  /** The document, where it is one. */
  readonly document: Document | null;
  stamps = $state.raw<OneStamp[]>([]);
  /** The stamp whose row is open. */
  current = $state<number | null>(null);
  /** What was put down last and wants the focus. */
  fresh = $state<number | null>(null);
  /** What can be stamped: seals first. */
  arts = $state.raw<Art[]>([]);
  presets = $state.raw<Preset[]>([]);
  fields = $state.raw<SignatureField[]>([]);
  /** The lists are there. */
  loaded = $state(false);
  /** The kept way of stamping that was taken. */
  chosen = $state<string | null>(null);
  /** Some stamps of a kept way could not be taken: their artwork is not on this computer. */
  lost = $state(false);
  marks = $state.raw<PlannedStamp[]>([]);
  plan = $state.raw<StampPlan | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** The caption that stands beside the first stamp: on which side, and how many lines. */
  #caption = $state.raw<BesideStamp | null>(null);
  /** Where the caption stands. */
  captionPlace = $state.raw<Place | null>(null);
  /** The names of the kept ways that fit the document and its signer, the best first. */
  fitting = $state.raw<string[]>([]);
  signature: Keeping | null = null;
  /** Who signs, by id. */
  #signer: string | null;
  readonly pictures = new StampPictures();
  #touched = false;
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  /** `signer` is who signs, as far as that is known. */
  constructor(document: Document | null, signer: string | null = null) {
    this.document = document;
    this.#signer = signer;
    void this.read();
  }

  /** Reads what can be stamped. */
  async read(): Promise<void> {
    try {
      const [seals, marks, presets, fitting, fields] = await Promise.all([
        host.call('seals', null), host.call('marks', null), host.call('presets', null), this.#fit(), this.document ? host.call('signature_fields', this.document.id) : [],
      ]);
      const usable = seals.filter((seal) => seal.retired === null);
      this.arts = [...usable.map(ofSeal), ...marks.map(ofMark)];
      this.presets = presets;
      this.fitting = fitting;
      this.fields = fields;
      // The one seal there is needs no choosing; many files are stamped only where that is asked for.
      if (this.document && this.stamps.length === 0 && usable.length === 1 && this.arts[0]) this.begin(this.arts[0]);
    } catch (thrown) {
      this.failure = asFailure(thrown);
    }
    this.loaded = true;
  }

  #fit(): Promise<string[]> {
    return host.call('fitting_presets', { document: this.document?.id ?? null, identity: this.#signer });
  }

  /** Somebody else signs: other ways of stamping may be theirs. */
  async signedBy(signer: string | null): Promise<void> {
    if (signer === this.#signer) return;
    this.#signer = signer;
    await this.#attempt(async () => void (this.fitting = await this.#fit()));
  }

  /** How many pages the document has; null for many files. */
  get pages(): number | null {
    return this.document?.pages ?? null;
  }

  /** The empty fields that a stamp can be put into. */
  get emptyFields(): SignatureField[] {
    return this.fields.filter((field) => !field.signed);
  }

  /** The stamp whose row is open. */
  get open(): OneStamp | undefined {
    return this.stamps.find((one) => one.key === this.current);
  }

  get empty(): boolean {
    return this.stamps.length === 0;
  }

  /** Has a caption of so many lines stand beside the first stamp, or none. */
  takeCaption(side: BesideStamp['side'] | null, lines: number): void {
    this.#caption = side === null || lines === 0 ? null : { side, lines };
  }

  /** The kept ways, those that fit first. */
  get offered(): Preset[] {
    const fits = this.fitting.flatMap((name) => this.presets.filter((one) => one.name === name));
    return [...fits, ...this.presets.filter((one) => !fits.includes(one))];
  }

  /** The pages (from 0) where a mark would stand on one that was signed before. */
  get over(): number[] {
    const signed = this.fields.flatMap((field) => (field.signed && field.place ? [field.place] : []));
    return this.marks.filter(({ place }) => signed.some((other) => other.page === place.page && covers(place, other))).map((mark) => mark.place.page);
  }

  get #complete(): OneStamp[] {
    return this.stamps.filter((one) => one.lack(this.pages) === null);
  }

  get wanted(): Stamp[] {
    return this.#complete.map((one) => one.wire);
  }

  get names(): string[] {
    return this.#complete.map((one) => nameOf(one.art));
  }

  get lack(): TextId | null {
    const lacking = this.stamps.map((one) => one.lack(this.pages)).find((lack) => lack !== null);
    if (lacking) return lacking;
    if (this.document === null || this.empty) return null;
    if (this.failure !== null) return 'stamp-lack-plan';
    return this.plan !== null && this.plan.marks.length === 0 ? 'stamp-lack-nothing' : null;
  }

  /** Opens the first stamp that is not complete. */
  openLacking(): void {
    const lacking = this.stamps.find((one) => one.lack(this.pages) !== null);
    if (lacking) this.current = lacking.key;
  }

  /** Begins with a seal: as it was stamped last time where that was kept, else with one place still to be chosen. */
  begin(art: Art): void {
    // Whoever took that away again wants something else.
    const fits = this.presets.length === 0 ? [] : this.offered.slice(0, this.fitting.length);
    const last = this.#touched ? undefined : fits.find((preset) => preset.stamps.some((stamp) => sameArt(stamp.art, art.art)));
    if (last) this.use(last);
    else this.add(art);
  }

  /** Adds a stamp; it is the one whose row is open. */
  add(art: Art, way: OneStamp['way'] = 'pages'): OneStamp {
    this.#touched = true;
    this.#count += 1;
    const stamp = new OneStamp(this.#count, art);
    stamp.way = way;
    if (this.document === null && way === 'pages') Object.assign(stamp, { pages: 'last', left: 140, top: 215 });
    this.stamps = [...this.stamps, stamp];
    this.current = stamp.key;
    return stamp;
  }

  /** Takes a stamp away. */
  remove(key: number): void {
    this.stamps = this.stamps.filter((one) => one.key !== key);
    if (this.current === key) this.current = this.stamps.at(-1)?.key ?? null;
    this.marks = this.marks.filter((mark) => mark.stamp.key !== key);
    if (this.empty) this.chosen = null;
  }

  /** Moves a stamp one place up: what is stamped later lies over what was stamped before. */
  up(key: number): void {
    const at = this.stamps.findIndex((one) => one.key === key);
    const [before, stamp] = [this.stamps[at - 1], this.stamps[at]];
    if (before && stamp) this.stamps = [...this.stamps.slice(0, at - 1), stamp, before, ...this.stamps.slice(at + 1)];
  }

  /** Puts the stamp whose row is open there. */
  putAt(place: Place): void {
    const stamp = this.open;
    if (!stamp) return;
    stamp.putAt(place);
    this.fresh = stamp.key;
  }

  /** Takes a stamp that was put down off the page again; it waits for another place. */
  takeBack(stamp: OneStamp): void {
    if (stamp.way !== 'pages') return;
    stamp.left = null;
    stamp.top = null;
    this.current = stamp.key;
  }

  /** Moves a stamp; its marks go along at once, and the engine says where they are then. */
  shift(stamp: OneStamp, right: number, down: number, paper: { width: number; height: number }): void {
    stamp.shift(right, down, paper);
    const { axis } = stamp;
    const [x, y] = [axis === 'down' || axis === 'none' ? 0 : right, axis === 'across' || axis === 'none' ? 0 : down];
    const beside = (place: Place): Place => ({ ...place, left: place.left + x, top: place.top + y });
    if (this.captionPlace && this.stamps.find((one) => one.way === 'pages' || one.way === 'keyword') === stamp) this.captionPlace = beside(this.captionPlace);
    this.marks = this.marks.map((mark) => (mark.stamp === stamp ? { ...mark, place: beside(mark.place) } : mark));
  }

  /** Asks where the stamps would stand; reads them now, so that an effect asks again when they change. */
  replan(): () => void {
    const stamps = this.#complete;
    const wires = stamps.map((one) => one.wire);
    const document = this.document?.id;
    const caption = this.#caption;
    clearTimeout(this.#timer);
    if (document === undefined) return () => undefined;
    if (wires.length === 0) {
      this.#asked += 1;
      this.#take(null, [], []);
      return () => undefined;
    }
    this.#timer = setTimeout(() => void this.#ask(document, stamps, wires, caption), PLAN_MS);
    return () => clearTimeout(this.#timer);
  }

  async #ask(document: string, stamps: OneStamp[], wires: Stamp[], caption: BesideStamp | null): Promise<void> {
    this.#asked += 1;
    const mine = this.#asked;
    try {
      const plan = await host.call('plan_stamps', { document, stamps: wires, caption });
      if (mine !== this.#asked) return;
      this.#take(plan, stamps, wires);
    } catch (thrown) {
      if (mine !== this.#asked) return;
      this.#take(null, [], []);
      this.failure = asFailure(thrown);
    }
  }

  #take(plan: StampPlan | null, stamps: OneStamp[], wires: Stamp[]): void {
    this.failure = null;
    this.plan = plan;
    this.captionPlace = plan?.caption ?? null;
    this.marks = (plan?.marks ?? []).flatMap((mark) => {
      const [stamp, wire] = [stamps[mark.stamp], wires[mark.stamp]];
      return stamp && wire ? [{ stamp, wire, place: mark.place, slice: mark.slice }] : [];
    });
  }

  /** The artwork that a request names, where it is on this computer. */
  artOf(art: StampArt): Art | undefined {
    return this.arts.find((one) => sameArt(one.art, art));
  }

  /** Takes a kept way of stamping in place of what was chosen. */
  use(preset: Preset): void {
    this.stamps = [];
    this.lost = false;
    for (const wire of preset.stamps) {
      const art = this.artOf(wire.art);
      if (art) this.add(art).take(wire);
      else this.lost = true;
    }
    this.current = this.stamps.find((one) => one.lack(this.pages) !== null)?.key ?? null;
    this.chosen = preset.name;
    if (preset.signature) this.signature?.takeKept(preset.signature);
  }

  /** Keeps what was chosen under a name: for one kind of document and for whoever signs, where that is wanted. */
  async keep(name: string, template: Template | null, mine: boolean): Promise<void> {
    await this.#attempt(async () => {
      const [signature, identity] = [this.signature?.kept ?? null, mine ? (this.signature?.signer?.id ?? null) : null];
      await host.call('save_preset', { name, stamps: this.stamps.map((one) => one.kept(this.pages)), template, signature, identity });
      [this.presets, this.fitting] = await Promise.all([host.call('presets', null), this.#fit()]);
      this.chosen = name;
    });
  }

  /** The kept way that was taken was used: it is the first that is offered next time. */
  async used(): Promise<void> {
    const preset = this.presets.find((one) => one.name === this.chosen);
    if (preset) await this.#attempt(async () => void (await host.call('save_preset', preset)));
  }

  /** Forgets a kept way of stamping. */
  async forget(name: string): Promise<void> {
    await this.#attempt(async () => {
      await host.call('remove_preset', name);
      if (this.chosen === name) this.chosen = null;
      this.presets = await host.call('presets', null);
    });
  }

  /** Lets the pictures go. */
  close(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.pictures.close();
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.failure = asFailure(thrown);
    }
  }
}
