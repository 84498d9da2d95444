// A signature in the making: what it looks like, where it stands, who signs and why. One for each document; no PIN ever lies here.

import type {
  CaptionSide, CheckFinding, CheckUp, ChosenFile, Document, DrawLook, Failure, Look, Mark, Place, Settings, KeptSignature, PaperName, SignatureField, SignDocument, SignedDocument, SigningStep, SignOptions,
} from '../bindings/wire';
import { asFailure, host } from '../host';
import { aspectOf, isSeen, keptLook, keptPlace, NOTHING } from '../parts/look';
import { lacksNames } from '../parts/more';
import { pagesOf } from '../parts/pages';
import { confirming, declared, type Ruled } from '../parts/ruled';
import { type Signer, Signers } from '../parts/signers.svelte';
import type { Keeping, Stamping } from '../parts/stamping';

/** What still has to be done before signing. */
export type Missing = 'stamps' | 'look' | 'place' | 'identity' | 'more' | 'check' | 'rules' | 'review' | 'consent' | 'encrypt' | 'pin' | 'second' | 'finger';
/** The parts of the panel. */
export type Part = 'look' | 'place' | 'identity' | 'reason' | 'level' | 'more';

const PREVIEW_MS = 120;

/** A signature in the making. */
export class Draft implements Keeping {
  readonly document: Document;
  /** What is stamped in the same pass; the signature itself need not be seen then. */
  readonly stamping: Stamping | null;
  marks = $state.raw<Mark[]>([]);
  readonly signers: Signers;
  fields = $state.raw<SignatureField[]>([]);
  /** Every field of the form, by its name. */
  formFields = $state.raw<string[]>([]);
  look = $state<Look>({ mark: null, caption: { name: false, date: false, reason: false } });
  /** What a code beside it says; none where there is nothing. */
  paper = $state.raw<PaperName[]>([]);
  /** The caption alone stands on this side of the first stamp, and needs no place of its own. */
  beside = $state<CaptionSide | null>(null);
  /** Nothing is shown on the page. */
  invisible = $state(false);
  reason = $state('');
  location = $state('');
  consent = $state(false);
  /** Nobody was there for a while: whoever goes on says so. */
  locked = $state(false);
  place = $state.raw<Place | null>(null);
  field = $state<string | null>(null);
  width = $state(46);
  output = $state.raw<ChosenFile | null>(null);
  /** What else is decided. */
  options = $state<SignOptions>({ level: 'b', certify: null, lock: null, digest: 'of-key', pss: false, timestampLater: true });
  /** The result opens with a password alone, where the document can still be encrypted. */
  encrypt = $state(false);
  /** How many timestamp authorities are kept; null while that is not known. */
  authorities = $state<number | null>(null);
  /** What the check found; null while it runs. */
  check = $state.raw<CheckUp | null>(null);
  /** Why there was no check. */
  checkFailure = $state.raw<Failure | null>(null);
  /** The signer saw what the check found and signs all the same. */
  accepted = $state(false);
  /** What the rules of use say of it; nothing where nobody asked them. */
  rules = $state.raw<Ruled | null>(null);
  /** The finding that is looked at. */
  finding = $state.raw<CheckFinding | null>(null);
  /** The parts that stand open; what is remembered is folded. */
  open = $state<Record<Part, boolean>>({ look: true, place: true, identity: true, reason: true, level: false, more: false });
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

  constructor(document: Document, settings: Settings, stamping: Stamping | null = null) {
    this.document = document;
    this.stamping = stamping;
    if (stamping) stamping.signature = this;
    this.invisible = stamping !== null;
    this.look = structuredClone($state.snapshot(settings.look));
    this.signers = new Signers(settings.identity);
    this.options.level = settings.level;
    this.reason = settings.reason;
    this.location = settings.place;
    this.width = settings.markWidth > 0 ? settings.markWidth : 46;
    void this.#load();
    void this.signers.readTokens();
    void this.examine();
    void this.countAuthorities();
  }

  async #load(): Promise<void> {
    try {
      const id = this.document.id;
      const [marks, fields, names] = await Promise.all([host.call('marks', null), host.call('signature_fields', id), host.call('form_fields', id), this.signers.read()]);
      this.marks = marks;
      this.fields = fields;
      this.formFields = names;
      if (!this.offered.some((mark) => mark.id === this.look.mark)) this.look.mark = this.offered[0]?.id ?? null;
      this.drawing = this.offered.length === 0;
      // The other parts may have been opened by now.
      this.open.look = this.look.mark === null && !this.invisible;
      this.open.identity = this.identity === null || this.person?.unusable != null;
      this.open.reason = this.reason === '';
    } catch (thrown) {
      this.failure = asFailure(thrown);
    }
    this.loaded = true;
  }

  /** Looks for what the signer should know. */
  async examine(): Promise<void> {
    this.check = null;
    this.checkFailure = null;
    this.accepted = false;
    this.finding = null;
    try {
      this.check = await host.call('check_document', { document: this.document.id, identity: this.identity });
    } catch (thrown) {
      this.checkFailure = asFailure(thrown);
    }
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

  /** What the signer has to accept before signing. */
  get toAccept(): CheckFinding[] {
    return this.check?.findings.filter((finding) => finding.toAccept) ?? [];
  }

  /** The policy lets nobody sign this. */
  get blocked(): boolean {
    return this.check?.findings.some((finding) => finding.blocks) ?? false;
  }

  /** Reads again who can sign; `chosen` signs. */
  async refreshIdentities(chosen: string | null): Promise<void> {
    try {
      await this.signers.read();
      if (chosen !== null) this.signers.chosen = chosen;
    } catch (thrown) {
      this.failure = asFailure(thrown);
    }
  }

  /** Who signs, as a request names it. */
  get identity(): string | null {
    return this.signers.chosen;
  }

  /** Who signs. */
  get person(): Signer | undefined {
    return this.signers.person;
  }

  /** What the code says; it stands beside a signature at a place of its own alone. */
  get code(): PaperName[] {
    return this.placed ? this.paper : [];
  }

  /** The signature is seen at a place of its own. */
  get placed(): boolean {
    return !this.invisible && this.beside === null;
  }

  /** The marks that are the signer's own, and those that nobody has signed with yet. */
  get offered(): Mark[] {
    const own = (mark: Mark) => mark.owner != null && mark.owner === this.identity;
    return [...this.marks.filter(own), ...this.marks.filter((mark) => mark.owner == null)];
  }

  /** Another signer has another hand. */
  followSigner(): void {
    if (!this.loaded || this.look.mark === null || this.offered.some((mark) => mark.id === this.look.mark)) return;
    this.look.mark = this.offered[0]?.id ?? null;
    this.drawing = this.look.mark === null && !this.invisible;
  }

  /** What is signed will be encrypted: no signature outlives it the other way round. */
  get encrypts(): boolean {
    return this.encrypt && this.document.signatures === 0 && this.document.encryption === null;
  }

  /** The mark that is chosen. */
  get mark(): Mark | undefined {
    return this.marks.find((one) => one.id === this.look.mark);
  }

  /** The look that goes to the engine. */
  get chosenLook(): Look {
    if (this.invisible) return NOTHING;
    return this.beside === null ? { mark: this.look.mark, caption: { ...this.look.caption } } : { mark: null, caption: { ...this.look.caption, side: this.beside } };
  }

  /** The look as it is kept for other documents. */
  get keptLook(): Look {
    return keptLook(this.chosenLook);
  }

  get signer(): { id: string; name: string } | null {
    const { identity, person } = this;
    return identity !== null && person && !person.unusable ? { id: identity, name: person.label } : null;
  }

  get kept(): KeptSignature {
    return { look: this.keptLook, at: keptPlace(this.placed ? this.field : null, this.placed ? this.place : null, this.document.pages) };
  }

  /** Shows and stands as was kept, as far as its mark and its page are there. */
  takeKept({ look, at }: KeptSignature): void {
    const known = look.mark === null || this.marks.length === 0 || this.marks.some((mark) => mark.id === look.mark);
    this.invisible = !isSeen(look, 'shown');
    if (this.invisible || !known) return;
    this.look = structuredClone(look);
    this.beside = at === 'none' ? (look.caption.side ?? null) : null;
    this.takeBack();
    if (at === 'none') return;
    if ('field' in at) {
      if (this.fields.length === 0 || this.emptyFields.some((field) => field.name === at.field)) this.field = at.field;
      return;
    }
    const [page = -1] = pagesOf(at.page.page, this.document.pages);
    if (page < 0 || page >= this.document.pages) return;
    this.width = at.page.width;
    this.place = { page, left: at.page.left, top: at.page.top, width: at.page.width, height: at.page.width / this.aspect };
  }

  /** The empty fields that wait for a signature. */
  get emptyFields(): SignatureField[] {
    return this.fields.filter((field) => !field.signed);
  }

  /** Width divided by height of what will stand on the page. */
  get aspect(): number {
    return aspectOf(this.mark?.aspect ?? null, this.look.caption, this.reason, this.width, this.code.length > 0);
  }

  /** Nobody is there: what was agreed to was agreed to by whoever has left. */
  lock(): void {
    if (this.step !== null || this.result !== null) return;
    this.locked = true;
    this.consent = false;
    this.accepted = false;
  }

  /** What still has to be done; `pin`, `second` and `opens` say whether the PINs and the password are given. */
  missing(pin: boolean, second = true, opens = true): Missing[] {
    const list: Missing[] = [];
    if (this.stamping && (this.stamping.empty || this.stamping.lack)) list.push('stamps');
    if (!this.invisible && !isSeen(this.chosenLook, this.reason) && this.code.length === 0 && this.takePad === null) list.push('look');
    if (this.placed && this.place === null && this.field === null) list.push('place');
    if (!this.signers.ready) list.push('identity');
    if (lacksNames(this.options.lock)) list.push('more');
    if (this.blocked || (this.toAccept.length > 0 && !this.accepted)) list.push('check');
    if (this.rules?.lack) list.push(this.rules.lack);
    if (!this.consent) list.push('consent');
    if (this.encrypts && !opens) list.push('encrypt');
    if (!pin && !this.signers.pinPad) list.push('pin');
    if (this.rules?.lacksFinger) list.push('finger');
    if (this.rules?.wantsSecond && (this.rules.second === null || this.rules.second === this.identity || !second)) list.push('second');
    return list;
  }

  /** Chooses a kept mark. */
  choose(mark: Mark): void {
    this.marks = this.marks.some((one) => one.id === mark.id) ? this.marks.map((one) => (one.id === mark.id ? mark : one)) : [mark, ...this.marks];
    this.look.mark = mark.id;
    this.invisible = false;
    this.beside = null;
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
    const request = { look: this.chosenLook, identity: this.identity, reason: this.reason, document: this.document.id, paper: this.code, width, height, scale };
    clearTimeout(this.#timer);
    if (!isSeen(request.look, request.reason) && request.paper.length === 0) {
      this.#show(null);
      return () => undefined;
    }
    this.#timer = setTimeout(() => void this.#fetch(request), PREVIEW_MS);
    return () => clearTimeout(this.#timer);
  }

  async #fetch(request: DrawLook): Promise<void> {
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

  /** Signs. The PINs and the password pass through and are kept nowhere. */
  async sign(pin: string, secondPin = '', opens = ''): Promise<void> {
    if (this.step !== null || this.identity === null || this.locked) return;
    this.failure = null;
    this.step = 'reading';
    const end = host.listen('signing-progress', (progress) => {
      if (progress.document === this.document.id && this.step !== null) this.step = progress.step;
    });
    const second = confirming(this.rules, secondPin);
    const request: SignDocument = {
      document: this.document.id, identity: this.identity, pin, look: this.chosenLook, place: this.placed ? this.place : null,
      field: this.placed ? this.field : null, stamps: this.stamping?.wanted ?? [], paper: this.code, reason: this.reason.trim(), location: this.location.trim(), consent: this.consent,
      output: this.output?.id ?? null, options: { ...$state.snapshot(this.options), ...declared(this.rules) }, ...(second ? { second } : {}), ...(this.encrypts ? { encrypt: opens } : {}), accepted: this.accepted ? this.toAccept.map((finding) => finding.code) : [],
    };
    try {
      this.result = await host.call('sign_document', request);
      // A finger was for one signature.
      if (this.rules) this.rules.finger = false;
    } catch (thrown) {
      this.failure = asFailure(thrown);
    } finally {
      request.pin = '';
      if (second) second.pin = '';
      delete request.encrypt;
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
