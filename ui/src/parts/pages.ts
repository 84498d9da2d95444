// Pages as people write them: "1、3、5", "1–12", and the list of a print dialog, "1-3,5".

import type { PageSet } from '../bindings/wire';

/** Runs of at least so many pages are written from–to. */
const RUN = 3;

/** Pages (from 0) in words, from 1: runs as from–to; `list` puts them one after the other. */
export function pagesInWords(pages: number[], list: (parts: string[]) => string): string {
  const sorted = [...new Set(pages)].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let at = 0; at < sorted.length; ) {
    let end = at;
    while (end + 1 < sorted.length && sorted[end + 1] === (sorted[end] ?? 0) + 1) end += 1;
    const from = (sorted[at] ?? 0) + 1;
    if (end - at + 1 >= RUN) {
      parts.push(`${from}–${(sorted[end] ?? 0) + 1}`);
      at = end + 1;
    } else {
      parts.push(String(from));
      at += 1;
    }
  }
  return list(parts);
}

/** The pages (from 0) of a list such as "1-3,5", or null where it is no such list or names a page that is not there. */
export function listedPages(list: string, count: number): number[] | null {
  const found = new Set<number>();
  for (const part of list.split(/[,，、;；\s]+/).filter(Boolean)) {
    const match = /^(\d{1,5})(?:[-–—~～](\d{1,5}))?$/.exec(part);
    if (!match) return null;
    const [from, to] = [Number(match[1]), Number(match[2] ?? match[1])];
    if (from < 1 || to < from || to > count) return null;
    for (let page = from; page <= to; page += 1) found.add(page - 1);
  }
  return found.size > 0 ? [...found].sort((a, b) => a - b) : null;
}

/** The same list as a request writes it: plain commas and hyphens. */
export function plainList(list: string): string {
  return list.trim().replace(/[，、;；\s]+/g, ',').replace(/[–—~～]/g, '-').replace(/,+/g, ',').replace(/^,|,$/g, '');
}

/** The pages (from 0) of a set in a document of so many pages; none where the list is none. */
export function pagesOf(set: PageSet, count: number): number[] {
  if (set === 'first') return [0];
  if (set === 'last') return [count - 1];
  if (typeof set === 'object') return listedPages(set.listed, count) ?? [];
  return Array.from({ length: count }, (_, at) => at).filter((at) => set === 'all' || at % 2 === (set === 'odd' ? 0 : 1));
}

/** Pages, each with how many marks stand there, put together where that number is the same. */
export function byCount(pages: number[]): { pages: number[]; count: number }[] {
  const counts = new Map<number, number>();
  for (const page of pages) counts.set(page, (counts.get(page) ?? 0) + 1);
  const groups = new Map<number, number[]>();
  for (const [page, count] of [...counts].sort(([a], [b]) => a - b)) groups.set(count, [...(groups.get(count) ?? []), page]);
  return [...groups].map(([count, some]) => ({ count, pages: some }));
}
