import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GAP, MARGIN, PageStack } from './layout';

const sizes = fc.array(fc.record({ width: fc.double({ min: 50, max: 2000, noNaN: true }), height: fc.double({ min: 50, max: 2000, noNaN: true }) }), { minLength: 1, maxLength: 60 });

test('the page at its own top is itself', () => {
  fc.assert(fc.property(sizes, fc.double({ min: 0.1, max: 4, noNaN: true }), (all, zoom) => {
    const stack = new PageStack(all.length);
    stack.learn(0, all);
    all.forEach((_, page) => expect(stack.at(stack.top(page, zoom) + 0.01, zoom)).toBe(page));
  }));
});

test('pages follow each other with the gap between them', () => {
  fc.assert(fc.property(sizes, (all) => {
    const stack = new PageStack(all.length);
    stack.learn(0, all);
    all.slice(1).forEach((_, at) => {
      expect(stack.top(at + 1, 2) - stack.top(at, 2)).toBeCloseTo((all[at]?.height ?? 0) * 2 + GAP, 5);
    });
    expect(stack.top(0, 2)).toBe(MARGIN);
  }));
});

test('five thousand pages fit into what a browser can lay out, at the largest zoom', () => {
  const stack = new PageStack(5000);
  expect(stack.height(stack.largestZoom())).toBeLessThan(31_000_000);
  expect(stack.at(stack.height(1) / 2, 1)).toBeGreaterThan(2400);
});

test('unknown sizes count as the first page’s until they are told', () => {
  const stack = new PageStack(3);
  stack.learn(0, [{ width: 400, height: 300 }]);
  expect(stack.size(2)).toEqual({ width: 400, height: 300 });
  expect(stack.knows(2)).toBe(false);
  stack.learn(2, [{ width: 100, height: 900 }]);
  expect(stack.height(1)).toBeCloseTo(2 * MARGIN + 2 * GAP + 1500, 5);
});
