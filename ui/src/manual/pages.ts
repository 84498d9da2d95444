// What the manual holds: a page for each role with its parts and steps, and where a step leads. The words are in the catalogue, under
// `manual-<page>-<part>-<step>`.

/** The screens that a step can open. */
export type Target =
  | 'identities' | 'travel' | 'tickets' | 'directory' | 'backup' | 'sign' | 'stamp' | 'verify' | 'batch' | 'many' | 'seals' | 'office' | 'settings' | 'login' | 'timestamps' | 'history' | 'guide' | 'sample' | 'files';

/** A step, and the screen it speaks of. */
export type Step = readonly [id: string, to?: Target];

/** Steps that belong together; numbered where one follows the other. */
export interface Part {
  id: string;
  numbered: boolean;
  steps: readonly Step[];
}

/** One page. */
export interface ManualPage {
  id: 'signer' | 'keeper' | 'verifier' | 'office' | 'limits';
  parts: readonly Part[];
}

/** In the order in which they are listed. */
export const PAGES: readonly ManualPage[] = [
  {
    id: 'signer',
    parts: [
      { id: 'first', numbered: true, steps: [['apply', 'identities'], ['hand'], ['take', 'identities'], ['own'], ['login', 'login'], ['alone', 'guide']] },
      { id: 'sign', numbered: true, steps: [['read', 'sign'], ['place'], ['check'], ['encrypt'], ['confirm'], ['result'], ['files', 'files'], ['try', 'sample']] },
      { id: 'away', numbered: true, steps: [['declare', 'travel'], ['offline'], ['return']] },
      { id: 'trouble', numbered: false, steps: [['lost', 'identities'], ['locked', 'identities'], ['login'], ['forbidden'], ['version', 'settings']] },
    ],
  },
  {
    id: 'keeper',
    parts: [
      { id: 'first', numbered: true, steps: [['own', 'identities'], ['seal', 'seals'], ['directory', 'directory']] },
      { id: 'one', numbered: true, steps: [['open', 'stamp'], ['ticket', 'tickets'], ['place'], ['confirm'], ['used']] },
      { id: 'many', numbered: true, steps: [['choose', 'batch'], ['stamps'], ['look'], ['go']] },
      { id: 'care', numbered: false, steps: [['deputy'], ['lost', 'identities']] },
    ],
  },
  {
    id: 'verifier',
    parts: [
      { id: 'one', numbered: true, steps: [['open', 'verify'], ['details'], ['changed'], ['unknown'], ['directory', 'directory']] },
      { id: 'read', numbered: false, steps: [['good'], ['know'], ['bad']] },
      { id: 'more', numbered: false, steps: [['many', 'many'], ['files', 'verify'], ['package'], ['pictures'], ['paper']] },
    ],
  },
  {
    id: 'office',
    parts: [
      { id: 'begin', numbered: true, steps: [['role', 'settings'], ['keyholders', 'office'], ['policy', 'office']] },
      { id: 'issue', numbered: true, steps: [['take', 'office'], ['issue'], ['receipt']] },
      { id: 'seals', numbered: true, steps: [['make', 'seals'], ['register', 'office'], ['approve']] },
      { id: 'directory', numbered: true, steps: [['send', 'office'], ['release', 'office'], ['returns'], ['loss'], ['inspect', 'office'], ['backup', 'backup']] },
    ],
  },
  {
    id: 'limits',
    parts: [
      { id: 'keys', numbered: false, steps: [['copied'], ['older'], ['malware'], ['person'], ['login', 'login'], ['finger']] },
      { id: 'time', numbered: false, steps: [['clock', 'timestamps']] },
      { id: 'log', numbered: false, steps: [['tail', 'history'], ['backup', 'backup']] },
      { id: 'people', numbered: false, steps: [['read'], ['shared'], ['fingerprint'], ['law']] },
    ],
  },
];
