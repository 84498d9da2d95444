//! What time brings: PINs that age, clocks that go back, approvals that run out; what must come with a PIN; what is kept and
//! for how long; training. The clock is the test's own.

use rusqlite::Connection;
use tests::kit::command::{Desk, Outcome};
use tests::kit::laboratory::{
    FIRST, KIND, Laboratory, PIN, SEAL, approve_for, assert_refused, copy, letters, sign, travel,
};
use tests::kit::preload::{self, DAY, run_at};

const OWN: &str = "my own pin 9";

fn laboratory() -> Laboratory {
    let laboratory = Laboratory::open();
    for desk in [&laboratory.zhang, &laboratory.li, &laboratory.wang] {
        desk.put("in.pdf", std::fs::read(letters().join("JC-2026-0417.pdf")).unwrap());
        desk.put("one.pdf", std::fs::read(letters().join("JC-2026-0417-1-a.pdf")).unwrap());
    }
    laboratory
}

/// Signs as 李四, some seconds from now.
fn sign_at(desk: &Desk, seconds: i64, pin: &str, output: &str) -> Outcome {
    let words =
        ["sign", "in.pdf", "-o", output, "--identity", "李四", "--consent", "--kind", KIND, "--pin-stdin"];
    run_at(desk, seconds, &format!("{pin}\n"), &words)
}

/// The rules that spoke when something was done last, or refused it; as the log tells.
fn rules_of_last(desk: &Desk, action: &str, name: &str) -> String {
    desk.succeed(&["log", "export", "-o", "rules.json"]);
    let log: serde_json::Value = serde_json::from_slice(&desk.read("rules.json")).unwrap();
    std::fs::remove_file(desk.path("rules.json")).unwrap();
    let rows = log["entries"].as_array().unwrap();
    let of_action = |row: &&serde_json::Value| {
        row["record"]["action"] == action && row["record"]["params"][name].is_string()
    };
    let last = rows.iter().rev().find(of_action);
    last.map(|row| row["record"]["params"][name].as_str().unwrap().to_owned()).unwrap_or_default()
}

fn policy(laboratory: &Laboratory, setting: &str) -> Outcome {
    let words = ["office", "policy", setting, "--by", FIRST, "--pin-stdin"];
    laboratory.office.run_with(&format!("{PIN}\n"), &words)
}

/// pin-age, pin-ageing: warned from the fiftieth day, ended after the sixtieth, well again with another PIN (RS18 §8)
#[test]
fn a_pin_is_warned_about_at_fifty_days_and_ends_after_sixty() {
    if !preload::is_possible() {
        return;
    }
    let laboratory = laboratory();
    let li = &laboratory.li;
    let change = |seconds: i64, old: &str, new: &str| {
        run_at(li, seconds, &format!("{old}\n{new}\n"), &["identity", "pin", "李四", "--pin-stdin"])
    };
    assert_eq!(change(0, PIN, OWN).status, 0);
    let spoken = |days: i64, output: &str| {
        let ran = sign_at(li, days * DAY + 60, OWN, output);
        assert_eq!(ran.status, 0, "{days} days: {}{}", ran.out, ran.err);
        (ran.out, rules_of_last(li, "signed", "rules"))
    };
    let (told, rules) = spoken(49, "49.pdf");
    assert!(!rules.contains("pin-ageing") && !told.contains("RS18 §8"), "{rules} {told}");
    for (days, output) in [(50, "50.pdf"), (60, "60.pdf")] {
        let (told, rules) = spoken(days, output);
        assert!(rules.contains("pin-ageing (RS18 §8)"), "{days}: {rules}");
        assert!(told.contains("RS18 §8"), "whoever signs is told: {told}");
    }
    let ran = sign_at(li, 61 * DAY + 60, OWN, "61.pdf");
    assert_refused(&ran, "RS18 §8");
    assert_eq!(rules_of_last(li, "rule-refused", "rule"), "pin-age (RS18 §8)");
    assert!(!li.names().contains(&"61.pdf".to_owned()), "nothing was written");
    let again = change(61 * DAY + 120, OWN, PIN);
    assert_refused(&again, "RS2"); // an earlier PIN is no new one
    assert_eq!(change(61 * DAY + 120, OWN, "yet another 7").status, 0);
    let ran = sign_at(li, 61 * DAY + 180, "yet another 7", "61.pdf");
    assert_eq!(ran.status, 0, "{}", ran.err);
}

/// clock-back: a clock behind what was seen last blocks, or warns where the house wants it so (RS12 3.2)
#[test]
fn a_clock_that_goes_back_blocks_or_warns_as_the_house_wants() {
    if !preload::is_possible() {
        return;
    }
    let laboratory = laboratory();
    let (li, zhang) = (&laboratory.li, &laboratory.zhang);
    assert_eq!(sign_at(li, 2 * DAY, PIN, "ahead.pdf").status, 0);
    // A few minutes are no sign of anything: clocks are set.
    assert_eq!(sign_at(li, 2 * DAY - 240, PIN, "minutes.pdf").status, 0);
    let back = sign_at(li, DAY, PIN, "back.pdf");
    assert_refused(&back, "RS12 3.2");
    assert_eq!(rules_of_last(li, "rule-refused", "rule"), "clock-back (RS12 3.2)");
    // Seen in another way than by signing: what the station remembers counts too.
    travel(zhang);
    let declared = ["travel", "begin", "--place", "苏州", "--reason", "检测", "--until", "2099-01-01"];
    assert_eq!(run_at(zhang, 3 * DAY, "", &declared).status, 0);
    assert_refused(&sign(zhang, "张三", "in.pdf", "back.pdf", &[]), "RS12 3.2");

    assert_eq!(policy(&laboratory, "clock-blocks=false").status, 0);
    laboratory.update(&[li]);
    let ran = sign_at(li, DAY, PIN, "back.pdf");
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.contains("RS12 3.2"), "told: {}", ran.out);
    assert!(rules_of_last(li, "signed", "rules").contains("clock-back (RS12 3.2)"), "and logged");
}

/// second-factor: a PIN alone is not enough where the house wants a token (RS2, RS15)
#[test]
fn a_pin_alone_signs_nothing_where_a_token_is_wanted() {
    let laboratory = laboratory();
    let li = &laboratory.li;
    let ran = sign(li, "李四", "in.pdf", "device.pdf", &[]);
    assert_eq!(ran.status, 0, "the key is bound to its device: {}", ran.err);
    // The second factor that is there from the start: the vault is worth nothing without its device's own secret.
    let elsewhere = Desk::new();
    copy(li.profile(), elsewhere.profile());
    std::fs::remove_file(elsewhere.profile().join("vault/device.key")).unwrap();
    elsewhere.put("in.pdf", li.read("in.pdf"));
    assert_ne!(sign(&elsewhere, "李四", "in.pdf", "out.pdf", &[]).status, 0);
    assert!(!elsewhere.names().contains(&"out.pdf".to_owned()));

    assert_eq!(policy(&laboratory, "second-factor=token").status, 0);
    laboratory.update(&[li]);
    let ran = sign(li, "李四", "in.pdf", "out.pdf", &[]);
    assert_refused(&ran, "RS2");
    assert_eq!(rules_of_last(li, "rule-refused", "rule"), "second-factor (RS2 · RS15)");
    assert!(!li.names().contains(&"out.pdf".to_owned()));
    assert_eq!(
        policy(&laboratory, "second-factor=sms").status,
        64,
        "only what the program can really ask for"
    );
}

/// ticket-expired: an approval runs out, for sealing and for printing (RS18 §9)
#[test]
fn an_approval_runs_out() {
    if !preload::is_possible() {
        return;
    }
    let laboratory = laboratory();
    let (li, wang) = (&laboratory.li, &laboratory.wang);
    let write = |hours: &str, output: &str| approve_for(li, wang, output, &["--print", "--hours", hours]);
    write("2", "short.vletter");
    let seal = |seconds: i64, more: &[&str]| {
        let words = ["office", "may-seal", "one.pdf", "--seal", SEAL];
        run_at(wang, seconds, "", &[&words[..], more].concat())
    };
    let keeper = ["--identity", "王五", "--kind", KIND];
    assert_eq!(seal(3600, &keeper).status, 0);
    let late = seal(3 * 3600, &keeper);
    assert_eq!(late.status, 5, "{}{}", late.out, late.err);
    assert!(late.out.contains("RS18 §9"), "{}", late.out);
    let late = seal(3 * 3600, &[&keeper[..], &["--json"]].concat());
    let answer: serde_json::Value = serde_json::from_str(&late.out).unwrap();
    assert_eq!(answer["blocks"][0]["id"], "ticket-expired", "{answer}");
    assert_refused(&seal(3 * 3600, &["--print"]), "RS18 §9");
    assert_eq!(rules_of_last(wang, "rule-refused", "rule"), "ticket-expired (RS18 §9)");
    // Another one, in time: the first is not brought back by it.
    write("24", "long.vletter");
    assert_eq!(seal(3 * 3600, &keeper).status, 0);
    assert_eq!(seal(25 * 3600, &keeper).status, 5);
}

/// training: whoever was not trained is told each time, until the office has acknowledged it (RS7 4)
#[test]
fn who_was_not_trained_is_told_until_it_is_acknowledged() {
    let laboratory = laboratory();
    let li = &laboratory.li;
    let acknowledge = |day: &str| {
        let words = ["office", "person", "李四", "--training", day, "--by", FIRST, "--pin-stdin"];
        laboratory.office.succeed_with(&format!("{PIN}\n"), &words);
        laboratory.update(&[li]);
    };
    acknowledge("");
    assert!(
        laboratory.person("李四")["entry"]["attention"].as_array().unwrap().contains(&"training".into()),
        "the office sees it"
    );
    let ran = sign(li, "李四", "in.pdf", "untrained.pdf", &[]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.contains("RS7 4"), "{}", ran.out);
    assert!(rules_of_last(li, "signed", "rules").contains("training (RS7 4)"));
    acknowledge("2026-11-02");
    assert_eq!(laboratory.person("李四")["training"], "2026-11-02");
    let ran = sign(li, "李四", "in.pdf", "trained.pdf", &[]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(!ran.out.contains("RS7 4"), "{}", ran.out);
    assert!(!rules_of_last(li, "signed", "rules").contains("training"));
}

/// retention: records stay for the years of the law after the certificate's end, and nobody shortens that (RS4 Art.24)
#[test]
fn records_are_kept_for_the_years_of_the_law() {
    let laboratory = laboratory();
    let office = &laboratory.office;
    assert_eq!(policy(&laboratory, "retention-years=4").status, 64, "the law says five at least");
    assert_eq!(policy(&laboratory, "retention-years=8").status, 0);
    assert_eq!(laboratory.step("revoke", "王五", &["--why", "离职"]).status, 0);
    let ran = laboratory.step("destroy", "王五", &["--why", "离职"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let person = laboratory.person("王五");
    let until = person["certificates"][0]["until"].as_str().unwrap();
    let year: i32 = until[..4].parse().unwrap();
    // Eight years after the certificate's last day; a 29 February has its 28th.
    let kept = person["keptUntil"].as_str().unwrap();
    assert_eq!(kept[..7], format!("{:04}{}", year + 8, &until[4..7]), "{kept} {until}");
    assert_eq!(rules_of_last(office, "person-step", "kept-until"), kept, "in the log as well");
    assert!(rules_of_last(office, "person-step", "rule").contains("retention (RS4 Art.24)"));
    // Steps, letters and the people they are about are not removed, whoever asks the database.
    let db = Connection::open(office.profile().join("office.sqlite")).unwrap();
    for sql in [
        "DELETE FROM event",
        "UPDATE event SET why = ''",
        "DELETE FROM person WHERE name = '王五'",
        "DELETE FROM certificate",
        "DELETE FROM letter",
        "UPDATE letter SET bytes = x''",
        "DELETE FROM archive",
        "DELETE FROM incident",
        "UPDATE incident SET body = '{}'",
        "DELETE FROM usage",
        "UPDATE usage SET action = ''",
        "DELETE FROM once",
        "DELETE FROM station",
    ] {
        let words: Vec<&str> = sql.split_whitespace().collect();
        let table = if words[0] == "UPDATE" { words[1] } else { words[2] };
        let rows: i64 = db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
        // A guard stands before each row; where the sample has none, there is nothing to guard.
        assert!(rows == 0 || db.execute_batch(sql).is_err(), "{sql}");
    }
    let found = laboratory.person("王五");
    assert_eq!(found["steps"], person["steps"]);
    assert_eq!(found["certificates"].as_array().unwrap().len(), 1);
}

/// period, left, pin-ageing, backup: what falls due is told before it is in the way (RS5, RS17 4.4, RS18 §8, RS7 6)
#[test]
fn what_falls_due_is_told_in_time() {
    if !preload::is_possible() {
        return;
    }
    let laboratory = laboratory();
    let li = &laboratory.li;
    let due = |days: i64| -> Vec<serde_json::Value> {
        let ran = run_at(li, days * DAY, "", &["station", "--due", "--json"]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        serde_json::from_str(&ran.out).unwrap()
    };
    let of = |days: i64, rule: &str| due(days).into_iter().find(|one| one["rule"] == rule);
    // Never backed up: due at once. Made and tried: in thirty days, told three days before.
    assert_eq!(of(0, "backup").unwrap()["days"], 0);
    li.succeed_with("backup pass 9\n", &["backup", "create", "-o", "b.vbackup", "--password-stdin"]);
    li.succeed_with("backup pass 9\n", &["backup", "check", "b.vbackup", "--password-stdin"]);
    assert_eq!(of(0, "backup"), None);
    assert_eq!(of(26, "backup"), None);
    let backup = of(28, "backup").unwrap();
    assert_eq!((&backup["days"], &backup["clause"]), (&2.into(), &"RS7 6 · RS13 3.2".into()));
    // The house wants it weekly.
    assert_eq!(policy(&laboratory, "backup-days=7").status, 0);
    laboratory.update(&[li]);
    assert_eq!(of(5, "backup").unwrap()["days"], 2);
    assert_eq!(of(9, "backup").unwrap()["days"], -2);
    // The sample's PINs were set thirty days ago: warned of from the fiftieth day, too old after the sixtieth.
    assert_eq!(of(15, "pin-ageing"), None);
    let pin = of(21, "pin-ageing").unwrap();
    assert_eq!((&pin["about"], &pin["days"]), (&"李四".into(), &9.into()));
    assert_eq!(of(33, "pin-age").unwrap()["days"], -3);
    // The certificate is good for a year from then.
    assert_eq!(of(300, "period"), None);
    assert!(of(320, "period").unwrap()["days"].as_i64().unwrap() < 30);
    let ends =
        jiff::Timestamp::now().checked_add(jiff::SignedDuration::from_hours(24 * 40)).unwrap().to_string();
    let words = ["office", "person", "李四", "--ends", &ends[..10], "--by", FIRST, "--pin-stdin"];
    laboratory.office.succeed_with(&format!("{PIN}\n"), &words);
    laboratory.update(&[li]);
    assert_eq!(of(0, "left"), None);
    assert_eq!(of(15, "left").unwrap()["about"], "李四");
    let told = run_at(li, 15 * DAY, "", &["station", "--due"]).out;
    assert!(told.contains("李四") && told.contains(&ends[..10]) && told.contains("RS17 4.4"), "{told}");
}
