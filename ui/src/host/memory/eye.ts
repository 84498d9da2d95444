// What the eye sees in the host in memory: versions that differ, pasted pictures, and what else is in a file.

import type { Area, ComparedPage, Commands, PictureMark, Text } from '../../bindings/wire';
import type { Events } from '../host';
import type { File } from './files';
import { A4, type Item } from './report';

type Names = 'compare_versions' | 'cancel_comparing' | 'page_remarks' | 'document_contents' | 'print_signed_version';
type Answers = { [Name in Names]: (request: Commands[Name]['request']) => Promise<Commands[Name]['response']> };

const text = (id: string, args: NonNullable<Text['args']> = {}): Text => ({ id, args });
const NUMBER: Area = { x: 330, y: 258, width: 44, height: 17 };
const NOTE: Area = { x: 330, y: 128, width: 190, height: 26 };
const SEAL: PictureMark = { kind: 'seal', area: { x: 336, y: 660, width: 113, height: 113 } };
const WRITING: PictureMark = { kind: 'signature', area: { x: 196, y: 534, width: 120, height: 34 } };

/** What was put over a page after signing, and pictures that were pasted into it. */
export function alterations(file: File, page: number): Item[] {
  if (file.altered && page === 1) return [{ kind: 'patch', ...NUMBER }, { kind: 'words', text: '1.60', x: 334, y: 271, size: 9.5 }];
  if (file.altered && page === 2) return [{ kind: 'patch', ...NOTE }, { kind: 'words', text: '复测后数据已更正', x: 340, y: 146, size: 12 }];
  if (file.pasted && page === file.pages - 1) return [{ kind: 'seal', ...SEAL.area }, { kind: 'ink', ...WRITING.area }];
  return [];
}

const found = (page: number, more: Partial<ComparedPage>): ComparedPage => ({ page, before: page, fate: 'differs', areas: [], omissions: [], failure: null, ...more });

/** Answers what concerns the eye; `of` gives an open file. */
export function eyeAnswers(of: (id: string) => File, emit: (news: Events['comparing-progress']) => void, pace: () => number): Answers {
  let stopped = false;
  return {
    compare_versions: async (document) => {
      const file = of(document);
      stopped = false;
      const early = file.signatures.filter((one) => one.versionAvailable).map((one) => one.index);
      const couples = [...early.slice(1).map((to, at) => ({ from: early[at] ?? 0, to })), ...[...early].reverse().map((from) => ({ from, to: null }))];
      const total = couples.length * file.pages;
      for (let done = 1; done <= total && !stopped; done += 1) {
        await new Promise((ready) => setTimeout(ready, pace()));
        emit({ document, done, total });
      }
      const differing = file.altered
        ? [
          found(1, { areas: [NUMBER] }), found(2, { areas: [NOTE] }), found(3, { fate: 'not-compared', omissions: [text('omission-picture-undecoded')] }),
        ]
        : [];
      return { pairs: couples.map((pair) => ({ pair, pages: file.pages, found: pair.to === null && !stopped ? differing : [], failure: null })), stopped };
    },
    cancel_comparing: async () => { stopped = true; return null; },
    page_remarks: async ({ document, page }) => {
      const file = of(document);
      return {
        omissions: file.altered && page === 3 ? [text('omission-picture-undecoded')] : [],
        pictures: file.pasted && page === file.pages - 1 ? [SEAL, WRITING] : [],
      };
    },
    document_contents: async (document) => {
      const file = of(document);
      const misnamed = file.misnamed ? [{ signature: 0, text: text('finding-mark-name-differs', { shown: file.misnamed, name: file.signatures[0]?.certificate?.name ?? '' }) }] : [];
      if (!file.altered) return { notes: [], misnamed };
      return {
        misnamed,
        notes: [
          { code: 'javascript', tone: 'know', text: text('preflight-javascript'), page: null, area: null },
          { code: 'hidden-layer', tone: 'know', text: text('preflight-hidden-layer', { name: '底图' }), page: 2, area: null },
          { code: 'font-not-embedded', tone: 'none', text: text('preflight-font-not-embedded', { font: 'SimSun' }), page: 0, area: null },
          { code: 'web-link', tone: 'none', text: text('preflight-web-link', { count: '3', target: 'https://www.qingyuan.example' }), page: 5, area: { x: 56, y: A4.height - 80, width: 180, height: 14 } },
        ],
      };
    },
    print_signed_version: async () => null,
  };
}
