// What a signature shows, and the shape that follows from it: the same rules as the engine's, for the preview and for many files.

import type { Caption, CaptionSide, Look, Place } from '../bindings/wire';

/** A box at least this much wider than tall has its caption beside the mark, in the other half of its width. */
const BESIDE_ASPECT = 1.9;
/** The height of a line of caption, in millimetres. */
const LINE_MM = 4.13;
/** From one line to the next of a caption beside a stamp, the room between both, and its least width; in millimetres. */
const BESIDE_LINE_MM = 4.5;
const BESIDE_GAP_MM = 1;
const BESIDE_LEAST_MM = 40;
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

/** Where a caption of so many lines stands beside a stamp. */
export function besideStamp(stamp: Place, side: CaptionSide, lines: number): Place {
  const height = lines * BESIDE_LINE_MM;
  if (side === 'right') {
    return { page: stamp.page, left: stamp.left + stamp.width + BESIDE_GAP_MM, top: stamp.top + (stamp.height - height) / 2, width: BESIDE_LEAST_MM, height };
  }
  const width = Math.max(stamp.width, BESIDE_LEAST_MM);
  return { page: stamp.page, left: stamp.left + (stamp.width - width) / 2, top: stamp.top + stamp.height + BESIDE_GAP_MM, width, height };
}

/** A look as it is kept for other documents: the number of this report is not that of the next. */
export function keptLook(look: Look): Look {
  return { mark: look.mark, caption: { ...look.caption, reportNumber: look.caption.reportNumber == null ? null : '' } };
}

/** Width divided by height of a signature so many millimetres wide; `mark` is the mark's own aspect, where there is one. */
export function aspectOf(mark: number | null, caption: Caption, reason: string, width: number): number {
  const lines = linesOf(caption, reason);
  if (mark !== null && lines === 0) return mark;
  const tallest = width / BESIDE_ASPECT;
  if (mark !== null) return width / Math.min(Math.max(width / 2 / mark, Math.min(lines * LINE_MM, tallest)), tallest);
  return lines > 0 ? width / (lines * LINE_MM) : UNKNOWN_ASPECT;
}
