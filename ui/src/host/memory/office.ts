// The quality office of the host in memory: a small register with people in several states, a seal, letters, a station.
//
// `?office` makes this station an office; without it, it is a holder's station with a directory when `?directory` is there.

import type { Commands, Identity, OfficePolicy, PersonFile, RuleEntry, RulesAnswer, SealEntry, StationRules, TravelEntry } from '../../bindings/wire';
import { failure } from '../host';
import { hash } from './people';

type Names =
  | 'office_state' | 'start_office' | 'keep_policy' | 'office_people' | 'office_person' | 'change_person' | 'take_step' | 'issue_identity'
  | 'office_seals' | 'keep_seal' | 'hand_over_seal' | 'choose_attachment' | 'choose_office_file' | 'take_office_file' | 'export_directory'
  | 'give_unlock' | 'incidents' | 'add_incident' | 'unused_signatures' | 'stations' | 'returned_reports' | 'inspection' | 'save_inspection'
  | 'make_demo' | 'station_rules' | 'rules_of_use' | 'apply_for_identity' | 'take_identity' | 'report_trouble' | 'begin_travel' | 'end_travel'
  | 'ask_unlock' | 'issue_ticket' | 'return_report' | 'signing_rules' | 'sealing_rules' | 'create_backup' | 'try_backup';
type Answers = { [Name in Names]: (request: Commands[Name]['request']) => Promise<Commands[Name]['response']> };

/** The PIN of every officer here. */
export const OFFICER_PIN = 'office 2026';

const RULES: RuleEntry[] = [
  { id: 'off-site', clause: 'RS17 2', effect: 'block' },
  { id: 'initial-pin', clause: 'RS8 一.1 · RS18 §8', effect: 'block' },
  { id: 'approval-first', clause: 'RS18 §9', effect: 'block' },
  { id: 'pin-ageing', clause: 'RS18 §8', effect: 'warn' },
];

const POLICY: OfficePolicy = {
  pinDays: 60, pinWarnDays: 50, pinHistory: 5, pinCharacters: 8, idleMinutes: 10, secondFactor: 'device', directoryDays: 7, unusedDays: 180,
  retentionYears: 6, outsideAllowed: true, consent: true, clockBlocks: true, excludedKinds: ['党组文件'], barredKinds: ['婚姻', '收养', '继承'],
  basis: 'ZQY-ZY-01-17-2016', effective: '2016-10-01',
};

/** Where each step leads; what is not here is refused. */
const STEPS: Record<string, Record<string, string>> = {
  applied: { check: 'checked', reject: 'rejected' },
  checked: { approve: 'approved', reject: 'rejected' },
  approved: { issue: 'issued' },
  issued: { suspend: 'suspended', renew: 'renewed', transfer: 'transferred', revoke: 'revoked' },
  suspended: { resume: 'issued', renew: 'renewed', transfer: 'transferred', revoke: 'revoked' },
  renewed: { issue: 'issued', suspend: 'suspended', revoke: 'revoked' },
  transferred: { issue: 'issued', revoke: 'revoked' },
  revoked: { destroy: 'destroyed' },
  rejected: { destroy: 'destroyed' },
};
const REASONS = ['reject', 'suspend', 'resume', 'transfer', 'revoke', 'destroy'];

function person(id: string, name: string, post: string, state: string): PersonFile {
  const issued = ['issued', 'suspended', 'renewed'].includes(state);
  return {
    entry: { id, name, department: '检测一室', post, state, validUntil: issued ? '2027-11-25T15:59:59Z' : null, attention: state === 'issued' ? [] : ['training'] },
    employment: 'regular', ends: null, idNumber: '320501***********4', purpose: '检测报告', condition: 'off-site', devices: [hash(id).slice(0, 16)], tokens: [],
    posts: [{ title: post, field: '水质', from: '2026-01-05', until: null }], scope: { kinds: [], departments: [], from: null, until: null },
    training: issued ? '2026-01-06' : null,
    certificates: issued ? [{ sha256: hash(id), serial: '41a7', issued: '2026-11-20T02:00:00Z', until: '2027-11-25T15:59:59Z', ended: null, outside: false }] : [],
    steps: [{ at: '2026-11-19T02:00:00Z', step: 'apply', state: 'applied', who: '赵主任', why: '检测报告', attachments: ['身份证.pdf'] }],
    possible: Object.keys(STEPS[state] ?? {}),
  };
}

/** Answers what concerns the office and its rules. */
export function officeAnswers(asked: URLSearchParams, identities: Identity[]): Answers {
  let office = asked.has('office');
  let policy = structuredClone(POLICY);
  const known = office || asked.has('directory');
  const people = known
    ? [person('P0001', '张三', '检测员', 'issued'), person('P0002', '李四', '授权签字人', 'approved'), person('P0003', '王五', '印章保管员', 'applied'), person('P0004', '周六', '检测员', 'suspended')]
    : [];
  const officers = office ? [{ name: '赵主任', role: 'manage', keyholder: true }, { name: '钱工', role: 'manage', keyholder: true }, { name: '孙审计', role: 'audit', keyholder: false }] : [];
  const seals: SealEntry[] = known
    ? [{
      name: '检验检测专用章', artwork: '', custodian: { id: 'P0003', name: '王五' }, deputies: [], scope: { kinds: ['检测报告'], departments: [], from: null, until: null },
      needs: [{ person: null, post: '授权签字人' }], ordered: true, ticket: 'when-unsigned', approvers: [{ id: 'P0002', name: '李四' }], inUse: true, steps: [],
    }]
    : [];
  const incidents: Awaited<Commands['incidents']['response']> = [];
  const travels: TravelEntry[] = [];
  const now = () => new Date().toISOString();
  const file = (name: string) => ({ id: 'letter', name });

  const named = (name: string): PersonFile => {
    const one = people.find((each) => each.entry.id === name || each.entry.name === name);
    if (!one) throw failure('no-such-entry', { name });
    return one;
  };
  const allow = (by: { officer: string; pin: string } | null) => {
    if (!office) throw failure('no-office');
    if (!by || !officers.some((one) => one.name === by.officer)) throw failure('no-such-entry', { name: by?.officer ?? '' });
    if (by.pin !== OFFICER_PIN) throw failure('pin-wrong', { tries: 4 });
  };
  const both = (keyholders: { officer: string; pin: string }[]) => {
    if (new Set(keyholders.map((one) => one.officer)).size !== 2) throw failure('rule', { clause: 'RS18 §7', rule: 'two-persons' }, 'two-persons');
    keyholders.forEach(allow);
  };
  const move = (one: PersonFile, step: string, who: string, why: string) => {
    const to = STEPS[one.entry.state]?.[step];
    if (to === undefined) throw failure('step-impossible', { from: one.entry.state, step });
    if (REASONS.includes(step) && why.trim() === '') throw failure('rule', { clause: 'RS9 四', rule: 'reason-needed' }, 'reason-needed');
    one.entry.state = to;
    one.possible = Object.keys(STEPS[to] ?? {});
    one.steps.push({ at: now(), step, state: to, who, why, attachments: [] });
    return structuredClone(one);
  };
  const state = (): Commands['office_state']['response'] => ({
    office, organisation: known || office ? '清源检测技术有限公司' : '', sample: asked.has('sample'), officers: structuredClone(officers),
    directory: known ? { number: 7, issued: '2026-11-25T02:00:00Z', next: '2026-12-02T02:00:00Z', stale: asked.has('stale'), people: people.length, seals: seals.length, root: hash('root') } : null,
    counts: [...new Set(people.map((one) => one.entry.state))].map((each) => ({ state: each, count: people.filter((one) => one.entry.state === each).length })),
    rootHere: office, directoryDue: office, policy: structuredClone(policy),
  });
  const station = (): StationRules => ({
    device: '0417a2c95d13e8f6',
    identities: identities.map((one, at) => ({
      identity: one.id, label: one.label, person: known && at === 0 ? 'P0001' : null, state: known && at === 0 ? 'issued' : null, initialPin: asked.has('initial') && at === 0,
      pinAge: 12, applied: false, trouble: null, condition: known && at === 0 ? 'off-site' : null, blocks: blocks(at === 0), warnings: [],
    })),
    travel: travels.find((one) => one.open) ?? null, travels: structuredClone(travels), tickets: [], backedUp: null, attention: known ? ['backup'] : [],
  });
  const blocks = (first: boolean) => [
    ...(known && first && asked.has('initial') ? ['initial-pin'] : []),
    ...(known && first && !travels.some((one) => one.open) ? ['off-site'] : []),
  ];
  const answer = (ids: string[]): RulesAnswer => ({ allowed: ids.length === 0, blocks: RULES.filter((rule) => ids.includes(rule.id)), warnings: [], records: [], ticket: null });

  return {
    office_state: async () => state(),
    start_office: async ({ officers: asked_ }) => {
      if (office) throw failure('office-exists');
      if (asked_.length < 2) throw failure('rule', { clause: 'RS18 §7', rule: 'two-persons' }, 'two-persons');
      office = true;
      officers.push(...asked_.map((one, at) => ({ name: one.name, role: at < 2 ? 'manage' : one.role, keyholder: at < 2 })));
      return state();
    },
    keep_policy: async ({ policy: wanted, by }) => { allow(by); policy = structuredClone(wanted); return state(); },
    office_people: async ({ text, state: wanted, offset, limit }) => {
      if (!office) throw failure('no-office');
      const fit = people.filter((one) => (wanted === null || wanted === '' || one.entry.state === wanted) && `${one.entry.id}${one.entry.name}${one.entry.department}`.includes(text));
      return { total: fit.length, people: structuredClone(fit.slice(offset, offset + (limit || 100)).map((one) => one.entry)) };
    },
    office_person: async (name) => structuredClone(named(name)),
    change_person: async ({ person: id, by, facts }) => {
      allow(by);
      const one = named(id);
      if (facts.department !== null) one.entry.department = facts.department;
      if (facts.condition !== null) one.condition = facts.condition;
      if (facts.training !== null) { one.training = facts.training; one.entry.attention = one.entry.attention.filter((rule) => rule !== 'training'); }
      if (facts.posts !== null) one.posts = structuredClone(facts.posts);
      if (facts.scope !== null) one.scope = structuredClone(facts.scope);
      if (facts.devices !== null) one.devices = [...facts.devices];
      if (facts.tokens !== null) one.tokens = structuredClone(facts.tokens);
      if (facts.ends !== null) one.ends = facts.ends || null;
      return structuredClone(one);
    },
    take_step: async ({ person: id, step, by, why }) => { allow(by); return move(named(id), step, by.officer, why); },
    issue_identity: async ({ person: id, keyholders }) => {
      both(keyholders);
      const issued = move(named(id), 'issue', keyholders.map((one) => one.officer).join(' + '), '');
      return { file: file(`issue-${id}.vissue`), initialPin: 'k7mp-93xw-tq4e', person: issued };
    },
    office_seals: async () => structuredClone(seals),
    keep_seal: async ({ by, why: _, custodian, approvers, ...facts }) => {
      allow(by);
      const name = (id: string) => ({ id, name: named(id).entry.name });
      const entry: SealEntry = { ...facts, custodian: name(custodian), approvers: approvers.map(name), deputies: [], steps: [] };
      const at = seals.findIndex((one) => one.name === entry.name);
      if (at < 0) seals.push(entry); else seals[at] = { ...entry, deputies: seals[at]?.deputies ?? [] };
      return structuredClone(entry);
    },
    hand_over_seal: async ({ seal, to, from, until, witness, by }) => {
      allow(by);
      const one = seals.find((each) => each.name === seal);
      if (!one) throw failure('no-such-entry', { name: seal });
      const whom = { id: to, name: named(to).entry.name };
      if (until === null) one.custodian = whom; else one.deputies.push({ person: whom, from, until, witness });
      return structuredClone(one);
    },
    choose_attachment: async () => ({ id: 'paper', name: '身份证.pdf' }),
    choose_office_file: async () => (office
      ? { file: file('application-赵七.vletter'), kind: 'application', about: '赵七', root: null }
      : { file: file('directory-2026-11-25.vletter'), kind: 'directory', about: '清源检测技术有限公司', root: known ? null : hash('root') }),
    take_office_file: async ({ by }) => {
      if (!office) return { kind: 'directory', told: { id: 'office-directory-taken', args: { number: '8', organisation: '清源检测技术有限公司' } }, person: null };
      allow(by);
      const id = `P000${people.length + 1}`;
      people.push(person(id, '赵七', '检测员', 'applied'));
      return { kind: 'application', told: { id: 'office-application-taken', args: { name: '赵七', person: id } }, person: id };
    },
    export_directory: async ({ keyholders }) => { both(keyholders); return file('directory-2026-11-26.vletter'); },
    give_unlock: async ({ keyholders }) => { both(keyholders); return file('unlock-2026-11-26.vletter'); },
    incidents: async () => structuredClone(incidents),
    add_incident: async ({ kind, person: whom, words, measure, by }) => {
      allow(by);
      const one = { number: incidents.length + 1, kind, person: whom, words, measure, who: by.officer, at: now() };
      incidents.unshift(one);
      return structuredClone(one);
    },
    unused_signatures: async () => [],
    stations: async () => (office ? [{ station: 'laptop-zhang', log: hash('log'), size: 214, seen: '2026-11-25T02:00:00Z', age: 26 }] : []),
    returned_reports: async () => (office ? [{ name: 'JC-2026-0417.pdf', sha256: hash('returned'), by: '张三', at: '2026-11-25T02:00:00Z', verdict: 'passed', place: '苏州市政水厂' }] : []),
    inspection: async ({ year, month }) => ({
      period: month === null ? String(year) : `${year}-${String(month).padStart(2, '0')}`, organisation: '清源检测技术有限公司', counts: state().counts, steps: [{ state: 'issue', count: 1 }],
      actions: [{ state: 'signed', count: 12 }], signatures: [{ state: '张三', count: 12 }], unused: [], incidents: structuredClone(incidents),
      stations: [{ station: 'laptop-zhang', log: hash('log'), size: 214, seen: '2026-11-25T02:00:00Z', age: 26 }], toDo: [{ rule: 'suspended', clause: 'RS4 Art.15 · RS8 二.2', about: '周六' }],
    }),
    save_inspection: async () => file('inspection-2026-11.pdf'),
    make_demo: async () => ({ id: 'demo', name: '示例实验室' }),
    station_rules: async () => station(),
    rules_of_use: async () => structuredClone(RULES),
    apply_for_identity: async ({ name }) => file(`application-${name}.vletter`),
    take_identity: async () => {
      const one = identities[0];
      if (!one) throw failure('office-file', {}, 'other-device');
      return structuredClone(one);
    },
    report_trouble: async () => file('notice-2026-11-26.vletter'),
    begin_travel: async ({ place, reason, from, until }) => {
      if (place.trim() === '') throw failure('entry-unusable', { field: 'place' });
      travels.forEach((one) => { one.open = false; });
      travels.unshift({ place, reason, from: from ?? now(), until, open: true });
      return station();
    },
    end_travel: async () => { travels.forEach((one) => { one.open = false; }); return station(); },
    ask_unlock: async () => file('unlock-request-2026-11-26.vletter'),
    issue_ticket: async ({ seal }) => file(`ticket-${seal}.vletter`),
    return_report: async () => file('return-2026-11-26.vletter'),
    signing_rules: async ({ identity }) => answer(blocks(identities[0]?.id === identity)),
    sealing_rules: async ({ seal }) => answer(known && seals.some((one) => one.name === seal) ? ['approval-first'] : []),
    create_backup: async () => file('backup-2026-11-26.vbackup'),
    try_backup: async () => ({ made: now(), files: 24, identities: identities.length, logRows: 214, people: office ? people.length : null }),
  };
}
