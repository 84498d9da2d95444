// The two languages say the same, every sentence can be read, none is missing, and none of the window's is unused.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FluentResource } from '@fluent/bundle';
import { describe, expect, test } from 'vitest';
import { catalogueIds } from '../../scripts/text-ids.js';
import { format } from './catalogue';

const LOCALES = new URL('../../../assets/locales/', import.meta.url);
const SOURCE = fileURLToPath(new URL('..', import.meta.url));
const FAILURES = new URL('../../../src-tauri/crates/wire/src/failure.rs', import.meta.url);
/** The areas whose sentences only the window uses; the others are used by the engine too. */
const WINDOW_AREAS = ['window', 'reading', 'signing', 'verification', 'identities', 'settings', 'provable', 'batch', 'many', 'preparing', 'stamping-window', 'stationdesk', 'officedesk', 'manual', 'login-window'];
/** Ids that are put together from a code. */
const BUILT = /^(failure|action|result|chain|tone|verdict|step|kind|reason|missing|guide|sign-caption|sign-mark|coach|level|certify|lock|device-pin|extend|batch-state|batch-lack|list-found|lack|role|key|trust-source|trust-purpose|fate|stamp-own|stamp-way|stamp-pages|stamp-which|stamp-edge|apply-employment|condition|letter|trouble|ticket-pages|ticket-hours|qc-section|qc-do|qc-letter|qc-asks|qc-flag|qc-rule|qc-condition|qc-employment|qc-token|qc-ticket|qc-policy|qc-second|qc-role|qc-returned|qc-officer-role|due|qc-papers|manual|finger|login-set|login-change|login-remove)-/;

const source = (language: string, area: string) => readFileSync(new URL(`${language}/${area}.ftl`, LOCALES), 'utf8');
const variables = (text: string) => [...new Set([...text.matchAll(/\$([\w-]+)/g)].map((match) => match[1] ?? ''))].sort();

/** Each message of an area with its whole text. */
function messages(language: string, area: string): Map<string, string> {
  const found = new Map<string, string>();
  let id = '';
  for (const line of source(language, area).split('\n')) {
    const start = /^([a-zA-Z][\w-]*)\s*=/.exec(line);
    if (start) id = start[1] ?? '';
    if (id !== '' && !line.startsWith('#')) found.set(id, `${found.get(id) ?? ''}${line}\n`);
  }
  return found;
}

const chinese = catalogueIds('zh-CN');
const english = catalogueIds('en');

describe('the catalogue', () => {
  test('has the same areas and ids in both languages, none twice', () => {
    expect([...english.keys()]).toEqual([...chinese.keys()]);
    for (const [area, ids] of chinese) expect([...(english.get(area) ?? [])].sort(), area).toEqual([...ids].sort());
    const all = [...chinese.values()].flat();
    expect(all.filter((id, at) => all.indexOf(id) !== at)).toEqual([]);
  });

  test('fills the same gaps in both languages', () => {
    for (const area of chinese.keys()) {
      const other = messages('en', area);
      for (const [id, text] of messages('zh-CN', area)) {
        const [mine, theirs] = [variables(text), variables(other.get(id) ?? '')];
        // English needs a number for its plural where Chinese does not name it.
        expect(theirs.filter((name) => !mine.includes(name)), id).toEqual(theirs.filter((name) => !mine.includes(name) && name === 'count'));
        expect(mine.filter((name) => !theirs.includes(name)), id).toEqual([]);
      }
    }
  });

  test('is read without a slip', () => {
    for (const [language, areas] of [['zh-CN', chinese], ['en', english]] as const) {
      for (const [area, ids] of areas) {
        const resource = new FluentResource(source(language, area));
        expect(resource.body.map((entry) => entry.id).sort(), `${language}/${area}`).toEqual([...ids].sort());
      }
    }
  });

  test('uses only messages, variables and variants, which both readers know', () => {
    for (const language of ['zh-CN', 'en']) {
      for (const area of chinese.keys()) {
        const text = source(language, area).replace(/^#.*$/gm, '');
        expect(text, `${language}/${area}`).not.toMatch(/\{\s*[A-Z]+\(|^\s+\.[a-z]+ =|\{\s*-/m);
      }
    }
  });

  test('is written in Chinese punctuation where it is Chinese', () => {
    for (const area of WINDOW_AREAS) {
      for (const [id, text] of messages('zh-CN', area)) {
        expect(text, id).not.toMatch(/[\u4e00-\u9fff”][,;:?!]|[,;:?!(][\u4e00-\u9fff“]/);
      }
    }
  });

  test('never exclaims and never says that something succeeded', () => {
    for (const area of chinese.keys()) {
      expect(source('zh-CN', area)).not.toMatch(/[!\uff01]|成功/);
      expect(source('en', area)).not.toMatch(/!|successful|please wait/i);
    }
  });

  test('has a sentence and a remedy for every failure', () => {
    const codes = [...readFileSync(FAILURES, 'utf8').matchAll(/= "([a-z0-9-]+)" => \d+/g)].map((match) => match[1] ?? '');
    expect(codes.length).toBeGreaterThan(40);
    // Beside the codes stand the cases that the engine tells apart.
    const ids = [...chinese].filter(([area]) => !WINDOW_AREAS.includes(area)).flatMap(([, some]) => some).filter((id) => id.startsWith('failure-'));
    expect(codes.filter((code) => !ids.includes(`failure-${code}`) || !ids.includes(`failure-${code}-remedy`))).toEqual([]);
    expect(ids.length).toBe(2 * codes.length);
  });

  test('has no sentence of the window that nobody says', () => {
    const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(svelte|ts)$/.test(name) && !name.endsWith('ids.ts') && !name.includes('.test.'));
    const code = files.map((name) => readFileSync(`${SOURCE}/${name}`, 'utf8')).join('\n');
    const unused = WINDOW_AREAS.flatMap((area) => chinese.get(area) ?? []).filter((id) => !BUILT.test(id) && !code.includes(`'${id}'`));
    expect(unused).toEqual([]);
  });
});

describe('a sentence', () => {
  test('shows its id where the catalogue lacks it', () => {
    expect(format('en', 'no-such-sentence')).toBe('no-such-sentence');
  });

  test('shows moments as people write them', () => {
    expect(format('zh-CN', 'when-claimed', { time: '2026-11-20T15:42:00' })).toContain('2026年11月20日 15:42');
  });

  test('counts in English', () => {
    expect(format('en', 'pin-tries', { tries: 1 })).toBe('1 try left.');
    expect(format('en', 'pin-tries', { tries: 3 })).toBe('3 tries left.');
  });
});
