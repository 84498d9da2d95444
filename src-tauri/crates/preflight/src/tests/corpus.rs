//! Files that are there: the project's sample report, and the unsigned files of the shared corpus where it is present.

use super::*;
use std::path::Path;
use std::sync::Arc;

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3).unwrap()
}

#[test]
fn the_sample_report_has_its_blank_lines_and_nothing_else() {
    let bytes = std::fs::read(project().join("assets/samples/report-JC-2026-0417.pdf")).unwrap();
    let document = pdf::Document::open(Arc::new(bytes), pdf::Limits::default()).unwrap();
    let expectations = Expectations {
        file_name: Some("report-JC-2026-0417.pdf".to_owned()),
        now: Some("2026-04-17".parse().unwrap()),
        ..Expectations::default()
    };
    let report = examine(&document, &expectations);
    assert!(report.is_laboratory_report && report.is_complete());
    let found: Vec<_> = report.findings.iter().map(|one| (one.code, one.page, values(one))).collect();
    assert_eq!(
        found,
        [
            (Code::BlankBefore, Some(3), vec!["prepared"]),
            (Code::BlankBefore, Some(3), vec!["reviewed"]),
            (Code::BlankOwn, Some(3), vec!["approved"]),
        ]
    );
}

#[test]
fn unsigned_files_of_the_corpus_are_examined_to_the_end() {
    let Some(corpus) =
        project().parent().map(|beside| beside.join("shared/corpus")).filter(|path| path.is_dir())
    else {
        println!("skipped: there is no shared folder with a corpus beside the project");
        return;
    };
    let list = std::fs::read_to_string(corpus.join("manifest.csv")).unwrap_or_default();
    let unsigned =
        list.lines().filter(|line| line.contains(",0,not-signed,") || line.contains(",0,malformed"));
    let mut examined = 0;
    for path in unsigned.filter_map(|line| line.split(',').next()) {
        let Ok(bytes) = std::fs::read(corpus.join(path)) else { continue };
        // What the reader refuses is not signed at all.
        let Ok(document) = pdf::Document::open(Arc::new(bytes), pdf::Limits::default()) else { continue };
        let report =
            examine(&document, &Expectations { file_name: Some(path.to_owned()), ..Expectations::default() });
        examined += 1;
        assert!(report.findings.len() <= 20 * crate::all().len(), "{path}");
        for finding in &report.findings {
            assert_eq!(finding.params.len(), finding.code.row().params.len(), "{path}");
            assert!(finding.page.is_none_or(|page| page < report.pages), "{path}: {finding:?}");
            if std::env::var_os("CORPUS_LIST").is_some() {
                println!("{path}\t{}\t{:?}\t{:?}", finding.code, finding.page, finding.params);
            }
        }
    }
    assert!(examined > 100, "{examined}");
}
