// The versions of a signed file: what each signature covers, and the file as received; and what looks different between them.
// Owns the comparison's course; the pages are shown by the viewer.

import type { Area, ComparedPage, ComparedVersions, Comparison, DocumentId, Failure, SignatureView, Verification } from '../bindings/wire';
import { asFailure, host } from '../host';
import { t } from '../text/text.svelte';

/** A version to stop at: the one that a signature covers, or the file as received. */
export interface Stop {
  signature: number | null;
  name: string | null;
}

/** What differs on a page of the version that is shown. */
export interface Marked {
  areas: Area[];
  whole: boolean;
}

const key = (from: number, to: number | null) => `${from}-${to ?? 'received'}`;

/** The versions of one document. */
export class Versions {
  readonly document: DocumentId;
  /** From the earliest on; the last is the file as received. */
  readonly stops: Stop[];
  comparison = $state.raw<Comparison | null>(null);
  failure = $state.raw<Failure | null>(null);
  running = $state(false);
  done = $state(0);
  total = $state(0);
  /** The pair that is looked at, where the reader chose one. */
  chosen = $state<string | null>(null);
  /** The version that is shown. */
  at = $state<number | null>(null);
  #heard: (() => void) | null = null;
  #closed = false;

  constructor(document: DocumentId, verification: Verification) {
    this.document = document;
    this.stops = [...verification.signatures.filter((one) => one.versionAvailable).map((one) => ({ signature: one.index, name: Versions.#name(one) })), { signature: null, name: null }];
  }

  static #name(signature: SignatureView): string | null {
    return signature.certificate?.name ?? null;
  }

  /** There is more than one version. */
  get many(): boolean {
    return this.stops.length > 1;
  }

  /** The last version that a signature proves and that is not the whole file. */
  get lastSigned(): number | null {
    return this.stops.at(-2)?.signature ?? null;
  }

  /** The words for a version. */
  words(signature: number | null): string {
    const stop = this.stops.find((one) => one.signature === signature);
    if (!stop || stop.signature === null) return t('version-received');
    return stop.name === null ? t('version-signed') : t('version-signed-by', { name: stop.name });
  }

  /** A signature's version, or the file as received where that is what the signature covers. */
  #stop(signature: number | null): number | null {
    return this.stops.some((one) => one.signature === signature) ? signature : null;
  }

  /** The pairs that were compared, by key, with their versions in words. */
  get pairs(): { value: string; label: string }[] {
    return (this.comparison?.pairs ?? []).map(({ pair }) => ({
      value: key(pair.from, this.#stop(pair.to)), label: t('compare-span', { from: this.words(pair.from), to: this.words(this.#stop(pair.to)) }),
    }));
  }

  /** The key of the pair that is looked at: the chosen one, else the shown version against the file as received. */
  get current(): string {
    return this.chosen ?? key(this.at ?? this.lastSigned ?? 0, null);
  }

  /** The pair that is looked at. */
  get looked(): ComparedVersions | null {
    return this.comparison?.pairs.find(({ pair }) => key(pair.from, this.#stop(pair.to)) === this.current) ?? null;
  }

  /** How many pages differ, and of how many nothing can be said. */
  get counts(): { differing: number; unknown: number } {
    const found = this.looked?.found ?? [];
    const unknown = found.filter((page) => page.fate === 'not-compared').length;
    return { differing: found.length - unknown, unknown };
  }

  /** What is marked on a page of the version that is shown; nothing on versions outside the pair. */
  marked(page: number): Marked | null {
    const looked = this.looked;
    if (!looked) return null;
    const [early, late] = [this.at === looked.pair.from, this.at === this.#stop(looked.pair.to)];
    const found = looked.found.find((one) => (late ? one.fate !== 'removed' && one.page === page : early && one.before === page));
    if (!found || found.fate === 'moved') return null;
    return { areas: found.areas, whole: found.areas.length === 0 && found.fate !== 'not-compared' };
  }

  /** Where a finding is seen: the version to show, and its page there. */
  place(found: ComparedPage): { version: number | null; page: number } {
    const looked = this.looked;
    const from = looked?.pair.from ?? null;
    if (found.fate === 'removed') return { version: from, page: found.page };
    const to = this.#stop(looked?.pair.to ?? null);
    return this.at === from && found.before !== null ? { version: from, page: found.before } : { version: to, page: found.page };
  }

  /** Compares all versions; what was compared before is kept by the engine. */
  async compare(): Promise<void> {
    if (this.running || !this.many || this.#closed) return;
    this.running = true;
    this.failure = null;
    this.#heard = host.listen('comparing-progress', (news) => {
      if (news.document !== this.document) return;
      this.done = Math.max(this.done, news.done);
      this.total = news.total;
    });
    try {
      this.comparison = await host.call('compare_versions', this.document);
    } catch (thrown) {
      if (!this.#closed) this.failure = asFailure(thrown);
    }
    this.#heard?.();
    this.#heard = null;
    this.running = false;
    this.done = 0;
  }

  /** Stops comparing. */
  stop(): void {
    host.call('cancel_comparing', this.document).catch(() => undefined);
  }

  /** Lets everything go. */
  close(): void {
    this.#closed = true;
    if (this.running) this.stop();
    this.#heard?.();
  }
}
