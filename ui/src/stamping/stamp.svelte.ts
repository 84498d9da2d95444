// One stamp in the making: what, where, how the ink lies. Each way of standing keeps what was entered while another is tried.

import type { Edge, Mark, PageSet, Place, Seal, Stamp, StampArt } from '../bindings/wire';
import { listedPages, pagesOf, plainList } from '../parts/pages';
import { t, type TextId } from '../text/text.svelte';

/** What can be stamped, with what a list shows of it. Millimetres. */
export interface Art {
  art: StampArt;
  /** A seal's name; null for a signature. */
  name: string | null;
  width: number;
  height: number;
  mark: Mark | null;
}

/** The ways of standing. */
export type Way = 'pages' | 'keyword' | 'seam' | 'field';
/** The pages that can be chosen: `this` is the one where it was put. */
export type Pages = 'this' | 'first' | 'last' | 'all' | 'odd' | 'even' | 'listed';
/** Which of several words. */
export type Which = 'every' | 'last' | 'nth';

/** The width that a signature is stamped with at first, in millimetres. */
const MARK_MM = 46;
/** Most slices of one seal: more would be too thin to be seen. */
export const MOST_SLICES = 20;

/** A seal as something that can be stamped. */
export const ofSeal = (seal: Seal): Art => ({ art: { seal: seal.id }, name: seal.label, width: seal.width, height: seal.height, mark: null });
/** A kept signature as something that can be stamped. */
export const ofMark = (mark: Mark): Art => ({ art: { mark: mark.id }, name: null, width: MARK_MM, height: MARK_MM / mark.aspect, mark });

/** What it is called in a list. */
export const nameOf = (art: Art): string => art.name ?? t(`sign-mark-${art.mark?.kind ?? 'ink'}`);

/** Whether both name the same artwork. */
export function sameArt(one: StampArt, other: StampArt): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A size in millimetres, ready for its sentence. */
export function sizeOf(width: number, height: number): { width: number; height: number } {
  return { width: tenth(width), height: tenth(height) };
}

/** One stamp in the making. */
export class OneStamp {
  readonly key: number;
  readonly art: Art;
  way = $state<Way>('pages');
  pages = $state<Pages>('this');
  /** The page of `this`, from 0. */
  page = $state(0);
  listed = $state('');
  /** Null until it was put somewhere. */
  left = $state<number | null>(null);
  top = $state<number | null>(null);
  /** Millimetres: a seal's own at first; a signature has none of its own. */
  width = $state(MARK_MM);
  words = $state('');
  which = $state<Which>('last');
  nth = $state(1);
  right = $state(0);
  down = $state(0);
  field = $state('');
  edge = $state<Edge>('right');
  oddOnly = $state(false);
  /** Percent of the edge's length. */
  along = $state(50);
  mostSlices = $state(MOST_SLICES);
  /** Percent. */
  opacity = $state(100);
  multiply = $state(true);
  /** Degrees, counterclockwise. */
  angle = $state(0);

  constructor(key: number, art: Art) {
    this.key = key;
    this.art = art;
    this.width = art.width;
  }

  /** Whether it is as wide as the seal truly is. */
  get trueSize(): boolean {
    return this.art.mark === null && Math.abs(this.width - this.art.width) < 0.05;
  }

  /** The width that a request names; none for a seal in its own size. */
  get #width(): number | null {
    return this.trueSize ? null : this.width;
  }

  /** The pages as a request names them. */
  get pageSet(): PageSet {
    if (this.pages === 'this') return { listed: String(this.page + 1) };
    return this.pages === 'listed' ? { listed: plainList(this.listed) } : this.pages;
  }

  /** Whether a click on this page puts it there, in a document of so many pages. */
  takes(page: number, count: number): boolean {
    return this.pages === 'this' || pagesOf(this.pageSet, count).includes(page);
  }

  /** Waits for a click on a page. */
  get waiting(): boolean {
    return this.way === 'pages' && (this.left === null || this.top === null);
  }

  /** Width and height of the box that it needs as it is turned. */
  get box(): { width: number; height: number } {
    const [width, height] = [this.width, (this.width * this.art.height) / this.art.width];
    const turn = (this.angle * Math.PI) / 180;
    const [across, along] = [Math.abs(Math.cos(turn)), Math.abs(Math.sin(turn))];
    return { width: width * across + height * along, height: width * along + height * across };
  }

  /** What is missing, in a document of so many pages; null where that is not known. */
  lack(count: number | null): TextId | null {
    if (this.way === 'keyword') return this.words.trim() === '' ? 'stamp-lack-words' : null;
    if (this.way === 'field') return this.field.trim() === '' ? 'stamp-lack-field' : null;
    if (this.way === 'seam') return null;
    if (this.pages === 'listed' && listedPages(this.listed, count ?? 1e6) === null) return 'stamp-lack-pages';
    return this.waiting ? 'stamp-lack-place' : null;
  }

  /** As a request names it; call it only where nothing is missing. */
  get wire(): Stamp {
    const width = this.#width;
    const at: Stamp['at'] =
      this.way === 'keyword' ? { keyword: { text: this.words.trim(), occurrence: this.which === 'nth' ? { nth: this.nth } : this.which, right: this.right, down: this.down, width } }
      : this.way === 'field' ? { field: this.field.trim() }
      : this.way === 'seam' ? { seam: { edge: this.edge, oddOnly: this.oddOnly, along: this.along / 100, mostSlices: this.mostSlices, width } }
      : { pages: { pages: this.pageSet, left: this.left ?? 0, top: this.top ?? 0, width } };
    return { art: this.art.art, at, ink: { opacity: this.opacity / 100, multiply: this.multiply, angle: this.angle } };
  }

  /** As it is kept for other documents: the last page of this one is the last page of the next. */
  kept(count: number | null): Stamp {
    const wire = this.wire;
    if (!('pages' in wire.at) || this.pages !== 'this' || count === null) return wire;
    const pages: PageSet = this.page === count - 1 ? 'last' : this.page === 0 ? 'first' : wire.at.pages.pages;
    return { ...wire, at: { pages: { ...wire.at.pages, pages } } };
  }

  /** Takes over what a kept way of stamping says. */
  take({ at, ink }: Stamp): void {
    this.opacity = Math.round(ink.opacity * 100);
    this.multiply = ink.multiply;
    this.angle = ink.angle;
    const width = 'pages' in at ? at.pages.width : 'keyword' in at ? at.keyword.width : 'seam' in at ? at.seam.width : null;
    this.width = width ?? this.art.width;
    if ('pages' in at) {
      const { pages, left, top } = at.pages;
      this.way = 'pages';
      this.pages = typeof pages === 'object' ? 'listed' : pages;
      this.listed = typeof pages === 'object' ? pages.listed : '';
      this.left = left;
      this.top = top;
    } else if ('keyword' in at) {
      const { text, occurrence, right, down } = at.keyword;
      this.way = 'keyword';
      this.words = text;
      this.which = typeof occurrence === 'object' ? 'nth' : occurrence;
      if (typeof occurrence === 'object') this.nth = occurrence.nth;
      this.right = right;
      this.down = down;
    } else if ('seam' in at) {
      const { edge, oddOnly, along, mostSlices } = at.seam;
      this.way = 'seam';
      Object.assign(this, { edge, oddOnly, along: Math.round(along * 100), mostSlices });
    } else {
      this.way = 'field';
      this.field = at.field;
    }
  }

  /** Puts it there. */
  putAt(place: Place): void {
    this.page = place.page;
    this.left = tenth(place.left);
    this.top = tenth(place.top);
  }

  /** Moves it by so many millimetres on a page of that size; what cannot be moved stays. */
  shift(right: number, down: number, paper: { width: number; height: number }): void {
    if (this.way === 'pages' && this.left !== null && this.top !== null) {
      this.left = tenth(this.left + right);
      this.top = tenth(this.top + down);
    } else if (this.way === 'keyword') {
      this.right = tenth(this.right + right);
      this.down = tenth(this.down + down);
    } else if (this.way === 'seam') {
      const share = this.edge === 'left' || this.edge === 'right' ? down / paper.height : right / paper.width;
      this.along = Math.min(Math.max(tenth(this.along + share * 100), 0), 100);
    }
  }

  /** The ways in which it can be moved by hand. */
  get axis(): 'both' | 'across' | 'down' | 'none' {
    if (this.way === 'seam') return this.edge === 'left' || this.edge === 'right' ? 'down' : 'across';
    return this.way === 'field' ? 'none' : 'both';
  }
}

const tenth = (value: number) => Math.round(value * 10) / 10;
