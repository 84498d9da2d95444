import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Idle } from './idle.svelte';

const MINUTE = 60_000;

describe('nobody at the computer', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function watched(minutes: number) {
    const idle = new Idle();
    idle.minutes = minutes;
    const target = new EventTarget();
    const end = idle.watch(target as unknown as Window);
    return { idle, target, end };
  }

  it('is noticed after the minutes of the house', () => {
    const { idle } = watched(5);
    vi.advanceTimersByTime(5 * MINUTE - 1);
    expect(idle.passed).toBe(0);
    vi.advanceTimersByTime(1);
    expect(idle.passed).toBe(1);
  });

  it('is put off by each key, click and move', () => {
    const { idle, target } = watched(5);
    for (const sign of ['keydown', 'pointerdown', 'pointermove', 'wheel']) {
      vi.advanceTimersByTime(4 * MINUTE);
      target.dispatchEvent(new Event(sign));
    }
    vi.advanceTimersByTime(4 * MINUTE);
    expect(idle.passed).toBe(0);
    vi.advanceTimersByTime(MINUTE);
    expect(idle.passed).toBe(1);
  });

  it('is noticed again after somebody came back', () => {
    const { idle, target } = watched(1);
    vi.advanceTimersByTime(MINUTE);
    target.dispatchEvent(new Event('keydown'));
    vi.advanceTimersByTime(MINUTE);
    expect(idle.passed).toBe(2);
  });

  it('is not watched for any longer at the end', () => {
    const { idle, target, end } = watched(1);
    end();
    target.dispatchEvent(new Event('keydown'));
    vi.advanceTimersByTime(10 * MINUTE);
    expect(idle.passed).toBe(0);
  });
});
