// What a signature shows, and the shape that follows from it: the same rules as the engine's, for the preview and for many files.

import type { Caption, KeptPlace, Look, Place } from '../bindings/wire';

/** A box at least this much wider than tall has its caption beside the mark, in the other half of its width. */
const BESIDE_ASPECT = 1.9;
/** The height of a line of caption, in millimetres. */
const LINE_MM = 4.13;
/** The side of a code in millimetres, and the most that it takes of a signature's width. */
const CODE_MM = 30;
const CODE_SHARE = 0.62;
/** The shape of a signature of which nothing is known yet. */
const UNKNOWN_ASPECT = 2.6;

/** A look that shows nothing on the page. */
export const NOTHING: Look = { mark: null, caption: { name: false, date: false, reason: false } };

/** How many lines a caption has; a report's number is one where it is asked for, typed or not. */
export function linesOf(caption: Caption, reason: string): number {
  return [caption.name, caption.date, caption.reason && reason !== '', caption.reportNumber != null].filter(Boolean).length;
}

/** Whether there is anything to see of a look. */
export function isSeen(look: Look, reason: string): boolean {
  return look.mark !== null || linesOf(look.caption, reason) > 0;
}

/** A look as it is kept for other documents: the number of this report is not that of the next. */
export function keptLook(look: Look): Look {
  return { mark: look.mark, caption: { ...look.caption, reportNumber: look.caption.reportNumber == null ? null : '' } };
}

/** Where a signature stands as it is kept for other documents: the last page of this one is the last page of the next. */
export function keptPlace(field: string | null, place: Place | null, pages: number): KeptPlace {
  if (field !== null) return { field };
  if (place === null) return 'none';
  const page = place.page === pages - 1 ? 'last' : place.page === 0 ? 'first' : { listed: String(place.page + 1) };
  return { page: { page, left: place.left, top: place.top, width: place.width } };
}

/**
 * Width divided by height of a signature so many millimetres wide; `mark` is the mark's own aspect, where there is one, and
 * `coded` says that a code stands beside it.
 */
export function aspectOf(mark: number | null, caption: Caption, reason: string, width: number, coded = false): number {
  if (!coded) return plainAspect(mark, caption, reason, width);
  if (mark === null && linesOf(caption, reason) === 0) return 1;
  return width / Math.max(Math.min(CODE_MM, width * CODE_SHARE), Math.min(width / plainAspect(mark, caption, reason, width), CODE_MM));
}

function plainAspect(mark: number | null, caption: Caption, reason: string, width: number): number {
  const lines = linesOf(caption, reason);
  if (mark !== null && lines === 0) return mark;
  const tallest = width / BESIDE_ASPECT;
  if (mark !== null) return width / Math.min(Math.max(width / 2 / mark, Math.min(lines * LINE_MM, tallest)), tallest);
  return lines > 0 ? width / (lines * LINE_MM) : UNKNOWN_ASPECT;
}
