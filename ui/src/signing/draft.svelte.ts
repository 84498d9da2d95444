// A signature in the making: what it looks like, where it stands, who signs and why. One for each document; no PIN ever lies here.

import type {
  ChosenFile, Document, Failure, Identity, Look, Mark, Place, Settings, SignatureField, SignDocument, SignedDocument, SigningStep,
} from '../bindings/wire';
import { asFailure, host } from '../host';

/** What still has to be done before signing. */
export type Missing = 'look' | 'place' | 'identity' | 'consent' | 'pin';
/** The parts of the panel. */
export type Part = 'look' | 'place' | 'identity' | 'reason';

const PREVIEW_MS = 120;
/** A box at least this much wider than tall has its caption beside the mark, in the other half of its width. */
const BESIDE_ASPECT = 1.9;
/** The height of a line of caption, in millimetres. */
const LINE_MM = 4.13;

/** A signature in the making. */
export class Draft {
  readonly document: Document;
  marks = $state.raw<Mark[]>([]);
  identities = $state.raw<Identity[]>([]);
  fields = $state.raw<SignatureField[]>([]);
  look = $state<Look>({ mark: null, caption: { name: false, date: false, reason: false } });
  /** Nothing is shown on the page. */
  invisible = $state(false);
  identity = $state<string | null>(null);
  reason = $state('');
  location = $state('');
  consent = $state(false);
  place = $state.raw<Place | null>(null);
  field = $state<string | null>(null);
  width = $state(46);
  output = $state.raw<ChosenFile | null>(null);
  /** The parts that stand open; what is remembered is folded. */
  open = $state<Record<Part, boolean>>({ look: true, place: true, identity: true, reason: true });
  /** The pad is in use instead of a kept mark. */
  drawing = $state(false);
  /** Takes over what is on the pad, where something is. */
  takePad: (() => Promise<boolean>) | null = null;
  /** The signature as it will be. */
  picture = $state<string | null>(null);
  /** What came back: the lists are there. */
  loaded = $state(false);
  step = $state<SigningStep | null>(null);
  failure = $state.raw<Failure | null>(null);
  result = $state.raw<SignedDocument | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #drawn = 0;

  constructor(document: Document, settings: Settings) {
    this.document = document;
    this.look = structuredClone($state.snapshot(settings.look));
    this.identity = settings.identity;
    this.reason = settings.reason;
    this.location = settings.place;
    this.width = settings.markWidth > 0 ? settings.markWidth : 46;
    void this.#load();
  }

  async #load(): Promise<void> {
    try {
      const [marks, identities, fields] = await Promise.all([
        host.call('marks', null), host.call('identities', null), host.call('signature_fields', this.document.id),
      ]);
      this.marks = marks;
      this.fields = fields;
      this.takeIdentities(identities);
      if (!marks.some((mark) => mark.id === this.look.mark)) this.look.mark = marks[0]?.id ?? null;
      this.drawing = marks.length === 0;
      this.open = {
        look: this.look.mark === null, place: true, identity: this.identity === null || this.person?.unusable != null, reason: this.reason === '',
      };
    } catch (thrown) {
      this.failure = asFailure(thrown);
    }
    this.loaded = true;
  }

  /** Takes the list of those who can sign, and chooses one where none is chosen. */
  takeIdentities(identities: Identity[]): void {
    this.identities = identities;
    if (!identities.some((one) => one.id === this.identity)) {
      this.identity = (identities.find((one) => one.unusable === null && !one.locked) ?? identities[0])?.id ?? null;
    }
  }

  /** Reads again who can sign; `chosen` signs. */
  async refreshIdentities(chosen: string | null): Promise<void> {
    try {
      this.takeIdentities(await host.call('identities', null));
      if (chosen !== null) this.identity = chosen;
    } catch (thrown) {
      this.failure = asFailure(thrown);
    }
  }

  /** Who signs. */
  get person(): Identity | undefined {
    return this.identities.find((one) => one.id === this.identity);
  }

  /** The mark that is chosen. */
  get mark(): Mark | undefined {
    return this.marks.find((one) => one.id === this.look.mark);
  }

  /** The look that goes to the engine. */
  get chosenLook(): Look {
    const nothing = { name: false, date: false, reason: false };
    return this.invisible ? { mark: null, caption: nothing } : { mark: this.look.mark, caption: { ...this.look.caption } };
  }

  /** The empty fields that wait for a signature. */
  get emptyFields(): SignatureField[] {
    return this.fields.filter((field) => !field.signed);
  }

  /** Width divided by height of what will stand on the page. */
  get aspect(): number {
    const { caption } = this.look;
    const lines = [caption.name, caption.date, caption.reason && this.reason !== ''].filter(Boolean).length;
    if (this.mark && lines === 0) return this.mark.aspect;
    const tallest = this.width / BESIDE_ASPECT;
    if (this.mark) return this.width / Math.min(Math.max(this.width / 2 / this.mark.aspect, Math.min(lines * LINE_MM, tallest)), tallest);
    return lines > 0 ? this.width / (lines * LINE_MM) : 2.6;
  }

  /** What still has to be done; `pin` says whether a PIN is given. */
  missing(pin: boolean): Missing[] {
    const list: Missing[] = [];
    const { caption } = this.look;
    const shown = this.look.mark !== null || caption.name || caption.date || caption.reason;
    if (!this.invisible && !shown && this.takePad === null) list.push('look');
    if (!this.invisible && this.place === null && this.field === null) list.push('place');
    if (this.identity === null || this.person?.unusable) list.push('identity');
    if (!this.consent) list.push('consent');
    if (!pin) list.push('pin');
    return list;
  }

  /** Chooses a kept mark. */
  choose(mark: Mark): void {
    this.marks = this.marks.some((one) => one.id === mark.id) ? this.marks.map((one) => (one.id === mark.id ? mark : one)) : [mark, ...this.marks];
    this.look.mark = mark.id;
    this.invisible = false;
    this.drawing = false;
  }

  /** Puts the signature there; what is on the pad is taken over with it. */
  async putAt(place: Place): Promise<void> {
    this.field = null;
    this.place = place;
    this.width = place.width;
    await this.takePad?.();
  }

  /** Signs the empty field. */
  async useField(name: string): Promise<void> {
    this.place = null;
    this.field = name;
    await this.takePad?.();
  }

  /** Takes the signature off the page again. */
  takeBack(): void {
    this.place = null;
    this.field = null;
  }

  /** Where the signature will stand: its place, or the chosen field's. */
  get standing(): Place | null {
    return this.place ?? this.fields.find((field) => field.name === this.field)?.place ?? null;
  }

  /** Asks for the picture of the signature at this size; `scale` is pixels per millimetre. */
  draw(width: number, height: number, scale: number): () => void {
    const request = { look: this.chosenLook, identity: this.identity, reason: this.reason, width, height, scale };
    clearTimeout(this.#timer);
    if (this.invisible || (request.look.mark === null && !Object.values(request.look.caption).some(Boolean))) {
      this.#show(null);
      return () => undefined;
    }
    this.#timer = setTimeout(() => void this.#fetch(request), PREVIEW_MS);
    return () => clearTimeout(this.#timer);
  }

  async #fetch(request: { look: Look; identity: string | null; reason: string; width: number; height: number; scale: number }): Promise<void> {
    this.#drawn += 1;
    const mine = this.#drawn;
    try {
      const blob = await host.picture('draw_look', request);
      if (mine === this.#drawn) this.#show(URL.createObjectURL(blob));
    } catch (thrown) {
      if (mine === this.#drawn) this.failure = asFailure(thrown);
    }
  }

  #show(picture: string | null): void {
    if (this.picture) URL.revokeObjectURL(this.picture);
    this.picture = picture;
  }

  /** Signs. The PIN passes through and is kept nowhere. */
  async sign(pin: string): Promise<void> {
    if (this.step !== null || this.identity === null) return;
    this.failure = null;
    this.step = 'reading';
    const end = host.listen('signing-progress', (progress) => {
      if (progress.document === this.document.id && this.step !== null) this.step = progress.step;
    });
    const request: SignDocument = {
      document: this.document.id, identity: this.identity, pin, look: this.chosenLook, place: this.invisible ? null : this.place,
      field: this.invisible ? null : this.field, reason: this.reason.trim(), location: this.location.trim(), consent: this.consent,
      output: this.output?.id ?? null,
    };
    try {
      this.result = await host.call('sign_document', request);
    } catch (thrown) {
      this.failure = asFailure(thrown);
    } finally {
      request.pin = '';
      end();
      this.step = null;
    }
  }

  /** Lets the preview go. */
  close(): void {
    clearTimeout(this.#timer);
    this.#drawn += 1;
    this.#show(null);
  }
}
