// Writes src/text/ids.ts: the type of every text id, read from the Chinese catalogue (the English one has the same ids, a
// test sees to that). Run by the build, the type check and the tests.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const LOCALES = new URL('../../assets/locales/', import.meta.url);
const TARGET = new URL('../src/text/ids.ts', import.meta.url);

/**
 * The ids of one language, area by area.
 * @param {string} language
 * @returns {Map<string, string[]>}
 */
export function catalogueIds(language) {
  const folder = new URL(`${language}/`, LOCALES);
  /** @type {Map<string, string[]>} */
  const areas = new Map();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ftl')).sort()) {
    const text = readFileSync(new URL(file, folder), 'utf8');
    areas.set(file.slice(0, -4), [...text.matchAll(/^([a-zA-Z][\w-]*)\s*=/gm)].map((match) => match[1] ?? ''));
  }
  return areas;
}

/** Writes the type, where it has changed. */
export function writeTextIds() {
  const ids = [...catalogueIds('zh-CN').values()].flat().sort();
  const lines = ids.map((id) => `  | '${id}'`);
  const text = `// Written by scripts/text-ids.js from assets/locales/zh-CN; not kept in the repository.\n\n/** Every message of the catalogue. */\nexport type TextId =\n${lines.join('\n')};\n`;
  const path = fileURLToPath(TARGET);
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeTextIds();
