// The seals of the host in memory: those that are kept, what is made of a design, and a scan.

import type { CleanScan, Commands, Seal, SealDesign, SealKind, SealPreset, Settings } from '../../bindings/wire';
import { failure } from '../host';
import { canvas, png } from './draw';
import { hash } from './people';
import { SEALS } from './stamping';

const RED = '#e60012';
const FACE = '"Noto Serif CJK SC", "Noto Sans CJK SC", "WenQuanYi Micro Hei", "Vermilion CJK", sans-serif';
const design = (shape: SealDesign['shape'], width: number, height: number, border: number, star: number, line: string): SealDesign => ({
  shape, width, height, border, star, name: '', line, number: '', code: '', face: 'song',
});
const PRESETS: SealPreset[] = [
  { id: 'testing', kind: 'testing', design: design('round', 40, 40, 1.2, 14, '检验检测专用章') },
  { id: 'official-42', kind: 'official', design: design('round', 42, 42, 1.2, 14, '') },
  { id: 'invoice', kind: 'invoice', design: design('round', 40, 30, 1, 0, '发票专用章') },
  { id: 'representative-20', kind: 'representative', design: design('square', 20, 20, 1, 0, '') },
];

interface Kept {
  seal: Seal;
  drawn: SealDesign;
}

/** A seal on a canvas, at so many pixels a millimetre. */
function picture(drawn: SealDesign, scale: number, paper: string | null = null): Promise<Blob> {
  const { element, pen } = canvas(drawn.width * scale, drawn.height * scale);
  if (paper) {
    pen.fillStyle = paper;
    pen.fillRect(0, 0, element.width, element.height);
  }
  pen.scale(scale, scale);
  pen.translate(drawn.width / 2, drawn.height / 2);
  pen.strokeStyle = RED;
  pen.fillStyle = RED;
  pen.lineWidth = drawn.border;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  const [across, high] = [(drawn.width - drawn.border) / 2, (drawn.height - drawn.border) / 2];
  pen.beginPath();
  if (drawn.shape === 'round') pen.ellipse(0, 0, across, high, 0, 0, 2 * Math.PI);
  else pen.rect(-across, -high, across * 2, high * 2);
  pen.stroke();
  pen.font = `${drawn.face === 'fangsong' ? 'italic ' : ''}${Math.min(drawn.width, drawn.height) * 0.13}px ${FACE}`;
  if (drawn.shape === 'square') pen.fillText(drawn.name, 0, 0);
  else {
    [...drawn.name].forEach((character, at, all) => {
      pen.save();
      pen.rotate(((at + 0.5) / all.length - 0.5) * 3.9);
      pen.fillText(character, 0, -high * 0.8);
      pen.restore();
    });
    if (drawn.line) pen.fillText(drawn.line, 0, high * 0.5);
    for (let at = 0; at <= 10; at += 1) {
      const radius = (drawn.star / 2) * (at % 2 === 0 ? 1 : 0.38);
      const angle = (at * Math.PI) / 5 - Math.PI / 2;
      if (at === 0) pen.beginPath();
      pen.lineTo(radius * Math.cos(angle), radius * Math.sin(angle));
    }
    pen.fill();
  }
  return png(element);
}

type Names = 'seals' | 'seal_presets' | 'seal_faces' | 'make_seal' | 'change_seal' | 'remove_seal' | 'choose_seal_file' | 'export_seal' | 'choose_seal_scan' | 'clean_scan' | 'keep_scan';
type Answers = { [Name in Names]: (request: Commands[Name]['request']) => Promise<Commands[Name]['response']> };
type Pictures = { [Name in 'preview_seal' | 'draw_seal' | 'draw_scan']: (request: Commands[Name]['request']) => Promise<Blob> };

/** Answers what concerns seals; `none` says that none is kept at the start, `fangsong` that the computer has that face. */
export function sealAnswers(none: boolean, fangsong: boolean, settings: () => Settings, note: (action: string) => void): { answers: Answers; pictures: Pictures } {
  const kept: Kept[] = [];
  const keep = (label: string, kind: SealKind, drawn: SealDesign, more: Partial<Seal> = {}): Seal => {
    const id = hash(`seal-${label}-${kept.length}`).slice(0, 16);
    const seal: Seal = {
      id, label, kind, source: 'design', width: drawn.width, height: drawn.height, made: '2026-09-01T09:00:00+08:00', madeOn: 'OFFICE-PC-01', imported: false,
      retired: null, sha256: hash(label), ...more,
    };
    kept.unshift({ seal, drawn });
    return seal;
  };
  const found = (id: string): Kept => {
    const one = kept.find(({ seal }) => seal.id === id);
    if (!one) throw failure('no-such-seal', { seal: id });
    return one;
  };
  const mayMake = (kind: SealKind): void => {
    if (settings().station !== 'office' && kind !== 'signature') throw failure('rule-seal-maker');
  };
  const readable = (drawn: SealDesign): SealDesign => {
    if (drawn.name.trim() === '') throw failure('seal-nameless');
    const strange = /\p{Extended_Pictographic}/u.exec(drawn.name + drawn.line);
    if (strange) throw failure('glyph-missing', { character: strange[0] });
    const rare = drawn.face === 'fangsong' ? /龘/.exec(drawn.name + drawn.line) : null;
    if (rare) throw failure('glyph-missing', { character: rare[0] }, 'fangsong');
    return drawn;
  };
  const scanned = (how: CleanScan): SealDesign => ({ ...design('round', how.width ?? 40, how.width ?? 40, 1.2, 14, '检验检测专用章'), name: '清源检测技术有限公司' });
  if (!none) {
    for (const seal of SEALS) {
      const round = seal.kind === 'testing';
      const drawn = round ? design('round', 40, 40, 1.2, 14, '检验检测专用章') : design('square', 20, 20, 1, 0, '');
      kept.push({ seal: structuredClone(seal), drawn: { ...drawn, name: round ? '清源检测技术有限公司' : '王建国' } });
    }
  }

  return {
    answers: {
      seals: async () => structuredClone(kept.map(({ seal }) => seal)).sort((a, b) => Number(a.retired !== null) - Number(b.retired !== null)),
      seal_presets: async () => structuredClone(PRESETS),
      seal_faces: async () => (fangsong ? ['song', 'fangsong'] : ['song']),
      make_seal: async ({ label, kind, design: drawn }) => {
        mayMake(kind);
        note('seal-made');
        return structuredClone(keep(label || drawn.name + drawn.line, kind, readable(drawn), { made: new Date().toISOString() }));
      },
      change_seal: async ({ id, label, retired }) => {
        const { seal } = found(id);
        seal.label = label ?? seal.label;
        if (retired !== null) seal.retired = retired ? new Date().toISOString() : null;
        note('seal-changed');
        return structuredClone(seal);
      },
      remove_seal: async (id) => {
        kept.splice(kept.indexOf(found(id)), 1);
        note('seal-removed');
        return null;
      },
      choose_seal_file: async () => {
        if (kept.some(({ seal }) => seal.label === '合同专用章')) throw failure('seal-known', { seal: '合同专用章' });
        note('seal-imported');
        return structuredClone(keep('合同专用章', 'contract', { ...design('round', 40, 40, 1.2, 14, '合同专用章'), name: '清源检测技术有限公司' }, { imported: true }));
      },
      export_seal: async (id) => {
        const { seal } = found(id);
        mayMake(seal.kind);
        note('seal-exported');
        return { id: 'file', name: `${seal.label}.vmseal` };
      },
      choose_seal_scan: async () => ({ id: 'scan', name: '扫描件.jpg' }),
      clean_scan: async (how) => ({
        colour: how.colour === 'auto' ? 'red' : how.colour, width: how.width ?? 40, height: how.width ?? 40, knownWidth: 40.1,
        advice: [
          ...((how.width ?? 40) > 60 ? [{ code: 'coarse', number: 240, harmless: false }] : []),
          { code: 'overprinted', number: 4, harmless: false }, { code: 'turned', number: 2.3, harmless: true },
        ],
      }),
      keep_scan: async ({ how, label }) => {
        mayMake(how.kind);
        if (label.trim() === '') throw failure('seal-nameless');
        note('seal-imported');
        return structuredClone(keep(label, how.kind, scanned(how), { source: 'scan', made: new Date().toISOString() }));
      },
    },
    pictures: {
      preview_seal: async ({ design: drawn, scale }) => picture(readable(drawn), scale),
      draw_seal: async ({ id, scale }) => picture(found(id).drawn, scale),
      draw_scan: async ({ how, cleaned }) => picture(scanned(how), 8, cleaned ? null : '#cfc7b4'),
    },
  };
}
