//! The sample report: cover, summary, results, and the page with the signatures.

use crate::letterhead::{
    ACCENT, LABORATORY, LEFT, NUMBER, RIGHT, WIDTH, foot, heading, mark, number, running_head,
};
use crate::results;
use report::{Align, Cell, Colour, Error, Face, Facts, Page, Paper, Style, Table};

const PASS: Colour = Colour(0x1e, 0x7f, 0x4f);

/// The file.
pub fn make() -> Result<Vec<u8>, Error> {
    let face = Face::bundled()?;
    let mut paper = Paper::new(&face, Paper::A4);
    paper.page(cover);
    paper.page(summary);
    paper.page(results::page);
    paper.page(signatures);
    let count = paper.pages().len();
    for (n, page) in paper.pages().iter_mut().enumerate() {
        foot(page, n + 1, count);
    }
    paper.finish(&Facts {
        title: format!("检验检测报告 Test Report {NUMBER}"),
        author: format!("{} {}", LABORATORY.0, LABORATORY.1),
        date: "D:20260417093000+08'00'".to_owned(),
    })
}

fn cover(page: &mut Page<'_>) {
    mark(page, LEFT, 20.0, 13.0);
    page.text(LEFT + 18.0, 26.4, Style::new(15.0).bold().spaced(1.0), LABORATORY.0);
    page.text(LEFT + 18.0, 31.8, Style::new(9.5).colour(Colour::GREY), LABORATORY.1);
    number(page, 26.4);
    page.line((LEFT, 40.0), (RIGHT, 40.0), 0.5, ACCENT);

    page.text_about(105.0, 84.0, Style::new(32.0).bold().spaced(9.0), "检验检测报告");
    page.text_about(105.0, 97.0, Style::new(14.0).colour(Colour::GREY).spaced(4.5), "TEST REPORT");
    page.line((93.0, 105.0), (117.0, 105.0), 0.6, ACCENT);

    let fields = [
        ("报告编号", "Report No.", NUMBER, ""),
        ("样品名称", "Sample", "不锈钢六角头螺栓  M12 × 60  A2-70", "Stainless steel hexagon head bolts"),
        ("委托单位", "Client", "云杉样例机械有限公司", "Spruce Example Machinery Co., Ltd."),
        ("检测类别", "Type of test", "委托检测", "Commissioned test"),
        ("检测单位", "Laboratory", LABORATORY.0, LABORATORY.1),
    ];
    let mut y = 128.0;
    for (chinese, english, value, translation) in fields {
        page.text(45.0, y, Style::new(11.0).spaced(1.0), chinese);
        page.text(45.0, y + 4.6, Style::new(7.5).colour(Colour::GREY), english);
        page.text(76.0, y, Style::new(11.5).bold(), value);
        page.text(76.0, y + 4.6, Style::new(7.5).colour(Colour::GREY), translation);
        page.line((76.0, y + 7.0), (165.0, y + 7.0), 0.15, Colour::LINE);
        y += 16.5;
    }

    page.text_about(146.0, 238.0, Style::new(11.0).spaced(0.6), "（检验检测专用章）");
    page.text_about(146.0, 242.8, Style::new(7.5).colour(Colour::GREY), "Seal of the laboratory");
    page.text_about(146.0, 253.0, Style::new(11.0), "签发日期  2026 年 4 月 17 日");
    page.text_about(146.0, 257.8, Style::new(7.5).colour(Colour::GREY), "Date of issue  17 April 2026");
    let note = Style::new(6.8).colour(Colour::GREY);
    page.text(LEFT, 271.0, note, "样例文件：实验室、委托单位、样品与数据均为虚构。");
    page.text(LEFT, 274.6, note, "Sample document: laboratory, client, samples and figures are fictitious.");
}

fn summary(page: &mut Page<'_>) {
    running_head(page);
    let mut y = heading(page, 32.0, "1", "样品信息", "Sample information");
    let facts = [
        [
            ("样品名称", "Sample", "不锈钢六角头螺栓", "Hexagon head bolts, stainless steel"),
            ("规格型号", "Size and class", "M12 × 60，A2-70", ""),
        ],
        [("样品编号", "Sample No.", "JC-2026-0417-1 ～ 9", ""), ("生产批号", "Batch", "B260312", "")],
        [
            ("样品数量", "Quantity", "9 件", "9 pieces"),
            ("样品状态", "Condition", "表面完好，无锈蚀", "Undamaged, no corrosion"),
        ],
        [("收样日期", "Received", "2026-04-07", ""), ("检测日期", "Tested", "2026-04-08 ～ 2026-04-15", "")],
        [
            ("环境条件", "Conditions", "23 °C ± 2 °C，(50 ± 10) % RH", ""),
            ("检测地点", "Place", "本中心力学、化学实验室", "Laboratories of the centre"),
        ],
    ];
    let table =
        Table::new(&[(22.0, Align::Left), (61.0, Align::Left), (22.0, Align::Left), (61.0, Align::Left)]);
    page.line((LEFT, y), (RIGHT, y), 0.35, Colour::INK);
    for row in facts {
        let cells: Vec<Cell> = row
            .iter()
            .flat_map(|(chinese, english, value, translation)| {
                [Cell::pair(*chinese, *english).colour(Colour::GREY), Cell::pair(*value, *translation)]
            })
            .collect();
        y = table.row(page, LEFT, y, &cells);
    }
    table.close(page, LEFT, y);

    y = heading(page, y + 11.0, "2", "检测项目与结论", "Tests and conclusions");
    let table = Table::new(&[
        (12.0, Align::Centre),
        (38.0, Align::Left),
        (33.0, Align::Left),
        (39.0, Align::Left),
        (26.0, Align::Left),
        (18.0, Align::Centre),
    ]);
    let head = [
        ("序号", "No."),
        ("检测项目", "Test"),
        ("检测方法", "Method"),
        ("技术要求", "Requirement"),
        ("检测结果", "Result"),
        ("结论", "Verdict"),
    ];
    y = table.head(page, LEFT, y, &head.map(|(chinese, english)| Cell::pair(chinese, english)));
    let tests = [
        (
            "抗拉强度",
            "Tensile strength Rm",
            "GB/T 3098.6-2023",
            "≥ 700 MPa",
            "",
            "742 MPa",
            "平均值 Mean of 3",
        ),
        (
            "规定塑性延伸强度",
            "Stress at 0.2 % strain Rp0.2",
            "GB/T 3098.6-2023",
            "≥ 450 MPa",
            "",
            "497 MPa",
            "平均值 Mean of 3",
        ),
        (
            "断后伸长量",
            "Elongation after fracture A",
            "GB/T 3098.6-2023",
            "≥ 0.4 d = 4.8 mm",
            "",
            "7.6 mm",
            "平均值 Mean of 3",
        ),
        (
            "维氏硬度",
            "Vickers hardness HV 10",
            "GB/T 4340.1-2024",
            "实测 Report value",
            "",
            "238 HV 10",
            "平均值 Mean of 3",
        ),
        (
            "化学成分",
            "Chemical composition",
            "GB/T 11170-2008",
            "符合 A2 组要求",
            "Within limits of steel group A2",
            "符合",
            "Within limits",
        ),
        (
            "中性盐雾试验 72 h",
            "Neutral salt spray, 72 h",
            "GB/T 10125-2021",
            "无红锈",
            "No red rust",
            "无红锈",
            "No red rust",
        ),
    ];
    for (n, (chinese, english, method, rule, rule_en, result, result_en)) in tests.into_iter().enumerate() {
        let verdict = if n == 3 { Cell::pair("—", "") } else { Cell::pair("符合", "Pass").colour(PASS) };
        y = table.row(
            page,
            LEFT,
            y,
            &[
                Cell::new((n + 1).to_string()),
                Cell::pair(chinese, english),
                Cell::new(method),
                Cell::pair(rule, rule_en),
                Cell::pair(result, result_en),
                verdict,
            ],
        );
    }
    table.close(page, LEFT, y);

    y = heading(page, y + 11.0, "3", "检验检测结论", "Overall conclusion");
    page.fill(LEFT, y, 1.0, 16.2, ACCENT);
    page.fill(LEFT + 1.0, y, WIDTH - 1.0, 16.2, Colour::TINT);
    let end = page.paragraph(
        LEFT + 6.0,
        y + 6.6,
        WIDTH - 12.0,
        Style::new(10.0).bold(),
        "经检验检测，所送样品的检测项目符合 GB/T 3098.6-2023 对 A2-70 级螺栓的要求。",
    );
    page.paragraph(
        LEFT + 6.0,
        end + 0.6,
        WIDTH - 12.0,
        Style::new(8.0).colour(Colour::GREY),
        "The samples as received meet the requirements of GB/T 3098.6-2023 for bolts of property class A2-70 in the items tested.",
    );
}

fn signatures(page: &mut Page<'_>) {
    running_head(page);
    let mut y = heading(page, 32.0, "6", "主要仪器设备", "Equipment");
    let table =
        Table::new(&[(50.0, Align::Left), (38.0, Align::Left), (36.0, Align::Left), (42.0, Align::Left)]);
    let head =
        [("仪器名称", "Equipment"), ("型号", "Model"), ("编号", "No."), ("校准有效期至", "Calibrated until")];
    y = table.head(page, LEFT, y, &head.map(|(chinese, english)| Cell::pair(chinese, english)));
    for (chinese, english, model, id, until) in [
        ("电子万能试验机", "Universal testing machine, 300 kN", "UTM-305", "ZS-L-012", "2026-11-30"),
        ("维氏硬度计", "Vickers hardness tester", "HV-50", "ZS-L-021", "2026-09-15"),
        ("直读光谱仪", "Optical emission spectrometer", "OES-8", "ZS-H-004", "2027-01-20"),
        ("盐雾试验箱", "Salt spray chamber", "SST-120", "ZS-H-017", "2026-12-08"),
    ] {
        y = table.row(
            page,
            LEFT,
            y,
            &[Cell::pair(chinese, english), Cell::new(model), Cell::new(id), Cell::new(until)],
        );
    }
    table.close(page, LEFT, y);

    y = heading(page, y + 11.0, "7", "声明", "Statement") + 3.6;
    for (n, (chinese, english)) in [
        ("本报告无编制、审核、批准人签名无效；涂改、增删无效。", "This report is invalid without the signatures of those who prepared, reviewed and approved it, or if altered."),
        ("未经本中心书面批准，不得部分复制本报告（全文复制除外）。", "It shall not be reproduced except in full without written approval of the centre."),
        ("检测结果仅对来样负责。", "The results relate only to the samples as received."),
        ("对本报告如有异议，请于收到之日起十五日内提出。", "Objections are to be raised within fifteen days of receipt."),
    ]
    .into_iter()
    .enumerate()
    {
        page.text(LEFT, y, Style::new(8.5), &format!("{}.", n + 1));
        y = page.paragraph(LEFT + 5.0, y, WIDTH - 5.0, Style::new(8.5), chinese) - 0.5;
        y = page.paragraph(LEFT + 5.0, y, WIDTH - 5.0, Style::new(6.8).colour(Colour::GREY), english) + 1.2;
    }

    y = heading(page, y + 9.0, "8", "签署", "Signatures") + 4.0;
    for (chinese, english, role) in [
        ("编制", "Prepared by", "检测员 Technician"),
        ("审核", "Reviewed by", "技术负责人 Technical manager"),
        ("批准", "Approved by", "授权签字人 Authorised signatory"),
    ] {
        let base = y + 15.0;
        page.text(LEFT, base - 1.0, Style::new(11.0).bold().spaced(2.0), chinese);
        page.text(LEFT, base + 3.4, Style::new(7.0).colour(Colour::GREY), english);
        page.line((LEFT + 24.0, base + 0.6), (LEFT + 100.0, base + 0.6), 0.2, Colour::INK);
        page.text(LEFT + 24.0, base + 4.2, Style::new(6.8).colour(Colour::GREY), role);
        page.text(LEFT + 108.0, base - 1.0, Style::new(9.0), "日期");
        page.text(LEFT + 108.0, base + 3.4, Style::new(7.0).colour(Colour::GREY), "Date");
        page.line((LEFT + 120.0, base + 0.6), (RIGHT, base + 0.6), 0.2, Colour::INK);
        y += 23.0;
    }
    page.text_about(105.0, y + 13.0, Style::new(9.0).spaced(0.8), "— 报告结束  End of report —");
}
