// The numbers of the house's rules: which there are, between which bounds, and where each comes from.

import type { OfficePolicy } from '../bindings/wire';

/** What a second factor is. */
export const SECOND_FACTORS = ['none', 'device', 'token', 'person', 'fingerprint'] as const;

/** A number of the rules; its clause is the rule's, or its own where no rule of use carries it. */
interface NumberOf {
  name: 'pinDays' | 'pinWarnDays' | 'pinHistory' | 'pinCharacters' | 'idleMinutes' | 'directoryDays' | 'backupDays' | 'unusedDays' | 'retentionYears';
  id: 'pin-days' | 'pin-warn-days' | 'pin-history' | 'pin-characters' | 'idle-minutes' | 'directory-days' | 'backup-days' | 'unused-days' | 'retention-years';
  least: number;
  most: number;
  rule: string;
  clause?: string;
}

/** The numbers, in groups. The bounds are the engine's. */
export const NUMBERS: { title: 'qc-policy-pins' | 'qc-policy-terms'; fields: NumberOf[] }[] = [
  {
    title: 'qc-policy-pins',
    fields: [
      { name: 'pinDays', id: 'pin-days', least: 1, most: 366, rule: 'pin-age' },
      { name: 'pinWarnDays', id: 'pin-warn-days', least: 0, most: 366, rule: 'pin-ageing' },
      { name: 'pinHistory', id: 'pin-history', least: 0, most: 50, rule: 'pin-history' },
      { name: 'pinCharacters', id: 'pin-characters', least: 6, most: 64, rule: 'pin-strength' },
      { name: 'idleMinutes', id: 'idle-minutes', least: 1, most: 480, rule: '', clause: 'RS4 Art.13(二)' },
    ],
  },
  {
    title: 'qc-policy-terms',
    fields: [
      { name: 'directoryDays', id: 'directory-days', least: 1, most: 7, rule: 'directory-stale' },
      { name: 'backupDays', id: 'backup-days', least: 1, most: 366, rule: 'backup' },
      { name: 'unusedDays', id: 'unused-days', least: 1, most: 3660, rule: 'unused' },
      { name: 'retentionYears', id: 'retention-years', least: 5, most: 100, rule: 'retention' },
    ],
  },
];

/** The warning about a PIN's age comes before the age itself. */
export const warnFits = (policy: OfficePolicy): boolean => policy.pinWarnDays <= policy.pinDays;
