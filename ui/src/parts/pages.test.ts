import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byCount, listedPages, pagesInWords, pagesOf, plainList } from './pages';

const chinese = (parts: string[]) => parts.join('、');
const english = (parts: string[]) => parts.join(', ');

test('single pages are named, runs from–to', () => {
  expect(pagesInWords([0, 2, 4], chinese)).toBe('1、3、5');
  expect(pagesInWords([11, 0, 1, 2, 3], chinese)).toBe('1–4、12');
  expect(pagesInWords([0, 1, 4, 4], english)).toBe('1, 2, 5');
});

test('a list is read back as it was written', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1 }), fc.constantFrom(chinese, english), (pages, language) => {
    expect(listedPages(pagesInWords(pages, language), 61)).toEqual([...pages].sort((a, b) => a - b));
  }));
});

test('a list that names no page of the document is none', () => {
  for (const list of ['', 'x', '0', '3-1', '1,,7', '5-', '2-9']) expect(listedPages(list, 6), list).toBeNull();
  expect(listedPages(' 1，3～4 ', 6)).toEqual([0, 2, 3]);
  expect(plainList(' 1，3～4、6 ')).toBe('1,3-4,6');
});

test('sets are pages', () => {
  expect(pagesOf('odd', 5)).toEqual([0, 2, 4]);
  expect(pagesOf('even', 5)).toEqual([1, 3]);
  expect(pagesOf('last', 5)).toEqual([4]);
  expect(pagesOf({ listed: '2-3' }, 5)).toEqual([1, 2]);
});

test('marks are counted page by page', () => {
  expect(byCount([2, 0, 2, 4])).toEqual([{ count: 1, pages: [0, 4] }, { count: 2, pages: [2] }]);
});
