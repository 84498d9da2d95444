//! The page of the sample report with the single results and the chart.

use crate::chart;
use crate::letterhead::{LEFT, RIGHT, WIDTH, heading, running_head};
use report::{Align, Cell, Colour, Page, Style, Table};

/// The page.
pub fn page(page: &mut Page<'_>) {
    running_head(page);
    let mut y = heading(page, 32.0, "4", "力学性能", "Mechanical properties");
    y = mechanical(page, y);

    page.text(LEFT, y + 8.0, Style::new(8.5).bold(), "图 1  楔负载拉伸试验的力—伸长曲线");
    let caption = Style::new(7.0).colour(Colour::GREY);
    page.text_to(RIGHT, y + 8.0, caption, "Figure 1  Force–extension curves of the tensile test");
    y = chart::draw(page, (LEFT + 13.0, y + 17.0), (WIDTH - 16.0, 68.0));

    y = heading(page, y + 13.0, "5", "化学成分（质量分数，%）", "Chemical composition (mass fraction, %)");
    chemical(page, y);
}

fn mechanical(page: &mut Page<'_>, y: f64) -> f64 {
    let table = Table::new(&[
        (34.0, Align::Left),
        (33.0, Align::Right),
        (33.0, Align::Right),
        (33.0, Align::Right),
        (33.0, Align::Right),
    ]);
    let head = [
        ("试样编号", "Specimen"),
        ("抗拉强度 Rm", "Tensile strength, MPa"),
        ("Rp0.2", "Stress at 0.2 % strain, MPa"),
        ("断后伸长量 A", "Elongation, mm"),
        ("维氏硬度", "Hardness, HV 10"),
    ];
    let mut y = table.head(page, LEFT, y, &head.map(|(chinese, english)| Cell::pair(chinese, english)));
    for row in [
        ["JC-2026-0417-1", "738", "492", "7.4", "236"],
        ["JC-2026-0417-2", "746", "503", "7.9", "241"],
        ["JC-2026-0417-3", "742", "496", "7.5", "237"],
    ] {
        y = table.row(page, LEFT, y, &row.map(Cell::new));
    }
    let mean = [
        Cell::pair("平均值", "Mean"),
        Cell::new("742"),
        Cell::new("497"),
        Cell::new("7.6"),
        Cell::new("238"),
    ];
    y = table.row(page, LEFT, y, &mean.map(Cell::bold));
    let rule = [
        Cell::pair("要求", "Requirement"),
        Cell::new("≥ 700"),
        Cell::new("≥ 450"),
        Cell::new("≥ 4.8"),
        Cell::new("—"),
    ];
    y = table.row(page, LEFT, y, &rule.map(|cell| cell.colour(Colour::GREY)));
    table.close(page, LEFT, y);
    y
}

fn chemical(page: &mut Page<'_>, y: f64) -> f64 {
    let mut columns = vec![(30.0, Align::Left)];
    columns.extend([(17.0, Align::Right); 8]);
    let table = Table::new(&columns);
    let elements = [
        ("C", "0.052", "≤ 0.10"),
        ("Si", "0.41", "≤ 1.00"),
        ("Mn", "1.32", "≤ 2.00"),
        ("P", "0.028", "≤ 0.050"),
        ("S", "0.004", "≤ 0.030"),
        ("Cr", "18.21", "15 ～ 20"),
        ("Ni", "8.64", "8 ～ 19"),
        ("Cu", "0.35", "≤ 4.0"),
    ];
    let row = |first: Cell, pick: &dyn Fn(&(&str, &str, &str)) -> Cell| {
        let mut cells = vec![first];
        cells.extend(elements.iter().map(pick));
        cells
    };
    let mut y = table.head(page, LEFT, y, &row(Cell::pair("元素", "Element"), &|e| Cell::new(e.0)));
    y = table.row(page, LEFT, y, &row(Cell::pair("实测值", "Measured"), &|e| Cell::new(e.1)));
    let limit = row(Cell::pair("A2 组限值", "Limit, group A2"), &|e| Cell::new(e.2).colour(Colour::GREY));
    y = table.row(page, LEFT, y, &limit);
    table.close(page, LEFT, y);
    page.text(
        LEFT,
        y + 5.2,
        Style::new(6.8).colour(Colour::GREY),
        "测量不确定度（k = 2）  Uncertainty (k = 2):  Rm 1.2 %  ·  HV 3.0 %  ·  Cr 0.12 %  ·  Ni 0.08 %",
    );
    y
}
