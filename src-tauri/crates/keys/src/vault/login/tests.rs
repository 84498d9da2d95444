#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;

use pki::Time;

use super::super::{Vault, VaultOptions};
use crate::error::Error;
use crate::files::faults::{self, Fault};
use crate::kdf::KdfParameters;
use crate::secret::Secret;

const NAME: &str = "张三";
const RIGHT: &str = "morning 83 tea";
const WRONG: &str = "evening 83 tea";

struct Home {
    _folder: tempfile::TempDir,
    vault: Vault,
}

fn at(seconds: i64) -> Time {
    Time::from_unix(1_790_000_000 + seconds)
}

fn home() -> Home {
    let folder = tempfile::tempdir().unwrap();
    let options = VaultOptions { kdf: KdfParameters::FLOOR, ..VaultOptions::default() };
    let vault = Vault::open_with(folder.path().join("vault"), options).unwrap();
    vault.set_login(NAME, &RIGHT.into(), at(0)).unwrap();
    Home { _folder: folder, vault }
}

impl Home {
    fn log_in(&self, password: &str, seconds: i64) -> Result<super::Login, Error> {
        self.vault.try_login(NAME, &password.into(), at(seconds))
    }

    fn left(&self, seconds: i64) -> u8 {
        self.vault.login(at(seconds)).unwrap().unwrap().tries_left
    }
}

#[test]
fn name_and_password_together_log_in() {
    let home = home();
    assert_eq!(home.log_in(RIGHT, 1).unwrap().name, NAME);
    assert!(matches!(
        home.vault.try_login("李四", &RIGHT.into(), at(1)),
        Err(Error::WrongSecret { tries_left: 4 })
    ));
    assert!(matches!(home.log_in(WRONG, 1), Err(Error::WrongSecret { tries_left: 3 })));
    assert_eq!(home.log_in(RIGHT, 2).unwrap().tries_left, 5, "the right one gives the tries back");
}

#[test]
fn what_is_set_is_strong_and_set_once() {
    let folder = tempfile::tempdir().unwrap();
    let vault = Vault::open(folder.path()).unwrap();
    assert_eq!(vault.login(at(0)).unwrap(), None);
    assert!(matches!(vault.try_login(NAME, &RIGHT.into(), at(0)), Err(Error::NoLogin)));
    assert!(matches!(vault.set_login(NAME, &"123456".into(), at(0)), Err(Error::Secret(_))));
    assert!(matches!(vault.set_login("  ", &RIGHT.into(), at(0)), Err(Error::LoginName)));
    assert_eq!(vault.login(at(0)).unwrap(), None);
    let home = home();
    assert!(matches!(home.vault.set_login("李四", &WRONG.into(), at(0)), Err(Error::LoginExists)));
}

#[test]
fn five_wrong_tries_wait_and_each_further_one_waits_longer() {
    let home = home();
    for left in (0..5).rev() {
        match home.log_in(WRONG, 10) {
            Err(Error::WrongSecret { tries_left }) => assert_eq!(tries_left, left),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(home.left(10), 0);
    assert!(matches!(home.log_in(RIGHT, 69), Err(Error::Waits { until }) if until == at(70)));
    assert_eq!(home.left(70), 1);
    assert!(matches!(home.log_in(WRONG, 70), Err(Error::WrongSecret { tries_left: 0 })));
    assert!(matches!(home.log_in(RIGHT, 189), Err(Error::Waits { until }) if until == at(190)));
    let mut now = 190;
    for wait in [240, 480, 960, 1920, 3600, 3600] {
        assert!(matches!(home.log_in(WRONG, now), Err(Error::WrongSecret { .. })));
        assert!(matches!(home.log_in(RIGHT, now + wait - 1), Err(Error::Waits { .. })), "{wait}");
        now += wait;
    }
    home.log_in(RIGHT, now).unwrap();
    assert_eq!(home.left(now), 5);
}

#[test]
fn a_clock_put_back_begins_the_wait_anew_and_then_it_ends() {
    let home = home();
    for _ in 0..5 {
        home.log_in(WRONG, 100_000).unwrap_err();
    }
    assert!(matches!(home.log_in(RIGHT, 0), Err(Error::Waits { until }) if until == at(60)));
    assert!(matches!(home.log_in(RIGHT, 59), Err(Error::Waits { until }) if until == at(60)));
    home.log_in(RIGHT, 60).unwrap();
}

#[test]
fn a_try_that_is_killed_at_any_step_was_counted_before_it_was_answered() {
    for n in 0.. {
        let home = home();
        let before = crate::kdf::tally::derivations();
        let (tried, struck) = faults::at(n, Fault::Kill, || home.log_in(WRONG, 1));
        let made = crate::kdf::tally::derivations() - before;
        let counted = u32::from(5 - home.left(1));
        assert!(counted >= made, "step {n}: {made} made, {counted} counted");
        assert!(tried.is_err());
        if !struck {
            assert_eq!(counted, 1);
            break;
        }
    }
}

#[test]
fn a_change_that_was_killed_leaves_the_old_or_the_new_password() {
    let new = "afternoon 17 tea";
    for n in 0.. {
        let home = home();
        let change = || home.vault.change_login(&RIGHT.into(), &new.into(), at(1));
        let (changed, struck) = faults::at(n, Fault::Kill, change);
        let (old_opens, new_opens) = (home.log_in(RIGHT, 2).is_ok(), home.log_in(new, 2).is_ok());
        assert!(old_opens != new_opens, "step {n}: exactly one opens");
        assert!(changed.is_err() || new_opens);
        if !struck {
            break;
        }
    }
}

#[test]
fn it_is_changed_and_removed_with_its_password_alone() {
    let home = home();
    let change = |old: &str, new: &str| home.vault.change_login(&old.into(), &new.into(), at(1));
    assert!(matches!(change(WRONG, "afternoon 17"), Err(Error::WrongSecret { tries_left: 4 })));
    assert!(matches!(change(RIGHT, RIGHT), Err(Error::Secret(_))));
    home.vault.let_fingerprint_in(true, at(1)).unwrap();
    assert!(change(RIGHT, "afternoon 17").unwrap().fingerprint, "a new password leaves that as it was");
    assert!(home.log_in(RIGHT, 2).is_err());
    let remove = |password: &str| home.vault.remove_login(&Secret::from(password), at(2));
    assert!(matches!(remove(RIGHT), Err(Error::WrongSecret { .. })));
    remove("afternoon 17").unwrap();
    assert_eq!(home.vault.login(at(3)).unwrap(), None);
    let left: Vec<_> = crate::files::names(home.vault.directory()).unwrap();
    assert!(!left.iter().any(|name| name.ends_with(".tries")), "{left:?}");
}

#[test]
fn every_field_is_guarded_and_a_counter_that_is_gone_gives_no_try() {
    let home = home();
    let path = home.vault.login_path();
    let good = fs::read_to_string(&path).unwrap();
    for (field, other) in [
        (NAME, "李四"),
        ("\"fingerprint\":false", "\"fingerprint\":true"),
        ("\"epoch\":1", "\"epoch\":2"),
        ("\"passes\":3", "\"passes\":4"),
    ] {
        assert!(good.contains(field), "{field}");
        fs::write(&path, good.replace(field, other)).unwrap();
        assert!(matches!(home.log_in(RIGHT, 1), Err(Error::LoginDamaged)), "{field}");
        assert!(matches!(home.vault.login(at(1)), Err(Error::LoginDamaged)), "{field}");
    }
    fs::write(&path, &good).unwrap();
    home.log_in(RIGHT, 1).unwrap();
    for name in crate::files::names(home.vault.directory()).unwrap() {
        if name.ends_with(".tries") {
            fs::remove_file(home.vault.directory().join(name)).unwrap();
        }
    }
    assert!(matches!(home.log_in(RIGHT, 1), Err(Error::Counter { .. })));
}

#[test]
fn a_restored_one_has_less() {
    let home = home();
    home.vault.spend_login(1, at(0)).unwrap();
    assert_eq!(home.left(0), 1);
    home.log_in(WRONG, 0).unwrap_err();
    assert!(matches!(home.log_in(RIGHT, 1), Err(Error::Waits { .. })));
}
