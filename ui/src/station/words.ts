// Words of the rules: what a rule says, what to do, where it stands, and the button that helps.

import type { DueEntry, RuleEntry } from '../bindings/wire';
import { sentence, type TextId } from '../text/text.svelte';
import type { Asked } from './station.svelte';

/** What the rule says. */
export const ruleWords = (id: string, name = '') => sentence({ id: `rule-${id}`, args: { name } });
/** What to do about it. */
export const ruleRemedy = (id: string, name = '') => sentence({ id: `rule-${id}-remedy`, args: { name } });
/** The state of an identity in the directory. */
export const stateWords = (code: string) => sentence({ id: `state-${code}` });

/** The dialog that helps where a rule stands in the way, and what its button says. */
export interface Way {
  what: Asked;
  text: TextId;
}

const WAYS: Record<string, Way> = {
  'initial-pin': { what: 'pin', text: 'station-way-pin' }, 'pin-age': { what: 'pin', text: 'station-way-pin' }, 'pin-ageing': { what: 'pin', text: 'station-way-pin' },
  'off-site': { what: 'travel', text: 'station-way-travel' }, 'five-tries': { what: 'unlock', text: 'station-way-unlock' },
  'unlock-by-office': { what: 'unlock', text: 'station-way-unlock' }, suspended: { what: 'letter', text: 'station-way-directory' },
  'directory-stale': { what: 'letter', text: 'station-way-directory' }, 'approval-first': { what: 'letter', text: 'station-way-ticket' },
  'ticket-used': { what: 'letter', text: 'station-way-ticket' }, 'ticket-expired': { what: 'letter', text: 'station-way-ticket' },
  'ticket-file': { what: 'letter', text: 'station-way-ticket' }, 'ticket-seal': { what: 'letter', text: 'station-way-ticket' },
  'print-approval': { what: 'letter', text: 'station-way-ticket' }, backup: { what: 'backup', text: 'station-way-backup' },
};

/** What falls due, and whose. */
export const dueWords = (one: DueEntry) => sentence({ id: `due-${one.rule}`, args: { name: one.about } });

/** What helps against a rule; null where only somebody else can. */
export const wayOf = (rule: string): Way | null => WAYS[rule] ?? null;

/** The same rule is told once, the graver way. */
export function once(entries: RuleEntry[]): RuleEntry[] {
  return entries.filter((one, at) => entries.findIndex((other) => other.id === one.id) === at);
}
