import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aspectOf } from './look';

const length = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const caption = fc.record({ name: fc.boolean(), date: fc.boolean(), reason: fc.boolean() });

test('a mark alone keeps its shape', () => {
  fc.assert(fc.property(length(0.2, 9), length(8, 180), (mark, width) => {
    expect(aspectOf(mark, { name: false, date: false, reason: true }, '', width)).toBe(mark);
  }));
});

test('a mark with words is wide enough for the words beside it', () => {
  fc.assert(fc.property(length(0.2, 9), caption.filter((words) => words.name || words.date), length(8, 180), (mark, words, width) => {
    expect(aspectOf(mark, words, '批准', width)).toBeGreaterThanOrEqual(1.9 - 1e-9);
  }));
});

test('words alone are as tall as their lines', () => {
  const one = aspectOf(null, { name: true, date: false, reason: false }, '', 46);
  expect(aspectOf(null, { name: true, date: true, reason: false }, '', 46)).toBeCloseTo(one / 2, 6);
});
