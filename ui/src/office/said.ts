// Posts, periods and rules in words.

import type { PostEntry } from '../bindings/wire';
import { has } from '../text/catalogue';
import { day, language, t, word } from '../text/text.svelte';

/** A period in words; either end may be open. */
export function spanWords(from: string | null, until: string | null): string {
  if (from && until) return t('valid-span', { from: day(from), until: day(until) });
  return from ? t('qc-since', { from: day(from) }) : until ? t('qc-till', { until: day(until) }) : '';
}

/** A post with its field and period. */
export function postWords(post: PostEntry): string {
  return [post.title, post.field, spanWords(post.from, post.until)].filter(Boolean).join(' · ');
}

/** What a rule finds amiss, as the office sees it; else the rule's own words. */
export function ruleWords(rule: string): string {
  return has(language(), `qc-rule-${rule}`) ? t(`qc-rule-${rule}` as 'qc-rule-period') : word('rule', rule);
}
