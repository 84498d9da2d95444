// How moments are written: 2026年11月22日 14:05 / 22 Nov 2026, 14:05. Owns no words of the catalogue.

import type { DateFormat, Language } from '../bindings/wire';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/;
const NAMES_A_MOMENT = /(?:date|time|at|until|from)$/i;

interface Parts {
  year: number;
  month: number;
  day: number;
  clock: string | null;
  zone: string | null;
}

const two = (value: number) => String(value).padStart(2, '0');

function own(match: RegExpMatchArray): Parts {
  const clock = match[4] === undefined ? null : `${match[4]}:${match[5]}`;
  return { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]), clock, zone: match[6] ?? null };
}

function local(moment: Date): Parts {
  return {
    year: moment.getFullYear(),
    month: moment.getMonth() + 1,
    day: moment.getDate(),
    clock: `${two(moment.getHours())}:${two(moment.getMinutes())}`,
    zone: null,
  };
}

function written(parts: Parts, language: Language): string {
  if (language === 'zh-CN') {
    const day = `${parts.year}年${parts.month}月${parts.day}日`;
    return parts.clock ? `${day} ${parts.clock}` : day;
  }
  const day = `${parts.day} ${MONTHS[parts.month - 1] ?? '?'} ${parts.year}`;
  return parts.clock ? `${day}, ${parts.clock}` : day;
}

/** The moment on the reader's own clock; the words as they are where they are no RFC 3339 moment. */
export function moment(value: string, language: Language): string {
  const match = RFC3339.exec(value);
  if (!match) return value;
  if (match[6] === undefined) return written(own(match), language);
  const instant = new Date(value);
  return Number.isNaN(instant.getTime()) ? value : written(local(instant), language);
}

/** The moment on the clock of the place where it was written down, with that place's zone. */
export function momentThere(value: string, language: Language): string {
  const match = RFC3339.exec(value);
  if (!match) return value;
  const parts = own(match);
  const zone = parts.zone === null ? '' : ` (UTC${parts.zone === 'Z' ? '' : parts.zone})`;
  return written(parts, language) + zone;
}

/** The day alone, on the reader's own clock. */
export function day(value: string, language: Language): string {
  const match = RFC3339.exec(value);
  if (!match) return value;
  const instant = new Date(value);
  const parts = match[6] === undefined || Number.isNaN(instant.getTime()) ? own(match) : local(instant);
  return written({ ...parts, clock: null }, language);
}

/** Today, as a caption may write it. */
export function today(format: DateFormat, now: Date = new Date()): string {
  const parts = { ...local(now), clock: null };
  return format === 'iso' ? short(parts) : written(parts, format === 'chinese' ? 'zh-CN' : 'en');
}

/** A short form with fixed width for tables: 2026-11-22 14:05, on the clock of the place where it was written down. */
export function momentInTable(value: string): string {
  const match = RFC3339.exec(value);
  return match ? short(own(match)) : value;
}

/** The same on the reader's own clock. */
export function momentHereInTable(value: string): string {
  const instant = new Date(value);
  return RFC3339.test(value) && !Number.isNaN(instant.getTime()) ? short(local(instant)) : value;
}

function short(parts: Parts): string {
  return `${parts.year}-${two(parts.month)}-${two(parts.day)}${parts.clock ? ` ${parts.clock}` : ''}`;
}

/** Whether a variable of a sentence holds a moment, by the end of its name. */
export function namesMoment(name: string): boolean {
  return NAMES_A_MOMENT.test(name);
}

/** The day `days` before now at midnight, as RFC 3339 in the reader's zone. */
export function daysAgo(days: number, now: Date = new Date()): string {
  const start = new Date(now.getFullYear(), now.getMonth(), now.getDate() - days);
  const offset = -start.getTimezoneOffset();
  const sign = offset < 0 ? '-' : '+';
  const zone = `${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  return `${start.getFullYear()}-${two(start.getMonth() + 1)}-${two(start.getDate())}T00:00:00${zone}`;
}
