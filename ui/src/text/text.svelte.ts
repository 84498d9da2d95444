// The language that is shown now, and the sentences in it. Components call `t`; a change of language redraws them.

import type { Failure, Language, Text, TextValue } from '../bindings/wire';
import { format, has } from './catalogue';
import * as dates from './dates';
import type { TextId } from './ids';

export type { TextId } from './ids';

const state = $state<{ language: Language; test: boolean }>({ language: 'zh-CN', test: false });

/** The language shown now. */
export function language(): Language {
  return state.language;
}

/** Shows another language from now on. */
export function useLanguage(chosen: Language): void {
  state.language = chosen;
  document.documentElement.lang = chosen;
}

/** Shows text ids instead of sentences (`?lang=test`), to see which is which. */
export function showIds(): void {
  state.test = true;
}

/** A sentence of the catalogue. */
export function t(id: TextId, args?: Record<string, TextValue>): string {
  return state.test ? id : format(state.language, id, args);
}

/** A sentence that the engine chose; its id is shown where the catalogue lacks it, so that nothing is silent. */
export function sentence(text: Text): string {
  return state.test ? text.id : format(state.language, text.id, text.args);
}

/** A word for a code such as `action-signed`; the code where the catalogue has no word for it yet. */
export function word(prefix: 'action' | 'result' | 'chain' | 'detail' | 'state' | 'step' | 'rule' | 'incident', code: string): string {
  const id = `${prefix}-${code}`;
  if (state.test) return id;
  return has(state.language, id) ? format(state.language, id) : code;
}

/** The name of a technical detail, which is a text id; the id where the catalogue lacks it. */
export function named(id: string): string {
  return state.test ? id : format(state.language, id);
}

/** The text id of a failure: by its case, where it has one that the catalogue knows, else by its code. */
function failureId({ code, case: which }: Failure): string {
  return which && has(state.language, `${code}-${which}`) ? `${code}-${which}` : `failure-${code}`;
}

/** What happened. */
export function failureSentence(failure: Failure): string {
  const what = sentence({ id: failureId(failure), args: failure.params ?? {} });
  // A rule's refusal names its clause.
  const clause = failure.code === 'rule' ? failure.params?.['clause'] : undefined;
  return typeof clause === 'string' && !what.includes(clause) ? `${what} (${clause})` : what;
}

/** What to do. */
export function failureRemedy(failure: Failure): string {
  return sentence({ id: `${failureId(failure)}-remedy`, args: failure.params ?? {} });
}

/** Whether a PIN was wrong, of an identity of this computer or of a token. */
export function isWrongPin(failure: Failure | null): boolean {
  return failure?.code === 'pin-wrong' || (failure?.code === 'token' && /^pin-(incorrect|length|invalid)/.test(failure.case ?? ''));
}

/** Sentences one after the other: Chinese has no space between them. */
export function joined(...sentences: string[]): string {
  return sentences.filter(Boolean).join(state.language === 'zh-CN' ? '' : ' ');
}

/** Names one after the other. */
export function listed(names: string[]): string {
  return names.join(state.language === 'zh-CN' ? '、' : ', ');
}

/** What happened and what to do, in one line. */
export function failureWords(failure: Failure): string {
  return joined(failureSentence(failure), failureRemedy(failure));
}

/** The moment on the reader's own clock. */
export const moment = (value: string) => dates.moment(value, state.language);
/** The moment on the clock where it was written down, with the zone. */
export const momentThere = (value: string) => dates.momentThere(value, state.language);
/** The day alone. */
export const day = (value: string) => dates.day(value, state.language);

export { today } from './dates';

/** A size of a file: "1.4 MB". */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ['KB', 'MB', 'GB'];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
