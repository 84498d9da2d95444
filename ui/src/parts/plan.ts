// What will be stamped, in words: on which pages, how often, and over which pages a seam runs.

import type { PlannedMark } from '../bindings/wire';
import { joined, listed, t } from '../text/text.svelte';
import { byCount, pagesInWords } from './pages';

/** Where a mark stands, as far as words tell it. */
export type Standing = Pick<PlannedMark, 'place' | 'slice'>;

/** The pages of some marks. */
export function placesInWords(marks: Standing[]): string {
  const whole = marks.filter((mark) => mark.slice === null).map((mark) => mark.place.page);
  const slices = marks.filter((mark) => mark.slice !== null).map((mark) => mark.place.page);
  const parts = byCount(whole).map(({ pages, count }) =>
    pages.length === 1 ? t('stamp-plan-page', { page: (pages[0] ?? 0) + 1, count }) : t('stamp-plan-pages', { pages: pagesInWords(pages, listed), count }),
  );
  if (slices.length > 0) parts.push(t('stamp-plan-seam', { pages: pagesInWords(slices, listed) }));
  return parts.length === 0 ? '' : parts.reduce((one, other) => t('stamp-plan-both', { one, other }));
}

/** A line for each thing that is stamped, with its name where there are several. */
export function planInWords(groups: { name: string; marks: Standing[] }[]): string[] {
  const seen = groups.filter(({ marks }) => marks.length > 0);
  return seen.map(({ name, marks }) => (seen.length > 1 ? joined(t('stamp-plan-of', { name }), placesInWords(marks)) : placesInWords(marks)));
}
