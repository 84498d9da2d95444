// Many files in the host in memory: what is chosen, and what becomes of each.

import type { BatchRow, ChosenFile, Commands, Failure } from '../../bindings/wire';
import { failure, type Events } from '../host';

type Names = 'choose_batch_files' | 'choose_batch_folder' | 'choose_batch_output' | 'sign_batch' | 'cancel_batch' | 'show_folder';
type Answers = { [Name in Names]: (request: Commands[Name]['request']) => Promise<Commands[Name]['response']> };

const file = (at: number): ChosenFile => ({ id: `batch-${at}`, name: `检测报告 JC-2026-${String(417 + at).padStart(4, '0')}.pdf` });
/** These cannot be signed, each for its own reason, until they are tried again. */
const BROKEN: Record<string, Failure> = { 'batch-6': failure('pdf-damaged'), 'batch-13': failure('permission-denied'), 'batch-20': failure('output-exists', { name: file(20).name }) };

/** Answers what concerns many files; `checkPin` throws where the PIN is wrong. */
export function batchAnswers(
  checkPin: (identity: string, pin: string) => void, emit: (news: Events['batch-progress']) => void, pace: () => number,
): Answers {
  let stopped = false;
  const healed = new Set<string>();
  return {
    choose_batch_files: async () => ({ files: Array.from({ length: 4 }, (_, at) => file(at)) }),
    choose_batch_folder: async () => ({ files: Array.from({ length: 28 }, (_, at) => file(at)) }),
    choose_batch_output: async () => ({ id: 'folder', name: '已签报告' }),
    sign_batch: async (request) => {
      if (request.files.length === 0) throw failure('batch-empty');
      if (!request.consent) throw failure('consent-missing');
      stopped = false;
      const rows: BatchRow[] = [];
      let why: Failure | null = null;
      checkPin(request.identity, request.pin);
      for (const [index, id] of request.files.entries()) {
        const name = file(Number(id.slice(6))).name;
        if (why === null && stopped) why = failure('cancelled');
        if (why !== null) {
          rows.push({ index, name, output: null, level: null, waiting: false, failure: failure('batch-stopped') });
          continue;
        }
        await new Promise((done) => setTimeout(done, pace()));
        const wrong = healed.has(id) ? undefined : BROKEN[id];
        if (wrong?.code === 'output-exists') healed.add(id);
        const row: BatchRow = wrong
          ? { index, name, output: null, level: null, waiting: false, failure: wrong }
          : { index, name, output: name.replace(/\.pdf$/, '（已签名）.pdf'), level: request.options.level, waiting: false, failure: null, notes: request.stamps.length > 0 ? [{ id: 'stamp-way-one', args: { pages: 6, marks: request.stamps.length } }] : [] };
        rows.push(row);
        emit({ done: rows.length, total: request.files.length, row });
      }
      return { rows, stopped: why };
    },
    cancel_batch: async () => { stopped = true; return null; },
    show_folder: async () => null,
  };
}
