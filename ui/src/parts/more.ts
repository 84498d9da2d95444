// What few signatures need, in short: which fields of the form are locked, and the line of a folded step.

import type { LockFields, SignOptions } from '../bindings/wire';
import { t } from '../text/text.svelte';

/** Which fields are locked. */
export type Locking = 'none' | 'all' | 'only' | 'all-but';

/** The kind of a lock. */
export function lockingOf(lock: LockFields | null): Locking {
  if (lock === null) return 'none';
  if (lock === 'all') return 'all';
  return 'only' in lock ? 'only' : 'all-but';
}

/** The fields that a lock names. */
export function lockedNames(lock: LockFields | null): string[] {
  if (lock === null || lock === 'all') return [];
  return 'only' in lock ? lock.only : lock['all-but'];
}

/** The lock of a kind with these names. */
export function lockOf(locking: Locking, names: string[]): LockFields | null {
  if (locking === 'none') return null;
  if (locking === 'all') return 'all';
  return locking === 'only' ? { only: names } : { 'all-but': names };
}

/** A lock of chosen fields that chooses none. */
export function lacksNames(lock: LockFields | null): boolean {
  return lock !== null && lock !== 'all' && lockedNames(lock).length === 0;
}

/** The line of the folded step. */
export function moreLine(options: SignOptions, encrypt: boolean): string {
  const parts = [
    options.certify ? t('more-certify') : '', options.lock ? t('more-lock-short') : '', options.digest === 'of-key' ? '' : options.digest.toUpperCase(), options.pss ? 'PSS' : '', encrypt ? t('encrypt-short') : '',
  ];
  return parts.filter(Boolean).join(' · ') || t('more-usual');
}
