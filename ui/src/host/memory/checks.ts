// What the check finds in the files of the host in memory, and the rules that a policy can make blocking.

import type { CheckFinding, CheckRule, CheckUp } from '../../bindings/wire';

const RULES = [
  'javascript', 'number-differs', 'pages-missing', 'end-mark-missing', 'dates-out-of-order', 'blank-before', 'outside-scope', 'hidden-annotation', 'font-not-embedded',
  'web-link', 'empty-signature-field',
];

interface Spot {
  page: number;
  area: CheckFinding['area'];
}

/** A finding as the engine tells it. */
function finding(code: string, tone: CheckFinding['tone'], args: Record<string, string | number>, place: Spot | null, more: Partial<CheckFinding> = {}): CheckFinding {
  return {
    code, tone, text: { id: `preflight-${code}`, args }, advice: { id: `preflight-${code}-advice`, args }, page: place?.page ?? null, area: place?.area ?? null,
    toAccept: false, blocks: false, ...more,
  };
}

/** What the check finds in a file of that name; `blocking` are the rules that the settings make blocking. */
export function checkUp(kind: 'clean' | 'notes' | 'grave', pages: number, blocking: string[]): CheckUp {
  const at = {
    head: { page: 0, area: null }, number: { page: 0, area: { x: 376, y: 82, width: 164, height: 18 } }, foot: { page: pages - 1, area: { x: 60, y: 770, width: 200, height: 18 } },
  };
  const notes = [
    finding('font-not-embedded', 'know', { font: 'SimSun' }, at.head),
    finding('web-link', 'none', { count: 1, target: 'qingyuan.example' }, at.foot),
  ];
  const grave = [finding('number-differs', 'bad', { found: 'JC-2026-0416', expected: 'JC-2026-0417' }, at.number, { toAccept: true }), ...notes];
  const found = kind === 'clean' ? [] : kind === 'notes' ? notes : grave;
  const findings = found.map((one) => (blocking.includes(one.code) ? { ...one, tone: 'bad' as const, toAccept: false, blocks: true } : one));
  return { findings, report: true, partial: false };
}

/** The kinds of findings, and which of them block. */
export function checkRules(blocking: string[]): CheckRule[] {
  return RULES.map((code) => ({ code, text: { id: `preflight-${code}-rule` }, blocks: blocking.includes(code) }));
}
