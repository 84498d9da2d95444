// Nobody at the computer for a while (RS4 Art.13 二): secrets that were half typed are wiped, and whoever signs says again that it is
// them. One for the window; the house says after how many minutes.

const MINUTE_MS = 60_000;
/** What shows that somebody is there. */
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;

/** Watches for nobody being there. */
export class Idle {
  /** Minutes without use. */
  minutes = $state(10);
  /** Grows each time they have passed. */
  passed = $state(0);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Begins to watch; gives what ends it. */
  watch(target: Pick<Window, 'addEventListener' | 'removeEventListener'>): () => void {
    const again = (): void => this.#arm();
    SIGNS.forEach((sign) => target.addEventListener(sign, again, { capture: true, passive: true }));
    this.#arm();
    return () => {
      clearTimeout(this.#timer);
      SIGNS.forEach((sign) => target.removeEventListener(sign, again, { capture: true }));
    };
  }

  #arm(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.passed += 1;
    }, this.minutes * MINUTE_MS);
  }
}

/** Of this window. */
export const idle = new Idle();
