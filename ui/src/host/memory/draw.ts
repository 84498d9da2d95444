// Draws the pages and signatures of the host in memory on a canvas and hands them out as PNG.

import type { Look, Stroke } from '../../bindings/wire';
import type { Item } from './report';

const FACE = '"Noto Sans CJK SC", "WenQuanYi Micro Hei", "Vermilion CJK", sans-serif';

/** A canvas of that many pixels. */
export function canvas(width: number, height: number): { element: HTMLCanvasElement; pen: CanvasRenderingContext2D } {
  const element = document.createElement('canvas');
  element.width = Math.max(1, Math.round(width));
  element.height = Math.max(1, Math.round(height));
  const pen = element.getContext('2d');
  if (!pen) throw new Error('this browser draws no canvas');
  return { element, pen };
}

/** The canvas as PNG. */
export function png(element: HTMLCanvasElement): Promise<Blob> {
  return new Promise((done, fail) => element.toBlob((blob) => (blob ? done(blob) : fail(new Error('no picture'))), 'image/png'));
}

function chart(pen: CanvasRenderingContext2D, x: number, y: number, width: number, height: number): void {
  pen.strokeStyle = '#c9c9c9';
  pen.lineWidth = 0.5;
  for (let line = 0; line <= 5; line += 1) {
    pen.beginPath();
    pen.moveTo(x, y + (height * line) / 5);
    pen.lineTo(x + width, y + (height * line) / 5);
    pen.stroke();
  }
  pen.strokeStyle = '#2a5d8f';
  pen.lineWidth = 1.4;
  pen.beginPath();
  for (let hour = 0; hour <= 48; hour += 1) {
    const value = 0.5 + 0.22 * Math.sin(hour / 6.1) + 0.06 * Math.sin(hour * 1.7);
    const px = x + (width * hour) / 48;
    const py = y + height * (1 - value);
    if (hour === 0) pen.moveTo(px, py);
    else pen.lineTo(px, py);
  }
  pen.stroke();
}

/** Draws a round seal. */
export function roundSeal(pen: CanvasRenderingContext2D, x: number, y: number, size: number): void {
  const radius = size / 2;
  pen.save();
  pen.translate(x + radius, y + radius);
  pen.globalAlpha *= 0.82;
  pen.strokeStyle = '#d4291f';
  pen.fillStyle = '#d4291f';
  pen.lineWidth = size * 0.03;
  pen.beginPath();
  pen.arc(0, 0, radius - size * 0.015, 0, 2 * Math.PI);
  pen.stroke();
  pen.font = `bold ${size * 0.12}px ${FACE}`;
  pen.textAlign = 'center';
  const around = '清源检测技术有限公司';
  [...around].forEach((character, at) => {
    pen.save();
    pen.rotate(((at - (around.length - 1) / 2) * 27 * Math.PI) / 180);
    pen.fillText(character, 0, -radius * 0.7);
    pen.restore();
  });
  pen.beginPath();
  for (let point = 0; point < 5; point += 1) {
    const angle = ((point * 144 - 90) * Math.PI) / 180;
    pen.lineTo(Math.cos(angle) * radius * 0.32, Math.sin(angle) * radius * 0.32);
  }
  pen.fill();
  pen.restore();
}

/** Draws a square seal with a person's name. */
export function nameSeal(pen: CanvasRenderingContext2D, name: string, size: number): void {
  pen.strokeStyle = pen.fillStyle = '#d4291f';
  pen.lineWidth = size * 0.05;
  pen.strokeRect(size * 0.04, size * 0.04, size * 0.92, size * 0.92);
  pen.font = `bold ${size * 0.36}px ${FACE}`;
  pen.textAlign = 'center';
  [...`${name}印`].forEach((character, at) => pen.fillText(character, size * (at < 2 ? 0.71 : 0.29), size * (at % 2 === 0 ? 0.46 : 0.86)));
}

/** Draws what stands on a page. */
export function items(pen: CanvasRenderingContext2D, all: Item[]): void {
  for (const item of all) {
    if (item.kind === 'words') {
      pen.font = `${item.bold ? 'bold ' : ''}${item.size}px ${FACE}`;
      pen.textAlign = item.align ?? 'left';
      pen.fillStyle = item.grey ? '#767676' : '#161616';
      pen.fillText(item.text, item.x, item.y);
    } else if (item.kind === 'chart') {
      chart(pen, item.x, item.y, item.width, item.height);
    } else if (item.kind === 'patch') {
      pen.fillStyle = '#ffffff';
      pen.fillRect(item.x, item.y, item.width, item.height);
    } else if (item.kind === 'seal') {
      roundSeal(pen, item.x, item.y, item.width);
    } else if (item.kind === 'ink') {
      ink(pen, HANDWRITTEN, item.x, item.y, item.width, item.height);
    } else {
      pen.strokeStyle = '#6f6f6f';
      pen.lineWidth = 0.6;
      pen.beginPath();
      pen.moveTo(item.x, item.y);
      pen.lineTo(item.x + item.width, item.y + item.height);
      pen.stroke();
    }
  }
}

/** The width of words in points. */
export function measure(pen: CanvasRenderingContext2D, text: string, size: number, bold: boolean): number {
  pen.font = `${bold ? 'bold ' : ''}${size}px ${FACE}`;
  return pen.measureText(text).width;
}

/** A hand that writes 张三, as strokes in a box of 300 by 120. */
export const HANDWRITTEN: Stroke[] = [
  [[38, 34], [66, 30], [64, 46], [42, 50], [40, 64], [68, 62], [66, 84], [52, 100], [42, 92]],
  [[112, 26], [102, 42], [88, 52]],
  [[84, 60], [110, 56], [138, 52]],
  [[100, 40], [98, 70], [96, 100], [112, 88]],
  [[104, 66], [122, 84], [146, 98]],
  [[176, 40], [200, 36], [222, 34]],
  [[182, 66], [204, 62], [218, 61]],
  [[166, 98], [200, 92], [240, 86], [268, 90]],
].map((points) => ({ points: points.map(([x, y], at) => ({ x: x ?? 0, y: y ?? 0, pressure: 0.35 + 0.4 * Math.sin((at + 1) / 2), time: at * 24 })) }));

/** Draws strokes into a box. */
export function ink(pen: CanvasRenderingContext2D, strokes: Stroke[], x: number, y: number, width: number, height: number): void {
  const points = strokes.flatMap((stroke) => stroke.points);
  if (points.length === 0) return;
  const left = Math.min(...points.map((point) => point.x));
  const top = Math.min(...points.map((point) => point.y));
  const right = Math.max(...points.map((point) => point.x));
  const bottom = Math.max(...points.map((point) => point.y));
  const scale = Math.min(width / (right - left + 8), height / (bottom - top + 8));
  const startX = x + (width - (right - left) * scale) / 2;
  const startY = y + (height - (bottom - top) * scale) / 2;
  pen.strokeStyle = '#14161f';
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  for (const stroke of strokes) {
    for (let at = 1; at < stroke.points.length; at += 1) {
      const [from, to] = [stroke.points[at - 1], stroke.points[at]];
      if (!from || !to) continue;
      pen.lineWidth = scale * (1.6 + 3.2 * (to.pressure ?? 0.5));
      pen.beginPath();
      pen.moveTo(startX + (from.x - left) * scale, startY + (from.y - top) * scale);
      pen.lineTo(startX + (to.x - left) * scale, startY + (to.y - top) * scale);
      pen.stroke();
    }
  }
}

/** The lines of a caption. */
export function caption(look: Look, name: string, reason: string, number: string): string[] {
  const lines: string[] = [];
  if (look.caption.name) lines.push(name);
  if (look.caption.reason && reason) lines.push(reason);
  if (look.caption.reportNumber != null) lines.push(look.caption.reportNumber || number);
  const day = { chinese: '2026年11月22日', iso: '2026-11-22', english: '22 Nov 2026' }[look.caption.dateFormat ?? 'chinese'];
  if (look.caption.date) lines.push(day);
  return lines;
}

/** Draws a look: the mark on the left, the caption beside it. */
export function look(
  pen: CanvasRenderingContext2D, strokes: Stroke[] | null, lines: string[], width: number, height: number,
): void {
  const beside = lines.length > 0 && strokes !== null ? width * 0.56 : strokes ? width : 0;
  if (strokes) ink(pen, strokes, 0, 0, beside, height);
  if (lines.length === 0) return;
  const size = Math.min(height / (lines.length * 1.5), (width - beside) / 6);
  pen.fillStyle = '#14161f';
  pen.textAlign = 'left';
  pen.font = `${size}px ${FACE}`;
  const top = (height - lines.length * size * 1.4) / 2;
  lines.forEach((line, at) => pen.fillText(line, beside + size * 0.3, top + (at + 0.95) * size * 1.4));
}

/** Something that looks like a code and says nothing. */
export function drawCode(pen: CanvasRenderingContext2D, left: number, top: number, side: number): void {
  const modules = 45;
  const cell = side / (modules + 8);
  pen.fillStyle = '#fff';
  pen.fillRect(left, top, side, side);
  pen.fillStyle = '#000';
  const dark = (x: number, y: number): boolean => {
    for (const [cx, cy] of [[3, 3], [modules - 4, 3], [3, modules - 4]] as const) {
      const ring = Math.max(Math.abs(x - cx), Math.abs(y - cy));
      if (ring <= 4) return ring <= 1 || ring === 3;
    }
    return ((x * 7919 + y * 104_729 + x * y * 31) >> 3) % 2 === 0;
  };
  for (let y = 0; y < modules; y += 1) for (let x = 0; x < modules; x += 1) if (dark(x, y)) pen.fillRect(left + (x + 4) * cell, top + (y + 4) * cell, cell + 0.3, cell + 0.3);
}
