// What is on the desk: the document, what the verifier says of it, the task in the panel, the screen. Owns the order of things;
// features are shown by App.svelte and know nothing of each other.

import type { Area, DetachedVerification, Document, Failure, FilesToVerify, Language, LoginState, PendingTimestamp, RecentFile, Settings, SignatureField, Start, Verification } from '../bindings/wire';
import { asFailure, host } from '../host';
import { Station } from '../station/station.svelte';
import { Upkeep } from '../upkeep/upkeep.svelte';
import { sentence, t, useLanguage, type TextId } from '../text/text.svelte';
import { Contents } from '../verification/contents.svelte';
import { Versions } from '../verification/versions.svelte';
import { View } from '../viewer/view.svelte';
import { showAppearance } from './appearance';

/** The screens of the window. */
export type Screen = 'start' | 'document' | 'batch' | 'many' | 'seals' | 'office' | 'history' | 'settings' | 'station' | 'manual';
/** What the screens are called that have a name of their own. */
export const TITLES: Partial<Record<Screen, TextId>> = {
  history: 'history', settings: 'settings', station: 'station-title', batch: 'batch-title', many: 'many-title', seals: 'seals-title', office: 'qc-title', manual: 'manual',
};
/** The task in the panel. */
export type Task = 'sign' | 'stamp' | 'prepare' | 'signatures' | 'compare' | 'search';
/** Why a document is opened: what the panel shows first. */
export type Purpose = 'read' | 'sign' | 'stamp' | 'verify';

/** A document with its view. */
export interface Desk {
  document: Document;
  view: View;
}

/** A short piece of news at the foot of the window. */
export interface Notice {
  words: string;
  action?: { label: string; run: () => void } | undefined;
}

const NOTICE_MS = 6000;
/** Pages come first; versions are compared once those in view are drawn. */
const COMPARE_MS = 1200;

/** The state of the window. */
export class Session {
  readonly start: Start;
  /** Who is logged in, where a login is set. */
  login = $state.raw({} as LoginState);
  /** Logs out. */
  onout: () => void = () => undefined;
  settings = $state({} as Settings);
  screen = $state<Screen>('start');
  desk = $state.raw<Desk | null>(null);
  /** The version that a signature covers, shown in place of the document it came from. */
  version = $state.raw<Desk | null>(null);
  verification = $state.raw<Verification | null>(null);
  verificationFailure = $state.raw<Failure | null>(null);
  /** The versions of the signed document. */
  versions = $state.raw<Versions | null>(null);
  /** What is in the document beside its words. */
  contents = $state.raw<Contents | null>(null);
  /** A place that was clicked in a list, outlined on its page. */
  looked = $state.raw<{ page: number; area: Area } | null>(null);
  /** The signature fields of the document. */
  fields = $state.raw<SignatureField[]>([]);
  task = $state<Task | null>(null);
  /** The empty field that was clicked in order to sign it. */
  field = $state<string | null>(null);
  /** The signature that the panel has in view. */
  signature = $state<number | null>(null);
  recent = $state.raw<RecentFile[]>([]);
  /** The signed files whose timestamps wait. */
  waiting = $state.raw<PendingTimestamp[]>([]);
  /** The waiting timestamps are shown. */
  waitingShown = $state(false);
  /** What the rules of use know of this station. */
  readonly station = new Station();
  /** New versions of the program, and feedback. */
  readonly upkeep = new Upkeep();
  /** The section that the settings, or the rules of this station, begin with. */
  section = $state<string | null>(null);
  /** Where the settings and the log were opened from. */
  #from = $state<Screen>('start');
  failure = $state.raw<Failure | null>(null);
  notice = $state.raw<Notice | null>(null);
  hovering = $state(false);
  /** Files of any kind are being signed. */
  signingFiles = $state(false);
  /** What is being made of the document: a report on it, or a package with what proves it. */
  paper = $state<'report' | 'package' | null>(null);
  /** A signature file that was opened, judged. */
  signatureFile = $state.raw<DetachedVerification | null>(null);
  /** Files that were dropped together and wait to be verified. */
  dropped = $state.raw<FilesToVerify | null>(null);
  /** The document was opened from the list of many: closing it leads back there. */
  ofMany = $state(false);
  opening = $state(false);
  guide = $state(false);
  /** The page of the manual that was read last. */
  manualPage: string | null = null;
  /** The guide goes on beside the sample. */
  coached = $state(false);
  /** The password is asked for. */
  asking = $state(false);
  #noticeTimer: ReturnType<typeof setTimeout> | undefined;
  #endings: (() => void)[] = [];

  constructor(start: Start) {
    this.start = start;
    this.settings = start.settings;
    this.login = start.login;
    this.#applyLanguage();
    showAppearance(this.settings.appearance);
    this.#endings.push(
      host.listen('document-opened', (document) => this.show(document)),
      host.listen('signature-file-opened', (judged) => (this.signatureFile = judged)),
      host.listen('failure', (failure) => (this.failure = failure)),
      host.listen('drop-hover', (hovering) => (this.hovering = hovering)),
      host.listen('files-dropped', (files) => {
        this.dropped = files;
        this.hovering = false;
        this.screen = 'many';
      }),
    );
    void this.refreshRecent();
    void this.refreshWaiting();
    void this.station.read();
    const recovered = start.recovered[0];
    if (recovered) this.tell(start.recovered.map((text) => sentence(text)).join(' '), { label: t('history'), run: () => this.go('history') });
    this.failure = start.failure;
    this.signatureFile = start.signatureFile ?? null;
    if (start.document) this.show(start.document);
    else this.guide = !start.failure && !this.signatureFile && !start.settings.guideDone;
  }

  /** Stops listening. */
  close(): void {
    this.#endings.forEach((end) => end());
  }

  /** The desk that is seen: a signed version lies over its document. */
  get seen(): Desk | null {
    return this.version ?? this.desk;
  }

  #applyLanguage(): void {
    useLanguage(this.settings.language ?? this.start.systemLanguage);
  }

  /** Runs something that may fail; a failure is shown in a dialog. Answers null then. */
  async attempt<Answer>(work: () => Promise<Answer>): Promise<Answer | null> {
    try {
      return await work();
    } catch (thrown) {
      this.failure = asFailure(thrown);
      return null;
    }
  }

  /** Says something at the foot of the window for a while. */
  tell(words: string, action?: Notice['action']): void {
    clearTimeout(this.#noticeTimer);
    this.notice = { words, action };
    this.#noticeTimer = setTimeout(() => (this.notice = null), action ? 2 * NOTICE_MS : NOTICE_MS);
  }

  /** Changes settings and keeps them. */
  async keep(change: Partial<Settings>): Promise<void> {
    Object.assign(this.settings, change);
    if ('language' in change) this.#applyLanguage();
    if (change.appearance) showAppearance(change.appearance);
    await this.attempt(() => host.call('save_settings', $state.snapshot(this.settings)));
  }

  /** The language shown. */
  get language(): Language {
    return this.settings.language ?? this.start.systemLanguage;
  }

  /** Reads the list of files opened before. */
  async refreshRecent(): Promise<void> {
    try {
      this.recent = await host.call('recent_files', null);
    } catch {
      // The start screen works without the list; opening a file says what is wrong.
      this.recent = [];
    }
  }

  /** Reads the list of waiting timestamps. */
  async refreshWaiting(): Promise<void> {
    try {
      this.waiting = await host.call('pending_timestamps', null);
    } catch {
      // The list is offered, not needed: opening it says what is wrong.
      this.waiting = [];
    }
  }

  /** An authority answered: what waits is offered. */
  async offerWaiting(): Promise<void> {
    await this.refreshWaiting();
    const count = this.waiting.filter((one) => !one.missing).length;
    if (count > 0) this.tell(t('waiting-count', { count }), { label: t('waiting-show'), run: () => (this.waitingShown = true) });
  }

  /** One of the lists beside the work. */
  get beside(): boolean {
    return this.screen === 'history' || this.screen === 'settings' || this.screen === 'station' || this.screen === 'manual';
  }

  /** Opens a list beside the work: the log, the settings, the rules of this station, the manual, at one of its sections. */
  go(screen: 'history' | 'settings' | 'station' | 'manual', section: string | null = null): void {
    if (!this.beside) this.#from = this.screen;
    this.waitingShown = false;
    this.section = section;
    this.screen = screen;
  }

  /** Opens what `ask` gives, for a purpose. */
  async open(ask: () => Promise<Document | null>, purpose: Purpose = 'read'): Promise<void> {
    if (this.opening) return;
    this.opening = true;
    const document = await this.attempt(ask);
    this.opening = false;
    if (document) this.show(document, purpose);
  }

  /** Opens a file of the list of many, at its signatures. */
  async openOfMany(id: string): Promise<void> {
    const before = this.desk;
    await this.open(() => host.call('open_verified', id), 'verify');
    this.ofMany = this.desk !== before;
  }

  /** Asks for a file and opens it. */
  choose(purpose: Purpose = 'read'): Promise<void> {
    return this.open(() => host.call('choose_document', null), purpose);
  }

  /** A report that came back is looked at, and then approved to be sealed. */
  showReturned(document: Document): void {
    this.show(document);
    this.tell(t('qc-returned-opened', { name: document.name }), { label: t('ticket-open'), run: () => this.station.ask('ticket') });
  }

  /** Puts a document on the desk in place of the one that lay there. */
  show(document: Document, purpose: Purpose = 'read'): void {
    this.#clear();
    this.desk = { document, view: new View(document) };
    this.screen = 'document';
    this.hovering = false;
    this.ofMany = false;
    this.asking = document.locked;
    this.task = purpose === 'sign' || purpose === 'stamp' ? purpose : purpose === 'verify' ? 'signatures' : null;
    if (!document.locked) void this.examine();
    void this.refreshRecent();
  }

  /** Asks the verifier, and for the fields that wait for a signature. */
  async examine(): Promise<void> {
    void this.verify();
    const desk = this.desk;
    if (!desk) return;
    this.contents = new Contents(desk.document.id);
    try {
      const fields = await host.call('signature_fields', desk.document.id);
      if (this.desk === desk) this.fields = fields;
    } catch {
      // Without them nothing is outlined; signing asks again and says why.
    }
  }

  /** Takes the document that was unlocked. */
  unlocked(document: Document): void {
    const task = this.task;
    this.asking = false;
    this.desk?.view.close();
    this.desk = { document, view: new View(document) };
    this.task = task;
    void this.examine();
  }

  /** Puts a signed document on the desk, with what was said of it. */
  showSigned(document: Document, verification: Verification): void {
    const before = this.desk;
    this.leaveVersion();
    const view = new View(document);
    this.desk = { document, view };
    this.verificationFailure = null;
    this.fields = [];
    this.contents = new Contents(document.id);
    this.take(verification);
    void host.call('signature_fields', document.id).then((fields) => { if (this.desk?.document === document) this.fields = fields; }, () => undefined);
    if (before) {
      view.fit = before.view.fit;
      view.start = before.view.position;
      if (before.view.fit === 'free') view.zoomTo(before.view.percent / 100);
      view.thumbnailsWanted = before.view.thumbnailsWanted;
      this.#release(before);
    }
    void this.refreshRecent();
  }

  /** Asks the verifier about the document; unsigned ones are not asked about. */
  async verify(): Promise<void> {
    const desk = this.desk;
    this.verification = null;
    this.verificationFailure = null;
    if (!desk || desk.document.signatures === 0) return;
    try {
      const verification = await host.call('verify_document', desk.document.id);
      if (this.desk !== desk) return;
      this.take(verification);
      void this.refreshRecent();
      // Beside a green verdict stand the bytes that were signed; the file as received is one step away.
      const signed = this.versions?.lastSigned ?? null;
      const working = this.#making;
      if (verification.tone === 'good' && signed !== null && !working) await this.showVersion(signed);
    } catch (thrown) {
      if (this.desk === desk) this.verificationFailure = asFailure(thrown);
    }
  }

  /** Takes what the verifier says; the versions are compared in the background. */
  take(verification: Verification): void {
    this.verification = verification;
    const id = this.desk?.document.id;
    if (!id || this.versions?.document === id) return;
    this.versions?.close();
    const versions = new Versions(id, verification);
    this.versions = versions;
    if (versions.many) setTimeout(() => void versions.compare(), COMPARE_MS);
    void this.contents?.load();
  }

  /** Shows a version: the one that a signature covers, or the file as received. */
  async showVersion(signature: number | null): Promise<void> {
    const desk = this.desk;
    if (!desk) return;
    this.#asked += 1;
    const mine = this.#asked;
    if (signature === null) {
      this.leaveVersion();
      return;
    }
    const document = await this.attempt(() => host.call('open_signed_version', { document: desk.document.id, signature }));
    if (!document) return;
    if (this.desk !== desk || mine !== this.#asked) {
      host.call('close_document', document.id).catch(() => undefined);
      return;
    }
    const before = this.seen?.view ?? desk.view;
    const view = new View(document);
    Session.#carry(before, view);
    const left = this.version;
    this.version = { document, view };
    if (left) this.#release(left);
    if (this.versions) {
      this.versions.at = signature;
      this.versions.chosen = null;
    }
  }
  /** Counts the versions asked for: the one asked for last is shown. */
  #asked = 0;

  /** Another version is looked at where the one before was. */
  static #carry(from: View, to: View): void {
    to.start = from.scroller ? from.position : from.start;
    to.fit = from.fit;
    if (from.fit === 'free') to.zoomTo(from.percent / 100);
    to.thumbnailsWanted = from.thumbnailsWanted;
  }

  /** Goes back from a signed version to its document. */
  leaveVersion(): void {
    const version = this.version;
    this.version = null;
    this.#asked += 1;
    if (this.versions) {
      this.versions.at = null;
      this.versions.chosen = null;
    }
    if (!version) return;
    if (this.desk) Session.#carry(version.view, this.desk.view);
    this.#release(version);
  }

  /** Looks at a place of the version that is shown. */
  look(page: number, area: Area | null): void {
    this.looked = area ? { page, area } : null;
    this.seen?.view.goTo(page, area ?? undefined);
  }

  #release(desk: Desk): void {
    desk.view.close();
    // Nothing depends on its answer; the engine lets go of the file sooner.
    host.call('close_document', desk.document.id).catch(() => undefined);
  }

  #clear(): void {
    this.leaveVersion();
    const desk = this.desk;
    this.desk = null;
    this.versions?.close();
    this.versions = null;
    this.contents = null;
    this.looked = null;
    this.verification = null;
    this.verificationFailure = null;
    this.signature = null;
    this.fields = [];
    this.field = null;
    this.asking = false;
    this.task = null;
    if (desk) this.#release(desk);
  }

  /** Closes the document and goes to the start. */
  closeDocument(): void {
    this.#clear();
    this.screen = this.ofMany ? 'many' : 'start';
    this.ofMany = false;
    void this.refreshRecent();
  }

  /** The task makes something that goes into the file as received. */
  get #making(): boolean {
    return this.task === 'sign' || this.task === 'stamp' || this.task === 'prepare';
  }

  /** Opens or closes a task. */
  toggle(task: Task): void {
    this.screen = 'document';
    this.looked = null;
    this.task = this.task === task ? null : task;
    // Signed is the file as received, whatever was looked at.
    if (this.#making) this.leaveVersion();
  }

  /** Opens a task, if it is not open yet. */
  begin(task: Task): void {
    if (this.task !== task) this.toggle(task);
  }

  /** Where the way back leads: what a list was opened from, else the document, else the start. */
  get #before(): Screen {
    const list = this.beside ? this.#from : null;
    return list === 'batch' || list === 'many' || list === 'seals' || list === 'office' ? list : this.desk ? 'document' : 'start';
  }

  /** The same in words. */
  get backWords(): string {
    const words = { batch: 'back-to-batch', many: 'back-to-many', seals: 'back-to-seals', office: 'qc-back', document: 'back-to-document' } as const;
    const before = this.#before;
    return t(before in words ? words[before as keyof typeof words] : 'back-to-start');
  }

  /** Goes back from a list to where it was opened from. */
  back(): void {
    this.screen = this.#before;
  }
}
