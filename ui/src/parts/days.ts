// Days and hours as people type them: 2026-11-27, 2026/11/27, 2026年11月27日, with 18:00 after it where the hour counts.

const DAY = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[\sT]*(\d{1,2})[:：](\d{2}))?$/;
const two = (value: number) => String(value).padStart(2, '0');

/** The moment on the reader's clock; null where it is no day of the calendar. Midnight where no hour is given. */
export function momentOf(typed: string): Date | null {
  const match = DAY.exec(typed.trim());
  if (!match) return null;
  const [year, month, day, hour, minute] = match.slice(1).map((part) => Number(part ?? 0));
  const at = new Date(year ?? 0, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0);
  const same = at.getMonth() === (month ?? 1) - 1 && at.getDate() === day && at.getHours() === (hour ?? 0) && (minute ?? 0) < 60;
  return same ? at : null;
}

/** The day as a request writes it, YYYY-MM-DD; null where it is none. */
export function dayOf(typed: string): string | null {
  const at = momentOf(typed);
  return at ? `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}` : null;
}

/** Today on the reader's clock, YYYY-MM-DD. */
export function today(now: Date = new Date()): string {
  return typedMoment(now).slice(0, 10);
}

/** The moment as it is typed: 2026-11-27 18:00. */
export function typedMoment(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
