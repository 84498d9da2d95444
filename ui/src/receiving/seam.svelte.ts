// The seam seal of one document, joined again when somebody asks for it.

import type { DocumentId, Failure, Seal, SeamFinding, SeamPage } from '../bindings/wire';
import { asFailure, host } from '../host';

/** The seam of one document. */
export class Seam {
  readonly document: DocumentId;
  finding = $state.raw<SeamFinding | null>(null);
  /** The joined seal, as an address for an image. */
  picture = $state<string | null>(null);
  failure = $state.raw<Failure | null>(null);
  checking = $state(false);
  seals = $state.raw<Seal[]>([]);
  /** The registered seal to hold the slices against; empty for none. */
  seal = $state('');
  #closed = false;

  constructor(document: DocumentId) {
    this.document = document;
  }

  /** Which seals there are to choose from. Without any, neighbours are compared. */
  async load(): Promise<void> {
    try {
      this.seals = await host.call('seals', null);
    } catch {
      this.seals = [];
    }
    if (this.seals.length === 1) this.seal = this.seals[0]?.id ?? '';
  }

  /** The pages that need a look. */
  get odd(): SeamPage[] {
    return this.finding?.pages.filter((page) => page.fate !== 'fits' && page.fate !== 'spared') ?? [];
  }

  /** Joins the slices. */
  async check(): Promise<void> {
    if (this.checking) return;
    this.checking = true;
    this.failure = null;
    this.#forget();
    try {
      const finding = await host.call('check_seam', { document: this.document, seal: this.seal || null });
      const blob = finding.seals > 0 ? await host.picture('joined_seam', this.document) : null;
      if (!this.#closed) {
        this.finding = finding;
        this.picture = blob && URL.createObjectURL(blob);
      }
    } catch (thrown) {
      this.failure = asFailure(thrown);
    }
    this.checking = false;
  }

  /** Lets the picture go. */
  close(): void {
    this.#closed = true;
    this.#forget();
  }

  #forget(): void {
    if (this.picture) URL.revokeObjectURL(this.picture);
    this.picture = null;
    this.finding = null;
  }
}
