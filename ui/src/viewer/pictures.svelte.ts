// Pictures of pages: asked for as pages come into view, most wanted first, few at a time; a page that has been scrolled past
// before its turn is never drawn. What is kept is bounded by pixels.

import { SvelteMap } from 'svelte/reactivity';
import type { DocumentId, Failure } from '../bindings/wire';
import { asFailure, host } from '../host';

/** A page that is wanted, and how finely: device pixels per point. */
export interface Wanted {
  page: number;
  scale: number;
  /** Pixels the picture will have, for the bound. */
  pixels: number;
}

interface Picture {
  url: string;
  scale: number;
  pixels: number;
}

const AT_ONCE = 2;

/** The pictures of one document. */
export class Pictures {
  readonly #document: DocumentId;
  readonly #most: number;
  readonly #shown = new SvelteMap<number, Picture>();
  readonly #failed = new SvelteMap<number, Failure>();
  readonly #drawing = new Set<string>();
  #wanted: Wanted[] = [];
  #closed = false;

  constructor(document: DocumentId, mostPixels: number) {
    this.#document = document;
    this.#most = mostPixels;
  }

  /** The page's picture, perhaps one of another scale until the right one is there. */
  url(page: number): string | undefined {
    return this.#shown.get(page)?.url;
  }

  /** Why the page has no picture. */
  failure(page: number): Failure | undefined {
    return this.#failed.get(page);
  }

  /** Says what is wanted now, most wanted first; whatever was wanted before and is not any more is dropped. */
  want(wanted: Wanted[]): void {
    this.#wanted = wanted;
    for (const { page } of wanted) {
      const picture = this.#shown.get(page);
      // A Map keeps the order of insertion: the last ones are those wanted last.
      if (picture) this.#touch(page, picture);
    }
    this.#next();
  }

  #touched: number[] = [];
  #touch(page: number, _picture: Picture): void {
    const at = this.#touched.indexOf(page);
    if (at >= 0) this.#touched.splice(at, 1);
    this.#touched.push(page);
  }

  /** Tries a page again that could not be drawn. */
  retry(page: number): void {
    this.#failed.delete(page);
    this.#next();
  }

  #next(): void {
    for (const one of this.#wanted) {
      if (this.#closed || this.#drawing.size >= AT_ONCE) return;
      const key = `${one.page}@${one.scale}`;
      if (this.#shown.get(one.page)?.scale === one.scale || this.#drawing.has(key) || this.#failed.has(one.page)) continue;
      this.#drawing.add(key);
      void this.#draw(one).finally(() => {
        this.#drawing.delete(key);
        this.#next();
      });
    }
  }

  async #draw(one: Wanted): Promise<void> {
    try {
      const blob = await host.picture('draw_page', { document: this.#document, page: one.page, scale: one.scale });
      if (this.#closed) return;
      const before = this.#shown.get(one.page);
      this.#shown.set(one.page, { url: URL.createObjectURL(blob), scale: one.scale, pixels: one.pixels });
      if (before) URL.revokeObjectURL(before.url);
      this.#touch(one.page, this.#shown.get(one.page) as Picture);
      this.#forget();
    } catch (thrown) {
      if (!this.#closed) this.#failed.set(one.page, asFailure(thrown));
    }
  }

  #forget(): void {
    let pixels = 0;
    for (const picture of this.#shown.values()) pixels += picture.pixels;
    const needed = new Set(this.#wanted.map(({ page }) => page));
    for (const page of [...this.#touched]) {
      if (pixels <= this.#most) return;
      const picture = this.#shown.get(page);
      if (!picture || needed.has(page)) continue;
      pixels -= picture.pixels;
      this.#drop(page, picture);
    }
  }

  #drop(page: number, picture: Picture): void {
    this.#shown.delete(page);
    this.#touched.splice(this.#touched.indexOf(page), 1);
    URL.revokeObjectURL(picture.url);
  }

  /** Lets every picture go. */
  close(): void {
    this.#closed = true;
    for (const [page, picture] of [...this.#shown]) this.#drop(page, picture);
  }
}
