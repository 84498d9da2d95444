// Where the pages of a document stand below each other, in CSS pixels. Sizes may still be unknown: they count as the first
// page's until they are told. Owns no elements.

import type { PageSize } from '../bindings/wire';

/** Pixels between two pages. */
export const GAP = 16;
/** Pixels around all pages. */
export const MARGIN = 24;
/** CSS pixels per point at 100 %. */
export const NATURAL = 96 / 72;
/** Browsers lose precision in boxes taller than this. */
const TALLEST = 30_000_000;
const UNKNOWN: PageSize = { width: 595.28, height: 841.89 };

/** The stack of pages. */
export class PageStack {
  /** How many pages. */
  readonly pages: number;
  readonly #sizes: (PageSize | undefined)[];
  /** Height of all pages before the n-th, in points. */
  readonly #before: Float64Array;
  #widest = UNKNOWN.width;

  constructor(pages: number) {
    this.pages = pages;
    this.#sizes = new Array<PageSize | undefined>(pages).fill(undefined);
    this.#before = new Float64Array(pages + 1);
    this.#sum();
  }

  #sum(): void {
    const assumed = this.#sizes[0] ?? UNKNOWN;
    let widest = 0;
    for (let page = 0; page < this.pages; page += 1) {
      const size = this.#sizes[page] ?? assumed;
      widest = Math.max(widest, size.width);
      this.#before[page + 1] = (this.#before[page] ?? 0) + size.height;
    }
    this.#widest = widest || assumed.width;
  }

  /** Takes the sizes of some pages. */
  learn(first: number, sizes: PageSize[]): void {
    sizes.forEach((size, at) => {
      if (first + at < this.pages) this.#sizes[first + at] = size;
    });
    this.#sum();
  }

  /** Whether the page's size is known. */
  knows(page: number): boolean {
    return this.#sizes[page] !== undefined;
  }

  /** The page's size in points. */
  size(page: number): PageSize {
    return this.#sizes[page] ?? this.#sizes[0] ?? UNKNOWN;
  }

  /** The widest page in points. */
  get widest(): number {
    return this.#widest;
  }

  /** The top of a page. */
  top(page: number, zoom: number): number {
    return MARGIN + (this.#before[page] ?? 0) * zoom + page * GAP;
  }

  /** The height of everything. */
  height(zoom: number): number {
    return 2 * MARGIN + (this.#before[this.pages] ?? 0) * zoom + Math.max(0, this.pages - 1) * GAP;
  }

  /** The page at a height; the nearest one between pages. */
  at(y: number, zoom: number): number {
    let low = 0;
    let high = this.pages - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.top(middle, zoom) <= y) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }

  /** The largest zoom at which a browser still lays the stack out exactly. */
  largestZoom(): number {
    return Math.min(4 * NATURAL, (TALLEST - 2 * MARGIN - this.pages * GAP) / Math.max(1, this.#before[this.pages] ?? 1));
  }
}
