// How a pen's path becomes a line on the pad: smooth through the middles of its points, thicker where the pen presses or is slow.
// The engine draws the final ink; this is what the hand sees while it writes.

import type { InkPoint, Stroke } from '../bindings/wire';

const THINNEST = 1.1;
const THICKEST = 3.6;
/** Pixels per millisecond at which a line without pressure is thinnest. */
const FAST = 2.4;

/** The width of the line at a point. */
export function widthAt(points: InkPoint[], at: number): number {
  const point = points[at];
  const before = points[at - 1];
  if (!point) return THINNEST;
  if (point.pressure != null) return THINNEST + (THICKEST - THINNEST) * Math.min(1, point.pressure * 1.3);
  if (!before || point.time == null || before.time == null || point.time <= before.time) return (THINNEST + THICKEST) / 2;
  const speed = Math.hypot(point.x - before.x, point.y - before.y) / (point.time - before.time);
  return THICKEST - (THICKEST - THINNEST) * Math.min(1, speed / FAST);
}

/** Draws one stroke. */
export function drawStroke(pen: CanvasRenderingContext2D, { points }: Stroke): void {
  const [first] = points;
  if (!first) return;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  if (points.length === 1) {
    pen.beginPath();
    pen.arc(first.x, first.y, widthAt(points, 0) / 2, 0, 2 * Math.PI);
    pen.fill();
    return;
  }
  let width = widthAt(points, 1);
  let from = { x: first.x, y: first.y };
  for (let at = 1; at < points.length; at += 1) {
    const [before, point] = [points[at - 1], points[at]];
    if (!before || !point) continue;
    // The width follows slowly, so that no step is seen.
    width += (widthAt(points, at) - width) * 0.35;
    const last = at === points.length - 1;
    const to = last ? point : { x: (before.x + point.x) / 2, y: (before.y + point.y) / 2 };
    pen.lineWidth = width;
    pen.beginPath();
    pen.moveTo(from.x, from.y);
    pen.quadraticCurveTo(before.x, before.y, to.x, to.y);
    pen.stroke();
    from = to;
  }
}

/** Leaves out points that lie closer than a third of a pixel to the one before. */
export function worthKeeping(points: InkPoint[], next: InkPoint): boolean {
  const last = points.at(-1);
  return !last || Math.hypot(next.x - last.x, next.y - last.y) > 0.35;
}
