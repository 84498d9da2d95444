import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Place } from '../bindings/wire';
import { around, type Corner, keptOnPage, moved, pageMm, pixelsPerMm, reshaped, resized, toMm, toPage, toPoints, toScreen } from './geometry';

const length = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const page = fc.record({ width: length(20, 2000), height: length(20, 2000) });
const zoom = length(0.1, 6);
const place = fc.record({ page: fc.nat(5000), left: length(-500, 2500), top: length(-500, 2500), width: length(8, 400), height: length(4, 400) });
const corner = fc.constantFrom<Corner>('top-left', 'top-right', 'bottom-left', 'bottom-right');

const inside = (it: Place, size: { width: number; height: number }) => {
  expect(it.left).toBeGreaterThanOrEqual(-1e-9);
  expect(it.top).toBeGreaterThanOrEqual(-1e-9);
  expect(it.left + it.width).toBeLessThanOrEqual(size.width + 1e-6);
  expect(it.top + it.height).toBeLessThanOrEqual(size.height + 1e-6);
};

describe('screen and page', () => {
  test('a page of A4 is 210 by 297 millimetres', () => {
    const { width, height } = pageMm({ width: 595.2756, height: 841.8898 });
    expect(width).toBeCloseTo(210, 2);
    expect(height).toBeCloseTo(297, 2);
  });

  test('there and back again is the same point', () => {
    fc.assert(fc.property(place, zoom, (it, scale) => {
      const pixels = toScreen(it, scale);
      const back = toPage(pixels.left, pixels.top, scale);
      expect(back.x).toBeCloseTo(it.left, 6);
      expect(back.y).toBeCloseTo(it.top, 6);
      expect(toMm(pixels.width, scale)).toBeCloseTo(it.width, 6);
    }));
  });

  test('a millimetre is 72/25.4 points at any zoom', () => {
    fc.assert(fc.property(place, zoom, (it, scale) => {
      expect(toPoints(it).width * scale).toBeCloseTo(it.width * pixelsPerMm(scale), 6);
    }));
  });
});

describe('a place', () => {
  test('stays on the page, keeps its aspect and only ever shrinks', () => {
    fc.assert(fc.property(place, page, (it, size) => {
      const kept = keptOnPage(it, size);
      inside(kept, size);
      expect(kept.width / kept.height).toBeCloseTo(it.width / it.height, 4);
      expect(kept.width).toBeLessThanOrEqual(it.width);
    }));
  });

  test('that lies on the page is left alone', () => {
    fc.assert(fc.property(place, page, (it, size) => {
      const once = keptOnPage(it, size);
      const twice = keptOnPage(once, size);
      expect(twice.left).toBeCloseTo(once.left, 6);
      expect(twice.width).toBeCloseTo(once.width, 6);
    }));
  });

  test('is put around the point where there is room', () => {
    fc.assert(fc.property(length(60, 140), length(60, 230), (x, y) => {
      const made = around(0, { x, y }, 40, 2, { width: 210, height: 297 });
      expect(made.left + made.width / 2).toBeCloseTo(x, 6);
      expect(made.top + made.height / 2).toBeCloseTo(y, 6);
    }));
  });

  test('moved there and back in the middle of a page is where it was', () => {
    fc.assert(fc.property(length(-20, 20), length(-20, 20), (right, down) => {
      const size = { width: 210, height: 297 };
      const start: Place = { page: 0, left: 80, top: 120, width: 40, height: 20 };
      const back = moved(moved(start, right, down, size), -right, -down, size);
      expect(back.left).toBeCloseTo(start.left, 6);
      expect(back.top).toBeCloseTo(start.top, 6);
    }));
  });

  test('resized keeps its aspect, its opposite corner and the page', () => {
    fc.assert(fc.property(place, page, corner, length(-500, 500), length(-500, 500), (it, size, at, right, down) => {
      const start = keptOnPage(it, size);
      const made = resized(start, at, right, down, size);
      inside(made, size);
      expect(made.width / made.height).toBeCloseTo(start.width / start.height, 4);
      const [x, y] = [at.endsWith('left') ? 'right' : 'left', at.startsWith('top') ? 'bottom' : 'top'];
      const edge = (of: Place, side: string) => (side === 'left' ? of.left : side === 'right' ? of.left + of.width : side === 'top' ? of.top : of.top + of.height);
      expect(edge(made, x)).toBeCloseTo(edge(start, x), 5);
      expect(edge(made, y)).toBeCloseTo(edge(start, y), 5);
    }));
  });

  test('reshaped has the new aspect and lies on the page', () => {
    fc.assert(fc.property(place, page, length(0.3, 8), (it, size, aspect) => {
      const made = reshaped(keptOnPage(it, size), aspect, size);
      inside(made, size);
      expect(made.width / made.height).toBeCloseTo(aspect, 4);
    }));
  });
});
