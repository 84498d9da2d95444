//! Killed at every call that writes while issuing, revoking, unlocking, sealing and handing over:
//! what was told is done, the log and the register agree, no try and no approval is given back.
//!
//! A run is made once, and every state of the disk between two of its writes is kept ([`tests::kit::preload`]): a kill leaves
//! one of these. Each is put back in turn, the program started on it, and looked at.

use tests::kit::command::Desk;
use tests::kit::laboratory::{
    FIRST, KIND, Laboratory, PIN, SEAL, SECOND, SECOND_PIN, approve_for, copy, letters, sign, stamps,
};
use tests::kit::preload::{self, Moments, moments_of};

/// Actions of the office that go as intent and outcome.
pub(super) const PHASED: [&str; 12] = [
    "person-step",
    "copy-issued",
    "unlock-given",
    "directory-sent",
    "log-taken",
    "person-changed",
    "seal-kept",
    "seal-handed-over",
    "policy-changed",
    "incident-written",
    "report-received",
    "signed",
];

/// Every intent is closed after the next start, and the log is whole. Gives the log's actions.
fn assert_settled(desk: &Desk, point: &str) -> Vec<String> {
    let actions = desk.actions();
    let count = |ending: &str| actions.iter().filter(|action| action.ends_with(ending)).count();
    let done = actions.iter().filter(|action| PHASED.contains(&action.as_str())).count();
    assert_eq!(count("-intent"), count("-aborted") + count("-recovered") + done, "{point}: {actions:?}");
    assert_eq!(desk.run(&["log", "verify"]).status, 0, "{point}");
    actions
}

/// Rows of an action that say that it was done.
pub(super) fn done(actions: &[String], action: &str) -> usize {
    let recovered = format!("{action}-recovered");
    actions.iter().filter(|one| *one == action || **one == recovered).count()
}

fn assert_many(what: &str, moments: &Moments) {
    println!("{what}: {} calls, {} different states", moments.calls, moments.states());
    assert!(moments.states() > 12, "{what}: only {} states", moments.states());
}

/// Opens a renewal, for which 张三 makes a new key and applies again.
pub(super) fn renew(laboratory: &Laboratory) {
    assert_eq!(laboratory.step("renew", "张三", &[]).status, 0);
    let old = laboratory.both(&["identity", "issue", "张三", "-o", "old.vissue"]);
    assert_eq!(old.status, 5, "not for the old key: {}", old.err);
    let organisation = "Sample Testing Laboratory (sample)";
    let words = [
        "identity",
        "apply",
        "--name",
        "张三",
        "--organization",
        organisation,
        "--purpose",
        "检测报告",
        "--renews",
        "P0001",
        "--key",
        "p256",
        "-o",
        "renew.vletter",
        "--pin-stdin",
    ];
    laboratory.zhang.succeed_with("before 2027\n", &words);
    let ran = laboratory.receive(&laboratory.zhang.path("renew.vletter"));
    assert_eq!(ran.status, 0, "{}", ran.err);
}

#[test]
fn at_calls_that_touch_the_disk_while_revoking() {
    if !preload::is_possible() {
        return;
    }
    let laboratory = Laboratory::open();
    let words = ["identity", "revoke", "张三", "--why", "离职", "--by", FIRST, "--pin-stdin"];
    let moments = moments_of(&laboratory.office, &format!("{PIN}\n"), &words);
    assert_eq!(moments.ran.status, 0, "{}", moments.ran.err);
    assert_many("revoke", &moments);
    let mut seen = [0, 0];
    moments.each(&laboratory.office, |moment| {
        let point = &moment.name;
        let logged = assert_settled(&laboratory.office, point);
        let person = laboratory.person("张三");
        let state = person["entry"]["state"].as_str().unwrap();
        let revoked = state == "revoked";
        seen[usize::from(revoked)] += 1;
        assert!(moment.told.is_empty() || revoked, "{point}: told and not done");
        let in_steps = person["steps"].as_array().unwrap().iter().any(|step| step["step"] == "revoke");
        assert_eq!(revoked, in_steps, "{point}: the state and its step go together");
        let ended = person["certificates"][0]["ended"].is_string();
        assert_eq!(revoked, ended, "{point}: and so does the certificate");
        let steps = logged.iter().filter(|one| *one == "person-step-intent").count();
        assert!(
            !revoked || done(&logged, "person-step") == steps,
            "{point}: in the register, so done in the log"
        );
    });
    assert!(seen.iter().all(|count| *count > 2), "before and after: {seen:?}");
}

#[test]
fn at_calls_that_touch_the_disk_while_handing_over() {
    if !preload::is_possible() {
        return;
    }
    let laboratory = Laboratory::open();
    let office = &laboratory.office;
    let words = [
        "office",
        "hand-over",
        SEAL,
        "--to",
        "张三",
        "--from",
        "2026-01-01",
        "--witness",
        SECOND,
        "--by",
        FIRST,
        "--pin-stdin",
    ];
    let keeper = || {
        let seals: serde_json::Value =
            serde_json::from_str(&office.succeed(&["office", "seals", "--json"])).unwrap();
        let steps =
            seals[0]["steps"].as_array().unwrap().iter().filter(|step| step["step"] == "handed-over").count();
        (seals[0]["custodian"]["name"].as_str().unwrap().to_owned(), steps)
    };
    let look = |point: &str, told: bool| {
        let logged = assert_settled(office, point);
        let (keeper, steps) = keeper();
        let handed = keeper == "张三";
        assert!(handed || keeper == "王五", "{point}: {keeper}");
        assert!(!told || handed, "{point}: told and not done");
        assert_eq!(steps, usize::from(handed), "{point}: the keeper and the step go together");
        // The sample itself handed the seal to a deputy once.
        assert_eq!(
            done(&logged, "seal-handed-over"),
            1 + usize::from(handed),
            "{point}: and so does the log"
        );
        handed
    };
    let moments = moments_of(office, &format!("{PIN}\n"), &words);
    assert_eq!(moments.ran.status, 0, "{}", moments.ran.err);
    assert_many("hand over", &moments);
    let mut seen = [0, 0];
    moments.each(office, |moment| seen[usize::from(look(&moment.name, !moment.told.is_empty()))] += 1);
    assert!(seen.iter().all(|count| *count > 2), "before and after: {seen:?}");
}

/// 李四 locked after five wrong PINs, and the office's answer to the request.
pub(super) fn locked() -> (Laboratory, std::path::PathBuf) {
    let laboratory = Laboratory::open();
    let li = &laboratory.li;
    li.put("in.pdf", std::fs::read(letters().join("JC-2026-0417.pdf")).unwrap());
    let wrong = ["sign", "in.pdf", "-o", "out.pdf", "--identity", "李四", "--consent", "--pin-stdin"];
    for _ in 0..5 {
        assert_eq!(li.run_with("wrong pin 8\n", &wrong).status, 5);
    }
    li.succeed(&["identity", "unlock", "李四", "-o", "request.vletter"]);
    let request = li.path("request.vletter");
    let ran = laboratory.both(&["identity", "unlock", request.to_str().unwrap(), "-o", "unlock.vletter"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let unlock = laboratory.office.path("unlock.vletter");
    (laboratory, unlock)
}

fn tries(desk: &Desk) -> u64 {
    let listed: serde_json::Value =
        serde_json::from_str(&desk.succeed(&["identity", "list", "--json"])).unwrap();
    listed[0]["triesLeft"].as_u64().unwrap()
}

#[test]
fn at_calls_that_touch_the_disk_while_unlocking() {
    if !preload::is_possible() {
        return;
    }
    let (laboratory, unlock) = locked();
    let li = &laboratory.li;
    let words = ["office", "import-update", unlock.to_str().unwrap()];
    let moments = moments_of(li, "", &words);
    assert_eq!(moments.ran.status, 0, "{}", moments.ran.err);
    assert_many("unlock", &moments);
    let look = |point: &str, told: bool| {
        assert_settled(li, point);
        let first = tries(li);
        assert!(first == 0 || first == 5, "{point}: {first}");
        assert!(!told || first == 5, "{point}: told and not done");
        // The letter gives the tries once: taken again it is refused, unless the first time did nothing at all.
        let again = li.run(&words).status;
        let third = li.run(&words).status;
        assert_eq!(third, 4, "{point}: a third time");
        assert!(first == 0 || again == 4, "{point}: a second time");
        first == 5
    };
    let mut seen = [0, 0];
    moments.each(li, |moment| seen[usize::from(look(&moment.name, !moment.told.is_empty()))] += 1);
    assert!(seen.iter().all(|count| *count > 1), "before and after: {seen:?}");
}

/// A wrong PIN is counted before it is tried: no state of the disk gives the try back once it was spent.
#[test]
fn at_calls_that_touch_the_disk_while_a_pin_is_tried() {
    if !preload::is_possible() {
        return;
    }
    let laboratory = Laboratory::open();
    let li = &laboratory.li;
    li.put("in.pdf", std::fs::read(letters().join("JC-2026-0417.pdf")).unwrap());
    let wrong =
        ["sign", "in.pdf", "-o", "out.pdf", "--identity", "李四", "--consent", "--kind", KIND, "--pin-stdin"];
    let moments = moments_of(li, "wrong pin 8\n", &wrong);
    assert_eq!(moments.ran.status, 5, "{}", moments.ran.err);
    assert_many("a wrong PIN", &moments);
    let mut left = vec![5];
    moments.each(li, |moment| {
        assert_settled(li, &moment.name);
        assert!(!li.names().contains(&"out.pdf".to_owned()), "{}", moment.name);
        left.push(tries(li));
    });
    assert!(left.windows(2).all(|pair| pair[1] <= pair[0]), "never given back: {left:?}");
    assert_eq!(left.last(), Some(&4), "{left:?}");
}

#[test]
fn at_calls_that_touch_the_disk_while_issuing() {
    if !preload::is_possible() {
        return;
    }
    let laboratory = Laboratory::open();
    let office = &laboratory.office;
    renew(&laboratory);
    let words = [
        "identity",
        "issue",
        "张三",
        "-o",
        "copy.vissue",
        "--keyholder",
        FIRST,
        "--keyholder",
        SECOND,
        "--pin-stdin",
    ];
    let moments = moments_of(office, &format!("{PIN}\n{SECOND_PIN}\n"), &words);
    assert_eq!(moments.ran.status, 0, "{}", moments.ran.err);
    assert_many("issue", &moments);
    let mut half_way = None;
    let mut numbers = Vec::new();
    moments.each(office, |moment| {
        let point = &moment.name;
        assert_settled(office, point);
        let there = office.names().contains(&"copy.vissue".to_owned());
        assert!(moment.told.is_empty() || there, "{point}: told and not there");
        let person = laboratory.person("张三");
        let issued = person["entry"]["state"] == "issued";
        assert!(!there || issued, "{point}: a copy left and the register does not know");
        let certificates = person["certificates"].as_array().unwrap();
        let current = certificates.iter().filter(|one| one["ended"].is_null()).count();
        assert_eq!(current, 1, "{point}: one certificate counts");
        let mut serials: Vec<_> = certificates.iter().map(|one| one["serial"].to_string()).collect();
        serials.sort();
        serials.dedup();
        assert_eq!(serials.len(), certificates.len(), "{point}: no number twice");
        let state: serde_json::Value =
            serde_json::from_str(&office.succeed(&["office", "show", "--json"])).unwrap();
        numbers.push(state["directory"]["number"].as_u64().unwrap());
        if issued && !there && half_way.is_none() {
            half_way = Some(point.clone());
            // The same certificate in a new package: nothing is lost, and no second certificate counts.
            let ran = laboratory.both(&["identity", "issue", "张三", "-o", "again.vissue"]);
            assert_eq!(ran.status, 0, "{point}: {}", ran.err);
            let after = laboratory.person("张三");
            let current =
                after["certificates"].as_array().unwrap().iter().filter(|one| one["ended"].is_null());
            assert_eq!(current.count(), 1, "{point}");
        }
    });
    assert!(
        numbers.windows(2).all(|pair| pair[0] <= pair[1]),
        "no number of a directory comes again: {numbers:?}"
    );
    println!("issued and no package yet: {half_way:?}");
}

/// The keeper's stamp with an approval: whatever was interrupted, an approval that was used is not there again, and a file
/// that bears the stamp has used one.
#[test]
fn at_calls_that_touch_the_disk_while_sealing() {
    if !preload::is_possible() {
        return;
    }
    let laboratory = Laboratory::open();
    let (li, wang) = (&laboratory.li, &laboratory.wang);
    laboratory.hand_the_seal_over();
    for desk in [li, wang] {
        desk.put("one.pdf", std::fs::read(letters().join("JC-2026-0417-1-a.pdf")).unwrap());
    }
    approve_for(li, wang, "t.vletter", &[]);
    let stamp = stamps("one.pdf", "out.pdf", SEAL);
    let may = ["office", "may-seal", "one.pdf", "--seal", SEAL, "--identity", "王五", "--kind", KIND];
    let before = Desk::new();
    copy(wang.profile(), before.profile());
    copy(wang.folder(), before.folder());
    let moments = moments_of(wang, &format!("{PIN}\n"), &stamp);
    assert_eq!(moments.ran.status, 0, "{}", moments.ran.err);
    assert_many("seal", &moments);
    let look = |point: &str, told: bool| {
        let logged = assert_settled(wang, point);
        let there = wang.names().contains(&"out.pdf".to_owned());
        let free = wang.run(&may).status == 0;
        let used = logged.iter().any(|action| action == "ticket-used");
        assert!(!told || there, "{point}: told and not there");
        assert_eq!(there, done(&logged, "signed") == 1, "{point}: a file and its row in the log");
        assert!(!there || !free, "{point}: sealed, and the approval is there again");
        assert!(!used || !free, "{point}: used by the log, and there again");
        assert!(!there || used, "{point}: sealed, and the log does not know by which approval");
        let names = wang.names();
        assert!(!names.iter().any(|name| name.ends_with(".tmp")), "{point}: {names:?}");
        free
    };
    let mut seen = [0, 0];
    let mut free_before = true;
    moments.each(wang, |moment| {
        let free = look(&moment.name, !moment.told.is_empty());
        assert!(free_before || !free, "{}: given back", moment.name);
        free_before = free;
        seen[usize::from(free)] += 1;
    });
    assert!(seen.iter().all(|count| *count > 2), "used and not: {seen:?}");
    // Nothing of all this kept anybody from working on.
    preload::become_copy_of(wang, &before);
    assert_eq!(sign(wang, "王五", "one.pdf", "well.pdf", &[]).status, 0);
}
