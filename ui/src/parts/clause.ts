// Where a rule stands, in words.

import { language } from '../text/text.svelte';

/** The clause as it is cited: "RS18 第9条" / "RS18 Art. 9". */
export function clauseWords(clause: string): string {
  return clause.replace(/(?:§|Art\.)\s*(\d+)/g, language() === 'zh-CN' ? '第$1条' : 'Art. $1');
}
