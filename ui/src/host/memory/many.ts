// Many files to verify in the host in memory: what is chosen, and what is found of each.

import type { Commands, Document, Failure, VerifiedFile } from '../../bindings/wire';
import { failure, type Events } from '../host';
import { FILES, verification, type File } from './files';

type Names = 'choose_files_to_verify' | 'choose_folder_to_verify' | 'verify_files' | 'cancel_verifying' | 'open_verified' | 'export_verified';
type Answers = { [Name in Names]: (request: Commands[Name]['request']) => Promise<Commands[Name]['response']> };

const FOLDERS = ['', '水质', '水质/出厂水', '金属材料'];
/** The files by their numbers: most are signed and trusted, some are not. */
const KINDS: Record<number, keyof typeof FILES> = { 4: 'stranger', 9: 'changed', 12: 'unsigned', 17: 'stranger', 23: 'unsigned' };
const UNREADABLE: Record<number, Failure> = { 15: failure('not-a-pdf', { name: '扫描件.pdf' }), 26: failure('password-needed', { name: '' }) };

const folder = (at: number): string => FOLDERS[Math.floor(at / 9)] ?? '';
const name = (at: number): string => `检测报告 JC-2026-${String(361 + at).padStart(4, '0')}.pdf`;

function file(at: number): File {
  const made = FILES[KINDS[at] ?? 'signed'];
  if (!made) throw failure('file-unreadable', { name: name(at) });
  return { ...made(), name: name(at) };
}

function row(id: string): VerifiedFile {
  const at = Number(id.slice(5));
  const broken = UNREADABLE[at];
  if (broken) return { id, found: 'unreadable', headline: null, failure: broken, signers: [], signed: null };
  const { signatures, ...found } = verification(file(at));
  const last = signatures.at(-1);
  const signed = last ? new Date(Date.parse(String(last.when.text.args?.time)) - at * 7_310_000).toISOString() : null;
  return { id, found: found.tone === 'none' ? 'unsigned' : found.tone, headline: found.headline, failure: null, signers: signatures.map((one) => one.certificate?.name ?? ''), signed };
}

/** Answers what concerns many files; `open` puts one on the desk. */
export function manyAnswers(open: (file: File) => Document, emit: (news: Events['verify-progress']) => void, pace: () => number): Answers {
  let stopped = false;
  const some = (count: number) => ({ files: Array.from({ length: count }, (_, at) => ({ id: `many-${at}`, name: name(at), folder: folder(at) })) });
  return {
    choose_files_to_verify: async () => some(4),
    choose_folder_to_verify: async () => some(36),
    verify_files: async ({ files }) => {
      stopped = false;
      const rows: VerifiedFile[] = [];
      while (rows.length < files.length && !stopped) {
        await new Promise((done) => setTimeout(done, pace()));
        const fresh = files.slice(rows.length, rows.length + 3).map(row);
        rows.push(...fresh);
        emit({ done: rows.length, total: files.length, rows: fresh });
      }
      return { rows };
    },
    cancel_verifying: async () => { stopped = true; return null; },
    open_verified: async (id) => {
      const broken = UNREADABLE[Number(id.slice(5))];
      if (broken) throw broken;
      return open(file(Number(id.slice(5))));
    },
    export_verified: async ({ format }) => ({ id: 'file', name: `验签结果-2026-11-22.${format}` }),
  };
}
