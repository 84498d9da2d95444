// Stamps in the host in memory: where stamps stand on the pages of the reports, and their pictures.

import type { BesideStamp, Commands, Failure, PlannedFile, PlannedMark, Place, Preset, Seal, Seam, SeamSlots, Stamp, StampArt, StampPlan, Text } from '../../bindings/wire';
import { failure } from '../host';
import { canvas, HANDWRITTEN, ink, nameSeal, png, roundSeal } from './draw';
import type { File } from './files';
import { hash } from './people';
import { A4 } from './report';

type Names = 'plan_stamps' | 'plan_slots' | 'plan_batch' | 'fitting_presets' | 'presets' | 'save_preset' | 'remove_preset';
type Answers = { [Name in Names]: (request: Commands[Name]['request']) => Promise<Commands[Name]['response']> };
/** Words of a page with their place, in points. */
type Line = { text: string; area: { x: number; y: number; width: number; height: number } };

const MM = 25.4 / 72;
const PAPER = { width: A4.width * MM, height: A4.height * MM };

const seal = (id: string, label: string, kind: Seal['kind'], width: number, height: number): Seal => ({
  id, label, kind, source: 'design', width, height, made: '2026-03-02T09:00:00+08:00', madeOn: 'QC-PC-01', imported: true, retired: null, sha256: hash(id),
});
/** The seals that there are at the start. */
export const SEALS = [seal('seal-testing', '检验检测专用章', 'testing', 40, 40), seal('seal-name', '法定代表人名章', 'representative', 20, 20)];

/** The artwork's size in millimetres. */
function sizeOf(art: StampArt, width: number | null): { width: number; height: number } {
  if ('mark' in art) return { width: width ?? 46, height: (width ?? 46) / 2.7 };
  const one = SEALS.find((each) => each.id === art.seal);
  if (!one) throw failure('no-such-seal', { seal: art.seal });
  return { width: width ?? one.width, height: ((width ?? one.width) * one.height) / one.width };
}

/** Draws a stamp, or a slice of it, into a box of pixels. */
export function drawStamp(pen: CanvasRenderingContext2D, stamp: Stamp, slice: [number, number] | null, width: number, height: number): void {
  pen.save();
  pen.beginPath();
  pen.rect(0, 0, width, height);
  pen.clip();
  const edge = 'seam' in stamp.at ? stamp.at.seam.edge : 'right';
  const upright = edge === 'left' || edge === 'right';
  const [at, count] = slice ?? [1, 1];
  const [wide, tall] = upright ? [width * count, height] : [width, height * count];
  // Fanned to the left or upwards, the first page looks out with the last slice.
  const part = edge === 'left' || edge === 'top' ? count - at : at - 1;
  pen.translate(upright ? -part * width : 0, upright ? 0 : -part * height);
  pen.globalAlpha = stamp.ink.opacity;
  pen.translate(wide / 2, tall / 2);
  pen.rotate((-stamp.ink.angle * Math.PI) / 180);
  pen.translate(-wide / 2, -tall / 2);
  if ('mark' in stamp.art) ink(pen, HANDWRITTEN, 0, 0, wide, tall);
  else if (stamp.art.seal === 'seal-name') nameSeal(pen, '王建国', wide);
  else roundSeal(pen, 0, 0, wide);
  pen.restore();
}

function pagesOf(set: string | { listed: string }, count: number): number[] {
  const all = Array.from({ length: count }, (_, at) => at);
  if (set === 'first') return [0];
  if (set === 'last') return [count - 1];
  if (set === 'all') return all;
  if (typeof set === 'string') return all.filter((at) => at % 2 === (set === 'odd' ? 0 : 1));
  return set.listed.split(',').flatMap((part) => {
    const [from = 0, to = from] = part.split('-').map(Number);
    if (from < 1 || to > count) throw failure('stamping', { pages: count }, 'no-pages');
    return all.slice(from - 1, to);
  });
}

/** Where the stamps stand in a file, and how they are bound. */
export function plan(file: File, stamps: Stamp[], lines: (page: number) => Line[], caption: BesideStamp | null = null): StampPlan {
  const notes: Text[] = [];
  const marks = stamps.flatMap(({ art, at }, index): PlannedMark[] => {
    const mark = (place: Place, slice: [number, number] | null = null): PlannedMark => ({ stamp: index, place, slice });
    if ('pages' in at) {
      const size = sizeOf(art, at.pages.width);
      return pagesOf(at.pages.pages, file.pages).map((page) => mark({ page, left: at.pages.left, top: at.pages.top, ...size }));
    }
    if ('field' in at) {
      const field = file.emptyFields.find((one) => one.name === at.field);
      if (!field?.place) throw failure('no-such-field', { field: at.field });
      return [mark(field.place)];
    }
    if ('keyword' in at) {
      const { text, occurrence, right, down, width } = at.keyword;
      const size = sizeOf(art, width);
      const hits = Array.from({ length: file.pages }, (_, page) => lines(page).filter((line) => line.text.includes(text)).map((line) => ({ page, line }))).flat();
      const chosen = occurrence === 'every' ? hits : occurrence === 'last' ? hits.slice(-1) : hits.slice(occurrence.nth - 1, occurrence.nth);
      if (chosen.length === 0) throw failure('stamping', { words: text, found: hits.length }, hits.length === 0 ? 'keyword' : 'occurrence');
      return chosen.map(({ page, line: { area } }) => mark({
        page, left: (area.x + area.width / 2) * MM - size.width / 2 + right, top: (area.y + area.height / 2) * MM - size.height / 2 + down, ...size,
      }));
    }
    const slices = divided(at.seam, sizeOf(art, at.seam.width), file.pages);
    if (slices.length === 0) notes.push({ id: 'stamp-note-no-seam', args: {} });
    const seals = slices.filter(([, [number]]) => number === 1).length;
    if (seals > 1) notes.push({ id: 'stamp-note-seals', args: { seals } });
    return slices.map(([place, slice]) => mark(place, slice));
  });
  const reserved = stamps.every((stamp) => 'field' in stamp.at);
  const way = file.signatures.length === 0 ? 'one-signature' as const
    : reserved ? { 'reserved-fields': { signatures: marks.length } } : { 'signature-each': { signatures: marks.length } };
  const first = marks.find((mark) => mark.slice === null && stamps[mark.stamp] && !('field' in (stamps[mark.stamp]?.at ?? {})));
  return { marks, way, notes, ...(first && caption ? { caption: beside(first.place, caption) } : {}) };
}

/** Where lines of words stand beside a stamp. */
function beside(stamp: Place, { side, lines }: BesideStamp): Place {
  const [width, height] = [Math.max(side === 'below' ? stamp.width : 0, 40), lines * 4.5];
  if (side === 'right') return { page: stamp.page, left: stamp.left + stamp.width + 1, top: stamp.top + (stamp.height - height) / 2, width, height };
  return { page: stamp.page, left: stamp.left + (stamp.width - width) / 2, top: stamp.top + stamp.height + 1, width, height };
}

/** Where fields for the slices of a seal stand. */
export function slotsOf({ seam, height }: SeamSlots, pages: number): Place[] {
  const places = divided(seam, { width: seam.width ?? height, height }, pages).map(([place]) => place);
  if (places.length === 0) throw failure('stamping', {}, 'no-seam');
  return places;
}

/** The slices of a seal of this size over so many pages. */
function divided({ edge, oddOnly, along, mostSlices }: Seam, size: { width: number; height: number }, count: number): [Place, [number, number]][] {
  const pages = pagesOf(oddOnly ? 'odd' : 'all', count);
  if (pages.length < 2) return [];
  const each = Math.ceil(pages.length / Math.ceil(pages.length / mostSlices));
  const upright = edge === 'left' || edge === 'right';
  const middle = (length: number, own: number) => Math.min(Math.max(length * along - own / 2, 0), length - own);
  return pages.map((page, order) => {
    const of = Math.min(each, pages.length - Math.floor(order / each) * each);
    const [width, height] = upright ? [size.width / of, size.height] : [size.width, size.height / of];
    return [{
      page, width, height, left: edge === 'right' ? PAPER.width - width : edge === 'left' ? 0 : middle(PAPER.width, width),
      top: edge === 'bottom' ? PAPER.height - height : edge === 'top' ? 0 : middle(PAPER.height, height),
    }, [(order % each) + 1, of]];
  });
}

/** What is said of a plan once it is done. */
export function told({ marks, way, notes }: StampPlan): Text[] {
  if (marks.length === 0) return notes;
  const args = { pages: new Set(marks.map((mark) => mark.place.page)).size, marks: marks.length };
  if (way === 'one-signature') return [...notes, { id: 'stamp-way-one', args }];
  const each = 'signature-each' in way ? way['signature-each'] : way['reserved-fields'];
  return [...notes, { id: 'signature-each' in way ? 'stamp-way-each' : 'stamp-way-reserved', args: { ...args, signatures: each.signatures } }];
}

/** The picture of a stamp. */
export function stampPicture({ stamp, slice, width, height, scale }: Commands['draw_stamp']['request']): Promise<Blob> {
  const { element, pen } = canvas(width * scale, height * scale);
  drawStamp(pen, stamp, slice, element.width, element.height);
  return png(element);
}

/** Answers what concerns stamps; `of` gives an open file, `sampleOf` one of many that were chosen. */
export function stampAnswers(of: (id: string) => File, lines: (file: File, page: number) => Line[], sampleOf: (id: string) => File): Answers {
  const presets: Preset[] = [];
  return {
    plan_stamps: async ({ document, stamps, caption }) => {
      const file = of(document);
      return plan(file, stamps, (page) => lines(file, page), caption ?? null);
    },
    plan_slots: async ({ document, slots }) => slotsOf(slots, of(document).pages),
    plan_batch: async ({ files, stamps }) => files.map((id, index): PlannedFile => {
      try {
        return { index, plan: plan(sampleOf(id), stamps, (page) => lines(sampleOf(id), page)), failure: null };
      } catch (thrown) {
        return { index, plan: null, failure: thrown as Failure };
      }
    }),
    fitting_presets: async ({ document, identity }) => {
      const rank = ({ template, identity: whose }: Preset) => (template ? 2 : 0) + (whose ? 1 : 0);
      const fits = presets.filter((one) => (one.identity == null || one.identity === identity) && (one.template == null || (document !== null && Math.abs(one.template.width - PAPER.width) < 2)));
      return fits.sort((a, b) => rank(b) - rank(a)).map((one) => one.name);
    },
    presets: async () => structuredClone(presets),
    save_preset: async (preset) => {
      const others = presets.filter((one) => one.name !== preset.name);
      presets.splice(0, presets.length, structuredClone(preset), ...others);
      return null;
    },
    remove_preset: async (name) => {
      presets.splice(presets.findIndex((one) => one.name === name), 1);
      return null;
    },
  };
}
