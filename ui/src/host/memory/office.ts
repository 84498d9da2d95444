// The quality office of the host in memory: it keeps the register, asks for PINs and refuses what the rules refuse.
//
// The address line: `?office` has an office, `?office=none` a station of that role without one, `?office=new` one with an empty register,
// `?office=many` a thousand people, `?office=sample` the sample.

import type { Commands, IncidentEntry, Inspection, Leave, OfficePolicy, OfficerEntry, OfficeState, ReleaseNotice, PersonFile, PostEntry, SealEntry, StateCount, ToDo } from '../../bindings/wire';
import { failure } from '../host';
import { hash } from './people';
import { clause, crowd, incidents, OFFICER_PINS, OFFICERS, ORGANISATION, people, person, POLICY, returned, rules, seals, stations, unused } from './register';

type Names =
  | 'office_state' | 'start_office' | 'add_officer' | 'change_officer_pin' | 'move_root' | 'keep_policy' | 'office_people' | 'office_person' | 'change_person' | 'take_step' | 'issue_identity' | 'office_seals' | 'keep_seal'
  | 'hand_over_seal' | 'choose_attachment' | 'choose_office_file' | 'take_office_file' | 'export_directory' | 'give_unlock' | 'incidents' | 'add_incident'
  | 'unused_signatures' | 'stations' | 'returned_reports' | 'inspection' | 'save_inspection' | 'make_demo' | 'rules_of_use' | 'keep_release';
type Answers = { [Name in Names]: (request: Commands[Name]['request']) => Promise<Commands[Name]['response']> };

const STATES = ['applied', 'checked', 'approved', 'rejected', 'issued', 'suspended', 'renewed', 'transferred', 'revoked', 'destroyed'];
/** Where each step leads from each state. */
const STEPS: Record<string, Record<string, string>> = {
  check: { applied: 'checked' },
  approve: { checked: 'approved' },
  reject: { applied: 'rejected', checked: 'rejected' },
  issue: { approved: 'issued', renewed: 'issued', transferred: 'issued' },
  suspend: { issued: 'suspended', renewed: 'suspended' },
  resume: { suspended: 'issued' },
  renew: { issued: 'renewed', suspended: 'renewed' },
  transfer: { issued: 'transferred', suspended: 'transferred' },
  revoke: { issued: 'revoked', suspended: 'revoked', renewed: 'revoked', transferred: 'revoked' },
  destroy: { revoked: 'destroyed', rejected: 'destroyed' },
};
const WITH_REASON = ['reject', 'suspend', 'resume', 'transfer', 'revoke', 'destroy'];
const counted = (words: string[], order: string[] = [...new Set(words)]): StateCount[] =>
  order.map((state) => ({ state, count: words.filter((word) => word === state).length })).filter((one) => one.count > 0);
const refused = (rule: string) => failure('rule', { clause: clause(rule) }, rule);
const now = () => new Date().toISOString();

/** Answers what concerns the quality office; `letter` is the kind of the file that is chosen next. */
export function officeAnswers(asked: string | null, letter: () => string | null): Answers {
  let open = asked !== null && asked !== 'none';
  let organisation = ORGANISATION;
  let policy: OfficePolicy = structuredClone(POLICY);
  let release: ReleaseNotice | null = null;
  let number = asked === 'new' ? 0 : 46;
  let due = asked !== 'new';
  let officers: OfficerEntry[] = structuredClone(OFFICERS);
  let rootHere = true;
  const pins = new Map(Object.entries(OFFICER_PINS));
  const tries = new Map<string, number>();
  const fresh = asked === 'new';
  let register: PersonFile[] = fresh ? [] : [...people(), ...(asked === 'many' ? crowd(991) : [])];
  let sealed: SealEntry[] = fresh ? [] : seals();
  let written: IncidentEntry[] = fresh ? [] : incidents();
  let reports = fresh ? [] : returned();
  let chosen = '';

  const here = (): void => {
    if (!open) throw failure('no-office');
  };
  const leave = ({ officer, pin }: Leave): OfficerEntry => {
    here();
    const one = officers.find((each) => each.name === officer);
    if (!one) throw failure('no-such-entry', { name: officer });
    const left = tries.get(officer) ?? 5;
    if (pins.get(officer) === pin) {
      tries.set(officer, 5);
      return one;
    }
    tries.set(officer, left - 1);
    throw left <= 1 ? failure('identity-locked', { officer }) : failure('pin-wrong', { tries: left - 1, officer });
  };
  const manage = (by: Leave): OfficerEntry => {
    const one = leave(by);
    if (one.role !== 'manage') throw refused('roles-apart');
    return one;
  };
  const both = (leaves: Leave[]): void => {
    here();
    const names = new Set(leaves.map((one) => one.officer));
    if (names.size !== 2) throw refused('two-persons');
    for (const one of leaves) if (!leave(one).keyholder) throw refused('two-persons');
  };
  const file = (id: string): PersonFile => {
    here();
    const one = register.find((each) => each.entry.id === id || each.entry.name === id);
    if (!one) throw failure('no-such-entry', { name: id });
    return one;
  };
  const seen = (one: PersonFile): PersonFile => structuredClone({ ...one, possible: Object.keys(STEPS).filter((step) => STEPS[step]?.[one.entry.state]) });
  const sealOf = (name: string): SealEntry => {
    const one = sealed.find((each) => each.name === name);
    if (!one) throw failure('no-such-entry', { name });
    return one;
  };
  const papers = (ids: string[]): string[] => ids.map((id) => (id.startsWith('paper-') ? `附件${id.slice(6)}.pdf` : id));
  const take = (one: PersonFile, step: string, who: string, why: string, attachments: string[] = []): void => {
    const to = STEPS[step]?.[one.entry.state];
    if (!to) throw failure('step-impossible', { from: one.entry.state, step });
    if (WITH_REASON.includes(step) && why.trim() === '') throw refused('reason-needed');
    one.entry.state = to;
    if (to === 'revoked' || to === 'transferred') {
      one.certificates.forEach((held) => (held.ended ??= now()));
      one.entry.validUntil = null;
    }
    one.steps.push({ at: now(), step, state: to, who, why, attachments: papers(attachments) });
    due = true;
  };

  const state = (): OfficeState => ({
    office: open, organisation: open ? organisation : '', sample: asked === 'sample', officers: open ? structuredClone(officers) : [],
    directory: open && number > 0 ? { number, issued: '2026-11-21T09:00:00+08:00', next: '2026-11-28T09:00:00+08:00', stale: false, people: register.length, seals: sealed.length, root: hash('root') } : null,
    counts: open ? counted(register.map((one) => one.entry.state), STATES) : [], rootHere: open && rootHere, directoryDue: open && due, policy: structuredClone(policy), release: structuredClone(release),
  });

  const toDo = (): ToDo[] => [
    ...register.flatMap((one) => one.entry.attention.filter(() => one.entry.validUntil !== null).map((rule) => ({ rule, clause: clause(rule), about: one.entry.name }))),
    ...register.slice(0, 9).filter((one) => one.entry.state === 'suspended').map((one) => ({ rule: 'suspended', clause: clause('suspended'), about: one.entry.name })),
    ...unused().slice(0, 1).map((one) => ({ rule: 'unused', clause: clause('unused'), about: one.person.name })),
    ...stations().filter((one) => one.age > 168).map((one) => ({ rule: 'log-cut', clause: clause('log-cut'), about: one.station })),
  ];
  const within = (at: string, year: number, month: number | null | undefined): boolean => at.startsWith(month ? `${year}-${String(month).padStart(2, '0')}` : String(year));

  return {
    office_state: async () => state(),
    rules_of_use: async () => rules(),
    start_office: async ({ organisation: name, officers: wanted }) => {
      if (open) throw failure('office-exists');
      const [one, two] = wanted;
      if (!one || !two || one.name === two.name || one.pin === two.pin) throw refused('two-persons');
      [open, organisation, number] = [true, name, 0];
      officers = wanted.map((each, at) => ({ name: each.name, role: at < 2 ? 'manage' : each.role, keyholder: at < 2, pinAge: 0 }));
      pins.clear();
      wanted.forEach((each) => pins.set(each.name, each.pin));
      [register, sealed, written, reports] = [[], [], [], []];
      return state();
    },
    add_officer: async ({ officer, keyholders }) => {
      both(keyholders);
      if (officers.some((one) => one.name === officer.name)) throw refused('roles-apart');
      officers.push({ name: officer.name, role: officer.role, keyholder: false, pinAge: 0 });
      pins.set(officer.name, officer.pin);
      return state();
    },
    change_officer_pin: async ({ officer, old, new: fresh }) => {
      const one = leave({ officer, pin: old });
      if (fresh === old) throw refused('pin-history');
      pins.set(officer, fresh);
      one.pinAge = 0;
      return state();
    },
    move_root: async ({ keyholders }) => {
      both(keyholders);
      rootHere = false;
      return { id: 'root', name: 'root-2026-11-26.p12' };
    },
    make_demo: async () => {
      return { id: 'demo', name: '示例实验室' };
    },
    keep_policy: async ({ policy: wanted, by }) => {
      manage(by);
      if (wanted.pinCharacters < 6) throw failure('entry-unusable', { field: 'pin-characters' });
      policy = structuredClone(wanted);
      due = true;
      return state();
    },
    keep_release: async ({ release: said, by }) => {
      manage(by);
      if (said && !/^\d+\.\d+\.\d+/.test(said.version)) throw failure('entry-unusable', { field: 'version' });
      release = structuredClone(said);
      due = true;
      return state();
    },
    office_people: async ({ text, state: wanted, offset, limit }) => {
      here();
      const words = text.trim().toLowerCase();
      const fitting = register.map((one) => one.entry)
        .filter((one) => (wanted === null || one.state === wanted) && [one.id, one.name, one.department].some((word) => word.toLowerCase().includes(words)));
      return { total: fitting.length, people: structuredClone(fitting.slice(offset, offset + (limit || 100))) };
    },
    office_person: async (id) => seen(file(id)),
    change_person: async ({ person: id, by, why, facts }) => {
      const who = manage(by).name;
      const one = file(id);
      if (facts.department !== null) one.entry.department = facts.department;
      if (facts.ends !== null) one.ends = facts.ends || null;
      if (facts.training !== null) one.training = facts.training || null;
      if (facts.condition !== null) one.condition = facts.condition;
      if (facts.scope !== null) one.scope = facts.scope;
      if (facts.devices !== null) one.devices = facts.devices;
      if (facts.tokens !== null) one.tokens = facts.tokens;
      if (facts.posts !== null) one.posts = facts.posts;
      one.steps.push({ at: now(), step: 'changed', state: one.entry.state, who, why, attachments: [] });
      due = true;
      return seen(one);
    },
    take_step: async ({ person: id, step, by, why, attachments, post }) => {
      const who = manage(by).name;
      const one = file(id);
      if (step === 'transfer' && !post) throw failure('entry-unusable', { field: 'post' });
      take(one, step, who, why, attachments);
      if (post) {
        one.posts.push(structuredClone(post as PostEntry));
        one.entry.post = post.title;
      }
      return seen(one);
    },
    issue_identity: async ({ person: id, keyholders, until }) => {
      both(keyholders);
      const one = file(id);
      take(one, 'issue', keyholders.map((each) => each.officer).join('、'), '');
      const last = until ?? `${new Date().getFullYear() + 1}${now().slice(4, 10)}`;
      one.certificates.push({ sha256: hash(`${id}${one.certificates.length}`), serial: hash(id).slice(0, 16), issued: now(), until: `${last}T23:59:59+08:00`, ended: null, outside: false });
      one.entry.validUntil = `${last}T23:59:59+08:00`;
      return { file: { id: 'copy', name: `发放-${one.entry.name}.vissue` }, initialPin: '7Q4M-2KXD', person: seen(one) };
    },
    office_seals: async () => { here(); return structuredClone(sealed); },
    keep_seal: async ({ by, why, custodian, approvers, ...wanted }) => {
      const who = manage(by).name;
      if (wanted.name.trim() === '') throw failure('entry-unusable', { field: 'name' });
      if (wanted.ticket !== 'never' && approvers.length === 0 && wanted.needs.length === 0) throw failure('entry-unusable', { field: 'approvers' });
      const named = (id: string) => ({ id, name: file(id).entry.name });
      const known = sealed.find((one) => one.name === wanted.name);
      const kept: SealEntry = {
        ...structuredClone(wanted), custodian: named(custodian), approvers: approvers.map(named), deputies: known?.deputies ?? [],
        steps: [...(known?.steps ?? []), { at: now(), step: 'kept', state: '', who, why, attachments: [] }],
      };
      sealed = known ? sealed.map((one) => (one === known ? kept : one)) : [...sealed, kept];
      due = true;
      return structuredClone(kept);
    },
    hand_over_seal: async ({ seal, to, from, until, witness, by }) => {
      const who = manage(by).name;
      const one = sealOf(seal);
      const taker = file(to).entry;
      if (witness.trim() === '' || witness.trim() === taker.name) throw failure('entry-unusable', { field: 'witness' });
      if (until !== null && until <= from) throw failure('entry-unusable', { field: 'until' });
      const named = { id: taker.id, name: taker.name };
      if (until === null) one.custodian = named;
      else one.deputies.push({ person: named, from: `${from}T00:00:00+08:00`, until: `${until}T23:59:59+08:00`, witness });
      one.steps.push({ at: now(), step: until === null ? 'handed-over' : 'deputy', state: '', who, why: `${taker.name} · ${witness}`, attachments: [] });
      due = true;
      return structuredClone(one);
    },
    choose_attachment: async () => {
      chosen = `paper-${Date.now() % 1000}`;
      return { id: chosen, name: `批准单-${chosen.slice(6)}.pdf` };
    },
    choose_office_file: async () => {
      const kind = letter();
      if (kind === null) return null;
      const about: Record<string, string> = { application: '林小雨', notice: '张三', receipt: '张三', return: '检测报告 JC-2026-0421（已签名）.pdf', 'unlock-request': '王敏', directory: ORGANISATION };
      return { file: { id: `letter-${kind}`, name: kind === 'log' ? 'LAB-NB-07.json' : `${about[kind] ?? kind}.${kind === 'issue' ? 'vissue' : 'vletter'}` }, kind, about: about[kind] ?? '', root: kind === 'directory' ? hash('root') : null };
    },
    take_office_file: async ({ file: id, by }) => {
      if (!by) throw failure('entry-unusable', { field: 'by' });
      const who = manage(by).name;
      const kind = id.replace('letter-', '');
      const told = (name: string, about: string | null) => (
        { kind, told: { id: kind === 'notice' ? 'office-notice-suspended' : `office-${kind}-taken`, args: { name, person: about ?? name, by: '张三', station: 'LAB-NB-07', new: '24' } }, person: about }
      );
      if (kind === 'application') {
        const made = person({
          id: `P${String(register.length + 1).padStart(4, '0')}`, name: '林小雨', department: '采样组', state: 'applied', posts: [{ title: '采样员', field: '水质', from: now().slice(0, 10), until: null }],
          steps: [{ at: now(), step: 'apply', state: 'applied', who, why: '现场签名', attachments: ['身份证.pdf'] }], attention: ['training'],
        });
        register = [...register, made];
        return told(made.entry.name, made.entry.id);
      }
      if (kind === 'notice') {
        const one = file('张三');
        if (one.entry.state === 'issued') take(one, 'suspend', who, 'loss: 电脑遗失');
        written = [{ number: written.length + 1, kind: 'loss', person: one.entry.name, words: '电脑遗失。', measure: '', who, at: now() }, ...written];
        return told(one.entry.name, one.entry.id);
      }
      if (kind === 'return') reports = [{ name: '检测报告 JC-2026-0421（已签名）.pdf', sha256: hash('0421'), by: '张三', at: now(), verdict: 'passed', place: '苏州市政水厂' }, ...reports];
      if (kind === 'issue' || kind === 'unlock-request') throw failure('office-file', { kind }, 'kind');
      return told(kind === 'return' ? '检测报告 JC-2026-0421（已签名）.pdf' : '张三', null);
    },
    export_directory: async ({ keyholders }) => {
      both(keyholders);
      number += 1;
      due = false;
      return { id: 'directory', name: `${organisation}-目录-${number}.vletter` };
    },
    give_unlock: async ({ keyholders }) => { both(keyholders); return { id: 'unlock', name: '解锁-王敏.vletter' }; },
    incidents: async () => { here(); return structuredClone(written); },
    add_incident: async ({ by, ...wanted }) => {
      const officer = leave(by);
      if (officer.role === 'use') throw refused('roles-apart');
      const one = { ...wanted, number: written.length + 1, who: officer.name, at: now() };
      written = [one, ...written];
      return structuredClone(one);
    },
    unused_signatures: async () => { here(); return register.length > 0 ? unused() : []; },
    stations: async () => { here(); return register.length > 0 ? stations() : []; },
    returned_reports: async () => { here(); return structuredClone(reports); },
    inspection: async ({ year, month }): Promise<Inspection> => {
      here();
      const some = register.length > 0;
      const steps = register.flatMap((one) => one.steps).filter((one) => within(one.at, year, month)).map((one) => one.step);
      return {
        period: month ? `${year}-${String(month).padStart(2, '0')}` : String(year), organisation, counts: state().counts, steps: counted(steps),
        actions: some && year === 2026 ? [{ state: 'signed', count: month ? 41 : 388 }, { state: 'verified', count: month ? 96 : 902 }, { state: 'wrong-pin', count: month ? 3 : 17 }] : [],
        signatures: some && year === 2026 ? [{ state: '张三', count: month ? 29 : 251 }, { state: '王敏', count: month ? 9 : 102 }, { state: '周涛', count: month ? 3 : 35 }] : [],
        unused: some ? unused() : [], incidents: written.filter((one) => within(one.at, year, month)), stations: some ? stations() : [], toDo: some ? toDo() : [],
      };
    },
    save_inspection: async ({ year, month }) => ({ id: 'inspection', name: `检查报告-${year}${month ? `-${String(month).padStart(2, '0')}` : ''}.pdf` }),
  };
}
