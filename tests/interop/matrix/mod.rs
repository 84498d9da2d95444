//! Level × key × kind of document, judged by five programs, and written down as a table.
//!
//! B-B over all kinds and keys; the higher levels over all keys on one kind, and over all kinds with one key. Timestamps, OCSP
//! answers and lists come from servers on loopback.

mod kinds;
mod peers;
mod table;

use crate::{pieces, pyhanko};
use kinds::{KEYS, KINDS, LEVELS};
use peers::{Anchors, Answer, Question};
use std::path::PathBuf;
use tests::kit::authority_village::{AuthorityVillage, PASSWORD, SM2_IDENTIFIER};
use tests::kit::command::Desk;
use tests::kit::servers::{Manner, TimestampServer};
use tests::kit::structures::Sample;
use tests::kit::{project, target, tools};

/// The village, its authority of time, and a desk that may ask both.
struct Place {
    village: AuthorityVillage,
    clock: TimestampServer,
    desk: Desk,
    anchors: Anchors,
}

impl Place {
    fn open() -> Self {
        let village = kinds::village();
        let clock = TimestampServer::start(&village, Manner::Good);
        let desk = Desk::new();
        std::fs::write(desk.profile().join("settings.json"), r#"{"hosts":["127.0.0.1"]}"#).unwrap();
        let text = |names: &[&str]| -> String {
            names.iter().map(|name| std::fs::read_to_string(village.certificate(name)).unwrap()).collect()
        };
        let together = desk.put("roots.pem", text(&["root", "time-root"]));
        let issuers = desk.put("issuers.pem", text(&["issuing", "time-issuing"]));
        let anchors = Anchors { roots: village.roots().to_vec(), together, issuers };
        Self { village, clock, desk, anchors }
    }

    /// Signs with our program.
    fn sign(&self, input: &str, output: &str, key: &str, password: Option<&str>, more: &[&str]) {
        let (key_file, clock) = (self.village.key_file(key), self.clock.url());
        let mut words = vec!["sign", input, "-o", output, "--p12", key_file.to_str().unwrap(), "--pin-stdin"];
        words.extend(more);
        if more.contains(&"--level") {
            words.extend(["--tsa", clock.as_str()]);
        }
        let mut secrets = format!("{PASSWORD}\n");
        if let Some(password) = password {
            words.push("--password-stdin");
            secrets.push_str(&format!("{password}\n"));
        }
        let ran = self.desk.run_with(&secrets, &words);
        assert_eq!(ran.status, 0, "{output}: {}{}", ran.out, ran.err);
    }
}

/// A cell: level, kind and key by index, and the file.
struct Case {
    at: (usize, usize, usize),
    question: Question,
}

/// Which cells are filled.
fn cells() -> impl Iterator<Item = (usize, usize, usize)> {
    let all = (0..LEVELS.len()).flat_map(|level| {
        (0..KINDS.len()).flat_map(move |kind| (0..KEYS.len()).map(move |key| (level, kind, key)))
    });
    all.filter(|(level, kind, key)| *level == 0 || *kind == 0 || *key == 0)
}

fn signed_by_us(place: &Place, documents: &[Sample]) -> Vec<Case> {
    cells()
        .map(|at @ (level, kind, key)| {
            let (sample, facts, (word, _)) = (&documents[kind], &KEYS[key], LEVELS[level]);
            let (input, output) =
                (format!("{}.pdf", sample.name), format!("{}-{}-{word}.pdf", sample.name, facts.name));
            place.desk.put(&input, &sample.bytes);
            let mut more = facts.words.to_vec();
            if level > 0 {
                more.extend(["--level", word]);
            }
            place.sign(&input, &output, facts.name, sample.password, &more);
            let signatures = 1 + usize::from(sample.name == "signed-before") + usize::from(word == "lta");
            let file = place.desk.path(&output);
            Case { at, question: Question { file, password: sample.password, level: word, signatures } }
        })
        .collect()
}

/// The same document with the same key at the same level, signed by pyHanko; the unsigned one where pyHanko cannot.
fn signed_by_pyhanko(place: &Place, documents: &[Sample], cases: &[&Case]) -> Vec<Question> {
    let lists = ["root", "issuing", "time-root", "time-issuing"]
        .map(|name| place.village.folder().join(format!("{name}.crl")));
    let jobs: Vec<pyhanko::Job> = cases
        .iter()
        .map(|case| {
            let (level, kind, key) = case.at;
            let (facts, name) = (&KEYS[key], documents[kind].name);
            pyhanko::Job {
                source: place.desk.path(&format!("{name}.pdf")),
                target: place.desk.path(&format!("{name}-{}-{}-control.pdf", facts.name, LEVELS[level].0)),
                password: documents[kind].password,
                style: format!("pades last lenient {} {}", LEVELS[level].0, facts.style),
                key: place.village.key_file(facts.name),
                clock: place.village.key_file("tsa"),
                lists: lists.to_vec(),
                anchors: place.village.roots().to_vec(),
            }
        })
        .collect();
    let faults = pyhanko::sign_all(&jobs);
    let controls = cases.iter().zip(jobs).zip(faults).map(|((case, job), fault)| {
        if let Some(fault) = &fault {
            println!("pyHanko does not sign {}: {fault}", job.target.display());
        }
        Question { file: fault.map_or(job.target, |_| job.source), ..case.question.clone() }
    });
    controls.collect()
}

/// Every answer that is no agreement is compared with what the same program says where our program had no part.
fn settle(
    place: &Place,
    documents: &[Sample],
    cases: &[Case],
    answers: &[[Answer; 5]],
) -> (table::Cells, Vec<String>) {
    let mut cells: table::Cells = cases.iter().map(|case| (case.at, table::Cell::default())).collect();
    let objected = |answers: &[Answer; 5]| answers.iter().any(|answer| *answer != Answer::Agrees);
    let open: Vec<_> = cases.iter().zip(answers).filter(|(_, answers)| objected(answers)).collect();
    let controls =
        signed_by_pyhanko(place, documents, &open.iter().map(|(case, _)| *case).collect::<Vec<_>>());
    let theirs = peers::ask(&place.anchors, &controls);
    let mut faults = Vec::new();
    for ((case, ours), theirs) in open.iter().zip(&theirs) {
        for (peer, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
            let Answer::Says(words) = ours else { continue };
            let same = matches!(theirs, Answer::Says(theirs) if peers::comparable(theirs) == peers::comparable(words));
            if same {
                cells.get_mut(&case.at).unwrap()[peer] = Some(peers::short(words));
            } else {
                let file = case.question.file.file_name().unwrap_or_default().display();
                faults.push(format!(
                    "{file}: {} says {words:?}, and of pyHanko's {theirs:?}",
                    peers::PEERS[peer]
                ));
            }
        }
    }
    (cells, faults)
}

/// SM2 is verified by ours and by openssl's bare verification of the signed attributes; the others are asked what they say.
fn sm2(place: &Place) -> Vec<(String, String)> {
    place.sign("table.pdf", "sm2.pdf", "sm2", None, &[]);
    let file = place.desk.path("sm2.pdf");
    let signer = pieces::signer(&pieces::of(&std::fs::read(&file).unwrap())[0].cms);
    let [attributes, value, public] =
        ["attributes.der", "value.der", "sm2-public.pem"].map(|name| place.desk.path(name));
    std::fs::write(&attributes, signer.attributes).unwrap();
    std::fs::write(&value, signer.value).unwrap();
    let certificate = place.village.certificate("sm2");
    std::fs::write(
        &public,
        tools::succeed("openssl", &["x509", "-in", certificate.to_str().unwrap(), "-noout", "-pubkey"]),
    )
    .unwrap();
    let path = |path: &PathBuf| path.to_str().unwrap().to_owned();
    let (attributes, value, public) = (path(&attributes), path(&value), path(&public));
    let words = ["pkeyutl", "-verify", "-pubin", "-inkey", &public, "-rawin", "-digest", "sm3"];
    let rest = ["-in", &attributes, "-sigfile", &value, "-pkeyopt", SM2_IDENTIFIER];
    tools::succeed("openssl", &[&words[..], &rest].concat());

    let root = place.village.certificate("root");
    let ran = place.desk.run(&["verify", "--json", "--trust", root.to_str().unwrap(), "sm2.pdf"]);
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report[0]["integrity"], "intact", "{report:#}");
    assert_eq!(report[0]["signatures"][0]["trust"], "trusted", "{report:#}");
    let mut rows = vec![
        ("vermilion verify".to_owned(), "✓".to_owned()),
        ("openssl pkeyutl -verify (signed attributes, SM3, usual identifier)".to_owned(), "✓".to_owned()),
    ];
    let question = Question { file, password: None, level: "b", signatures: 1 };
    let answers = peers::ask(&place.anchors, &[question]).remove(0);
    rows.extend(peers::PEERS.iter().zip(answers).map(|(peer, answer)| {
        let says = match answer {
            Answer::Agrees => "✓".to_owned(),
            Answer::Says(words) => format!("– {}", peers::short(&words)),
        };
        ((*peer).to_owned(), says)
    }));
    rows
}

#[test]
fn every_level_every_key_every_kind_of_document() {
    let place = Place::open();
    let documents = kinds::documents(place.desk.folder(), |bytes| {
        place.desk.put("unsigned.pdf", bytes);
        place.sign("unsigned.pdf", "first.pdf", "good-rsa", None, &[]);
        place.desk.read("first.pdf")
    });
    let cases = signed_by_us(&place, &documents);
    let questions: Vec<_> = cases.iter().map(|case| case.question.clone()).collect();
    let answers = peers::ask(&place.anchors, &questions);
    let (cells, faults) = settle(&place, &documents, &cases, &answers);
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));

    let versions = peers::versions();
    let text = table::markdown(&versions, &cells, &sm2(&place));
    std::fs::write(target().join("interop-matrix.md"), &text).unwrap();
    let committed = std::fs::read_to_string(project().join("tests/interop/MATRIX.md")).unwrap_or_default();
    // Other versions have other words for what they cannot judge; that they judged is what counts with them.
    if committed.contains(&versions) || committed.is_empty() {
        assert_eq!(
            committed, text,
            "tests/interop/MATRIX.md is stale; target/interop-matrix.md is the table of today"
        );
    } else {
        println!("tests/interop/MATRIX.md was made with other versions than {versions}");
    }
}
