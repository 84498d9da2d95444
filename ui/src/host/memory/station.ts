// The rules of use on a signer's station, in the host in memory: a directory, identities as it sees them, journeys, approvals.
//
// `?rules` binds the station to an office: 张三 signs off-site alone and has a PIN of 52 days, 李四 is locked. `?rules=initial` has
// the PIN that came from the office, `?rules=old` one that is too old, `?travel` a journey under way, `?stale` an old directory.
// `?rules=approved` has approvals for most of many files; `?rules=person` wants a second person.
// `?letter=directory` (`issue`, `ticket`, `unlock`) is what the dialog for letters gives.

import type {
  BatchRules, Commands, DueEntry, Failure, Identity, IdentityRules, OfficePolicy, OfficeState, RuleEntry, RulesAnswer, StationRules, TicketEntry, TravelEntry,
} from '../../bindings/wire';
import { failure } from '../host';
import { hash, identity } from './people';
import { NOTICE } from './upkeep';

type Names =
  | 'office_state' | 'station_rules' | 'rules_of_use' | 'apply_for_identity' | 'take_identity' | 'save_receipt' | 'report_trouble' | 'begin_travel' | 'end_travel' | 'ask_unlock'
  | 'issue_ticket' | 'take_approvals' | 'return_report' | 'signing_rules' | 'sealing_rules' | 'create_backup' | 'try_backup' | 'restore_backup' | 'choose_attachment' | 'choose_office_file'
  | 'take_office_file';
type Answers = { [Name in Names]: (request: Commands[Name]['request']) => Promise<Commands[Name]['response']> };

/** What the rules see of an open document. */
export interface Ruled {
  name: string;
  pages: number;
  signatures: number;
  /** Pages that were drawn large enough to be read, from 0. */
  read: Set<number>;
}

/** What the host in memory lends. */
export interface Around {
  asked: URLSearchParams;
  identities: Identity[];
  of: (document: string) => Ruled;
  /** Throws where the PIN is wrong. */
  unlock: (identity: string, pin: string) => void;
  /** Throws where a new PIN is too weak. */
  strong: (pin: string) => void;
  keepPin: (identity: string, pin: string) => void;
  /** The letter that is picked next: null gives up, where one is saved too. */
  letter: () => string | null;
}

/** The station in memory. */
export interface StationMemory {
  answers: Answers;
  pinChanged(identity: string): void;
  /** Throws where a rule forbids signing. */
  maySign(document: string, identity: string, kind: string, encrypt: boolean): void;
  /** Uses the approval for this document up. */
  sealed(document: string): void;
  /** What the rules say of many files, by their names. */
  ofMany(names: string[], seals: string[], identity: string, kind: string, encrypt: boolean): BatchRules;
  /** Throws where a file may not be sealed, and uses its approval up. */
  sealOne(name: string, seals: string[]): void;
}

const DAY = 86_400_000;
const ROOT = hash('office-root');
const INITIAL_PIN = 'QY-7342-18';
const SEAL = '检验检测专用章';
const at = (days: number, hours = 0) => new Date(Date.now() + days * DAY + hours * 3_600_000).toISOString();

const CLAUSES: Record<string, [clause: string, effect: 'block' | 'warn' | 'record']> = {
  'initial-pin': ['RS8 一.1 · RS18 §8', 'block'], 'pin-age': ['RS18 §8', 'block'], 'pin-ageing': ['RS18 §8', 'warn'], 'pin-history': ['RS2', 'block'],
  'off-site': ['RS17 2', 'block'], suspended: ['RS4 Art.15 · RS8 二.2', 'block'], reviewed: ['RS17 4.3 · RS12 4.1', 'block'],
  'encrypt-output': ['RS7 2', 'block'], 'barred-kind': ['RS4 Art.3', 'warn'], 'excluded-kind': ['RS18 §3', 'block'], 'directory-stale': ['RS5 · RS10 六.4', 'warn'],
  'place-recorded': ['RS1 · RS7 3', 'record'], 'return-package': ['RS17 4.3', 'record'], 'outside-identity': ['RS4 Art.16', 'record'],
  'approval-first': ['RS18 §9', 'block'], 'ticket-used': ['RS14 4', 'block'], 'seal-kind': ['RS18 §3', 'block'], 'print-approval': ['RS18 §9', 'block'],
  backup: ['RS7 6 · RS13 3.2', 'warn'], approver: ['RS18 §9', 'block'], 'reason-needed': ['RS9 四', 'block'],
};
const rule = (id: string): RuleEntry => ({ id, clause: CLAUSES[id]?.[0] ?? '', effect: CLAUSES[id]?.[1] ?? 'block' });
const refused = (id: string): Failure => failure('rule', { clause: rule(id).clause, rule: id }, id);
const answer = (blocks: string[], warnings: string[], records: string[], ticket: string | null = null): RulesAnswer => ({
  allowed: blocks.length === 0, blocks: blocks.map(rule), warnings: warnings.map(rule), records: records.map(rule), ticket,
});

const POLICY: OfficePolicy = {
  pinDays: 60, pinWarnDays: 50, pinHistory: 5, pinCharacters: 8, idleMinutes: 10, secondFactor: 'none', directoryDays: 7, backupDays: 30, unusedDays: 180, retentionYears: 6,
  outsideAllowed: true, consent: true, clockBlocks: true, encryptOutput: false, excludedKinds: ['党组文件'], barredKinds: ['婚姻', '收养', '继承', '停水通知'],
  basis: 'ZQY-ZY-01-17-2016', effective: '2016-10-01',
};

/** What is remembered of an identity. */
interface Known {
  initial: boolean;
  pinAge: number;
  trouble: string | null;
  applied: boolean;
  person: string | null;
  condition: string | null;
  state: string | null;
  receipt: boolean;
}

/** Makes the station in memory. */
export function stationMemory(around: Around): StationMemory {
  const { asked, identities } = around;
  let bound = asked.has('rules');
  let number = 12;
  let stale = asked.has('stale');
  let backedUp: string | null = asked.has('rules') ? at(-41) : null;
  let waitingCopy: string | null = null;
  const known = new Map<string, Known>();
  const locked = identities[2];
  if (asked.get('rules') === 'person' && locked) Object.assign(locked, { locked: false, triesLeft: 5, unusable: null });
  if (bound && locked) Object.assign(locked, { selfMade: false, issuer: '清源检测质控室', organization: '清源检测技术有限公司' });
  identities.forEach((one, order) => known.set(one.id, {
    initial: order === 0 && asked.get('rules') === 'initial', pinAge: order > 0 ? 12 : asked.get('rules') === 'old' ? 63 : 52, trouble: null, applied: false,
    person: one.selfMade ? null : `P000${7 + order}`, condition: order === 0 ? 'off-site' : 'anywhere', state: one.selfMade ? null : 'issued', receipt: false,
  }));
  const travels: TravelEntry[] = asked.has('rules') ? [{ place: '无锡市自来水总公司', reason: '水质抽检', from: at(-24), until: at(-22), open: false }] : [];
  if (asked.has('travel')) travels.unshift({ place: '昆山第三水厂', reason: '出厂水年度检测', from: at(-1), until: at(2), open: true });
  const ticket = (id: string, name: string, more: Partial<TicketEntry> = {}): TicketEntry => ({
    id, name, sha256: hash(name), seal: SEAL, pages: [], count: 2, print: false, approver: '王敏', until: at(1), used: false, ...more,
  });
  let tickets: TicketEntry[] = asked.has('rules')
    ? [ticket('t-421', '检测报告 JC-2026-0421.pdf', { pages: [1, 6], print: true }), ticket('t-409', '检测报告 JC-2026-0409.pdf', { used: true, until: at(0, 5) })]
    : [];
  if (asked.get('rules') === 'approved') {
    const numbers = Array.from({ length: 28 }, (_, order) => 417 + order).filter((order) => order !== 420);
    tickets = numbers.map((order) => ticket(`t-many-${order}`, `检测报告 JC-2026-0${order}.pdf`, { used: order === 425 }));
  }
  const policy: OfficePolicy = { ...POLICY, secondFactor: asked.get('rules') === 'person' ? 'person' : 'none', encryptOutput: asked.get('rules') === 'encrypt' };

  const travel = () => travels.find((one) => one.open) ?? null;
  const of = (id: string): Known => {
    const one = known.get(id) ?? { initial: false, pinAge: 0, trouble: null, applied: false, person: null, condition: null, state: null, receipt: false };
    known.set(id, one);
    return one;
  };
  function ruled(id: string): { blocks: string[]; warnings: string[] } {
    const one = of(id);
    const blocks = [...(one.trouble || one.state === 'suspended' ? ['suspended'] : []), ...(one.initial ? ['initial-pin'] : [])];
    if (!bound || one.person === null) return { blocks, warnings: [] };
    if (one.pinAge > POLICY.pinDays) blocks.push('pin-age');
    if (one.condition === 'off-site' && !travel()) blocks.push('off-site');
    return { blocks, warnings: [...(one.pinAge >= POLICY.pinWarnDays ? ['pin-ageing'] : []), ...(stale ? ['directory-stale'] : [])] };
  }
  const entry = (one: Identity): IdentityRules => {
    const { initial, pinAge, trouble, applied, person, condition, state, receipt } = of(one.id);
    const inDirectory = bound && person !== null;
    return {
      identity: one.id, label: one.label, person: inDirectory ? person : null, state: inDirectory ? state : null, initialPin: initial, pinAge, applied, receipt, trouble,
      condition: inDirectory ? condition : null, departments: [], ...ruled(one.id),
    };
  };
  const due = (): DueEntry[] => {
    if (!bound) return [];
    const on = (days: number) => at(days).slice(0, 10);
    const old = identities.filter((one) => of(one.id).person !== null && of(one.id).pinAge >= POLICY.pinWarnDays).map((one): DueEntry => {
      const days = POLICY.pinDays - of(one.id).pinAge;
      const id = days < 0 ? 'pin-age' : 'pin-ageing';
      return { rule: id, clause: rule(id).clause, about: one.label, on: on(days), days };
    });
    const backup = backedUp === null || Date.now() - Date.parse(backedUp) > POLICY.backupDays * DAY;
    return [...(backup ? [{ rule: 'backup', clause: rule('backup').clause, about: '', on: on(-11), days: -11 }] : []), ...old];
  };
  const state = (): StationRules => ({
    device: 'LAB-NB-07-5f2c', identities: identities.map(entry), travel: travel(), travels: structuredClone(travels), tickets: structuredClone(tickets), backedUp, due: due(),
    attention: bound ? [...(stale ? ['directory-stale'] : []), ...(backedUp === null || Date.now() - Date.parse(backedUp) > 31 * DAY ? ['backup'] : [])] : [],
  });
  const office = (): OfficeState => ({
    office: false, organisation: bound ? '清源检测技术有限公司' : '', sample: false, officers: [], counts: [], rootHere: false, directoryDue: false,
    policy: bound ? policy : { ...POLICY, excludedKinds: [], barredKinds: [], basis: '', effective: '' },
    release: asked.has('update') ? NOTICE : null,
    directory: bound ? { number, issued: at(stale ? -11 : -2), next: at(stale ? -4 : 5), stale, people: 46, seals: 5, root: ROOT } : null,
  });
  const kinds = (kind: string) => ({
    excluded: bound && kind !== '' && POLICY.excludedKinds.some((one) => kind.includes(one)), barred: bound && kind !== '' && POLICY.barredKinds.some((one) => kind.includes(one)),
  });
  function signing(document: string, id: string, kind: string, encrypt: boolean): RulesAnswer {
    const file = bound ? around.of(document) : null;
    return signer(id, kind, file !== null && file.read.size < file.pages, encrypt, file !== null && file.signatures > 0);
  }
  function signer(id: string, kind: string, unread: boolean, encrypt: boolean, signed = false): RulesAnswer {
    const { blocks, warnings } = ruled(id);
    if (!bound) return answer(blocks, warnings, []);
    const { excluded, barred } = kinds(kind);
    return answer(
      [...blocks, ...(excluded ? ['excluded-kind'] : []), ...(unread ? ['reviewed'] : []), ...(policy.encryptOutput && !encrypt && !signed ? ['encrypt-output'] : [])], [...warnings, ...(policy.encryptOutput && signed ? ['encrypt-output'] : []), ...(barred ? ['barred-kind'] : [])],
      of(id).person === null ? ['outside-identity'] : ['place-recorded', ...(travel() ? ['return-package'] : [])],
    );
  }
  const ticketOf = (name: string, seal: string) => tickets.find((one) => one.name === name && one.seal === seal);
  const ticketFor = (document: string, seal: string) => ticketOf(around.of(document).name, seal);
  function sealing(name: string, seal: string): RulesAnswer {
    const found = ticketOf(name, seal);
    if (seal !== SEAL || (found && !found.used)) return answer([], [], [], seal === SEAL ? found?.id : null);
    return answer([found ? 'ticket-used' : 'approval-first'], [], []);
  }

  return {
    pinChanged: (id) => Object.assign(of(id), { initial: false, pinAge: 0 }),
    maySign: (document, id, kind, encrypt) => {
      const block = signing(document, id, kind, encrypt).blocks[0];
      if (block) throw refused(block.id);
    },
    sealed: (document) => {
      const { name } = around.of(document);
      tickets = tickets.map((one) => (one.name === name ? { ...one, used: true } : one));
    },
    ofMany: (names, seals, id, kind, encrypt) => ({
      signing: signer(id, kind, false, encrypt), files: names.map((name, index) => ({ index, seals: bound ? seals.map((seal) => sealing(name, seal)) : [], failure: null })),
    }),
    sealOne: (name, seals) => {
      const block = bound ? seals.flatMap((seal) => sealing(name, seal).blocks)[0] : undefined;
      if (block) throw refused(block.id);
      tickets = tickets.map((one) => (one.name === name && seals.includes(one.seal) ? { ...one, used: true } : one));
    },
    answers: {
      office_state: async () => office(),
      station_rules: async () => state(),
      rules_of_use: async () => Object.keys(CLAUSES).map(rule),
      apply_for_identity: async ({ name, organisation, pin, purpose }) => {
        around.strong(pin);
        if (purpose.trim() === '') throw failure('entry-unusable', { field: 'purpose' });
        if (around.letter() === null) return null;
        const made = identity(name, organisation, { id: `id-applied-${identities.length}` });
        identities.unshift(made);
        around.keepPin(made.id, pin);
        Object.assign(of(made.id), { applied: true });
        waitingCopy = made.id;
        return { id: 'file', name: `申请-${name}.vmletter` };
      },
      take_identity: async ({ initialPin, pin }) => {
        if (initialPin !== INITIAL_PIN) throw failure('office-file', { name: '发放-张三.vmpkg' }, 'secret');
        const one = identities.find((each) => each.id === waitingCopy) ?? identities[0];
        if (!one) throw failure('office-file', {}, 'other-device');
        around.unlock(one.id, pin);
        Object.assign(one, { selfMade: false, issuer: '清源检测质控室', organization: '清源检测技术有限公司' });
        around.keepPin(one.id, initialPin);
        Object.assign(of(one.id), { applied: false, initial: true, pinAge: 0, person: 'P0031', state: 'issued', condition: 'off-site', receipt: true });
        bound = true;
        return structuredClone(one);
      },
      save_receipt: async (id) => {
        if (around.letter() === null) return null;
        of(id).receipt = false;
        return { id: 'file', name: '回执-张三.vmletter' };
      },
      report_trouble: async ({ identity: id, trouble }) => {
        const one = of(id);
        // Found again lifts nothing by itself where an office keeps the register.
        if (trouble !== 'found') one.trouble = trouble;
        else if (!bound) one.trouble = null;
        return { id: 'file', name: trouble === 'found' ? '找回通知.vmletter' : '挂失通知.vmletter' };
      },
      begin_travel: async ({ place, reason, from, until }) => {
        if (place.trim() === '') throw failure('entry-unusable', { field: 'place' });
        if (reason.trim() === '') throw refused('reason-needed');
        if (Date.parse(until) <= Date.now()) throw failure('entry-unusable', { field: 'until' });
        travels.forEach((one) => (one.open = false));
        const start = from ?? at(0);
        travels.unshift({ place, reason, from: start, until, open: Date.parse(start) <= Date.now() });
        return state();
      },
      end_travel: async () => {
        travels.forEach((one) => (one.open = false));
        return state();
      },
      ask_unlock: async () => ({ id: 'file', name: '解锁申请.vmletter' }),
      issue_ticket: async ({ document, identity: id, pin }) => {
        around.unlock(id, pin);
        if (!bound) throw failure('no-office');
        if (of(id).initial) throw refused('initial-pin');
        return { id: 'file', name: around.of(document).name.replace(/\.pdf$/, '-用印批准.vmletter') };
      },
      // One of those that are picked is another letter.
      take_approvals: async () => {
        if (around.letter() === null) return null;
        tickets = [ticket('t-many-420', '检测报告 JC-2026-0420.pdf'), ...tickets];
        return { taken: 1, refused: [{ name: '回执-张三.vmletter', failure: failure('office-file') }] };
      },
      return_report: async ({ document, identity: id, pin }) => {
        around.unlock(id, pin);
        return { id: 'file', name: around.of(document).name.replace(/\.pdf$/, '-送回.vmletter') };
      },
      signing_rules: async ({ document, identity: id, kind, encrypt }) => signing(document, id, kind, encrypt),
      sealing_rules: async ({ document, seal, kind }) => {
        if (!bound) return answer([], [], []);
        const { excluded, barred } = kinds(kind);
        const found = ticketFor(document, seal);
        const needs = seal === SEAL && around.of(document).signatures === 0;
        const missing = needs && (!found || found.used) ? [found ? 'ticket-used' : 'approval-first'] : [];
        return answer([...missing, ...(excluded ? ['excluded-kind'] : [])], [...(barred ? ['barred-kind'] : []), ...(stale ? ['directory-stale'] : [])], [], needs && found && !found.used ? found.id : null);
      },
      create_backup: async () => {
        backedUp = at(0);
        return { id: 'file', name: 'LAB-NB-07-备份.vmbackup' };
      },
      restore_backup: async ({ password }) => {
        if (password === 'wrong-password') throw failure('backup', {}, 'secret');
        if (identities.length > 0) throw failure('profile-not-empty');
        return { made: at(-41), files: 214, logRows: 300 };
      },
      try_backup: async ({ password }) => {
        if (password === 'wrong-password') throw failure('backup', {}, 'secret');
        return { made: at(-41), files: 214, identities: identities.length, logRows: 300, people: null };
      },
      choose_attachment: async () => ({ id: `paper-${Math.floor(Math.random() * 1e6)}`, name: '授权书.pdf' }),
      choose_office_file: async () => {
        const kind = around.letter();
        if (kind === null) return null;
        const file = (name: string) => ({ id: `letter-${kind}`, name });
        if (kind === 'issue') return { file: file('发放-张三.vmpkg'), kind, about: '', root: null };
        if (kind === 'ticket') return { file: file('检测报告 JC-2026-0417-用印批准.vmletter'), kind, about: '检测报告 JC-2026-0417.pdf', root: null };
        if (kind === 'unlock') return { file: file('解锁-李四.vmletter'), kind, about: '李四', root: null };
        if (kind === 'directory') return { file: file(`名录-${number + 1}.vmletter`), kind, about: '清源检测技术有限公司', root: bound ? null : ROOT };
        return { file: file('来件.vmletter'), kind, about: '张三', root: null };
      },
      take_office_file: async ({ file, bind }) => {
        const kind = file.slice('letter-'.length);
        if (kind === 'directory') {
          if (!bound && !bind) throw failure('office-file', {}, 'not-bound');
          bound = true;
          stale = false;
          number += 1;
          return { kind, told: { id: 'office-directory-taken', args: { number: String(number), organisation: '清源检测技术有限公司' } }, person: null };
        }
        if (kind === 'ticket') {
          tickets = [ticket('t-417', '检测报告 JC-2026-0417.pdf'), ...tickets];
          return { kind, told: { id: 'office-ticket-taken', args: { name: '检测报告 JC-2026-0417.pdf', seal: SEAL, approver: '王敏' } }, person: null };
        }
        if (kind === 'unlock') {
          const one = identities.find((each) => each.name === '李四');
          if (one) Object.assign(one, { locked: false, triesLeft: 5, unusable: null });
          return { kind, told: { id: 'office-unlocked', args: { name: '李四', by: '王敏 + 赵强' } }, person: null };
        }
        throw failure('no-office');
      },
    },
  };
}
