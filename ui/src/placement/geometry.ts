// Screen ⇄ page. The one module that converts between pixels and millimetres on a page.
//
// The page's side: millimetres from the top left of the page as a reader sees it (after rotation, cropping and UserUnit), as
// `Place` has them. The screen's side: CSS pixels, relative to the page's drawn box. `zoom` is CSS pixels per point (1/72 inch).
// Nothing here knows of elements or events.

import type { Area, PageSize, Place, TextValue } from '../bindings/wire';

/** Points per millimetre. */
export const POINTS_PER_MM = 72 / 25.4;
/** The narrowest a signature may be made, in millimetres. */
export const SMALLEST_MM = 8;
/** How far an arrow key moves it, in millimetres. */
export const NUDGE_MM = 0.5;
/** How far it moves with Shift, in millimetres. */
export const NUDGE_FAR_MM = 5;

/** A point on a page, millimetres from the top left. */
export interface PointMm {
  x: number;
  y: number;
}

/** A size in millimetres. */
export interface SizeMm {
  width: number;
  height: number;
}

/** A rectangle in CSS pixels, relative to the page's drawn box. */
export interface Pixels {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The corner that is dragged. */
export type Corner = 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right';

/** Pixels on the screen for one millimetre of the page. */
export function pixelsPerMm(zoom: number): number {
  return zoom * POINTS_PER_MM;
}

/** The page's size in millimetres. */
export function pageMm(size: PageSize): SizeMm {
  return { width: size.width / POINTS_PER_MM, height: size.height / POINTS_PER_MM };
}

/** A length on the screen as millimetres of the page. */
export function toMm(pixels: number, zoom: number): number {
  return pixels / pixelsPerMm(zoom);
}

/** A point of the page's drawn box as a point of the page. */
export function toPage(left: number, top: number, zoom: number): PointMm {
  return { x: toMm(left, zoom), y: toMm(top, zoom) };
}

/** Where a place stands in the page's drawn box. */
export function toScreen(place: Place, zoom: number): Pixels {
  const scale = pixelsPerMm(zoom);
  return { left: place.left * scale, top: place.top * scale, width: place.width * scale, height: place.height * scale };
}

/** A place in points, as the viewer scrolls to it. */
export function toPoints(place: Place): Area {
  return {
    x: place.left * POINTS_PER_MM, y: place.top * POINTS_PER_MM, width: place.width * POINTS_PER_MM, height: place.height * POINTS_PER_MM,
  };
}

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), Math.max(low, high));

/** The place, moved and if need be shrunk so that it lies on the page; its aspect stays. */
export function keptOnPage(place: Place, page: SizeMm): Place {
  const shrink = Math.min(1, page.width / place.width, page.height / place.height);
  const width = place.width * shrink;
  const height = place.height * shrink;
  return {
    page: place.page, width, height, left: clamp(place.left, 0, page.width - width), top: clamp(place.top, 0, page.height - height),
  };
}

/** A place of that width and aspect with its middle at the point, on the page. */
export function around(page: number, point: PointMm, width: number, aspect: number, size: SizeMm): Place {
  const height = width / aspect;
  return keptOnPage({ page, left: point.x - width / 2, top: point.y - height / 2, width, height }, size);
}

/** The place, moved by so many millimetres, on the page. */
export function moved(place: Place, right: number, down: number, page: SizeMm): Place {
  return keptOnPage({ ...place, left: place.left + right, top: place.top + down }, page);
}

/**
 * The place after a corner was dragged by so many millimetres: the opposite corner stays, the aspect stays, it lies on the
 * page and is never smaller than `SMALLEST_MM` wide, except where the page leaves less room.
 */
export function resized(place: Place, corner: Corner, right: number, down: number, page: SizeMm): Place {
  const aspect = place.width / place.height;
  const fromLeft = corner === 'top-left' || corner === 'bottom-left';
  const fromTop = corner === 'top-left' || corner === 'top-right';
  const wider = fromLeft ? -right : right;
  const taller = (fromTop ? -down : down) * aspect;
  const growth = Math.abs(wider) >= Math.abs(taller) ? wider : taller;
  const fixedX = fromLeft ? place.left + place.width : place.left;
  const fixedY = fromTop ? place.top + place.height : place.top;
  const room = Math.min(fromLeft ? fixedX : page.width - fixedX, (fromTop ? fixedY : page.height - fixedY) * aspect);
  const width = clamp(place.width + growth, Math.min(SMALLEST_MM, room), room);
  const height = width / aspect;
  return { page: place.page, left: fromLeft ? fixedX - width : fixedX, top: fromTop ? fixedY - height : fixedY, width, height };
}

/** The place with another aspect: its middle and width stay, it lies on the page. */
export function reshaped(place: Place, aspect: number, page: SizeMm): Place {
  const middle = { x: place.left + place.width / 2, y: place.top + place.height / 2 };
  return around(place.page, middle, place.width, aspect, page);
}

/** Millimetres as they are read out: one decimal. */
export function readMm(value: number): string {
  return (Math.round(value * 10) / 10).toFixed(1);
}

/** A place as it is read out: its page as it is printed, and millimetres. */
export function readPlace(place: Place): Record<string, TextValue> {
  return { page: place.page + 1, left: readMm(place.left), top: readMm(place.top), width: readMm(place.width), height: readMm(place.height) };
}
