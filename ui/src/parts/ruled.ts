// What the rules of use ask before a signature or a seal, as the signature in the making sees it. The station's side makes it.

/** The rules' say about what is being made. */
export interface Ruled {
  /** What the house calls the document. */
  readonly kind: string;
  /** The department that it is of. */
  readonly department: string;
  /** The house wants a second person to confirm it. */
  readonly wantsSecond: boolean;
  /** Who that is: an identity of this computer. */
  second: string | null;
  /** What still stands in the way: a rule, or pages that were not looked at. */
  readonly lack: 'rules' | 'review' | null;
}
