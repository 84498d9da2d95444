// How an open document is looked at: zoom, the page in view, the pictures, the search. One for each document on the desk.

import { flushSync } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import type { Area, Document, Hit, PageSize } from '../bindings/wire';
import { host } from '../host';
import { MARGIN, NATURAL, PageStack } from './layout';
import { Pictures } from './pictures.svelte';
import { Remarks } from './remarks.svelte';

/** How the zoom is chosen: by the window until the reader says otherwise. */
export type Fit = 'auto' | 'width' | 'page' | 'free';

/** The steps of Ctrl + and Ctrl −, as parts of 100 %. */
export const STEPS = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4];
/** A page is not wider than this on opening; a wide window has room for larger type. */
const autoMost = (width: number) => (width >= 1400 ? 1.25 : 1) * NATURAL;
/** Pixels per point from which on a page can be read; the engine holds a page for read from there. */
const READABLE = 0.5;
const CHUNK = 256;
const PAGE_PIXELS = 64_000_000;
const THUMBNAIL_PIXELS = 12_000_000;

/** A view of one document. */
export class View {
  readonly document: Document;
  readonly pictures: Pictures;
  readonly thumbnails: Pictures;
  readonly remarks: Remarks;
  readonly #stack: PageStack;
  /** Where to begin when the view is shown: a page, and how far down it in points. */
  start: { page: number; down: number } = { page: 0, down: -MARGIN / 2 };
  /** Counts what was learnt of sizes, so that whatever depends on them is drawn again. */
  #learnt = $state(0);
  #asked = new Set<number>();

  fit = $state<Fit>('auto');
  #free = $state(NATURAL);
  /** The scroller's inner size in CSS pixels. */
  width = $state(0);
  height = $state(0);
  scrollTop = $state(0);

  /** Whether the reader wants the column of small pages; where they have not said, it is shown if there is room. */
  thumbnailsWanted = $state<boolean | null>(null);
  /** There is little room for pages. */
  narrow = $state(false);
  /** What the search found, and which hit is looked at. */
  hits = $state.raw<Hit[]>([]);
  hit = $state(-1);

  /** Pages that were looked at: their middle rested in view, drawn. */
  readonly read = new SvelteSet<number>();

  /** The scroller, while the view is on the screen. */
  scroller: HTMLElement | null = null;

  constructor(document: Document) {
    this.document = document;
    this.#stack = new PageStack(document.pages);
    this.pictures = new Pictures(document.id, PAGE_PIXELS);
    this.thumbnails = new Pictures(document.id, THUMBNAIL_PIXELS);
    this.remarks = new Remarks(document.id, document.pages);
    void this.learn(0);
  }

  /** Whether the column of small pages is shown. */
  get thumbnailsShown(): boolean {
    return this.document.pages > 1 && (this.thumbnailsWanted ?? !this.narrow);
  }

  /** Where the reader is: the page at the top of the window, and how far down it in points. */
  get position(): { page: number; down: number } {
    const page = this.#stack.at(this.scrollTop, this.#settled);
    return { page, down: (this.scrollTop - this.#stack.top(page, this.#settled)) / this.#settled };
  }

  /** Says how large the scroller is; what was at its top stays there. */
  resize(width: number, height: number): void {
    if (width === this.width && height === this.height) return;
    this.#keepPlace(() => {
      this.width = width;
      this.height = height;
    }, width / 2, 0);
  }

  /** Goes to where the view begins; to be called once the scroller has its height. */
  begin(): void {
    if (!this.scroller) return;
    this.scroller.scrollTop = this.#stack.top(this.start.page, this.zoom) + this.start.down * this.zoom;
    this.scrollTop = this.scroller.scrollTop;
  }

  /** The stack of pages; reading it follows what is learnt. */
  get stack(): PageStack {
    void this.#learnt;
    return this.#stack;
  }

  /** CSS pixels per point. */
  get zoom(): number {
    const most = this.stack.largestZoom();
    if (this.fit === 'free' || this.width === 0) return Math.min(this.#free, most);
    const size = this.stack.size(this.fit === 'page' ? this.page : 0);
    const widest = this.fit === 'page' ? size.width : this.stack.widest;
    const byWidth = Math.max(0.05, (this.width - 2 * MARGIN) / widest);
    if (this.fit === 'width') return Math.min(byWidth, most);
    if (this.fit === 'auto') return Math.min(byWidth, autoMost(this.width), most);
    return Math.min(byWidth, Math.max(0.05, (this.height - 2 * MARGIN) / size.height), most);
  }

  /** The zoom in percent. */
  get percent(): number {
    return Math.round((this.zoom / NATURAL) * 100);
  }

  /** The page in view: the one at a third of the window's height. */
  get page(): number {
    if (this.width === 0) return 0;
    const zoom = this.fit === 'page' ? this.#settled : this.zoom;
    return this.#stack.at(this.scrollTop + this.height / 3, zoom);
  }
  /** The zoom that was last laid out; `page` must not ask for the zoom that itself depends on the page. */
  #settled = NATURAL;

  /** The pages whose middle is in view, drawn large enough to be read. */
  get facing(): number[] {
    if (!this.readable) return [];
    const first = this.stack.at(this.scrollTop, this.zoom);
    const last = this.stack.at(this.scrollTop + this.height, this.zoom);
    return Array.from({ length: last - first + 1 }, (_, at) => first + at).filter((page) => {
      const middle = this.stack.top(page, this.zoom) + (this.stack.size(page).height * this.zoom) / 2;
      return middle >= this.scrollTop && middle <= this.scrollTop + this.height && this.pictures.url(page) !== undefined;
    });
  }

  /** Pages are large enough to be read. */
  get readable(): boolean {
    return this.zoom * window.devicePixelRatio >= READABLE;
  }

  /** The pages that were not looked at yet. */
  get unread(): number[] {
    return Array.from({ length: this.document.pages }, (_, page) => page).filter((page) => !this.read.has(page));
  }

  /** Says which zoom is laid out now. */
  settle(zoom: number): void {
    this.#settled = zoom;
  }

  /** A page's size in points. */
  size(page: number): PageSize {
    return this.stack.size(page);
  }

  /** Asks for the sizes of the pages around this one, once. */
  async learn(page: number): Promise<void> {
    const chunk = Math.floor(page / CHUNK);
    if (this.#asked.has(chunk) || page >= this.document.pages) return;
    this.#asked.add(chunk);
    try {
      const first = chunk * CHUNK;
      const sizes = await host.call('page_sizes', { document: this.document.id, first, count: Math.min(CHUNK, this.document.pages - first) });
      this.#keepPlace(() => {
        this.#stack.learn(first, sizes);
        this.#learnt += 1;
      });
    } catch {
      // Drawing the page fails too and says why, where it can be seen.
      this.#asked.delete(chunk);
    }
  }

  /** Changes something about the layout and keeps what is at `y` of the scroller where it is. */
  #keepPlace(change: () => void, x = this.width / 2, y = this.height / 3): void {
    const scroller = this.scroller;
    if (!scroller) {
      change();
      return;
    }
    const zoom = this.zoom;
    const page = this.#stack.at(scroller.scrollTop + y, zoom);
    const down = (scroller.scrollTop + y - this.#stack.top(page, zoom)) / zoom;
    const right = (scroller.scrollLeft + x) / Math.max(1, scroller.scrollWidth);
    change();
    // The new height must stand before the scroller can be moved there.
    flushSync();
    scroller.scrollTop = this.#stack.top(page, this.zoom) + down * this.zoom - y;
    scroller.scrollLeft = right * scroller.scrollWidth - x;
    this.scrollTop = scroller.scrollTop;
  }

  /** Chooses how the zoom follows the window. */
  fitTo(fit: Exclude<Fit, 'free'>): void {
    this.#keepPlace(() => (this.fit = fit));
  }

  /** Zooms to so many parts of 100 %, keeping the point under the pointer. */
  zoomTo(part: number, x?: number, y?: number): void {
    const zoom = Math.min(Math.max(part, 0.1), 4) * NATURAL;
    this.#keepPlace(() => {
      this.#free = Math.min(zoom, this.#stack.largestZoom());
      this.fit = 'free';
    }, x, y);
  }

  /** One step in or out. */
  zoomStep(direction: 1 | -1): void {
    const now = this.zoom / NATURAL;
    const next = direction > 0 ? STEPS.find((step) => step > now + 0.005) : STEPS.findLast((step) => step < now - 0.005);
    this.zoomTo(next ?? now);
  }

  /** Scrolls to a page, or to an area of it in points so that it stands a third down. */
  goTo(page: number, area?: Area): void {
    const scroller = this.scroller;
    const wanted = Math.min(Math.max(page, 0), this.document.pages - 1);
    if (!scroller) return;
    const top = this.stack.top(wanted, this.zoom);
    scroller.scrollTop = area ? top + (area.y + area.height / 2) * this.zoom - this.height / 3 : top - MARGIN / 2;
    if (area && scroller.scrollWidth > this.width) scroller.scrollLeft = (area.x + area.width / 2) * this.zoom - this.width / 2;
    this.scrollTop = scroller.scrollTop;
  }

  /** Scrolls by so many windows. */
  turn(direction: 1 | -1): void {
    this.scroller?.scrollBy({ top: direction * (this.height - 48) });
  }

  /** Looks at one of the hits. */
  look(hit: number): void {
    const found = this.hits[hit];
    if (!found) return;
    this.hit = hit;
    this.goTo(found.page, found.areas[0]);
  }

  /** Lets the pictures go. */
  close(): void {
    this.pictures.close();
    this.thumbnails.close();
    this.remarks.close();
  }
}
