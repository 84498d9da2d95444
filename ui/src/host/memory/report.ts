// The pages of the reports that the host in memory shows: what stands where, in points from the top left.

/** Words on a page. */
export interface Words {
  kind: 'words';
  text: string;
  x: number;
  y: number;
  size: number;
  bold?: boolean;
  align?: 'left' | 'center' | 'right';
  grey?: boolean;
}

/** A line or the outline of a box. */
export interface Rule {
  kind: 'rule' | 'box';
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A curve of measured values. */
export interface Chart {
  kind: 'chart';
  x: number;
  y: number;
  width: number;
  height: number;
}

/** White paper over what stood there, a red seal, or a written name. */
export interface Patch {
  kind: 'patch' | 'seal' | 'ink';
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Something on a page. */
export type Item = Words | Rule | Chart | Patch;

export const A4 = { width: 595.28, height: 841.89 };

const words = (text: string, x: number, y: number, size = 10.5, more: Partial<Words> = {}): Words => ({
  kind: 'words', text, x, y, size, ...more,
});
const rule = (x: number, y: number, width: number): Rule => ({ kind: 'rule', x, y, width, height: 0 });
const box = (x: number, y: number, width: number, height: number): Rule => ({ kind: 'box', x, y, width, height });

function frame(number: string, page: number, pages: number): Item[] {
  return [
    words('报告编号 Report No. ' + number, 56, 52, 8.5, { grey: true }),
    words(`第 ${page + 1} 页 共 ${pages} 页  Page ${page + 1} of ${pages}`, A4.width - 56, 52, 8.5, { align: 'right', grey: true }),
    rule(56, 60, A4.width - 112),
  ];
}

function cover(number: string): Item[] {
  const middle = A4.width / 2;
  const facts: [string, string, string][] = [
    ['委托单位', 'Client', '江南水务集团有限公司'],
    ['样品名称', 'Sample', '生活饮用水（出厂水）'],
    ['样品编号', 'Sample No.', 'S-2026-11-0417'],
    ['检测类别', 'Type of test', '委托检测'],
    ['采样日期', 'Sampled on', '2026年11月09日'],
    ['签发日期', 'Issued on', '2026年11月20日'],
  ];
  return [
    words('报告编号 Report No. ' + number, A4.width - 56, 96, 10.5, { align: 'right' }),
    words('检 测 报 告', middle, 236, 34, { align: 'center', bold: true }),
    words('TEST REPORT', middle, 272, 16, { align: 'center' }),
    ...facts.flatMap(([zh, en, value], row): Item[] => [
      words(zh, 130, 380 + row * 44, 12, { bold: true }),
      words(en, 130, 394 + row * 44, 8, { grey: true }),
      words(value, 232, 382 + row * 44, 12),
      rule(226, 391 + row * 44, 250),
    ]),
    words('清源检测技术有限公司', middle, 742, 16, { align: 'center', bold: true }),
    words('Qingyuan Testing Technology Co., Ltd.', middle, 760, 9.5, { align: 'center', grey: true }),
  ];
}

const RESULTS: [string, string, string, string, string][] = [
  ['1', 'pH', '—', '7.42', '6.5–8.5'],
  ['2', '浑浊度 Turbidity', 'NTU', '0.31', '≤ 1'],
  ['3', '总硬度（以 CaCO₃ 计）', 'mg/L', '142', '≤ 450'],
  ['4', '溶解性总固体 TDS', 'mg/L', '268', '≤ 1000'],
  ['5', '耗氧量（以 O₂ 计）', 'mg/L', '1.06', '≤ 3'],
  ['6', '氨（以 N 计）', 'mg/L', '0.05', '≤ 0.5'],
  ['7', '铅 Pb', 'mg/L', '< 0.0025', '≤ 0.01'],
  ['8', '镉 Cd', 'mg/L', '< 0.0005', '≤ 0.005'],
  ['9', '砷 As', 'mg/L', '< 0.001', '≤ 0.01'],
  ['10', '汞 Hg', 'mg/L', '< 0.0001', '≤ 0.001'],
  ['11', '氟化物 F⁻', 'mg/L', '0.32', '≤ 1.0'],
  ['12', '硝酸盐（以 N 计）', 'mg/L', '2.81', '≤ 10'],
  ['13', '游离氯 Free chlorine', 'mg/L', '0.46', '0.3–2'],
  ['14', '菌落总数', 'CFU/mL', '3', '≤ 100'],
];

function table(top: number): Item[] {
  const columns = [56, 92, 256, 326, 410, 540];
  const heads = ['序号', '检测项目 Item', '单位', '检测结果', '限值 Limit'];
  const row = 26;
  const items: Item[] = [];
  for (let line = 0; line <= RESULTS.length + 1; line += 1) items.push(rule(56, top + line * row, 484));
  for (const x of columns) items.push(box(x, top, 0, row * (RESULTS.length + 1)));
  heads.forEach((head, at) => items.push(words(head, (columns[at] ?? 0) + 8, top + 17, 9.5, { bold: true })));
  RESULTS.forEach((cells, line) => {
    cells.forEach((cell, at) => items.push(words(cell, (columns[at] ?? 0) + 8, top + 17 + (line + 1) * row, 9.5)));
  });
  return items;
}

const PROSE = [
  '一、本次检测依据 GB/T 5750—2023《生活饮用水标准检验方法》进行，样品由委托方送检。',
  '二、样品到达实验室时包装完好，温度 4.2 °C，符合保存条件，于 24 小时内开始检测。',
  '三、检测结果仅对来样负责。未经本机构书面同意，不得部分复制本报告。',
  '四、检测所用仪器均在检定或校准有效期内，质控样品测定值落在给定的不确定度范围内。',
  '五、如对本报告有异议，请于收到之日起十五日内向本机构提出，逾期不予受理。',
];

/** What stands on a page of a report. */
export function page(number: string, at: number, pages: number): Item[] {
  if (at === 0) return cover(number);
  const items = frame(number, at, pages);
  if (at === 1) {
    return [...items, words('检测结果 Results', 56, 100, 15, { bold: true }), ...table(124), words('结论：所检项目均符合 GB 5749—2022 的要求。', 56, 560, 11, { bold: true })];
  }
  if (at === 2) {
    return [
      ...items,
      words('余氯变化曲线 Free chlorine over time', 56, 100, 15, { bold: true }),
      { kind: 'chart', x: 56, y: 124, width: 484, height: 260 },
      words('图 1 出厂水 24 小时游离氯浓度', A4.width / 2, 408, 9, { align: 'center', grey: true }),
      ...PROSE.map((line, row) => words(line, 56, 456 + row * 26)),
    ];
  }
  if (at === pages - 1) {
    return [
      ...items,
      words('说明与签署 Notes and signatures', 56, 100, 15, { bold: true }),
      ...PROSE.map((line, row) => words(line, 56, 136 + row * 26)),
      words('以下空白', A4.width / 2, 320, 10.5, { align: 'center', grey: true }),
      ...['编制 Prepared by', '审核 Reviewed by', '批准 Approved by'].flatMap((line, row): Item[] => [
        words(line, 70, 560 + row * 72, 11),
        rule(190, 566 + row * 72, 150),
        words('日期 Date', 380, 560 + row * 72, 11),
        rule(440, 566 + row * 72, 100),
      ]),
    ];
  }
  return [
    ...items,
    words(`附录 ${at - 2}  原始记录摘要`, 56, 100, 15, { bold: true }),
    ...Array.from({ length: 22 }, (_, row) => words(PROSE[(row + at) % PROSE.length] ?? '', 56, 136 + row * 26)),
  ];
}
