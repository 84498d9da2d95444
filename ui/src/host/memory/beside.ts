// Signatures in files of their own, in the host in memory: files of any kind that are signed, and signature files that are opened.

import type { Commands, DetachedVerification, SignatureView } from '../../bindings/wire';
import { failure } from '../host';
import { answeredSignature, strangersSignature, trustedSignature, unaskedSignature } from './files';
import { hash } from './people';
import type { StationMemory } from './station';

type Names = 'choose_files_to_sign' | 'detached_rules' | 'sign_detached' | 'choose_content' | 'look_detached_up' | 'trust_detached_signer' | 'save_package';
type Answers = { [Name in Names]: (request: Commands[Name]['request']) => Promise<Commands[Name]['response']> };

const FILES = ['原始记录 JC-2026-0417.xlsx', '现场照片 2026-11-22.jpg'];
const TIME = '2026-11-22T11:20:00+08:00';

/** As a signature stands in a file of its own: without field, place and versions. */
const beside = (signature: SignatureView): SignatureView => ({
  ...signature, field: '', place: null, unchanged: { ...signature.unchanged, text: { id: 'unchanged-beside-intact', args: {} } },
  technical: signature.technical.filter((line) => line.name !== 'detail-sub-filter' && line.name !== 'detail-signed-length'),
});

function broken(): SignatureView {
  const signature = beside(trustedSignature(0, 0, TIME));
  const args = signature.headline.args ?? {};
  return {
    ...signature, verdict: 'failed', tone: 'bad', headline: { id: 'headline-broken', args }, advice: { id: 'advice-broken', args },
    who: { tone: 'know', text: signature.who.text }, unchanged: { tone: 'bad', text: { id: 'unchanged-beside-broken', args: {} } },
    findings: [{ tone: 'bad', text: { id: 'finding-digest-mismatch', args: {} } }], article13: [],
  };
}

function judged(signature: SignatureView, content: string | null = FILES[0] ?? ''): DetachedVerification {
  const { verdict, tone, headline } = signature;
  return {
    id: 'signature-file', name: `${FILES[0]}.p7s`, folder: '文档/检测报告', content,
    verification: { verdict, tone, headline, signatures: [signature], findings: [], sha256: hash('content'), validationTime: '2026-11-22T14:05:00+08:00' },
  };
}

/** The signature files by the names that tests use. */
const SIGNATURE_FILES: Record<string, () => DetachedVerification> = {
  'beside-intact': () => judged(beside(trustedSignature(0, 0, TIME))),
  'beside-broken': () => judged(broken()),
  'beside-stranger': () => judged(beside(strangersSignature(0, 0, TIME))),
  'beside-unasked': () => judged(beside(unaskedSignature(0, 0, TIME))),
};

/** Opens one of them; false where the name is that of something else. */
export function opensBeside(name: string, emit: (judged: DetachedVerification) => void): boolean {
  const made = SIGNATURE_FILES[name];
  if (made) emit(made());
  return made !== undefined;
}

/** Answers what concerns signatures in files of their own. */
export function besideAnswers(unlock: (id: string, pin: string) => void, station: StationMemory, signed: (name: string) => number): Answers {
  return {
    choose_files_to_sign: async () => ({ files: FILES.map((name, at) => ({ id: `any-${at}`, name })) }),
    detached_rules: async ({ identity, kind }) => station.ofMany([], [], identity, kind ?? '', true).signing,
    sign_detached: async ({ files, identity, pin, consent }) => {
      if (!consent) throw failure('consent-missing');
      unlock(identity, pin);
      return {
        rows: files.map((id) => {
          const name = FILES[Number(id.slice(4))] ?? '';
          return { name, output: `${name}.p7s`, failure: null, logEntry: signed(name) };
        }),
      };
    },
    save_package: async ({ signer, consent }) => {
      if (signer && !consent) throw failure('consent-missing');
      if (signer) unlock(signer.identity, signer.pin);
      const member = (name: string, kind: string, number = 0) => ({ name, what: { id: `package-is-${kind}`, args: { number } } });
      return {
        file: { id: 'file', name: '检测报告 JC-2026-0398-证据包.zip' },
        members: [
          member('document/检测报告 JC-2026-0398（已签名）.pdf', 'document'), member('signatures/signature-1.p7s', 'message', 1), member('certificates/signature-1.pem', 'chain', 1),
          member('reports/verification.pdf', 'report'), member('log/excerpt.json', 'log'), member('说明 README.txt', 'readme'), member('META-INF/ASiCManifest.xml', 'manifest'),
          ...(signer ? [member('META-INF/signature.p7s', 'signature')] : []),
        ],
      };
    },
    choose_content: async () => judged(beside(trustedSignature(0, 0, TIME)), FILES[1]),
    look_detached_up: async () => judged(beside(answeredSignature(unaskedSignature(0, 0, TIME)))),
    trust_detached_signer: async () => judged(beside({ ...trustedSignature(0, 0, TIME, '李四') })),
  };
}
