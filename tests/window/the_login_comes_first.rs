//! The login in the real window: nothing of the profile before it, the log-out, nobody at the computer, and the fingerprint of a
//! system whose service speaks on a bus of the test's own.

use tests::kit::laboratory::{self as kit, FIRST, KIND, Laboratory, PIN as SAMPLE_PIN, letters};
use tests::kit::tools;
use tests::window::reader::FingerReader;
use tests::window::story;
use tests::window::{Language, Person, Window};

crate::in_both_languages!(
    the_window_opens_on_the_login,
    a_finger_opens_the_window_and_confirms_a_signature,
    a_finger_is_told_what_is_wrong_with_it,
);

const NAME: &str = "张三";
const LOGIN: &str = "morning 83 tea";

fn report() -> Vec<u8> {
    std::fs::read(letters().join("JC-2026-0417.pdf")).expect("a report of the sample")
}

/// Somebody with a login, who used the program before.
fn somebody(language: Language) -> Person {
    let person = Person::new(language);
    person.settle(&serde_json::json!({ "guideDone": true, "place": "苏州市政水厂" }));
    person
}

fn set(person: &Person) {
    person.feed(&format!("{LOGIN}\n"), &["login", "set", NAME, "--password-stdin"]);
}

fn log_in(window: &Window, password: &str) {
    window.see("login-screen").write("login-password", password).click("login-go");
}

fn the_window_opens_on_the_login(language: Language) {
    let person = somebody(language);
    let file = person.put("检测报告 JC-2026-0417.pdf", report());
    let window = Window::open(&person, "login-set", Some(&file));
    window.see_pages().click("close-document").see("start");
    assert!(!window.shows("log-out"), "where no login is set nobody logs out");
    window.click("settings-open").click("settings-login").see("login-none").shot("none-set");
    window.click("login-set").see("login-dialog").write("login-new-name", NAME);
    window.write("login-new", "123456").write("login-new-again", "123456").click("login-do");
    window.see("login-dialog [role=\"alert\"]").shot("too-simple");
    window.write("login-new", LOGIN).write("login-new-again", LOGIN).shot("setting-it").click("login-do");
    window.gone("login-dialog").see("login-is").shot("set");
    drop(window);

    // Started with a file: it waits for whoever logs in, and nothing of the profile is there before.
    let window = Window::open_at(&person, "login", Some(&file), "login-screen");
    for hidden in ["start", "recent-file", "title-bar", "history-open"] {
        assert!(!window.shows(hidden), "{hidden}");
    }
    // Not the page alone: the engine refuses.
    let refused = "const done = arguments[arguments.length - 1]; \
                   window.__TAURI_INTERNALS__.invoke(arguments[0], { request: null }).then(() => done('told'), (fault) => done(fault.code))";
    for command in ["recent_files", "identities", "history_state"] {
        let said = window.script_later(refused, serde_json::json!([command]));
        assert_eq!(said, "logged-out", "{command}");
    }
    window.shot("before-anything");
    log_in(&window, "evening 83 tea");
    window.see("login-password[aria-invalid=\"true\"]").shot("wrong");
    log_in(&window, LOGIN);
    window.gone("login-screen").see_pages().shot("the-file-it-was-started-with");
    window.click("more").see("log-out").shot("the-way-out").click("log-out");
    window.see("login-screen").shot("logged-out");
    window.resize(1920, 1080);
    window.shot("wide").click("login-language").shot("other-language").click("login-language");
    window.resize(1280, 800);
    log_in(&window, LOGIN);
    window.gone("login-screen").see("start").click("history-open").see("history").shot("in-the-log");
    window.click("back").click("settings-open").click("settings-login").click("login-change");
    window.see("login-dialog").write("login-old", LOGIN).write("login-new", "afternoon 17 tea");
    window
        .write("login-new-again", "afternoon 17 tea")
        .shot("changing-it")
        .click("login-do")
        .gone("login-dialog");
    window.click("login-remove").see("login-dialog").write("login-old", LOGIN).click("login-do");
    window.see("login-old[aria-invalid=\"true\"]").shot("not-that-one");
    window.write("login-old", "afternoon 17 tea").click("login-do").gone("login-dialog").see("login-none");
    drop(window);
    let actions = person.actions();
    for action in ["login-set", "login-failed", "logged-in", "logged-out", "login-changed", "login-removed"] {
        assert!(actions.iter().any(|found| found == action), "{action}: {actions:?}");
    }
}

fn a_finger_opens_the_window_and_confirms_a_signature(language: Language) {
    let laboratory = Laboratory::open();
    for setting in ["second-factor=fingerprint", "login-required=true"] {
        let words = ["office", "policy", setting, "--by", FIRST, "--pin-stdin"];
        laboratory.office.succeed_with(&format!("{SAMPLE_PIN}\n"), &words);
    }
    laboratory.update(&[&laboratory.wang]);
    let mut person = Person::new(language);
    kit::copy(laboratory.wang.profile(), &person.profile());
    person.settle(&serde_json::json!({ "guideDone": true, "station": "signer" }));
    let reader = FingerReader::plug_in(&mut person);
    set(&person);
    let file = person.put("检测报告 JC-2026-0417.pdf", report());

    let window = Window::open_at(&person, "login-finger", Some(&file), "login-screen");
    assert!(!window.shows("login-finger"), "a finger is not taken before it was switched on");
    log_in(&window, LOGIN);
    window.gone("login-screen").see_pages().click("more").click("settings-open").click("settings-login");
    window.click("login-finger-on").see("login-is[data-finger=\"true\"]").shot("switched-on").click("back");
    window.click("more").click("log-out").see("login-finger").shot("with-a-reader");
    reader.says(&["verify-swipe-too-short verify-match!"]);
    window.click("login-finger").see("finger-wait").shot("a-finger-is-awaited");
    window.gone("login-screen").see("start");
    let calls = reader.calls();
    assert!(
        calls.ends_with(&["Claim", "VerifyStart any", "VerifyStop", "Release"].map(str::to_owned)),
        "{calls:?}"
    );

    person.answer(&[&file]);
    window.click("door-sign").see_pages().read_through(4).see("signing-panel").click("invisible");
    if language == Language::English {
        window.click("document-kind > option:last-of-type").write("document-kind-name", KIND);
    }
    window.see("finger-confirm");
    story::look_at_the_check(&window);
    window.click("sign-consent").write("sign-pin", SAMPLE_PIN).click("sign-confirm").see("sign-missing");
    window.shot("a-finger-is-wanted");
    reader.says(&["verify-no-match!", "verify-match!"]);
    // The next finger is there at once: what was said of the first is gone before anybody could look at it.
    window.click("finger-confirm").see("finger-confirmed").shot("confirmed");
    window.click("sign-confirm").see("result").shot("signed");
    let signed = person.path(&window.text("result-name"));
    assert_eq!(tools::pdfsig(&signed, None), ["Signature is Valid."]);
    drop(window);
    assert!(person.run(&["log", "export", "-o", "log.json"]).status.success(), "the log is exported");
    let log = std::fs::read_to_string(person.path("log.json")).expect("the log");
    let log: serde_json::Value = serde_json::from_str(&log).expect("JSON");
    let rows = log["entries"].as_array().expect("entries");
    let row = rows.iter().rev().find(|row| row["record"]["action"] == "signed").expect("the signature");
    let params = &row["record"]["params"];
    assert_eq!(
        (&params["login"], &params["login-by"], &params["second-factor"]),
        (&NAME.into(), &"fingerprint".into(), &"fingerprint".into()),
        "{row}"
    );
}

fn a_finger_is_told_what_is_wrong_with_it(language: Language) {
    let mut person = somebody(language);
    let mut reader = FingerReader::plug_in(&mut person);
    set(&person);
    let window = Window::open_at(&person, "login-fingers", None, "login-screen");
    log_in(&window, LOGIN);
    window.gone("login-screen").see("start").click("settings-open").click("settings-login");
    window.click("login-finger-on").see("login-is[data-finger=\"true\"]").click("back").click("log-out");
    for (status, step) in [
        ("verify-retry-scan", "retry"),
        ("verify-swipe-too-short", "too-short"),
        ("verify-finger-not-centered", "off-centre"),
        ("verify-remove-and-retry", "lift"),
    ] {
        reader.says(&[status]);
        window.click("login-finger").see(&format!("finger-wait[data-step=\"{step}\"]")).shot(step);
        window.click("finger-stop").gone("finger-wait");
    }
    for (status, case) in [("verify-disconnected!", "disconnected"), ("verify-unknown-error!", "unknown")] {
        reader.says(&[status]);
        window.click("login-finger").see(&format!("failure[data-case=\"{case}\"]")).shot(case);
    }
    reader.says(&["verify-no-match!"; 3]);
    window.click("login-finger").see("failure[data-case=\"three-mistaken\"]").shot("three-mistaken");
    assert!(!window.shows("login-finger"), "the password is asked for");
    log_in(&window, LOGIN);
    window.gone("login-screen").see("start").click("log-out");
    // Pulled out while a finger is awaited.
    reader.says(&["-"]);
    window.click("login-finger").see("finger-wait");
    std::thread::sleep(std::time::Duration::from_millis(500));
    reader.unplug();
    window.see("failure[data-case=\"disconnected\"]");
    log_in(&window, LOGIN);
    window.gone("login-screen").see("start").shot("in-without-a-reader");
    let rows = person.actions();
    assert!(rows.iter().filter(|action| *action == "login-failed").count() >= 3, "{rows:?}");
}

/// One language: a minute goes by in it.
#[test]
fn nobody_is_there_and_the_work_waits_behind_the_login() {
    let laboratory = Laboratory::open();
    let words = ["office", "policy", "idle-minutes=1", "--by", FIRST, "--pin-stdin"];
    laboratory.office.succeed_with(&format!("{SAMPLE_PIN}\n"), &words);
    laboratory.update(&[&laboratory.wang]);
    let person = Person::new(Language::Chinese);
    kit::copy(laboratory.wang.profile(), &person.profile());
    person.settle(&serde_json::json!({ "guideDone": true, "station": "signer" }));
    set(&person);
    let file = person.put("检测报告 JC-2026-0417.pdf", report());
    let window = Window::open_at(&person, "login-idle", Some(&file), "login-screen");
    log_in(&window, LOGIN);
    window.gone("login-screen").see_pages().click("tool-sign").see("signing-panel");
    window.see("login-screen[data-away=\"true\"]").shot("nobody-there");
    log_in(&window, LOGIN);
    window.gone("login-screen").see("signing-panel").shot("the-work-goes-on");
    drop(window);
    let log = person.run(&["log", "show", "--json", "--action", "logged-out"]);
    assert!(String::from_utf8_lossy(&log.stdout).contains(NAME));
}
