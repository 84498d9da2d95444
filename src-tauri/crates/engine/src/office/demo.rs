//! A sample laboratory in a folder, to try and to train with (RS7 4): an office, two signatories, a keeper of the seal, a month
//! of use. It goes the real way, letter by letter, on a clock that is set by hand, and every directory says that it is a sample.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use wire::{
    Apply, BeginTravel, ChosenFile, Failure, HandOverSeal, IssueIdentity, KeepSeal, KeyType, Keyholders,
    Leave, NeedEntry, NewOfficer, PersonFacts, ScopeEntry, Secret, SignOptions, StartOffice, TakeStep, Text,
};

use super::ApplyWith;
use crate::signing::{FileLook, FilePlace, SignFile, Signing, Supplied};
use crate::{Clock, Engine, Signatory, output};

/// The PIN of everybody in the sample; it is written in the folder.
const PIN: &str = "sample 2026";
const SECOND_PIN: &str = "sample 2027";
/// The days, before now, on which somebody signs.
const DAYS: [i64; 6] = [27, 24, 20, 13, 6, 1];
const DAY: i64 = 86_400;

/// Somebody in the sample.
struct Somebody {
    name: &'static str,
    folder: &'static str,
    post: &'static str,
    condition: &'static str,
}

const PEOPLE: [Somebody; 3] = [
    Somebody { name: "张三", folder: "zhang", post: "检测员", condition: "off-site" },
    Somebody { name: "李四", folder: "li", post: "授权签字人", condition: "anywhere" },
    Somebody { name: "王五", folder: "wang", post: "印章保管员", condition: "anywhere" },
];

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

fn keyholders() -> Vec<Leave> {
    vec![
        Leave { officer: "赵主任".to_owned(), pin: secret(PIN) },
        Leave { officer: "钱工".to_owned(), pin: secret(SECOND_PIN) },
    ]
}

fn leave() -> Leave {
    Leave { officer: "赵主任".to_owned(), pin: secret(PIN) }
}

impl Engine {
    /// Makes the sample laboratory in a folder that is not there yet, or is empty.
    pub fn write_demo(&self, folder: &Path) -> Result<ChosenFile, Failure> {
        let taken = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
        if taken {
            let name = crate::source::file_name(folder);
            return Err(Failure::new(wire::FailureCode::OutputExists).with("name", name));
        }
        crate::profile::make_folder(folder)?;
        let end = self.clock.now().as_second();
        let hands = Arc::new(AtomicI64::new(end - 30 * DAY));
        let clock = Clock::set_by_hand(Arc::clone(&hands));
        let go = |days_before: i64| hands.store(end - days_before * DAY, Ordering::SeqCst);
        let office = self.beside(&folder.join("office"), clock.clone());
        let letters = folder.join("letters");
        crate::profile::make_folder(&letters)?;
        office.open_sample_office()?;
        let mut stations = Vec::new();
        for somebody in &PEOPLE {
            let station = self.beside(&folder.join(somebody.folder), clock.clone());
            admit(&office, &station, somebody, &letters)?;
            stations.push(station);
        }
        go(29);
        office.keep_seal(KeepSeal {
            name: "检验检测专用章".to_owned(),
            artwork: String::new(),
            custodian: "王五".to_owned(),
            scope: ScopeEntry { kinds: vec!["检测报告".to_owned()], ..ScopeEntry::default() },
            needs: vec![NeedEntry { person: None, post: Some("授权签字人".to_owned()) }],
            ordered: true,
            ticket: "when-unsigned".to_owned(),
            approvers: vec!["李四".to_owned()],
            in_use: true,
            by: leave(),
            why: String::new(),
        })?;
        office.hand_over_seal(HandOverSeal {
            seal: "检验检测专用章".to_owned(),
            to: "李四".to_owned(),
            from: clock.now().to_string(),
            until: Some(later(&clock, 5)),
            witness: "钱工".to_owned(),
            by: leave(),
        })?;
        self.use_for_a_month(&office, &stations, &letters, &go, &clock)?;
        hands.store(end, Ordering::SeqCst);
        for (station, somebody) in stations.iter().zip(&PEOPLE) {
            let log = letters.join(format!("log-{}.json", somebody.folder));
            station.write_history(wire::HistoryFormat::Json, &log)?;
            office.take_letter(&log, false, Some(&leave()))?;
        }
        let last = letters.join("directory-last.vletter");
        office.write_directory(&Keyholders { keyholders: keyholders() }, &last)?;
        for station in &stations {
            station.take_letter(&last, false, None)?;
        }
        let words =
            self.texts().text(&Text::new("office-demo-words").with("pin", PIN).with("second", SECOND_PIN));
        output::create(&folder.join("SAMPLE.txt"), words.as_bytes())?;
        self.chosen(folder)
    }

    fn open_sample_office(&self) -> Result<(), Failure> {
        let officer = |name: &str, role: &str, pin: &str| NewOfficer {
            name: name.to_owned(),
            role: role.to_owned(),
            pin: secret(pin),
        };
        let request = StartOffice {
            organisation: self.texts().plain("office-demo-name"),
            officers: vec![
                officer("赵主任", "manage", PIN),
                officer("钱工", "manage", SECOND_PIN),
                officer("孙审计", "audit", PIN),
            ],
        };
        self.open_office(&request, true)
    }

    fn use_for_a_month(
        &self,
        office: &Engine,
        stations: &[Engine],
        letters: &Path,
        go: &dyn Fn(i64),
        clock: &Clock,
    ) -> Result<(), Failure> {
        let first = letters.join("directory-first.vletter");
        office.write_directory(&Keyholders { keyholders: keyholders() }, &first)?;
        for station in stations {
            station.take_letter(&first, false, None)?;
        }
        let (Some(traveller), Some(signatory)) = (stations.first(), stations.get(1)) else { return Ok(()) };
        let report = letters.join("JC-2026-0417.pdf");
        output::create(&report, crate::open::SAMPLE)?;
        for (number, days) in DAYS.into_iter().enumerate() {
            go(days);
            traveller.begin_travel(BeginTravel {
                place: "苏州市政水厂".to_owned(),
                reason: "现场检测".to_owned(),
                from: None,
                until: later(clock, 1),
            })?;
            let signed = letters.join(format!("JC-2026-0417-{}-a.pdf", number + 1));
            traveller.sign_file(&signing(&report, &signed, "张三", "检测"))?;
            traveller.end_travel(())?;
            let approved = letters.join(format!("JC-2026-0417-{}-b.pdf", number + 1));
            signatory.sign_file(&signing(&signed, &approved, "李四", "批准"))?;
        }
        go(5);
        let _ = traveller.identity("张三").map(|identity| {
            // A wrong PIN belongs to every month.
            let attempt =
                |vault: &keys::Vault| vault.unlock_key(&identity.id, &keys::Secret::from("wrong pin 1"));
            drop(traveller.guarded(&identity, attempt));
        });
        Ok(())
    }
}

/// From application to first PIN.
fn admit(office: &Engine, station: &Engine, somebody: &Somebody, letters: &Path) -> Result<(), Failure> {
    let application = letters.join(format!("application-{}.vletter", somebody.folder));
    let apply = Apply {
        name: somebody.name.to_owned(),
        organisation: office.texts().plain("office-demo-name"),
        department: "检测一室".to_owned(),
        post: somebody.post.to_owned(),
        field: "水质".to_owned(),
        employment: "regular".to_owned(),
        ends: None,
        id_number: "320501198001011234".to_owned(),
        purpose: "检测报告".to_owned(),
        condition: somebody.condition.to_owned(),
        mark: None,
        attachments: Vec::new(),
        renews: None,
        key: KeyType::P256,
        pin: secret("before 2026"),
    };
    station.write_application(&apply, &ApplyWith::default(), &application)?;
    let taken = office.take_letter(&application, false, Some(&leave()))?;
    let person = taken.person.unwrap_or_default();
    for step in ["check", "approve"] {
        let request = TakeStep {
            person: person.clone(),
            step: step.to_owned(),
            by: leave(),
            why: String::new(),
            attachments: Vec::new(),
            post: None,
            compromise: false,
        };
        office.step(&request, &[])?;
    }
    let facts =
        PersonFacts { training: Some(office.clock.here().date().to_string()), ..PersonFacts::default() };
    office.change_person(wire::ChangePerson {
        person: person.clone(),
        by: leave(),
        why: String::new(),
        facts,
    })?;
    let copy = letters.join(format!("copy-{}.vissue", somebody.folder));
    let issue = IssueIdentity { person, keyholders: keyholders(), until: None };
    let issued = office.write_issued_copy(&issue, &copy)?;
    let initial = Secret::new(issued.initial_pin.clone());
    let receipt = letters.join(format!("receipt-{}.vletter", somebody.folder));
    let identity = station.take_copy(&copy, &initial, &secret("before 2026"), Some(&receipt))?;
    station.change_pin(wire::ChangePin { id: identity.id, old: initial, new: secret(PIN) })?;
    office.take_letter(&receipt, false, Some(&leave()))?;
    Ok(())
}

fn signing(path: &Path, target: &Path, identity: &str, reason: &str) -> SignFile {
    SignFile {
        path: path.to_owned(),
        output: Some(target.to_owned()),
        in_place: false,
        replace: false,
        signing: Signing {
            signatory: Signatory::Identity(identity.to_owned(), secret(PIN)),
            look: FileLook::Invisible,
            caption: wire::Caption::default(),
            paper: Vec::new(),
            stamps: Vec::new(),
            place: FilePlace::None,
            reason: reason.to_owned(),
            location: String::new(),
            contact: String::new(),
            options: SignOptions { kind: Some("检测报告".to_owned()), ..SignOptions::default() },
            supplied: Supplied::default(),
            strict: false,
            password: None,
            consent: true,
            second: None,
            encrypt: None,
        },
    }
}

fn later(clock: &Clock, days: i64) -> String {
    let at = clock.now().checked_add(jiff::SignedDuration::from_hours(24 * days));
    at.unwrap_or(clock.now()).to_string()
}
