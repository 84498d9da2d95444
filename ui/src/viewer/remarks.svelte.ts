// What is to be said of pages: what their pictures do not show, and pictures on them that are no signatures. Asked for as pages
// are read; all pages of a long document only on request, and then one after the other so that it can be stopped.

import { SvelteMap } from 'svelte/reactivity';
import type { DocumentId, PageRemarks, PictureMark } from '../bindings/wire';
import { host } from '../host';

/** The remarks on one document. */
export class Remarks {
  readonly #document: DocumentId;
  readonly #pages: number;
  readonly #known = new SvelteMap<number, PageRemarks>();
  readonly #asked = new Set<number>();
  /** The page that is being looked at in a run through all of them. */
  looking = $state<number | null>(null);
  #closed = false;

  constructor(document: DocumentId, pages: number) {
    this.#document = document;
    this.#pages = pages;
  }

  /** What is known of a page. */
  of(page: number): PageRemarks | undefined {
    return this.#known.get(page);
  }

  /** Every page was looked at. */
  get complete(): boolean {
    return this.#known.size >= this.#pages;
  }

  /** The pictures found so far, by page. */
  get pictures(): { page: number; picture: PictureMark }[] {
    return [...this.#known].sort(([a], [b]) => a - b).flatMap(([page, remarks]) => remarks.pictures.map((picture) => ({ page, picture })));
  }

  /** Asks about a page, once. */
  async ask(page: number): Promise<void> {
    if (this.#closed || this.#asked.has(page)) return;
    this.#asked.add(page);
    try {
      this.#known.set(page, await host.call('page_remarks', { document: this.#document, page }));
    } catch {
      // The page itself says why it cannot be drawn; it may be asked about again.
      this.#asked.delete(page);
    }
  }

  /** Looks at all pages, until stopped. */
  async lookAtAll(): Promise<void> {
    if (this.looking !== null) return;
    for (let page = 0; page < this.#pages; page += 1) {
      this.looking = page;
      await this.ask(page);
      if (this.looking === null || this.#closed) return;
    }
    this.looking = null;
  }

  /** Stops looking. */
  stop(): void {
    this.looking = null;
  }

  /** Asks for nothing more. */
  close(): void {
    this.#closed = true;
  }
}
