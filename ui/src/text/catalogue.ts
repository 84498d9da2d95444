// The Fluent catalogue of assets/locales as bundles. Owns loading and formatting; which language is shown is not decided here.

import { FluentBundle, FluentResource } from '@fluent/bundle';
import type { Language, TextValue } from '../bindings/wire';
import { moment, namesMoment } from './dates';

const files = import.meta.glob<string>('../../../assets/locales/*/*.ftl', { query: '?raw', import: 'default', eager: true });

function bundle(language: Language): FluentBundle {
  const made = new FluentBundle(language, { useIsolating: false });
  for (const [path, source] of Object.entries(files)) {
    if (path.includes(`/${language}/`)) made.addResource(new FluentResource(source));
  }
  return made;
}

const bundles: Record<Language, FluentBundle> = { 'zh-CN': bundle('zh-CN'), en: bundle('en') };

/** The sentence in one language; the id itself where the catalogue has no such message. */
export function format(language: Language, id: string, args: Record<string, TextValue> = {}): string {
  const message = bundles[language].getMessage(id);
  if (!message?.value) return id;
  const values = Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === 'string' && namesMoment(name) ? moment(value, language) : value,
    ]),
  );
  const errors: Error[] = [];
  return bundles[language].formatPattern(message.value, values, errors);
}

/** Whether the catalogue has the message. */
export function has(language: Language, id: string): boolean {
  return bundles[language].hasMessage(id);
}
