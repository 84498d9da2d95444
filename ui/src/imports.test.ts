// The three tiers of the page: parts, features, app. Only host/ knows Tauri; features do not know each other.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const SOURCE = fileURLToPath(new URL('.', import.meta.url));
const FEATURES = [
  'documents', 'viewer', 'placement', 'signing', 'verification', 'registry', 'history', 'settings', 'batch', 'preparing', 'provable', 'stamping', 'seals', 'station',
  'office', 'receiving', 'upkeep',
];
const COMMON = ['bindings', 'host', 'parts', 'text'];

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => /\.(svelte|ts)$/.test(name) && !name.includes('.test.'));

const imports = (name: string) =>
  [...readFileSync(`${SOURCE}/${name}`, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');

/** The folder of ui/src that an import leads to; null for packages and for the own folder. */
function leadsTo(name: string, path: string): string | null {
  if (!path.startsWith('.')) return null;
  const from = name.split('/').slice(0, -1);
  const steps = [...from, ...path.split('/')].reduce<string[]>((done, step) => {
    if (step === '..') return done.slice(0, -1);
    return step === '.' ? done : [...done, step];
  }, []);
  return steps.length > 1 && steps[0] !== from[0] ? (steps[0] ?? null) : null;
}

describe('imports', () => {
  test('of @tauri-apps stand in host/ alone', () => {
    expect(files.filter((name) => !name.startsWith('host/') && imports(name).some((path) => path.startsWith('@tauri-apps')))).toEqual([]);
  });

  test.each(FEATURES)('of %s lead to no other feature and not to the app', (feature) => {
    const wrong = files
      .filter((name) => name.startsWith(`${feature}/`))
      .flatMap((name) => imports(name).map((path) => [name, leadsTo(name, path)] as const))
      .filter(([, to]) => to !== null && !COMMON.includes(to));
    expect(wrong).toEqual([]);
  });

  test('of the common folders lead to common folders', () => {
    const wrong = files
      .filter((name) => COMMON.includes(name.split('/')[0] ?? ''))
      .flatMap((name) => imports(name).map((path) => [name, leadsTo(name, path)] as const))
      .filter(([, to]) => to !== null && !COMMON.includes(to));
    expect(wrong).toEqual([]);
  });

  test('of millimetres and points stand in placement/geometry.ts alone', () => {
    expect(files.filter((name) => !name.endsWith('placement/geometry.ts') && !name.startsWith('host/memory/') && readFileSync(`${SOURCE}/${name}`, 'utf8').includes('25.4'))).toEqual([]);
  });

  test('files stay small', () => {
    expect(files.filter((name) => name !== 'bindings/wire.ts' && name !== 'text/ids.ts' && readFileSync(`${SOURCE}/${name}`, 'utf8').split('\n').length > 500)).toEqual([]);
  });
});
