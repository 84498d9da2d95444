// The register of the host in memory: a small laboratory whose people and seals stand in different states.

import type { CertificateEntry, IncidentEntry, OfficePolicy, OfficerEntry, PersonFile, PostEntry, ReturnedReport, RuleEntry, SealEntry, StationEntry, StepEntry, UnusedEntry } from '../../bindings/wire';
import { hash } from './people';

export const ORGANISATION = '清源检测技术有限公司';

/** Who works in the office: two keyholders and an auditor. */
export const OFFICERS: OfficerEntry[] = [
  { name: '周宁', role: 'manage', keyholder: true, pinAge: 41 },
  { name: '吴敏', role: 'manage', keyholder: true, pinAge: 41 },
  { name: '郑航', role: 'audit', keyholder: false, pinAge: 41 },
];
export const OFFICER_PINS: Record<string, string> = { 周宁: '135790', 吴敏: '246810', 郑航: '975310' };

export const POLICY: OfficePolicy = {
  pinDays: 60, pinWarnDays: 50, pinHistory: 5, pinCharacters: 6, idleMinutes: 15, secondFactor: 'none', directoryDays: 7, backupDays: 30, unusedDays: 180, retentionYears: 6,
  outsideAllowed: true, consent: true, clockBlocks: true, encryptOutput: false, excludedKinds: ['党组文件'], barredKinds: ['婚姻、收养、继承', '停止供水、供热、供气'],
  basis: 'ZQY-ZY-01-17-2016《电子签名管理办法》', effective: '2016-10-01',
};

const RULES: [string, string, string][] = [
  ['checked-first', 'block', 'RS2 · RS3 4.1'], ['approved-first', 'block', 'RS1 3 · RS10 五'], ['reason-needed', 'block', 'RS9 四'], ['one-identity', 'block', 'RS6 3'],
  ['ended-for-good', 'block', 'RS3 5.2 · RS7 3'], ['two-persons', 'block', 'RS18 §7 · RS11 4.2'], ['roles-apart', 'block', 'RS18 §7'], ['initial-pin', 'block', 'RS8 一.1 · RS18 §8'],
  ['pin-strength', 'block', 'RS2 · RS18 §8'], ['pin-age', 'block', 'RS18 §8'], ['pin-ageing', 'warn', 'RS18 §8'], ['pin-history', 'block', 'RS2'], ['unlock-by-office', 'block', 'RS8 三.2 · RS18 §8'],
  ['second-factor', 'block', 'RS2 · RS15'], ['device', 'block', 'RS10 六.2'], ['off-site', 'block', 'RS17 2'], ['suspended', 'block', 'RS4 Art.15 · RS8 二.2'], ['left', 'block', 'RS17 4.4 · RS12 2'],
  ['revoked', 'block', 'RS5 · RS7 3'], ['scope', 'block', 'RS8 一.2 · RS9 五.2'], ['period', 'block', 'RS5 · RS13 2.1'], ['consent', 'block', 'RS12 4.2 · RS4 Art.2'],
  ['encrypt-output', 'block', 'RS7 2'], ['barred-kind', 'warn', 'RS4 Art.3'], ['excluded-kind', 'block', 'RS18 §3'], ['clock-back', 'block', 'RS12 3.2'], ['directory-stale', 'warn', 'RS5 · RS10 六.4'],
  ['outside-identity', 'record', 'RS4 Art.16'], ['approval-first', 'block', 'RS18 §9'], ['approver', 'block', 'RS18 §9'], ['custodian', 'block', 'RS18 §6'], ['deputy', 'record', 'RS18 §6'],
  ['seal-kind', 'block', 'RS18 §3'], ['destruction', 'record', 'RS7 3 · RS8 一.5'], ['retention', 'record', 'RS4 Art.24'], ['unused', 'warn', 'RS9 六.3'],
  ['inspection', 'record', 'RS10 七.1 · RS12 5'], ['training', 'warn', 'RS7 4'], ['log-cut', 'block', 'RS13 2.3'], ['token-life', 'warn', 'RS8 三.3'], ['return-package', 'record', 'RS17 4.3'],
];
export const rules = (): RuleEntry[] => RULES.map(([id, effect, clause]) => ({ id, effect, clause }));
export const clause = (rule: string): string => RULES.find(([id]) => id === rule)?.[2] ?? '';

const at = (day: string, clock = '09:30') => `${day}T${clock}:00+08:00`;
const step = (day: string, what: string, state: string, who: string, why = '', attachments: string[] = []): StepEntry => ({ at: at(day), step: what, state, who, why, attachments });
const certificate = (seed: string, issued: string, until: string, more: Partial<CertificateEntry> = {}): CertificateEntry => ({
  sha256: hash(seed), serial: hash(`${seed}serial`).slice(0, 16), issued: at(issued), until: at(until), ended: null, outside: false, ...more,
});
const post = (title: string, field: string, from: string, until: string | null = null): PostEntry => ({ title, field, from, until });

interface Wanted {
  id: string;
  name: string;
  department: string;
  state: string;
  posts: PostEntry[];
  steps: StepEntry[];
  more?: Partial<PersonFile>;
  attention?: string[];
}

/** A person's file, complete with what a list shows of it. */
export function person({ id, name, department, state, posts, steps, more = {}, attention = [] }: Wanted): PersonFile {
  const current = (more.certificates ?? []).filter((one) => one.ended === null).at(-1);
  return {
    entry: { id, name, department, post: posts.at(-1)?.title ?? '', state, validUntil: current?.until ?? null, attention },
    employment: 'regular', ends: null, idNumber: '320501***********X', purpose: '检测报告签名', posts, condition: 'off-site',
    scope: { kinds: ['检测报告'], departments: [], from: null, until: null }, devices: [], tokens: [], training: null, certificates: [], keptUntil: null, steps, possible: [], ...more,
  };
}

const APPLIED = ['身份证.pdf', '授权书.pdf'];
const through = (applied: string, checked: string, approved: string, issued: string): StepEntry[] => [
  step(applied, 'apply', 'applied', '周宁', '检测报告签名', APPLIED), step(checked, 'check', 'checked', '周宁', '本人到场，证件相符'),
  step(approved, 'approve', 'approved', '吴敏', '质量负责人同意', ['批准单.pdf']), step(issued, 'issue', 'issued', '周宁、吴敏'),
];

/** The people, in different states of their signatures. */
export const people = (): PersonFile[] => [
  person({
    id: 'P0001', name: '张三', department: '理化室', state: 'issued', posts: [post('授权签字人', '水质、土壤', '2026-01-05')], steps: through('2026-01-02', '2026-01-04', '2026-01-05', '2026-01-05'),
    attention: ['period'], more: {
      certificates: [certificate('zhang2025', '2025-01-05', '2026-01-05', { ended: at('2026-01-05') }), certificate('zhang', '2026-01-05', '2026-12-18')], training: '2026-01-05',
      devices: ['LAB-NB-07'], scope: { kinds: ['检测报告'], departments: ['理化室'], from: '2026-01-05', until: '2028-01-05' },
      tokens: [{ serial: 'UK-20260117', issued: '2026-01-05', endOfLife: '2036-01-05', warranty: '2028-01-05', state: 'primary' }, { serial: 'UK-20260118', issued: '2026-01-05', endOfLife: '2036-01-05', warranty: '2028-01-05', state: 'secondary' }],
    },
  }),
  person({
    id: 'P0002', name: '王敏', department: '微生物室', state: 'suspended', posts: [post('检测员', '微生物', '2024-03-01')], attention: [],
    steps: [...through('2026-02-20', '2026-02-24', '2026-02-25', '2026-02-26'), step('2026-11-24', 'suspend', 'suspended', '周宁', '出差途中电脑遗失')],
    more: { certificates: [certificate('wang', '2026-02-26', '2027-02-26')], training: '2026-02-26', devices: ['LAB-NB-11'] },
  }),
  person({
    id: 'P0003', name: '陈晨', department: '综合办公室', state: 'issued', posts: [post('印章保管人', '', '2025-06-01')], steps: through('2026-05-28', '2026-05-29', '2026-06-01', '2026-06-01'),
    more: { certificates: [certificate('chen', '2026-06-01', '2027-06-01')], training: '2026-06-01', condition: 'devices', devices: ['OFFICE-PC-02'], purpose: '保管印章', scope: { kinds: [], departments: [], from: null, until: null } },
  }),
  person({
    id: 'P0004', name: '刘洋', department: '理化室', state: 'applied', posts: [post('检测员', '大气', '2026-11-20')], steps: [step('2026-11-25', 'apply', 'applied', '周宁', '外出采样后在现场签名', APPLIED)],
    attention: ['training'], more: { devices: ['LAB-NB-15'] },
  }),
  person({
    id: 'P0005', name: '赵雪', department: '微生物室', state: 'checked', posts: [post('授权签字人', '微生物', '2026-11-18')], attention: ['training'],
    steps: [step('2026-11-19', 'apply', 'applied', '周宁', '新任授权签字人', APPLIED), step('2026-11-23', 'check', 'checked', '周宁', '本人到场，证件相符', ['证件核对单.pdf'])],
  }),
  person({
    id: 'P0006', name: '孙磊', department: '质量部', state: 'approved', posts: [post('报告审核员', '全部', '2026-11-10')],
    steps: [step('2026-11-12', 'apply', 'applied', '吴敏', '审核检测报告', APPLIED), step('2026-11-16', 'check', 'checked', '吴敏', '本人到场'), step('2026-11-20', 'approve', 'approved', '周宁', '质量负责人同意', ['批准单.pdf'])],
    more: { training: '2026-11-20' },
  }),
  person({
    id: 'P0007', name: '周涛', department: '采样组', state: 'issued', posts: [post('采样员', '', '2025-09-01', '2026-12-31')], steps: through('2025-12-20', '2025-12-22', '2025-12-23', '2025-12-24'),
    attention: ['token-life'], more: {
      employment: 'temporary', ends: '2026-12-31', certificates: [certificate('zhou', '2025-12-24', '2026-12-31')], training: '2025-12-24',
      tokens: [{ serial: 'UK-20160204', issued: '2016-10-12', endOfLife: '2026-10-12', warranty: '2018-10-12', state: 'primary' }],
    },
  }),
  person({
    id: 'P0008', name: '何静', department: '理化室', state: 'rejected', posts: [post('检测员', '水质', '2026-10-08')],
    steps: [step('2026-10-10', 'apply', 'applied', '周宁', '检测报告签名', ['身份证.pdf']), step('2026-10-12', 'reject', 'rejected', '吴敏', '缺少科主任签字的受理表，请补齐后重新申请')],
  }),
  person({
    id: 'P0009', name: '马强', department: '理化室', state: 'revoked', posts: [post('检测员', '土壤', '2023-04-01', '2026-09-30')],
    steps: [...through('2025-10-08', '2025-10-09', '2025-10-10', '2025-10-10'), step('2026-09-30', 'revoke', 'revoked', '周宁', '离职', ['离职证明.pdf'])],
    more: { certificates: [certificate('ma', '2025-10-10', '2026-10-10', { ended: at('2026-09-30') })] },
  }),
];

/** So many more people, for long lists. */
export const crowd = (count: number): PersonFile[] => Array.from({ length: count }, (_, at_) => {
  const family = '王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗'[at_ % 20] ?? '王';
  const given = '明华建军秀英志强丽娟海燕国栋晓东雨桐'[(at_ * 7) % 18] ?? '明';
  const department = ['理化室', '微生物室', '采样组', '质量部'][at_ % 4] ?? '';
  return person({
    id: `P${String(at_ + 10).padStart(4, '0')}`, name: `${family}${given}${'一二三四五六七八九'[Math.floor(at_ / 20) % 9] ?? ''}`, department, state: ['issued', 'issued', 'issued', 'applied', 'suspended', 'revoked'][at_ % 6] ?? 'issued',
    posts: [post(['检测员', '采样员', '授权签字人'][at_ % 3] ?? '', '', '2025-01-01')], steps: [],
    more: { certificates: [certificate(`crowd${at_}`, '2026-01-01', `2027-${String(1 + (at_ % 12)).padStart(2, '0')}-01`)] },
  });
});

export const seals = (): SealEntry[] => [
  {
    name: '检验检测专用章', artwork: hash('seal-testing'), custodian: { id: 'P0003', name: '陈晨' },
    deputies: [{ person: { id: 'P0006', name: '孙磊' }, from: at('2026-10-01', '00:00'), until: at('2026-10-08', '23:59'), witness: '周宁' }],
    scope: { kinds: ['检测报告'], departments: [], from: null, until: null }, needs: [{ person: null, post: '授权签字人' }], ordered: true, ticket: 'when-unsigned',
    approvers: [{ id: 'P0001', name: '张三' }], inUse: true,
    steps: [step('2026-06-01', 'kept', '', '周宁', '印模经法定代表人批准'), step('2026-09-30', 'deputy', '', '周宁', '孙磊 · 周宁')],
  },
  {
    name: '合同专用章', artwork: hash('seal-contract'), custodian: { id: 'P0003', name: '陈晨' }, deputies: [], scope: { kinds: ['合同'], departments: [], from: null, until: null },
    needs: [], ordered: false, ticket: 'always', approvers: [{ id: 'P0006', name: '孙磊' }], inUse: true, steps: [step('2026-06-02', 'kept', '', '吴敏', '新刻')],
  },
  {
    name: '公章（旧）', artwork: '', custodian: { id: 'P0003', name: '陈晨' }, deputies: [], scope: { kinds: [], departments: [], from: null, until: null },
    needs: [], ordered: false, ticket: 'always', approvers: [{ id: 'P0006', name: '孙磊' }], inUse: false, steps: [step('2025-06-01', 'kept', '', '吴敏'), step('2026-05-31', 'kept', '', '吴敏', '单位更名，停用')],
  },
];

export const incidents = (): IncidentEntry[] => [
  { number: 2, kind: 'loss', person: '王敏', words: '出差途中电脑遗失，已报警。', measure: '当日挂失，待重新颁发。', who: '周宁', at: at('2026-11-24', '16:05') },
  { number: 1, kind: 'misuse', person: '马强', words: '把 PIN 告诉同事代签一份原始记录。', measure: '警告，该份记录作废重签，全员重新培训。', who: '郑航', at: at('2026-08-11', '10:20') },
];

export const returned = (): ReturnedReport[] => [
  ['检测报告 JC-2026-0417（已签名）.pdf', '张三', at('2026-11-22', '18:20'), 'passed', '苏州市政水厂'],
  ['检测报告 JC-2026-0409（已签名）.pdf', '张三', at('2026-11-20', '19:02'), 'passed', '苏州市政水厂'],
  ['检测报告 JC-2026-0396（已签名）.pdf', '王敏', at('2026-11-13', '17:41'), 'indeterminate', '无锡太湖采样点'],
  ['检测报告 JC-2026-0388（已签名）.pdf', '周涛', at('2026-11-06', '20:15'), 'failed', '常州'],
].map(([name = '', by = '', when = '', verdict = '', place = '']) => ({ name, sha256: hash(name), by, at: when, verdict: verdict as ReturnedReport['verdict'], place }));

export const unused = (): UnusedEntry[] => [
  { person: { id: 'P0007', name: '周涛' }, lastUse: at('2026-03-02'), days: 269 },
  { person: { id: 'P0003', name: '陈晨' }, lastUse: null, days: 178 },
];

export const stations = (): StationEntry[] => [
  { station: 'LAB-NB-07', log: hash('log7'), size: 1284, seen: at('2026-11-25', '18:20'), age: 15 },
  { station: 'OFFICE-PC-02', log: hash('log2'), size: 640, seen: at('2026-11-23', '09:00'), age: 74 },
  { station: 'LAB-NB-11', log: hash('log11'), size: 311, seen: at('2026-11-13', '17:41'), age: 306 },
];
