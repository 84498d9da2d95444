import fc from 'fast-check';
import { expect, test } from 'vitest';
import { widthAt, worthKeeping } from './ink';

const point = fc.record({
  x: fc.double({ min: 0, max: 300, noNaN: true }), y: fc.double({ min: 0, max: 120, noNaN: true }),
  pressure: fc.option(fc.double({ min: 0, max: 1, noNaN: true })), time: fc.option(fc.nat(60_000)),
});

test('a line is never thinner or thicker than a pen', () => {
  fc.assert(fc.property(fc.array(point, { minLength: 1, maxLength: 40 }), (points) => {
    points.forEach((_, at) => {
      expect(widthAt(points, at)).toBeGreaterThanOrEqual(1.1);
      expect(widthAt(points, at)).toBeLessThanOrEqual(3.6);
    });
  }));
});

test('a harder press gives a thicker line', () => {
  fc.assert(fc.property(fc.double({ min: 0, max: 0.6, noNaN: true }), (pressure) => {
    const soft = widthAt([{ x: 0, y: 0, pressure }], 0);
    expect(widthAt([{ x: 0, y: 0, pressure: pressure + 0.1 }], 0)).toBeGreaterThan(soft);
  }));
});

test('a fast stroke is thinner than a slow one', () => {
  const stroke = (time: number) => [{ x: 0, y: 0, time: 0 }, { x: 20, y: 0, time }];
  expect(widthAt(stroke(5), 1)).toBeLessThan(widthAt(stroke(100), 1));
});

test('a resting pen adds no points', () => {
  expect(worthKeeping([{ x: 10, y: 10 }], { x: 10.1, y: 10.1 })).toBe(false);
  expect(worthKeeping([], { x: 0, y: 0 })).toBe(true);
});
