// What is said of a file in one sentence.

import { failureSentence, sentence } from '../text/text.svelte';
import type { Entry } from './many.svelte';

/** The sentence about a file; empty while it waits. */
export function explanation({ row }: Entry): string {
  if (row?.headline) return sentence(row.headline);
  return row?.failure ? failureSentence(row.failure) : '';
}
