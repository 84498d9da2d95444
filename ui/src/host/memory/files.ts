// The files of the host in memory: unsigned, signed and trusted, signed by a stranger, changed after signing, locked, and long.

import type { Answer, Condition, Document, PlannedMark, Place, SignatureView, Stamp, Text, Tone, Verification } from '../../bindings/wire';
import { hash, LI, ZHANG } from './people';

/** A file and what would be found in it. */
export interface File {
  name: string;
  folder: string;
  size: number;
  pages: number;
  number: string;
  /** Signatures, each with the place of its mark; drawn on the page. */
  signatures: SignatureView[];
  encryption: string | null;
  password: string | null;
  /** The fields that wait for a signature. */
  emptyFields: { name: string; place: Place | null }[];
  /** Every field of the form. */
  formFields: string[];
  /** What was stamped on the pages. */
  stamped?: { stamp: Stamp; mark: PlannedMark }[];
  /** The pages were rewritten after signing. */
  altered?: boolean;
  /** A seal and a written name were pasted in as pictures. */
  pasted?: boolean;
  /** Whom the first signature's mark names, if not its signer. */
  misnamed?: string;
  /** It says of itself that it is a copy. */
  copy?: Text;
  /** What the check before signing finds. */
  check: 'clean' | 'notes' | 'grave';
}

const text = (id: string, args: NonNullable<Text['args']> = {}): Text => ({ id, args });
const answer = (tone: Tone, id: string, args: NonNullable<Text['args']> = {}): Answer => ({ tone, text: text(id, args) });

const TECHNICAL = [
  { name: 'detail-indication', value: 'TOTAL-PASSED' }, { name: 'detail-level', value: 'B-B' },
  { name: 'detail-sub-filter', value: 'ETSI.CAdES.detached' }, { name: 'detail-signed-length', value: '106428' },
  { name: 'detail-digest', value: 'SHA-256' }, { name: 'detail-signature', value: 'RSA PKCS#1 v1.5' }, { name: 'detail-key-bits', value: '3072' },
];

/** What every sentence about a signature may name, as the engine fills it in. */
const about = (name: string, organization: string | null, issuer: string, more: NonNullable<Text['args']> = {}): NonNullable<Text['args']> => ({
  name, organization: organization ?? 'none', issuer, pages: 'none', count: 0, more: 0, until: '2029-01-05T00:00:00Z', ...more,
});

/** The four conditions of Article 13 for a signature whose value verifies. */
const conditions = (words: NonNullable<Text['args']>, own: string, content: string): Condition[] => [
  { number: 1, answer: 'not-provable', text: text(`article13-${own}`, words) },
  { number: 2, answer: 'not-provable', text: text('article13-control-plain', words) },
  { number: 3, answer: 'yes', text: text('article13-signature-intact', words) },
  { number: 4, answer: content === 'content-changed' ? 'no' : 'yes', text: text(`article13-${content}`, words) },
];

/** A signature by a person whose certificate the office vouches for. */
export function trustedSignature(index: number, page: number, time: string, signer = '张三'): SignatureView {
  const words = about(signer, '清源检测技术有限公司', '清源检测质控室');
  return {
    index, field: index === 0 ? 'Signature1' : `Signature${index + 1}`, kind: 'approval', verdict: 'passed', tone: 'good',
    headline: text('headline-passed', words), who: answer('good', 'who-trusted', words), unchanged: answer('good', 'unchanged-intact', words),
    entitled: answer('good', 'entitled-unchecked', words), when: answer('know', 'when-claimed', { time }), advice: text('advice-passed', words), action: null,
    place: { page, left: 68, top: 188 + index * 25, width: 46, height: 16 }, changes: [],
    findings: [{ tone: 'none', text: text('finding-revocation-not-checked') }],
    article13: conditions(words, 'own-issued', 'content-intact'),
    certificate: { ...ZHANG, name: signer }, versionAvailable: false, technical: TECHNICAL,
  };
}

/** A signature by somebody nobody vouches for. */
export function strangersSignature(index: number, page: number, time: string, signer = '李四', organization: string | null = '华东理化实验室'): SignatureView {
  const words = about(signer, organization, signer);
  return {
    ...trustedSignature(index, page, time, signer), verdict: 'indeterminate', tone: 'know', headline: text('headline-intact-unknown-signer', words),
    who: answer('know', 'who-self-signed', words), entitled: answer('know', 'entitled-unknown', words), advice: text('advice-self-signed', words),
    action: 'trust', article13: conditions(words, 'own-self-made', 'content-intact'), certificate: { ...LI, name: signer, organization, issuer: signer },
  };
}

/** A signature of somebody trusted, of whom nobody was asked yet whether the certificate was revoked. */
export function unaskedSignature(index: number, page: number, time: string): SignatureView {
  const words = about('张三', '清源检测技术有限公司', '清源检测质控室');
  return {
    ...trustedSignature(index, page, time), verdict: 'indeterminate', tone: 'know', headline: text('headline-revocation-unknown', words),
    entitled: answer('know', 'entitled-revocation-unknown', words), advice: text('advice-revocation-unknown', words), action: 'look-up',
    findings: [{ tone: 'know', text: text('finding-revocation-not-consulted', { certificate: '张三' }) }],
  };
}

/** The same after the answer came. */
export function answeredSignature(signature: SignatureView): SignatureView {
  const words = about('张三', '清源检测技术有限公司', '清源检测质控室');
  const good = trustedSignature(signature.index, signature.place?.page ?? 0, String(signature.when.text.args?.time ?? ''));
  return { ...good, entitled: answer('good', 'entitled-yes', words), findings: [] };
}

/** A signature after which the report was rewritten. */
export function violatedSignature(page: number): SignatureView {
  const words = about('张三', '清源检测技术有限公司', '清源检测质控室', { pages: '2, 3', count: 1 });
  return {
    ...trustedSignature(0, page, '2026-10-30T16:20:00+08:00'), verdict: 'failed', tone: 'bad', headline: text('headline-changed', words),
    unchanged: answer('bad', 'unchanged-changed', words), advice: text('advice-changed', words), action: 'show-signed-version', versionAvailable: true,
    article13: conditions(words, 'own-issued', 'content-changed'),
    changes: [
      { allowed: false, page: 1, place: null, text: text('change-content-changed', { ...words, page: 2, subject: '' }) },
      { allowed: false, page: 2, place: { page: 2, left: 40, top: 120, width: 60, height: 14 }, text: text('change-foreign-annotation', { ...words, page: 3, subject: 'FreeText' }) },
      { allowed: true, page: 5, place: { page: 5, left: 68, top: 213, width: 46, height: 16 }, text: text('change-signature-added', { ...words, page: 6, subject: 'Signature2' }) },
    ],
  };
}

const base = (number: string, more: Partial<File> = {}): File => ({
  name: `检测报告 ${number}.pdf`, folder: '文档/检测报告', size: 412_684, pages: 6, number, signatures: [], encryption: null, password: null,
  emptyFields: [], formFields: [], check: 'clean', ...more,
});

/** The files by the names that tests use. */
export const FILES: Record<string, () => File> = {
  unsigned: () => base('JC-2026-0417'),
  field: () => base('JC-2026-0421', { emptyFields: [{ name: '批准', place: { page: 5, left: 66, top: 238, width: 54, height: 18 } }], formFields: ['样品编号', '检测结论', '批准'] }),
  copy: () => base('JC-2026-0417', { name: '检测报告 JC-2026-0417-副本 3.pdf', copy: text('finding-converted-copy', { sha256: hash('original'), number: '3', recipient: '某公司' }) }),
  notes: () => base('JC-2026-0422', { check: 'notes' }),
  grave: () => base('JC-2026-0417', { name: '检测报告 JC-2026-0417（送审）.pdf', check: 'grave' }),
  signed: () => base('JC-2026-0398', { name: '检测报告 JC-2026-0398（已签名）.pdf', signatures: [trustedSignature(0, 5, '2026-11-20T15:42:00+08:00')] }),
  stranger: () => base('JC-2026-0377', { signatures: [strangersSignature(0, 5, '2026-11-18T09:05:00+08:00')] }),
  unasked: () => base('JC-2026-0381', { signatures: [unaskedSignature(0, 5, '2026-11-19T10:20:00+08:00')] }),
  changed: () => base('JC-2026-0352', { altered: true, signatures: [violatedSignature(5)] }),
  extended: () => base('JC-2026-0366', { signatures: [{ ...trustedSignature(0, 5, '2026-11-12T10:12:00+08:00'), versionAvailable: true }] }),
  several: () => base('JC-2026-0371', {
    signatures: [
      { ...trustedSignature(0, 5, '2026-11-12T10:12:00+08:00', '李四'), versionAvailable: true }, { ...trustedSignature(1, 5, '2026-11-13T09:30:00+08:00', '王敏'), versionAvailable: true },
      trustedSignature(2, 5, '2026-11-14T16:02:00+08:00'),
    ],
  }),
  pasted: () => base('JC-2026-0388', { pasted: true }),
  misnamed: () => base('JC-2026-0389', { pasted: true, misnamed: '王五', signatures: [{ ...trustedSignature(0, 5, '2026-11-20T15:42:00+08:00'), place: { page: 5, left: 68, top: 238, width: 46, height: 16 } }] }),
  locked: () => base('JC-2026-0402', { encryption: 'AES-256', password: '1234' }),
  single: () => base('JC-2026-0430', { pages: 1 }),
  long: () => base('JC-2026-0001', { name: '年度汇编 2026.pdf', pages: 5000, size: 524_288_000 }),
};

/** The file as the window is told of it. */
export function asDocument(id: string, file: File, locked: boolean): Document {
  return {
    id, name: file.name, folder: file.folder, size: file.size, pages: locked ? 0 : file.pages, encryption: file.encryption, locked,
    signatures: file.signatures.length, signedVersion: null, copy: locked ? null : (file.copy ?? null),
  };
}

const WORST: Tone[] = ['bad', 'know', 'good', 'none'];

/** What a verifier says of the file. */
export function verification(file: File): Verification {
  const worst = [...file.signatures].sort((a, b) => WORST.indexOf(a.tone) - WORST.indexOf(b.tone))[0];
  return {
    verdict: worst?.verdict ?? 'unsigned', tone: worst?.tone ?? 'none', headline: worst?.headline ?? text('headline-unsigned'),
    signatures: file.signatures, findings: [], sha256: hash(file.name), validationTime: '2026-11-22T14:05:00+08:00',
  };
}
