import { describe, expect, test } from 'vitest';
import { day, daysAgo, moment, momentHereInTable, momentInTable, momentThere, namesMoment } from './dates';

describe('a moment', () => {
  test('without a zone is written as it stands', () => {
    expect(moment('2026-11-22T14:05:00', 'zh-CN')).toBe('2026年11月22日 14:05');
    expect(moment('2026-11-22T14:05:00', 'en')).toBe('22 Nov 2026, 14:05');
    expect(moment('2026-11-02', 'en')).toBe('2 Nov 2026');
  });

  test('with a zone is written on the reader’s clock', () => {
    const instant = new Date('2026-11-22T14:05:00+08:00');
    const clock = `${String(instant.getHours()).padStart(2, '0')}:${String(instant.getMinutes()).padStart(2, '0')}`;
    expect(moment('2026-11-22T14:05:00+08:00', 'en')).toBe(`${instant.getDate()} Nov 2026, ${clock}`);
    expect(moment('2026-11-22T14:05:00.123456+08:00', 'en')).toBe(`${instant.getDate()} Nov 2026, ${clock}`);
  });

  test('of the log is written on the clock of its place', () => {
    expect(momentThere('2026-11-22T14:05:00+08:00', 'zh-CN')).toBe('2026年11月22日 14:05 (UTC+08:00)');
    expect(momentThere('2026-11-22T06:05:00Z', 'en')).toBe('22 Nov 2026, 06:05 (UTC)');
    expect(momentInTable('2026-11-22T14:05:00+08:00')).toBe('2026-11-22 14:05');
    const here = new Date(2026, 10, 22, 14, 5);
    expect(momentHereInTable(here.toISOString())).toBe('2026-11-22 14:05');
    expect(momentHereInTable('2026-11')).toBe('2026-11');
  });

  test('that is none is left alone', () => {
    expect(moment('none', 'en')).toBe('none');
    expect(day('', 'zh-CN')).toBe('');
  });

  test('is known by the end of its name', () => {
    for (const name of ['time', 'until', 'validFrom', 'signedAt', 'date']) expect(namesMoment(name)).toBe(true);
    for (const name of ['name', 'page', 'count', 'organization']) expect(namesMoment(name)).toBe(false);
  });
});

test('days ago begin at midnight, with the zone', () => {
  expect(daysAgo(7, new Date(2026, 10, 22, 15, 30))).toMatch(/^2026-11-15T00:00:00[+-]\d{2}:\d{2}$/);
});
