// What the page can say of a new PIN before the engine judges it. The engine has the last word (`pin-too-weak`).

/** The shortest PIN. */
export const SHORTEST = 6;

/** What is wrong with a new PIN and its repetition; null where nothing is. */
export function pinFault(pin: string, again: string, least = SHORTEST): 'pin-short' | 'pin-differs' | null {
  if ([...pin].length < least) return 'pin-short';
  return pin === again ? null : 'pin-differs';
}
