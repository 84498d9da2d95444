//! Blanks in the lines 编制, 审核, 批准: a name, a picture, a signature or a place for one fills a line.
//!
//! Whether something that is no text stands on a line is decided by looking at the drawn page. When in doubt it is filled.

use pdf::{Document, RectMm};
use render::{Area, PageImage};

use super::words::{Fragment, LABELLED, Page, Reader, after_label};
use crate::code::Code;
use crate::finding::Collector;
use crate::{Expectations, Role};

const LABELS: &[(Role, &[&str])] = &[
    (Role::Prepares, &["编制人", "编制", "编写人", "编写", "主检人", "主检", "Prepared by", "Compiled by"]),
    (Role::Reviews, &["审核人", "审核", "复核人", "复核", "校核", "Reviewed by", "Checked by"]),
    (Role::Approves, &["批准人", "批准", "签发人", "签发", "Approved by", "Authorised by", "Authorized by"]),
];

/// What stands on a line without filling it: titles, hints where to sign, the label of the date.
const NO_NAMES: &[&str] = &[
    "检测员",
    "检验员",
    "技术负责人",
    "质量负责人",
    "授权签字人",
    "工程师",
    "technician",
    "technicalmanager",
    "qualitymanager",
    "authorisedsignatory",
    "authorizedsignatory",
    "engineer",
    "签字",
    "签名",
    "盖章",
    "签章",
    "signature",
    "name",
    "姓名",
    "职务",
    "title",
    "日期",
    "date",
    "年",
    "月",
    "日",
];

/// Millimetres to the right of a label within which its line is.
const LINE: f64 = 75.0;
/// Millimetres below which a line is too short to say anything.
const SHORTEST: f64 = 8.0;
/// Millimetres between a label and its translation below it.
const PAIR: f64 = 9.0;
/// Millimetres above and below its label that handwriting or a picture may reach.
const REACH: f64 = 7.0;
/// Lines of one document that are looked at; a report has six.
const LOOKS: u32 = 24;
/// Pixels per point of the drawing that is looked at.
const SCALE: f64 = 2.0;
/// Pixels that are no dirt.
const INK: usize = 12;
/// Millimetres in a point.
const MM: f64 = 25.4 / 72.0;

/// Words of a reason that name a line and are no label of one.
const REASONS: &[(Role, &[&str])] = &[
    (Role::Prepares, &["prepared", "compiled"]),
    (Role::Reviews, &["reviewed", "checked"]),
    (Role::Approves, &["approved", "authorised", "authorized", "issued"]),
];

/// The line that a reason or a place names: 编制, 审核, 批准; nothing where it names none, or several.
pub(crate) fn role_named(words: &str) -> Option<Role> {
    let words = words.to_lowercase();
    let names = |(role, names): &(Role, &[&str])| {
        names.iter().any(|name| words.contains(&name.to_lowercase())).then_some(*role)
    };
    let mut roles = LABELS.iter().chain(REASONS).filter_map(names);
    let first = roles.next()?;
    roles.all(|role| role == first).then_some(first)
}

struct Line<'p> {
    role: Role,
    label: &'p Fragment,
    /// The label and what follows it on the line.
    area: RectMm,
    blank: bool,
}

/// Finds the blank lines of the block in which a report is signed off.
pub(super) fn examine(
    document: &Document,
    reader: &Reader<'_>,
    pages: &[Page],
    expectations: &Expectations,
    out: &mut Collector,
) {
    let own = expectations.signing_as.unwrap_or(Role::Approves);
    let fields = pdf::fields(document).unwrap_or_default();
    let mut looks = 0u32;
    for page in pages {
        let labels = labels(page);
        let roles: std::collections::BTreeSet<Role> = labels.iter().map(|(role, _)| *role).collect();
        // One such word alone may be anything; a block has several.
        if roles.len() < 2 {
            continue;
        }
        let mut lines: Vec<Line<'_>> =
            labels.iter().map(|(role, label)| line(page, &labels, *role, label)).collect();
        let widgets = fields
            .iter()
            .flat_map(|field| &field.widgets)
            .filter(|widget| widget.page == Some(page.index) && !widget.rect.is_empty());
        let geometry = document.page(page.index).map(|page| page.geometry());
        let places: Vec<RectMm> = match geometry {
            Ok(geometry) => widgets.map(|widget| geometry.rect_to_seen(widget.rect)).collect(),
            Err(_) => Vec::new(),
        };
        for line in &mut lines {
            line.blank &= !places.iter().any(|place| meet(place, &line.area));
        }
        if lines.iter().any(|line| line.blank) {
            let image = reader.image(page.index);
            for line in lines.iter_mut().filter(|line| line.blank) {
                looks = looks.saturating_add(1);
                line.blank =
                    looks <= LOOKS && image.as_ref().is_some_and(|image| !has_ink(image, page, line));
            }
        }
        for (role, code, name) in [
            (Role::Prepares, Code::BlankBefore, "prepared"),
            (Role::Reviews, Code::BlankBefore, "reviewed"),
            (Role::Approves, Code::BlankBefore, "approved"),
        ] {
            // Whoever signs later fills a later line.
            if role > own {
                continue;
            }
            let code = if role == own { Code::BlankOwn } else { code };
            if let Some(area) = blank(&lines, role) {
                out.add(code, Some(page.index), Some(area), [name.to_owned()]);
            }
        }
    }
}

/// The labels of a page that stand alone or before a line.
fn labels(page: &Page) -> Vec<(Role, &Fragment)> {
    let mut found = Vec::new();
    for fragment in &page.fragments {
        let role = LABELS.iter().find(|(_, labels)| {
            let rest = labels.iter().find_map(|label| after_label(&fragment.text, label));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':', '_', '(', '/', '.']))
        });
        found.extend(role.map(|(role, _)| (*role, fragment)));
    }
    found.truncate(LABELLED);
    found
}

fn line<'p>(page: &Page, labels: &[(Role, &Fragment)], role: Role, label: &'p Fragment) -> Line<'p> {
    let mut end = (label.right() + LINE).min(page.size.0 - 5.0);
    let mut blank = is_blank(after_any_label(&label.text, role));
    for fragment in page.right_of(label).into_iter().take_while(|one| one.area.x < label.right() + LINE) {
        if labels.iter().any(|(_, other)| std::ptr::eq(*other, fragment)) || is_date_label(&fragment.text) {
            end = end.min(fragment.area.x - 0.5);
            break;
        }
        if !is_blank(&fragment.text) {
            blank = false;
            break;
        }
    }
    let area = RectMm {
        x: label.area.x,
        y: label.area.y,
        width: (end - label.area.x).max(label.area.width),
        height: label.area.height,
    };
    // Without room for a name, the name must be elsewhere.
    blank &= end - label.right() >= SHORTEST || label.text.contains("__");
    // Headings of columns have their names below.
    let heading = !label.text.contains([':', '_'])
        && labels.iter().any(|(other, one)| *other != role && (one.middle() - label.middle()).abs() < 1.0);
    Line { role, label, area, blank: blank && !heading }
}

fn after_any_label(text: &str, role: Role) -> &str {
    let labels = LABELS.iter().find(|(one, _)| *one == role).map_or(&[][..], |(_, labels)| labels);
    labels.iter().find_map(|label| after_label(text, label)).unwrap_or(text)
}

fn is_date_label(text: &str) -> bool {
    let plain = super::words::compact(text);
    plain.starts_with("日期") || plain.starts_with("date") || plain.starts_with("签发日期")
}

/// Whether a text names nobody: underscores, dots, titles, hints.
fn is_blank(text: &str) -> bool {
    let mut plain: String = super::words::compact(text).chars().filter(|c| c.is_alphanumeric()).collect();
    // A translated label may follow.
    for label in LABELS.iter().flat_map(|(_, labels)| *labels).copied().chain(NO_NAMES.iter().copied()) {
        plain = plain.replace(&super::words::compact(label), "");
    }
    plain.is_empty()
}

/// Where the line of a role is blank; a pair of labels, one in each language, is one line, filled when either is.
fn blank(lines: &[Line<'_>], role: Role) -> Option<RectMm> {
    let mut found = None;
    for line in lines.iter().filter(|line| line.role == role) {
        let partners = lines.iter().filter(|other| {
            other.role == role
                && (other.label.middle() - line.label.middle()).abs() < PAIR
                && (other.label.area.x - line.label.area.x).abs() < 30.0
        });
        if partners.into_iter().all(|other| other.blank) {
            found = found.or(Some(line.area));
        } else {
            return None;
        }
    }
    found
}

fn meet(place: &RectMm, line: &RectMm) -> bool {
    place.x < line.x + line.width
        && line.x < place.x + place.width
        && place.y < line.y + line.height + REACH
        && line.y - REACH < place.y + place.height
}

/// Whether something other than text is drawn on the line beside its label: rules and frames do not count, and what cannot
/// be drawn does.
fn has_ink(image: &PageImage, page: &Page, line: &Line<'_>) -> bool {
    let (left, right) = (line.label.right() + 1.0, line.area.x + line.area.width);
    let (top, bottom) = (line.area.y - REACH, line.area.y + line.area.height + 0.3);
    let area = Area {
        x: left / MM,
        y: top.max(0.0) / MM,
        width: (right - left) / MM,
        height: (bottom - top.max(0.0)) / MM,
    };
    let Ok(pixels) = image.draw_area(area, SCALE) else { return true };
    let texts: Vec<[f64; 4]> = page
        .fragments
        .iter()
        .map(|one| [one.area.x, one.area.y, one.right(), one.bottom()])
        .filter(|[x1, y1, x2, y2]| *x1 < right && left < *x2 && *y1 < bottom && top < *y2)
        .collect();
    let is_text = |x: u32, y: u32| {
        let (x, y) =
            (left + f64::from(x) / pixels.scale() * MM, top.max(0.0) + f64::from(y) / pixels.scale() * MM);
        texts
            .iter()
            .any(|[x1, y1, x2, y2]| (x1 - 0.3..=x2 + 0.3).contains(&x) && (y1 - 0.3..=y2 + 0.3).contains(&y))
    };
    let dark = |x: u32, y: u32| {
        let light = pixels.at(x, y).is_none_or(|[red, green, blue, _]| red.min(green).min(blue) >= 170);
        !light && !is_text(x, y)
    };
    let (width, height) = (pixels.width(), pixels.height());
    let rows: Vec<u32> =
        (0..height).filter(|y| (0..width).filter(|x| dark(*x, *y)).count() * 2 < width as usize).collect();
    let columns: Vec<u32> = (0..width)
        .filter(|x| (0..height).filter(|y| dark(*x, *y)).count() * 4 < height as usize * 3)
        .collect();
    let ink = rows.iter().map(|y| columns.iter().filter(|x| dark(**x, *y)).count()).sum::<usize>();
    ink > INK
}
