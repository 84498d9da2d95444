// The button beside a failure: what it says and does, by the failure's code. Codes without one are answered where they arise
// (a wrong PIN at the PIN) or need no more than to be read.

import type { Failure, FailureCode } from '../bindings/wire';
import { host } from '../host';
import type { TextId } from '../text/text.svelte';
import type { Session } from './session.svelte';

/** What the button says and does. */
export interface Remedy {
  text: TextId;
  run: () => void;
}

const ANOTHER_FILE: FailureCode[] = ['file-unreadable', 'not-a-pdf', 'pdf-damaged', 'pdf-too-complex', 'file-unsafe', 'encryption-unsupported', 'xfa-unsupported'];
const OPEN_AGAIN: FailureCode[] = ['document-closed', 'document-changed'];
const PASSWORD: FailureCode[] = ['password-needed', 'password-wrong', 'permission-denied'];
const IDENTITIES: FailureCode[] = [
  'identity-locked', 'no-such-identity', 'vault-damaged', 'key-unsuitable', 'certificate-expired', 'certificate-revoked', 'certificate-unfit', 'counter-unusable', 'key-file-unusable',
  'key-file-password-wrong', 'pin-wrong', 'pin-too-weak',
];
const STAMPS: FailureCode[] = ['no-authority', 'stamp'];
const TOKENS: FailureCode[] = ['no-such-token', 'token-ambiguous'];
const LOG: FailureCode[] = ['log-unusable', 'log-broken', 'clock-went-back'];

/** The remedy that the window as a whole can offer. */
export function remedy(failure: Failure, session: Session): Remedy | null {
  const { code } = failure;
  if (ANOTHER_FILE.includes(code)) return { text: 'open-other', run: () => void session.choose() };
  if (OPEN_AGAIN.includes(code)) return { text: 'open-again', run: () => void openAgain(session) };
  if (PASSWORD.includes(code) && session.desk) return { text: 'enter-password', run: () => (session.asking = true) };
  if (IDENTITIES.includes(code)) return { text: 'settings-identities-open', run: () => session.go('settings', 'identities') };
  if (STAMPS.includes(code)) return { text: 'level-to-authorities', run: () => session.go('settings', 'stamps') };
  if (code === 'network') return { text: 'settings-network-open', run: () => session.go('settings', 'network') };
  if (TOKENS.includes(code)) return { text: 'settings-tokens-open', run: () => session.go('settings', 'tokens') };
  if (code === 'rule' || code === 'office-file') return { text: 'station-open', run: () => session.go('station') };
  if (LOG.includes(code)) return { text: 'history-look', run: () => session.go('history') };
  if (code === 'settings-unwritable') return { text: 'try-again', run: () => void session.keep({}) };
  if (code === 'no-signed-version' || code === 'no-such-signature') {
    return session.desk ? { text: 'verdict-look', run: () => (session.task = 'signatures') } : null;
  }
  if (code === 'internal' || code === 'signature-faulty') {
    return { text: 'copy-details', run: () => void navigator.clipboard.writeText(JSON.stringify(failure)) };
  }
  return null;
}

async function openAgain(session: Session): Promise<void> {
  const now = session.desk?.document;
  const file = session.recent.find((recent) => recent.name === now?.name && recent.folder === now.folder);
  if (file) await session.open(() => host.call('open_recent', file.id));
  else await session.choose();
}
