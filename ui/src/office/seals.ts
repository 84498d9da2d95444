// A seal of the register in words and as a request.

import type { KeepSeal, Leave, NeedEntry, SealEntry } from '../bindings/wire';
import { joined, listed, t } from '../text/text.svelte';

/** When a ticket is asked for. */
export const TICKETS = ['when-unsigned', 'always', 'never'] as const;

/** The deputy who keeps a seal at a moment. */
export function deputyAt(seal: SealEntry, now: number = Date.now()): SealEntry['deputies'][number] | null {
  return seal.deputies.find((one) => Date.parse(one.from) <= now && now <= Date.parse(one.until)) ?? null;
}

/** Who must have signed, in words; `name` gives a person's name by the id. */
export function needWords(need: NeedEntry, name: (id: string) => string): string {
  return need.person ? name(need.person) : t('qc-need-post', { post: need.post ?? '' });
}

/** What must be there before the seal may be set, in one sentence. */
export function policyWords(seal: SealEntry, name: (id: string) => string): string {
  const needs = listed(seal.needs.map((need) => needWords(need, name)));
  const signed = needs === '' ? '' : seal.ordered && seal.needs.length > 1 ? t('qc-seal-needs-ordered', { names: needs }) : t('qc-seal-needs', { names: needs });
  return joined(signed, t(`qc-ticket-${seal.ticket}` as 'qc-ticket-always'));
}

/** The request that leaves a seal as it is, but for what is given. */
export function keepRequest(seal: SealEntry, by: Leave, why: string, change: Partial<KeepSeal>): KeepSeal {
  return {
    name: seal.name, artwork: seal.artwork, custodian: seal.custodian.id, scope: seal.scope, needs: seal.needs, ordered: seal.ordered, ticket: seal.ticket,
    approvers: seal.approvers.map((one) => one.id), inUse: seal.inUse, by, why, ...change,
  };
}
