//! RS17 4.3, RS12 4.1: where an office's rules hold, the window signs nothing that was not paged through. The command line
//! cannot tell what somebody has read, so that this is asked of the engine as the window asks it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use engine::{Clock, Engine, Profile};
use wire::{
    CheckDocument, Document, DrawPage, Failure, FailureCode, Look, Secret, SignDocument, SignOptions,
    SignedDocument, SigningQuestion,
};

const WHO: &str = "李四";
const KIND: &str = "检测报告";

struct Desk {
    engine: Engine,
    document: Document,
    identity: String,
}

impl Desk {
    fn blocks(&self) -> Vec<String> {
        let question = SigningQuestion {
            document: self.document.id.clone(),
            identity: self.identity.clone(),
            kind: KIND.to_owned(),
            department: String::new(),
            second: None,
            encrypt: false,
        };
        let answer = self.engine.signing_rules(question).unwrap();
        assert_eq!(answer.allowed, answer.blocks.is_empty());
        answer.blocks.into_iter().map(|rule| format!("{} ({})", rule.id, rule.clause)).collect()
    }

    fn show(&self, page: u32, scale: f64) {
        self.engine.draw_page(DrawPage { document: self.document.id.clone(), page, scale }).unwrap();
    }

    /// What the check before signing wants to be seen: another rule's matter, agreed to here.
    fn findings(&self) -> Vec<String> {
        let asked =
            CheckDocument { document: self.document.id.clone(), identity: Some(self.identity.clone()) };
        let found = self.engine.check_document(asked).unwrap().findings;
        found.into_iter().filter(|finding| finding.to_accept).map(|finding| finding.code).collect()
    }

    fn sign(&self) -> Result<SignedDocument, Failure> {
        let request = SignDocument {
            document: self.document.id.clone(),
            identity: self.identity.clone(),
            pin: Secret::new("sample 2026".to_owned()),
            look: Look::default(),
            options: SignOptions { kind: Some(KIND.to_owned()), ..SignOptions::default() },
            accepted: self.findings(),
            place: None,
            field: None,
            stamps: Vec::new(),
            paper: Vec::new(),
            reason: String::new(),
            location: String::new(),
            consent: true,
            second: None,
            encrypt: None,
            output: None,
        };
        self.engine.sign_document(request, &|_| ())
    }
}

/// reviewed: page by page, large enough to be read, and only then the PIN
#[test]
fn a_report_is_paged_through_before_it_is_signed() {
    let folder = tempfile::tempdir().unwrap();
    let laboratory = folder.path().join("laboratory");
    Engine::open(Profile::at(folder.path().join("home")), Clock::system()).write_demo(&laboratory).unwrap();
    let engine = Engine::open(Profile::at(laboratory.join("li")), Clock::system());
    let identity = engine.identities(()).unwrap().into_iter().find(|one| one.label == WHO).unwrap().id;
    let document = engine.open_path(&laboratory.join("letters/JC-2026-0417.pdf")).unwrap();
    let pages = document.pages;
    assert!(pages > 1, "{pages}");
    let desk = Desk { engine, document, identity };
    let asked = ["reviewed (RS17 4.3 · RS12 4.1)"];
    assert_eq!(desk.blocks(), asked);
    // Whatever the page says: the engine has the last word.
    let failure = desk.sign().unwrap_err();
    assert_eq!((failure.code, failure.case.as_deref()), (FailureCode::Rule, Some("reviewed")));

    // As small pictures beside the text nobody has read anything.
    (0..pages).for_each(|page| desk.show(page, 0.1));
    assert_eq!(desk.blocks(), asked);
    // All but one is not all; one page twice is one page.
    (1..pages).for_each(|page| desk.show(page, 1.5));
    desk.show(1, 2.0);
    assert_eq!(desk.blocks(), asked);
    assert!(desk.sign().is_err());
    desk.show(0, 1.5);
    assert!(desk.blocks().is_empty(), "{:?}", desk.blocks());
    let signed = desk.sign().unwrap();
    assert_eq!(signed.document.pages, pages);
    // A refusal stands in the log with its clause.
    let page = desk.engine.history(wire::HistoryQuery {
        action: Some("rule-refused".to_owned()),
        ..wire::HistoryQuery::default()
    });
    assert_eq!(page.unwrap().total, 2);
}
