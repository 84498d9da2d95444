// What a receiver does with seals and paper, in the host in memory: a seam with an exchanged page, a photograph that agrees.

import type { Commands, PaperFinding, SeamFate, SeamFinding, SeamPage, Text } from '../../bindings/wire';
import type { File } from './files';

type Names = 'check_seam' | 'check_paper' | 'save_copy';
type Answers = { [Name in Names]: (request: Commands[Name]['request']) => Promise<Commands[Name]['response']> };

const text = (id: string, args: NonNullable<Text['args']> = {}): Text => ({ id, args });
const INK = '#c8321f';

/** A file that was altered has its third page exchanged; the others are whole. */
function seam(file: File, seal: string | null): SeamFinding {
  const odd = file.altered && file.pages > 3;
  const page = (at: number): SeamPage => {
    const fate: SeamFate = odd && at === 2 ? 'foreign' : 'fits';
    const percent = fate === 'fits' ? 97 : 91;
    return { page: at, fate, tone: fate === 'fits' ? 'good' : 'bad', belongs: null, percent, text: text(`seam-page-${fate}`, { page: at + 1, belongs: 0, percent }) };
  };
  const percent = odd ? 91 : 97;
  return {
    outcome: odd ? 'disturbed' : 'complete', tone: odd ? 'bad' : 'good',
    headline: odd ? text('seam-odd', { odd: 1, missing: 0, pages: file.pages, seals: 1 }) : text('seam-complete', { pages: file.pages, seals: 1, odd: 0, missing: 0 }),
    basis: text(seal ? 'seam-basis-artwork' : 'seam-basis-neighbours', { seal: seal ?? '', sureness: 'high', percent }),
    edge: 'right', seal, everyOther: false, sureness: 'high', percent, pages: Array.from({ length: file.pages }, (_, at) => page(at)), gaps: [], seals: 1,
  };
}

function paper(file: File): PaperFinding {
  const agrees = !file.altered;
  const signer = file.signatures[0]?.certificate?.name ?? '张三';
  return {
    outcome: agrees ? 'agrees' : 'differs', tone: agrees ? 'good' : 'bad', headline: text(agrees ? 'paper-link-agrees' : 'paper-link-differs', { signer }),
    signer, certificate: '7c1e0d52a94f4b0fa1d3c6e58f20b97d', known: 'trusted', signedTheFile: true, day: '2026-11-22', seal: '检验检测专用章', pages: file.pages, pagesAgree: true,
    values: [{ name: '报告编号', value: 'JC-2026-0417', pages: [0] }, { name: '铅', value: '0.05 mg/kg', pages: agrees ? [1] : [] }],
  };
}

/** The joined seal: a ring and a star, with the slices' edges. */
export async function joinedSeam(): Promise<Blob> {
  const picture = new OffscreenCanvas(240, 240);
  const pen = picture.getContext('2d');
  if (pen) {
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, 240, 240);
    pen.strokeStyle = INK;
    pen.fillStyle = INK;
    pen.lineWidth = 7;
    pen.beginPath();
    pen.arc(120, 120, 112, 0, Math.PI * 2);
    pen.stroke();
    pen.font = '80px serif';
    pen.textAlign = 'center';
    pen.fillText('★', 120, 148);
  }
  return picture.convertToBlob({ type: 'image/png' });
}

/** Answers what concerns seals and paper; `of` gives an open file, `chosen` the photograph's name. */
export function receivingAnswers(of: (id: string) => File, chosen: () => string | null): Answers {
  return {
    check_seam: async ({ document, seal }) => seam(of(document), seal),
    check_paper: async (document) => {
      const name = chosen();
      return name === null ? null : { name, findings: [paper(of(document))] };
    },
    save_copy: async ({ document, order }) => {
      const name = of(document).name.replace(/\.pdf$/, '');
      return { id: 'copy', name: `${name}-副本${order.number === null ? '' : ` ${order.number}`}.pdf` };
    },
  };
}
