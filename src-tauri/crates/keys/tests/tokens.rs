//! Tokens through SoftHSM, and through a module in front of it that shows what only hardware does: a PIN pad, a locked
//! PIN, a token pulled out, a PIN for each signature. Without SoftHSM these tests fail and say what to install.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod token_kit;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use cades::{Signer, SignerError};
use keys::Secret;
use keys::pkcs11::{
    Module, Note, Obstacle, PinState, TokenChoice, TokenFault, TokenSigner, choose, known_modules, search,
};
use pki::{DigestAlgorithm, PssParameters, SignatureAlgorithm};
use token_kit::{Kit, PIN, now, only, with_tokens};

const RSA: &[&str] = &["rsa:2048"];
const P256: &[&str] = &["ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
const P384: &[&str] = &["ec", "-pkeyopt", "ec_paramgen_curve:P-384"];
const P521: &[&str] = &["ec", "-pkeyopt", "ec_paramgen_curve:P-521"];

const ED25519: &[&str] = &["ed25519"];

fn pin() -> Secret {
    Secret::from(PIN)
}

fn assert_signs(signer: &TokenSigner, message: &[u8]) {
    let value = signer.sign(message).unwrap_or_else(|error| panic!("{error}: {:?}", signer.fault()));
    let spki = signer.certificate().spki_der();
    pki::verify_signature(spki, signer.algorithm(), message, &value).unwrap();
}

/// One token with one person, behind the shim.
fn one_person(kit: &Kit) {
    kit.shim();
    kit.token("Lab");
    kit.person("Lab", "01", "张三", P256);
}

#[test]
fn tokens_are_listed_by_the_names_and_dates_of_their_certificates() {
    with_tokens(
        "tokens_are_listed_by_the_names_and_dates_of_their_certificates",
        |kit| {
            kit.token("Lab A");
            kit.token("检测室");
            kit.person("Lab A", "01", "张三", RSA);
            kit.person_with_issuer("检测室", "02", "李四");
        },
        |kit| {
            let nothing = kit.path("nothing.so");
            let search = search([kit.module_path(), nothing.clone(), kit.module_path()], now());
            assert_eq!(search.modules.len(), 1);
            assert!(
                search.modules[0].description().contains("SoftHSM"),
                "{}",
                search.modules[0].description()
            );
            let tokens = &search.found.tokens;
            assert_eq!(tokens.len(), 2, "{tokens:?}");
            let lab = tokens.iter().find(|token| token.label == "Lab A").unwrap();
            assert!(lab.needs_pin && !lab.protected_path && !lab.serial.is_empty());
            assert_eq!((lab.pin, lab.manufacturer.as_str()), (PinState::Fine, "SoftHSM project"));
            assert_eq!(lab.certificates.len(), 1);
            let entry = &lab.certificates[0];
            assert_eq!((entry.id.as_str(), entry.obstacle.as_ref()), ("01", None));
            assert_eq!(entry.certificate.common_name().as_deref(), Some("张三"));
            assert!(entry.certificate.not_after() > now().plus_seconds(3600 * 24 * 3600));

            let signer = search.module_of(lab).unwrap().signer(lab, entry, Some(&pin())).unwrap();
            assert_signs(&signer, b"report");

            let room = tokens.iter().find(|token| token.label == "检测室").unwrap();
            let chain: Vec<_> = room.certificates[0].chain.iter().map(|c| c.common_name().unwrap()).collect();
            assert_eq!((room.certificates.len(), chain), (1, vec!["Test Root".to_owned()]));

            let notes = &search.found.notes;
            let missing = TokenFault::ModuleMissing;
            assert!(notes.contains(&Note::ModuleUnusable { module: nothing, fault: missing }), "{notes:?}");
            let is_root = |note: &Note| matches!(note, Note::Issuer { token, name } if token == "检测室" && name.contains("Test Root"));
            assert!(notes.iter().any(is_root), "{notes:?}");
            // SoftHSM always offers one more slot, for a new token.
            assert!(notes.iter().any(|note| matches!(note, Note::TokenBlank { .. })), "{notes:?}");
            assert_eq!(search.modules[0].changed(), Ok(false));
        },
    );
}

#[test]
fn each_kind_of_key_signs_and_the_signatures_verify() {
    with_tokens(
        "each_kind_of_key_signs_and_the_signatures_verify",
        |kit| {
            kit.token("Lab");
            for (id, name, key) in [
                ("01", "rsa", RSA),
                ("02", "p256", P256),
                ("03", "p384", P384),
                ("04", "p521", P521),
                ("05", "ed25519", ED25519),
            ] {
                kit.person("Lab", id, name, key);
            }
        },
        |kit| {
            let module = kit.module();
            let found = module.tokens(now()).unwrap();
            let open = |name: &str| {
                let (token, certificate) = choose(&found, Some(name)).unwrap();
                module.signer(token, certificate, Some(&pin())).unwrap()
            };
            let rsa = open("rsa");
            assert_eq!(rsa.algorithm(), SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256));
            assert_signs(&rsa, b"report");
            let rsa = rsa.with_digest(DigestAlgorithm::Sha512).unwrap();
            assert_signs(&rsa, b"report");
            let mut rsa = rsa;
            for digest in [DigestAlgorithm::Sha256, DigestAlgorithm::Sha384, DigestAlgorithm::Sha512] {
                rsa = rsa.with_algorithm(SignatureAlgorithm::RsaPss(PssParameters::usual(digest))).unwrap();
                assert_eq!(rsa.digest(), digest);
                assert_signs(&rsa, b"report");
            }
            drop(rsa);
            for (name, digest) in [
                ("p256", DigestAlgorithm::Sha256),
                ("p384", DigestAlgorithm::Sha384),
                ("p521", DigestAlgorithm::Sha512),
            ] {
                let signer = open(name);
                assert_eq!(signer.algorithm(), SignatureAlgorithm::Ecdsa(digest));
                for round in 0..8_u8 {
                    assert_signs(&signer, &[round; 100]);
                }
                let rsa = SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256);
                assert!(signer.with_algorithm(rsa).is_err());
            }
            let signer = open("ed25519");
            assert_eq!(signer.algorithm(), SignatureAlgorithm::Ed25519);
            assert_eq!(signer.digest(), DigestAlgorithm::Sha512);
            assert_signs(&signer, b"report");
        },
    );
}

#[test]
fn one_login_serves_a_batch_and_the_last_user_finalises_the_module() {
    with_tokens("one_login_serves_a_batch_and_the_last_user_finalises_the_module", one_person, |kit| {
        let module = kit.shimmed();
        let (token, certificate) = only(&module);
        kit.calls();
        let signer = module.signer(&token, &certificate, Some(&pin())).unwrap();
        std::thread::scope(|scope| {
            for thread in 0..4_u8 {
                let signer = &signer;
                scope.spawn(move || (0..5_u8).for_each(|n| assert_signs(signer, &[thread, n])));
            }
        });
        // The PIN of a second one would not be checked while the first is logged in, so it does not count as right.
        let second = module.signer(&token, &certificate, Some(&Secret::from("000000")));
        assert_eq!(second.err(), Some(TokenFault::AlreadyLoggedIn));
        assert_signs(&signer, b"still there");
        let shared = kit.shimmed();
        drop((module, shared));
        assert_signs(&signer, b"still there");
        drop(signer);
        let calls = kit.calls();
        let count = |name: &str| calls.iter().filter(|call| call.starts_with(name)).count();
        assert_eq!((count("login"), count("sign-init"), count("initialize")), (2, 22, 0), "{calls:?}");
        assert_eq!(count("open"), count("close"));
        assert_eq!(calls.iter().rev().take(3).collect::<Vec<_>>(), ["finalize", "close", "logout"]);
        // And it can be opened anew.
        assert_eq!(only(&kit.shimmed()).0.label, "Lab");
    });
}

#[test]
fn a_wrong_pin_is_sent_once() {
    with_tokens("a_wrong_pin_is_sent_once", one_person, |kit| {
        let module = kit.shimmed();
        let (token, certificate) = only(&module);
        let logins = |kit: &Kit| kit.calls().iter().filter(|call| call.starts_with("login")).count();
        logins(kit);
        let refused = module.signer(&token, &certificate, Some(&Secret::from("999999"))).unwrap_err();
        assert_eq!(refused, TokenFault::PinIncorrect { left: PinState::CountLow });
        assert_eq!(refused.code(), "pin-incorrect-low");
        assert_eq!(logins(kit), 1);
        assert_eq!(only(&module).0.pin, PinState::CountLow);
        // What cannot be right costs no try.
        for given in [None, Some(Secret::from(""))] {
            let refused = module.signer(&token, &certificate, given.as_ref()).unwrap_err();
            assert_eq!(refused, TokenFault::PinRequired);
        }
        let short = module.signer(&token, &certificate, Some(&Secret::from("1"))).unwrap_err();
        assert!(matches!(short, TokenFault::PinLength { minimum: 4, .. }), "{short:?}");
        assert_eq!(logins(kit), 0);
        // Full-width digits of an input method are the same PIN.
        let signer = module.signer(&token, &certificate, Some(&Secret::from("２４６８１３"))).unwrap();
        assert_signs(&signer, b"report");
        assert_eq!(logins(kit), 1);
    });
}

#[test]
fn a_locked_pin_is_not_tried_and_the_last_try_is_announced() {
    with_tokens("a_locked_pin_is_not_tried_and_the_last_try_is_announced", one_person, |kit| {
        let module = kit.shimmed();
        kit.control(&["flags=0x40000"]);
        let (token, certificate) = only(&module);
        assert_eq!(token.pin, PinState::Locked);
        kit.calls();
        let refused = module.signer(&token, &certificate, Some(&pin())).unwrap_err();
        assert_eq!(refused, TokenFault::PinLocked);
        assert!(!kit.calls().iter().any(|call| call.starts_with("login")));
        kit.control(&["flags=0x20000"]);
        assert_eq!(only(&module).0.pin, PinState::FinalTry);
        let refused = module.signer(&token, &certificate, Some(&Secret::from("999999"))).unwrap_err();
        assert_eq!(refused.code(), "pin-incorrect-final");
        // A token may lock itself with the wrong PIN, and still call that PIN only wrong.
        kit.control(&["locks=1"]);
        let refused = module.signer(&token, &certificate, Some(&Secret::from("999999"))).unwrap_err();
        assert_eq!(refused, TokenFault::PinIncorrect { left: PinState::Locked });
        assert_eq!(refused.code(), "pin-locked");
        assert_eq!(module.signer(&token, &certificate, Some(&pin())).unwrap_err(), TokenFault::PinLocked);
        kit.control(&["clear=0x70000", "login1=0xa4"]);
        assert_eq!(module.signer(&token, &certificate, Some(&pin())).unwrap_err(), TokenFault::PinLocked);
    });
}

#[test]
fn each_answer_of_a_module_has_its_own_case() {
    with_tokens("each_answer_of_a_module_has_its_own_case", one_person, |kit| {
        let module = kit.shimmed();
        let (token, certificate) = only(&module);
        for (number, code) in [
            (0x02, "host-memory"),
            (0x05, "general-error"),
            (0x06, "function-failed"),
            (0x07, "arguments-bad"),
            (0x30, "device-error"),
            (0x31, "device-memory"),
            (0x32, "removed"),
            (0x50, "cancelled"),
            (0x54, "function-not-supported"),
            (0x90, "operation-active"),
            (0xa1, "pin-invalid"),
            (0xa2, "pin-length-refused"),
            (0xa3, "pin-expired"),
            (0xa4, "pin-locked"),
            (0xb0, "session-closed"),
            (0xb3, "session-invalid"),
            (0xe0, "not-present"),
            (0xe1, "not-recognized"),
            (0x100, "already-logged-in"),
            (0x102, "pin-not-set"),
            (0x103, "user-type"),
            (0x104, "other-user-logged-in"),
            (0x190, "module-not-initialized"),
            (0x200, "rejected"),
            (0x170, "unknown"),
            (0x8000_0042_u64, "unknown"),
        ] {
            kit.control(&[&format!("login1={number:x}")]);
            let fault = module.signer(&token, &certificate, Some(&pin())).unwrap_err();
            assert_eq!(fault.code(), code, "{number:#x}");
            if let TokenFault::Unknown { number: told } = fault {
                assert_eq!(told, number);
            }
        }
        for (number, error, code) in [
            (0x60, SignerError::Operation, "key-gone"),
            (0x63, SignerError::Algorithm, "key-type"),
            (0x70, SignerError::Algorithm, "mechanism-invalid"),
            (0x21, SignerError::Operation, "data-length"),
            (0x101, SignerError::Locked, "not-logged-in"),
            (0x32, SignerError::NotPresent, "removed"),
            (0x50, SignerError::Declined, "cancelled"),
        ] {
            kit.control(&[]);
            let signer = module.signer(&token, &certificate, Some(&pin())).unwrap();
            kit.control(&[&format!("sign={number:x}")]);
            assert_eq!(signer.sign(b"report"), Err(error), "{number:#x}");
            assert_eq!(signer.fault().unwrap().code(), code);
        }
    });
}

#[test]
fn a_token_that_is_pulled_out_is_noticed() {
    with_tokens("a_token_that_is_pulled_out_is_noticed", one_person, |kit| {
        let module = kit.shimmed();
        let (token, certificate) = only(&module);
        assert_eq!(module.wait(Duration::ZERO), Ok(false));
        let signer = module.signer(&token, &certificate, Some(&pin())).unwrap();
        assert_signs(&signer, b"first");
        kit.control(&["absent=1", "sign=0xb3"]);
        assert_eq!(signer.sign(b"second"), Err(SignerError::NotPresent));
        assert_eq!(signer.fault(), Some(TokenFault::TokenRemoved));
        assert_eq!(module.wait(Duration::from_secs(20)), Ok(true));
        let found = module.tokens(now()).unwrap();
        assert!(found.tokens.is_empty());
        assert!(found.notes.iter().any(|note| matches!(note, Note::SlotEmpty { .. })), "{found:?}");
        let none = module.signer(&token, &certificate, Some(&pin())).unwrap_err();
        assert_eq!(none, TokenFault::TokenNotPresent);
        // Plugged in again, a signer that has stopped does not touch it.
        kit.control(&[]);
        assert_eq!(module.changed(), Ok(true));
        kit.calls();
        assert_eq!(signer.sign(b"third"), Err(SignerError::NotPresent));
        assert!(kit.calls().is_empty());
        drop(signer);
        assert_signs(&module.signer(&token, &certificate, Some(&pin())).unwrap(), b"third");
        // Another token in the same slot is not the one that was chosen.
        let other = keys::pkcs11::Token { serial: "0000".to_owned(), ..token };
        let changed = module.signer(&other, &certificate, Some(&pin())).unwrap_err();
        assert_eq!(changed, TokenFault::TokenChanged);
    });
}

#[test]
fn a_pin_pad_is_given_no_pin() {
    with_tokens("a_pin_pad_is_given_no_pin", one_person, |kit| {
        let module = kit.shimmed();
        kit.control(&["flags=0x100", &format!("pad={PIN}")]);
        let (token, certificate) = only(&module);
        assert!(token.protected_path);
        kit.calls();
        // A PIN that somebody typed all the same does not reach the token.
        for given in [None, Some(Secret::from("999999"))] {
            let signer = module.signer(&token, &certificate, given.as_ref()).unwrap();
            assert_signs(&signer, b"report");
        }
        let logins: Vec<_> = kit.calls().into_iter().filter(|call| call.starts_with("login")).collect();
        assert_eq!(logins, ["login 1 pad", "login 1 pad"]);
        kit.control(&["flags=0x100", "login1=0x50"]);
        assert_eq!(module.signer(&token, &certificate, None).unwrap_err(), TokenFault::Cancelled);
    });
}

#[test]
fn a_key_that_asks_each_time_gets_the_pin_between_beginning_and_signing() {
    with_tokens("a_key_that_asks_each_time_gets_the_pin_between_beginning_and_signing", one_person, |kit| {
        let module = kit.shimmed();
        let (token, certificate) = only(&module);
        kit.control(&["always=1", &format!("pin={PIN}")]);
        let signer = module.signer(&token, &certificate, Some(&pin())).unwrap();
        assert!(signer.asks_each_time());
        kit.calls();
        assert_signs(&signer, b"first");
        assert_signs(&signer, b"second");
        let once = ["sign-init", "login 2 pin", "sign"];
        assert_eq!(kit.calls(), [once, once].concat());
        // Another PIN for signatures, on tokens that tell the two apart.
        kit.control(&["always=1", "pin=777777"]);
        let signer = signer.with_signature_pin(Secret::from("777777"));
        assert_signs(&signer, b"third");
        // A wrong one is sent once, and then no more.
        kit.control(&["always=1", "pin=888888"]);
        kit.calls();
        assert_eq!(signer.sign(b"fourth"), Err(SignerError::Locked));
        assert_eq!(signer.sign(b"fifth"), Err(SignerError::Locked));
        assert_eq!(kit.calls(), ["sign-init", "login 2 pin"]);
        assert!(matches!(signer.fault(), Some(TokenFault::PinIncorrect { .. })));
        drop(signer);
        kit.control(&["always=1", "flags=0x100", &format!("pad={PIN}"), &format!("pin={PIN}")]);
        let signer = module.signer(&token, &certificate, None).unwrap();
        kit.calls();
        assert_signs(&signer, b"at the pad");
        assert_eq!(kit.calls(), ["sign-init", "login 2 pad", "sign"]);
    });
}

#[test]
fn a_wrong_signature_does_not_leave_the_house() {
    with_tokens("a_wrong_signature_does_not_leave_the_house", one_person, |kit| {
        let module = kit.shimmed();
        let (token, certificate) = only(&module);
        let signer = module.signer(&token, &certificate, Some(&pin())).unwrap();
        kit.control(&["garble=1"]);
        assert_eq!(signer.sign(b"report"), Err(SignerError::SelfCheck));
        assert_eq!(signer.fault(), Some(TokenFault::SelfCheck));
    });
}

#[test]
fn what_cannot_sign_says_why() {
    with_tokens(
        "what_cannot_sign_says_why",
        |kit| {
            kit.token("Lab");
            kit.issue("01", "没有密钥", P256, "3650");
            kit.put_certificate("Lab", "01");
            kit.issue("02", "很快过期", P256, "1");
            kit.put_key("Lab", "02");
            kit.put_certificate("Lab", "02");
        },
        |kit| {
            let module = kit.module();
            let later = now().plus_seconds(3 * 24 * 3600);
            let found = module.tokens(later).unwrap();
            let expired = choose(&found, Some("很快过期")).unwrap_err();
            assert_eq!(expired, TokenFault::Certificate(Obstacle::Expired));
            let said = found.notes.iter().any(|note| {
                matches!(note, Note::Unusable { name, obstacle: Obstacle::Expired, .. } if name.contains("很快过期"))
            });
            assert!(said, "{:?}", found.notes);
            let entry = found.tokens[0].certificates.iter().find(|entry| entry.id == "02").unwrap();
            let refused = module.signer(&found.tokens[0], entry, Some(&pin())).unwrap_err();
            assert_eq!(refused.code(), "certificate-expired");
            let early = module.tokens(now().plus_seconds(-5 * 24 * 3600)).unwrap();
            assert_eq!(early.tokens[0].certificates[0].obstacle, Some(Obstacle::NotYetValid));
            // The token hides its keys until the PIN is there; then the key is missed.
            let (token, entry) = choose(&found, Some("没有密钥")).unwrap();
            let refused = module.signer(token, entry, Some(&pin())).unwrap_err();
            assert_eq!(refused, TokenFault::Certificate(Obstacle::NoPrivateKey));
            // And the login of that try is over.
            let found = module.tokens(now()).unwrap();
            let (token, entry) = choose(&found, Some("很快过期")).unwrap();
            assert_signs(&module.signer(token, entry, Some(&pin())).unwrap(), b"report");
        },
    );
}

#[test]
fn a_key_is_missed_at_once_where_the_token_shows_its_keys() {
    with_tokens("a_key_is_missed_at_once_where_the_token_shows_its_keys", one_person, |kit| {
        // A token without a login has nothing to hide; SoftHSM hides its keys all the same.
        kit.control(&["clear=0x4"]);
        let (token, certificate) = only(&kit.shimmed());
        assert!(!token.needs_pin);
        assert_eq!(certificate.obstacle, Some(Obstacle::NoPrivateKey));
        assert_eq!(token.usable().count(), 0);
    });
}

#[test]
fn a_self_made_certificate_that_calls_itself_an_authority_signs_too() {
    with_tokens(
        "a_self_made_certificate_that_calls_itself_an_authority_signs_too",
        |kit| {
            kit.token("Lab");
            kit.issue_with("01", "自制", P256, "30", &[]);
            kit.put_key("Lab", "01");
            kit.put_certificate("Lab", "01");
            kit.token("Mail");
            kit.issue_with("02", "Mail", P256, "30", &["extendedKeyUsage=clientAuth"]);
            kit.put_certificate("Mail", "02");
        },
        |kit| {
            let module = kit.module();
            let found = module.tokens(now()).unwrap();
            let (token, certificate) = choose(&found, Some("自制")).unwrap();
            assert!(certificate.certificate.is_ca());
            assert_signs(&module.signer(token, certificate, Some(&pin())).unwrap(), b"report");
            let unfit = choose(&found, Some("Mail")).unwrap_err();
            assert_eq!(unfit.code(), "certificate-unfit");
        },
    );
}

#[test]
fn the_command_line_names_a_token_or_a_certificate() {
    with_tokens(
        "the_command_line_names_a_token_or_a_certificate",
        |kit| {
            kit.token("Lab A");
            kit.token("Lab B");
            kit.person("Lab A", "01", "Zhang San", P256);
            kit.person("Lab B", "02", "Li Si", P256);
            kit.person("Lab B", "03", "Wang Wu", P256);
        },
        |kit| {
            let module = kit.module_path();
            let resolve = |wanted: &str| {
                let text = format!("{}{wanted}", module.display());
                TokenChoice::parse(&text).unwrap().resolve(now())
            };
            let name = |wanted: &str| resolve(wanted).unwrap().certificate.certificate.common_name().unwrap();
            assert_eq!(name(":lab a"), "Zhang San");
            assert_eq!(name(":Wang Wu"), "Wang Wu");
            assert_eq!(name(":wang"), "Wang Wu");
            assert_eq!(name(":02"), "Li Si");
            let chosen = resolve(":Li Si").unwrap();
            assert_signs(&chosen.signer(Some(&pin())).unwrap(), b"report");
            let names = |fault| match fault {
                TokenFault::Ambiguous { candidates } | TokenFault::NoMatch { candidates } => {
                    candidates.into_iter().map(|one| one.id).collect::<BTreeSet<_>>()
                }
                other => panic!("{other:?}"),
            };
            let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<BTreeSet<_>>();
            let several = resolve("").unwrap_err();
            assert_eq!(several.code(), "ambiguous");
            assert_eq!(names(several), ids(&["01", "02", "03"]));
            assert_eq!(names(resolve(":Lab B").unwrap_err()), ids(&["02", "03"]));
            let none = resolve(":Nobody").unwrap_err();
            assert_eq!(none.code(), "no-match");
            assert_eq!(names(none), ids(&["01", "02", "03"]));
            // A known module needs no folder.
            let bare = TokenChoice::parse("libsofthsm2.so:Lab A").unwrap().resolve(now()).unwrap();
            assert_eq!(bare.certificate.id, "01");
            assert!(known_modules().iter().any(|known| known.name == "SoftHSM"));
        },
    );
}

#[test]
fn what_is_no_module_is_told_apart() {
    with_tokens(
        "what_is_no_module_is_told_apart",
        |kit| {
            let source = kit.path("empty.rs");
            std::fs::write(&source, "#[unsafe(no_mangle)] pub extern \"C\" fn nothing() {}").unwrap();
            kit.compile(&source, "libempty.so");
            std::fs::write(kit.path("text.so"), "not a library").unwrap();
            std::fs::copy(kit.path("libempty.so"), kit.path("cut.so")).unwrap();
            let cut = std::fs::OpenOptions::new().write(true).open(kit.path("cut.so")).unwrap();
            cut.set_len(200).unwrap();
        },
        |kit| {
            let open = |name: &str| Module::open(&kit.path(name)).unwrap_err();
            assert_eq!(open("nothing.so"), TokenFault::ModuleMissing);
            assert_eq!(open("text.so"), TokenFault::ModuleNotLibrary);
            assert_eq!(open("libempty.so"), TokenFault::ModuleNotPkcs11);
            assert_eq!(open("cut.so"), TokenFault::ModuleNotLoadable);
            assert_eq!(open("."), TokenFault::ModuleMissing);
            // OpenSC on a machine that may have no reader: it answers all the same.
            let known = known_modules();
            let opensc =
                known.iter().find(|known| known.name == "OpenSC").expect("OpenSC, of the package opensc");
            assert!(Module::open(&opensc.path).unwrap().tokens(now()).is_ok());
            let found = kit.module().tokens(now()).unwrap();
            assert_eq!(choose(&found, None).err(), Some(TokenFault::TokenNotPresent));
        },
    );
}

#[test]
fn every_code_has_words_in_both_languages() {
    let states = [
        PinState::Fine,
        PinState::CountLow,
        PinState::FinalTry,
        PinState::Locked,
        PinState::ToBeChanged,
        PinState::NotSet,
    ];
    for language in ["zh-CN", "en"] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/locales").join(language);
        let text = std::fs::read_to_string(file.join("tokens.ftl")).unwrap();
        let ids: BTreeSet<&str> = text.lines().filter_map(|line| Some(line.split_once(" = ")?.0)).collect();
        let missing = |id: String| (!ids.contains(id.as_str())).then_some(id);
        let failures = TokenFault::CODES.iter().chain(Obstacle::CODES);
        let failures = failures.flat_map(|code| [format!("token-{code}"), format!("token-{code}-remedy")]);
        let notes = Note::CODES.iter().map(|code| format!("token-note-{code}"));
        let pins = states.iter().map(|state| format!("token-pin-{}", state.code()));
        let missing: Vec<_> = failures.chain(notes).chain(pins).filter_map(missing).collect();
        assert!(missing.is_empty(), "{language}: {missing:?}");
    }
}
