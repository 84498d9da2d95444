import { expect, test } from 'vitest';
import { dayOf, momentOf, today, typedMoment } from './days';

test('a day is typed with hyphens, slashes, points or in Chinese', () => {
  for (const typed of ['2026-11-27', '2026/11/27', '2026.11.27', '2026年11月27日', ' 2026-11-27 ', '2026-11-27 18:00']) expect(dayOf(typed), typed).toBe('2026-11-27');
});

test('what is no day of the calendar is none', () => {
  for (const typed of ['', '2026-02-30', '2026-13-01', '26-11-27', '2026-11-27 25:00', '2026-11-27 18:61', 'tomorrow']) expect(momentOf(typed), typed).toBe(null);
});

test('a moment that was typed reads the same again', () => {
  const at = momentOf('2026-11-27 18:05');
  expect(at && typedMoment(at)).toBe('2026-11-27 18:05');
});

test('today is the day on the own clock', () => {
  expect(today(new Date(2026, 0, 5, 23, 50))).toBe('2026-01-05');
});
