// Many files in the host in memory: what is chosen, and what becomes of each.

import type { BatchRow, ChosenFile, Commands, Failure, Stamp } from '../../bindings/wire';
import { failure, type Events } from '../host';
import { SEALS } from './stamping';
import type { StationMemory } from './station';

type Names = 'choose_batch_files' | 'choose_batch_folder' | 'choose_batch_output' | 'batch_rules' | 'sign_batch' | 'cancel_batch' | 'show_folder';
type Answers = { [Name in Names]: (request: Commands[Name]['request']) => Promise<Commands[Name]['response']> };

const file = (at: number): ChosenFile => ({ id: `batch-${at}`, name: `检测报告 JC-2026-${String(417 + at).padStart(4, '0')}.pdf` });
/** These cannot be signed, each for its own reason, until they are tried again. */
const BROKEN: Record<string, Failure> = { 'batch-6': failure('pdf-damaged'), 'batch-13': failure('permission-denied'), 'batch-20': failure('output-exists', { name: file(20).name }) };

const sealsOf = (stamps: Stamp[]): string[] => stamps.flatMap(({ art }) => ('seal' in art ? SEALS.filter((seal) => seal.id === art.seal).map((seal) => seal.label) : []));
const nameOf = (id: string): string => file(Number(id.slice(6))).name;

/** Answers what concerns many files; `checkPin` throws where the PIN is wrong. */
export function batchAnswers(
  checkPin: (identity: string, pin: string) => void, emit: (news: Events['batch-progress']) => void, pace: () => number, station: StationMemory,
): Answers {
  let stopped = false;
  const healed = new Set<string>();
  return {
    choose_batch_files: async () => ({ files: Array.from({ length: 4 }, (_, at) => file(at)) }),
    choose_batch_folder: async () => ({ files: Array.from({ length: 28 }, (_, at) => file(at)) }),
    choose_batch_output: async () => ({ id: 'folder', name: '已签报告' }),
    batch_rules: async ({ files, identity, stamps, kind, encrypt }) => {
      await new Promise((done) => setTimeout(done, pace()));
      return station.ofMany(files.map(nameOf), sealsOf(stamps), identity, kind, encrypt);
    },
    sign_batch: async (request) => {
      if (request.files.length === 0) throw failure('batch-empty');
      if (!request.consent) throw failure('consent-missing');
      stopped = false;
      const rows: BatchRow[] = [];
      let why: Failure | null = null;
      if (request.second) checkPin(request.second.identity, request.second.pin);
      checkPin(request.identity, request.pin);
      for (const [index, id] of request.files.entries()) {
        const name = nameOf(id);
        if (why === null && stopped) why = failure('cancelled');
        if (why !== null) {
          rows.push({ index, name, output: null, level: null, waiting: false, failure: failure('batch-stopped') });
          continue;
        }
        await new Promise((done) => setTimeout(done, pace()));
        let wrong = healed.has(id) ? undefined : BROKEN[id];
        try {
          if (!wrong) station.sealOne(name, sealsOf(request.stamps));
        } catch (thrown) {
          wrong = thrown as Failure;
        }
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
