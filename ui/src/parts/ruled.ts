// What the rules of use ask before a signature or a seal, as the signature in the making sees it. The station's side makes it.

import type { SecondPerson, Tone } from '../bindings/wire';

/** What is said for one file and for many. */
interface Said {
  /** What the house calls the document. */
  readonly kind: string;
  /** The department that it is of. */
  readonly department: string;
  /** The house wants a second person to confirm it. */
  readonly wantsSecond: boolean;
  /** Who that is: an identity of this computer. */
  second: string | null;
  /** The house wants a fingerprint beside this PIN, or a second person in its place. */
  readonly asksFinger: boolean;
  /** It is not there yet. */
  readonly lacksFinger: boolean;
  /** The system has recognised its user for what is signed next. */
  finger: boolean;
  /** A second person confirms instead. */
  instead: boolean;
}

/** The rules' say about what is being made. */
export interface Ruled extends Said {
  /** What still stands in the way: a rule, or pages that were not looked at. */
  readonly lack: 'rules' | 'review' | null;
}

/** The rules' say about one of many files. */
export interface FileRuled {
  words: string;
  tone: Tone;
  /** It will not be sealed. */
  barred: boolean;
}

/** The rules' say about many files. */
export interface RuledMany extends Said {
  /** They are being asked. */
  readonly asking: boolean;
  /** Each file is gated for itself: seals are set under a directory. */
  readonly gated: boolean;
  /** A rule forbids it for all of them. */
  readonly lack: 'rules' | null;
  /** How many of those asked about may be sealed, and how many may not. */
  readonly sum: { allowed: number; barred: number };
  /** What is said of a file, by its id; null where nothing is known of it. */
  of(file: string): FileRuled | null;
}

/** What is still missing of what whoever signs gives at the end. */
export type Lacking = 'pin' | 'finger' | 'second';

/** What is declared of a document, as requests say it: nothing where nothing was said. */
export function declared(ruled: Said | null): { kind?: string; department?: string } {
  const kind = ruled?.kind.trim();
  const department = ruled?.department.trim();
  return { ...(kind ? { kind } : {}), ...(department ? { department } : {}) };
}

/** The second person with their PIN, where one has to confirm and is chosen. */
export const confirming = (ruled: Said | null, pin: string): SecondPerson | undefined =>
  ruled?.wantsSecond && ruled.second !== null ? { identity: ruled.second, pin } : undefined;
