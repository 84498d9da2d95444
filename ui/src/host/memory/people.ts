// The people, certificates and the log of the host in memory.

import type { CertificateView, HistoryEntry, HistoryPage, HistoryQuery, Identity, TrustedCertificate } from '../../bindings/wire';

/** A hex string that looks like a SHA-256, the same one for the same seed. */
export function hash(seed: string): string {
  let state = 2166136261;
  let out = '';
  for (let at = 0; out.length < 64; at += 1) {
    for (const letter of `${seed}${at}`) state = Math.imul(state ^ letter.charCodeAt(0), 16777619);
    out += (state >>> 0).toString(16).padStart(8, '0');
  }
  return out;
}

export const OFFICE: CertificateView = {
  name: '清源检测质控室', organization: '清源检测技术有限公司', issuer: '清源检测质控室', serial: '01', key: 'RSA 4096',
  validFrom: '2024-01-01T00:00:00+08:00', validUntil: '2034-01-01T00:00:00+08:00', sha256: hash('office'), selfSigned: true,
};

export const ZHANG: CertificateView = {
  name: '张三', organization: '清源检测技术有限公司', issuer: '清源检测质控室', serial: '3a91c4', key: 'RSA 3072',
  validFrom: '2026-01-05T08:00:00+08:00', validUntil: '2029-01-05T08:00:00+08:00', sha256: hash('zhang'), selfSigned: false,
};

export const LI: CertificateView = {
  name: '李四', organization: '华东理化实验室', issuer: '李四', serial: '7f02', key: 'RSA 3072',
  validFrom: '2026-03-18T10:12:00+08:00', validUntil: '2029-03-18T10:12:00+08:00', sha256: hash('li'), selfSigned: true,
};

/** An identity as it is made on this computer. */
export function identity(name: string, organization: string | null, more: Partial<Identity> = {}): Identity {
  return {
    id: `id-${hash(name).slice(0, 8)}`, label: name, name, organization, issuer: name, selfMade: true,
    validFrom: '2026-11-22T14:00:00+08:00', validUntil: '2029-11-22T14:00:00+08:00', key: 'RSA 3072', sha256: hash(name), chineseOnly: false,
    triesLeft: 5, locked: false, unusable: null, ...more,
  };
}

export const TRUSTED: TrustedCertificate[] = [
  { certificate: OFFICE, added: '2026-06-02T09:30:00+08:00', source: 'file', origin: 'qingyuan-qc.pem', purpose: 'all' },
];

const ACTIONS: [string, string][] = [
  ['opened', 'ok'], ['verified', 'ok'], ['signed', 'ok'], ['opened', 'ok'], ['wrong-pin', 'refused'], ['signed', 'ok'],
  ['verified', 'ok'], ['trust-added', 'ok'], ['log-exported', 'ok'],
];

const pad = (value: number) => String(value).padStart(2, '0');

/** A log of so many entries, oldest first. */
export function log(size: number): HistoryEntry[] {
  return Array.from({ length: size }, (_, at) => {
    const [action, result] = ACTIONS[(at * 7) % ACTIONS.length] ?? ['opened', 'ok'];
    const day = new Date(Date.UTC(2026, 7, 3 + Math.floor((at * 111) / size), 0, 0));
    const report = `检测报告 JC-2026-${String(118 + Math.floor(at / 3)).padStart(4, '0')}.pdf`;
    const signed = action === 'signed';
    const about = action === 'log-exported' ? null : report;
    return {
      seq: at + 1,
      at: `${day.getUTCFullYear()}-${pad(day.getUTCMonth() + 1)}-${pad(day.getUTCDate())}T${pad(8 + (at % 10))}:${pad((at * 17) % 60)}:00+08:00`,
      action, who: at % 5 === 3 ? '王敏' : '张三', place: at % 4 === 0 ? '苏州市政水厂' : '杭州实验室', document: about,
      sha256Before: about ? hash(report) : null, sha256After: signed ? hash(`${report}s`) : null,
      identity: signed || action === 'wrong-pin' ? '张三' : null, device: 'LAB-NB-07', login: null, loginBy: null, result,
      note: action === 'wrong-pin' ? 'pin-wrong' : null, checked: signed && at % 2 === 0 ? [{ id: 'preflight-blank-before-rule' }] : [], hash: hash(`entry${at}`),
    };
  });
}

/** The stretch of the log that fits a query. */
export function stretch(entries: HistoryEntry[], query: HistoryQuery): HistoryPage {
  const wanted = query.text.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = entries.filter((entry) => {
    const words = [entry.who, entry.place, entry.document, entry.identity].join(' ').toLowerCase();
    return wanted.every((part) => words.includes(part))
      && (query.action === null || entry.action === query.action)
      && (query.from === null || Date.parse(entry.at) >= Date.parse(query.from))
      && (query.to === null || Date.parse(entry.at) < Date.parse(query.to));
  });
  const ordered = query.oldestFirst ? fitting : [...fitting].reverse();
  return { total: fitting.length, entries: ordered.slice(query.offset, query.offset + query.limit) };
}
