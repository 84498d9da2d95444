// Hours as the system's picker for days and hours writes them: local, without a zone.

const two = (value: number) => String(value).padStart(2, '0');

/** The moment as `2026-11-26T18:00`, on the reader's clock. */
export function localHour(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
