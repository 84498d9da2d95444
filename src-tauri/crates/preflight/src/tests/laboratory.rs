//! Reports of laboratories, drawn with one font that is not embedded, which is why that finding is left out below.

use super::*;
use crate::{Date, Role, Scope};

type Place = (f64, f64, &'static str);

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A sound report of three pages.
fn sound() -> Vec<Vec<Place>> {
    let head = (400.0, 800.0, "报告编号：JC-2026-0417");
    vec![
        vec![head, (200.0, 600.0, "检验检测报告"), (400.0, 30.0, "第1页 共3页")],
        vec![
            head,
            (50.0, 700.0, "收样日期"),
            (130.0, 700.0, "2026-04-07"),
            (300.0, 700.0, "检测日期：2026-04-08 ～ 2026-04-15"),
            (50.0, 650.0, "检测项目"),
            (150.0, 650.0, "检测方法"),
            (50.0, 630.0, "抗拉强度"),
            (150.0, 630.0, "GB/T 3098.6-2023"),
            (400.0, 30.0, "第2页 共3页"),
        ],
        vec![
            head,
            (50.0, 400.0, "编制：张三"),
            (50.0, 360.0, "审核：李四"),
            (50.0, 320.0, "批准：王五"),
            (300.0, 320.0, "签发日期：2026年4月17日"),
            (200.0, 200.0, "—— 报告结束 ——"),
            (400.0, 30.0, "第3页 共3页"),
        ],
    ]
}

fn expectations() -> Expectations {
    Expectations {
        file_name: Some("报告 JC-2026-0417.pdf".to_owned()),
        now: Some(day("2026-04-18")),
        signing_as: None,
        signatory: Some(Scope {
            name: "王五".to_owned(),
            fields: vec!["力学性能 GB/T 3098.6-2023".to_owned()],
            from: Some(day("2025-01-01")),
            until: Some(day("2027-12-31")),
        }),
    }
}

fn checked(pages: &[Vec<Place>], expectations: &Expectations) -> Report {
    let mut report = examine(&Sample::text(pages).open(), expectations);
    assert!(report.is_laboratory_report);
    only(&report, Code::FontNotEmbedded);
    report.findings.retain(|finding| finding.code != Code::FontNotEmbedded);
    report
}

/// The sound report with one piece of text put in another's place.
fn with(page: usize, old: &str, new: &'static str) -> Vec<Vec<Place>> {
    let mut pages = sound();
    let place = pages[page].iter_mut().find(|(_, _, text)| *text == old).unwrap();
    place.2 = new;
    pages
}

#[test]
fn a_sound_report_is_silent() {
    let report = checked(&sound(), &expectations());
    assert!(report.findings.is_empty(), "{:?}", report.findings);
}

#[test]
fn other_documents_are_left_alone() {
    let letter = [vec![(50.0, 700.0, "报告编号: X-2026-001"), (50.0, 650.0, "批准"), (50.0, 600.0, "编制")]];
    let report = examine(&Sample::text(&letter).open(), &expectations());
    assert!(!report.is_laboratory_report);
    assert_eq!(codes(&report), [Code::FontNotEmbedded]);
}

#[test]
fn the_number_is_the_same_everywhere() {
    let report = checked(&with(1, "报告编号：JC-2026-0417", "报告编号：JC-2026-0416"), &expectations());
    let finding = only(&report, Code::NumberDiffers);
    assert_eq!((finding.page, values(&finding)), (Some(1), vec!["JC-2026-0416", "JC-2026-0417"]));
    assert!(finding.area.is_some_and(|area| (area.x - 141.0).abs() < 1.0));
    assert_eq!(report.findings.len(), 1, "{:?}", report.findings);
    let missing = checked(&with(1, "报告编号：JC-2026-0417", "某某检测中心"), &expectations());
    assert_eq!(codes(&missing), [Code::NumberMissing]);
    let same = [
        "Report No.: JC-2026-0417",
        "报告编号：ＪＣ—２０２６—０４１７",
        "报告编号 Report No. JC-2026-0417",
        "原报告编号：JC-2025-1",
        "见报告编号JC-2025-0001",
    ];
    for text in same {
        let mut pages = sound();
        pages[1].push((50.0, 500.0, text));
        assert!(checked(&pages, &expectations()).findings.is_empty(), "{text}");
    }
}

#[test]
fn the_file_bears_the_number() {
    let named = |name: &str| Expectations { file_name: Some(name.to_owned()), ..expectations() };
    assert_eq!(codes(&checked(&sound(), &named("JC-2026-0418.pdf"))), [Code::NumberOfFileDiffers]);
    assert_eq!(codes(&checked(&sound(), &named("scan.pdf"))), [Code::NumberNotInFileName]);
    assert!(checked(&sound(), &named("jc20260417_final.PDF")).findings.is_empty());
}

#[test]
fn pages_are_complete() {
    let mut pages = sound();
    pages.remove(1);
    let gone = checked(&pages, &expectations());
    assert_eq!(values(&only(&gone, Code::PagesMissing)), ["2", "2", "3"]);
    let mut pages = sound();
    pages.pop();
    let report = checked(&pages, &expectations());
    assert_eq!(values(&only(&report, Code::PagesMissing)), ["3", "3", "3"]);
    assert!(codes(&report).contains(&Code::EndMarkMissing));
    let mut pages = sound();
    pages.swap(0, 1);
    let swapped = codes(&checked(&pages, &expectations()));
    assert!(swapped.contains(&Code::PageOrder), "{swapped:?}");
    let total = checked(&with(1, "第2页 共3页", "Page 2 of 5"), &expectations());
    assert_eq!(values(&only(&total, Code::PageTotalDiffers)), ["2/5", "3"]);
    // A cover that is not counted, or counted and not marked.
    let mut pages = with(0, "第1页 共3页", "地址");
    assert!(checked(&pages, &expectations()).findings.is_empty());
    pages.insert(0, vec![(50.0, 500.0, "检测报告 JC-2026-0417")]);
    pages[1].push((400.0, 50.0, "共3页 第1页"));
    assert!(checked(&pages, &expectations()).findings.is_empty());
}

#[test]
fn the_end_is_marked() {
    let report = checked(&with(2, "—— 报告结束 ——", "谢谢"), &expectations());
    assert_eq!(codes(&report), [Code::EndMarkMissing]);
    for mark in ["（以下空白）", "* * *", "End of Report"] {
        assert!(checked(&with(2, "—— 报告结束 ——", mark), &expectations()).findings.is_empty(), "{mark}");
    }
}

#[test]
fn blank_lines_depend_on_who_signs() {
    let mut pages = with(2, "编制：张三", "编制：");
    pages[2].iter_mut().find(|place| place.2 == "批准：王五").unwrap().2 = "批准：________";
    let report = checked(&pages, &expectations());
    let findings: Vec<_> = report.findings.iter().map(|one| (one.code, values(one))).collect();
    assert_eq!(findings, [(Code::BlankBefore, vec!["prepared"]), (Code::BlankOwn, vec!["approved"])]);
    let preparer = Expectations { signing_as: Some(Role::Prepares), ..expectations() };
    assert_eq!(codes(&checked(&pages, &preparer)), [Code::BlankOwn]);
    // A name beside the label, and names below a row of labels.
    let mut named = pages.clone();
    named[2].extend([(110.0, 400.0, "张三"), (140.0, 320.0, "王五")]);
    assert!(checked(&named, &expectations()).findings.is_empty());
    let mut columns = sound();
    columns[2].retain(|(_, _, text)| !text.starts_with(['编', '审', '批']));
    columns[2].extend([(50.0, 400.0, "编制"), (200.0, 400.0, "审核"), (350.0, 400.0, "批准")]);
    assert!(checked(&columns, &expectations()).findings.is_empty());
}

#[test]
fn a_reason_names_the_line_of_its_signer() {
    let named = |words| Role::named_in(words);
    for words in ["编制", "报告编制", "Prepared", "prepared by", "主检"] {
        assert_eq!(named(words), Some(Role::Prepares), "{words}");
    }
    assert_eq!((named("审核"), named("Reviewed")), (Some(Role::Reviews), Some(Role::Reviews)));
    assert_eq!((named("批准签发"), named("I approved this")), (Some(Role::Approves), Some(Role::Approves)));
    for words in ["", "现场检测", "编制、审核", "reviewed and approved"] {
        assert_eq!(named(words), None, "{words}");
    }
    for (name, role) in
        [("prepared", Role::Prepares), ("reviewed", Role::Reviews), ("approved", Role::Approves)]
    {
        assert_eq!(Role::from_name(name), Some(role));
    }
    // Whoever prepares a report that nobody has signed waits for nobody.
    let mut pages = sound();
    for (_, _, text) in &mut pages[2] {
        if let Some((label, _)) = text.split_once('：').filter(|(label, _)| label.chars().count() == 2) {
            *text = match label {
                "编制" => "编制：",
                "审核" => "审核：",
                "批准" => "批准：",
                _ => continue,
            };
        }
    }
    let lines = |role| {
        let report = checked(&pages, &Expectations { signing_as: role, ..expectations() });
        report.findings.iter().map(|one| (one.code, values(one).concat())).collect::<Vec<_>>()
    };
    let own = |line: &str| (Code::BlankOwn, line.to_owned());
    let before = |line: &str| (Code::BlankBefore, line.to_owned());
    assert_eq!(lines(Role::named_in("编制")), [own("prepared")]);
    assert_eq!(lines(Role::named_in("审核")), [before("prepared"), own("reviewed")]);
    assert_eq!(lines(Role::named_in("批准")), [before("prepared"), before("reviewed"), own("approved")]);
}

#[test]
fn a_picture_or_a_field_fills_a_line() {
    let pages = with(2, "编制：张三", "编制：");
    let drawn = Sample::text(&pages);
    let text = format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 10 0 R>>>>/Contents[{} 0 R {} 0 R]>>",
        105, 200
    );
    let scribble = b"2 w 110 398 m 130 420 l 140 398 l 160 415 l 180 400 l S";
    let report = examine(&drawn.object(104, &text).stream(200, "", scribble).open(), &expectations());
    assert_eq!(codes(&report), [Code::FontNotEmbedded]);
    let ruled = Sample::text(&pages).object(104, &text).stream(200, "", b"0.5 w 90 397 m 250 397 l S");
    assert!(
        codes(&examine(&ruled.open(), &expectations())).contains(&Code::BlankBefore),
        "a rule is no name"
    );
    let field = Sample::text(&pages)
        .object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[201 0 R]>>>>")
        .object(104, text.replace("/Contents[105 0 R 200 0 R]", "/Contents 105 0 R/Annots[201 0 R]"))
        .object(201, "<</FT/Sig/T(a)/Subtype/Widget/Rect[100 390 200 420]/P 104 0 R>>");
    let found = codes(&examine(&field.open(), &expectations()));
    assert_eq!(found, [Code::FontNotEmbedded, Code::EmptySignatureField]);
}

#[test]
fn dates_follow_each_other() {
    let early = checked(&with(2, "签发日期：2026年4月17日", "签发日期：2026年4月10日"), &expectations());
    assert_eq!(
        values(&only(&early, Code::DatesOutOfOrder)),
        ["tested", "2026-04-15", "issued", "2026-04-10"]
    );
    let before_receipt = checked(&with(1, "2026-04-07", "2026-04-20"), &expectations());
    assert!(codes(&before_receipt).contains(&Code::DatesOutOfOrder));
    let future = checked(&with(2, "签发日期：2026年4月17日", "Date of issue: 17 Dec 2026"), &expectations());
    assert_eq!(values(&only(&future, Code::DateInFuture)), ["issued", "2026-12-17"]);
}

#[test]
fn methods_are_within_the_scope() {
    let mut expected = expectations();
    expected.signatory.as_mut().unwrap().fields = vec!["HJ 828-2017".to_owned()];
    let outside = checked(&sound(), &expected);
    let finding = only(&outside, Code::OutsideScope);
    assert_eq!((finding.page, values(&finding)), (Some(1), vec!["GB/T 3098.6-2023", "王五"]));
    expected.signatory.as_mut().unwrap().fields = vec!["GB/T 3098.6-2014".to_owned()];
    assert_eq!(codes(&checked(&sound(), &expected)), [Code::OtherEdition]);
    expected.signatory.as_mut().unwrap().fields = vec!["力学性能".to_owned()];
    assert!(checked(&sound(), &expected).findings.is_empty(), "nothing to hold it against");
    expected.signatory.as_mut().unwrap().until = Some(day("2026-01-31"));
    assert_eq!(codes(&checked(&sound(), &expected)), [Code::ScopeNotValid]);
}
