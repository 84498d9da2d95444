//! What every page of the sample report shares: the laboratory's mark, the line with the report number, the foot.

use report::{Colour, Page, Style};

pub const NUMBER: &str = "JC-2026-0417";
pub const LABORATORY: (&str, &str) = ("朱砂检验检测中心", "Vermilion Testing Centre");
/// The laboratory's colour.
pub const ACCENT: Colour = Colour(0x1f, 0x3a, 0x5f);
/// Left and right edge of the text, millimetres.
pub const LEFT: f64 = 22.0;
pub const RIGHT: f64 = 188.0;
pub const WIDTH: f64 = RIGHT - LEFT;

/// The laboratory's mark: a test bar seen from the side, between two grips.
pub fn mark(page: &mut Page<'_>, x: f64, y: f64, size: f64) {
    let at =
        |points: &[(f64, f64)]| points.iter().map(|(px, py)| (x + px * size, y + py * size, false)).collect();
    page.shape(
        vec![at(&[
            (0.0, 0.0),
            (1.0, 0.0),
            (1.0, 0.22),
            (0.66, 0.22),
            (0.58, 0.34),
            (0.42, 0.34),
            (0.34, 0.22),
            (0.0, 0.22),
        ])],
        ACCENT,
        0.0,
    );
    page.shape(
        vec![at(&[
            (0.0, 1.0),
            (1.0, 1.0),
            (1.0, 0.78),
            (0.66, 0.78),
            (0.58, 0.66),
            (0.42, 0.66),
            (0.34, 0.78),
            (0.0, 0.78),
        ])],
        ACCENT,
        0.0,
    );
    page.fill(x + 0.44 * size, y + 0.38 * size, 0.12 * size, 0.24 * size, Colour(0xc8, 0x32, 0x1f));
}

/// The line at the top of the pages after the cover.
pub fn running_head(page: &mut Page<'_>) {
    mark(page, LEFT, 13.2, 5.6);
    page.text(LEFT + 8.0, 16.0, Style::new(9.0).bold(), LABORATORY.0);
    page.text(LEFT + 8.0, 19.0, Style::new(6.2).colour(Colour::GREY), LABORATORY.1);
    number(page, 18.3);
    page.line((LEFT, 21.6), (RIGHT, 21.6), 0.3, ACCENT);
}

/// The report number, at the right.
pub fn number(page: &mut Page<'_>, y: f64) {
    let value = Style::new(9.5).bold();
    page.text_to(RIGHT, y, value, NUMBER);
    let left = RIGHT - page.width(NUMBER, value) - 2.0;
    page.text_to(left, y, Style::new(7.5).colour(Colour::GREY), "报告编号 Report No.");
}

/// The foot of every page.
pub fn foot(page: &mut Page<'_>, number: usize, of: usize) {
    let small = Style::new(6.8).colour(Colour::GREY);
    page.line((LEFT, 279.0), (RIGHT, 279.0), 0.15, Colour::LINE);
    page.text(LEFT, 283.2, small, "江苏省某市样例路 17 号  ·  17 Sample Road, Jiangsu, China");
    page.text(LEFT, 286.6, small, "电话 Tel. +86 000 0000 0417  ·  lab@vermilion.example");
    page.text_to(RIGHT, 283.2, Style::new(8.0), &format!("第 {number} 页  共 {of} 页"));
    page.text_to(RIGHT, 286.6, small, &format!("Page {number} of {of}"));
}

/// A numbered heading in both languages; returns where the text below may begin.
pub fn heading(page: &mut Page<'_>, y: f64, number: &str, chinese: &str, english: &str) -> f64 {
    let style = Style::new(11.0).bold().colour(ACCENT);
    let mut x = LEFT + page.text(LEFT, y, style, number) + 3.0;
    x += page.text(x, y, style, chinese) + 2.6;
    page.text(x, y, Style::new(8.5).colour(Colour::GREY), english);
    y + 3.2
}
