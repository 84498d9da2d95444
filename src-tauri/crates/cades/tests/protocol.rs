//! Requests of ours answered by `openssl ts`, and the answers that must be refused.
//!
//! Without openssl the tests print a note and pass; the workspace's own test command checks that it is there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::path::Path;
use std::process::Command;

use cades::tsp::Query;
use cades::{AnswerFault, StampError};
use pki::asn1::{INTEGER, SEQUENCE, encode};
use pki::{DigestAlgorithm, ObjectIdentifier};
use tempfile::TempDir;

const AT: &str = "http://tsa.test/";
const POLICY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.3.4");

fn openssl(dir: &Path, arguments: &str) -> Result<(), String> {
    let output = Command::new("openssl").current_dir(dir).args(arguments.split_whitespace()).output();
    let output = output.map_err(|fault| fault.to_string())?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

/// A folder with an authority whose certificate has this extension; `None` without openssl.
fn authority(purpose: &str) -> Option<TempDir> {
    let dir = tempfile::tempdir().unwrap();
    if openssl(dir.path(), "version").is_err() {
        println!("skipped: openssl is not installed");
        return None;
    }
    let config = format!(
        "[req]\ndistinguished_name=dn\nx509_extensions=ext\nprompt=no\n[dn]\nCN=TSA\n[ext]\n{purpose}\n\
         [tsa]\ndefault_tsa=t\n[t]\nserial=serial\ncrypto_device=builtin\nsigner_cert=tsa.pem\nsigner_key=key.pem\n\
         signer_digest=sha256\ndefault_policy=1.2.3.4\nother_policies=1.2.3.5\ndigests=sha256,sha512\n\
         ess_cert_id_alg=sha256\n"
    );
    std::fs::write(dir.path().join("tsa.cnf"), config).unwrap();
    openssl(dir.path(), "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem").unwrap();
    openssl(dir.path(), "req -x509 -new -key key.pem -config tsa.cnf -days 30 -out tsa.pem").unwrap();
    Some(dir)
}

fn answer(dir: &Path, query: &Query) -> Vec<u8> {
    std::fs::write(dir.join("query"), query.der()).unwrap();
    openssl(dir, "ts -reply -config tsa.cnf -queryfile query -out reply").unwrap();
    std::fs::read(dir.join("reply")).unwrap()
}

fn query(digest: DigestAlgorithm, nonce: u8, policy: Option<ObjectIdentifier>) -> Query {
    Query::new(digest, &digest.digest(b"document"), &[nonce; 8], policy)
}

fn fault(result: Result<Vec<u8>, StampError>) -> AnswerFault {
    match result {
        Err(StampError::Answer { authority, fault }) if authority == AT => fault,
        other => panic!("{other:?}"),
    }
}

const STAMPS: &str = "extendedKeyUsage=critical,timeStamping";

#[test]
fn openssl_answers_and_the_token_is_taken() {
    let Some(dir) = authority(STAMPS) else { return };
    for digest in [DigestAlgorithm::Sha256, DigestAlgorithm::Sha512] {
        for policy in [None, Some(POLICY)] {
            for nonce in [0x01, 0x7f, 0x80, 0xff] {
                let query = query(digest, nonce, policy);
                let token = query.accept(AT, &answer(dir.path(), &query)).unwrap();
                let read = cades::Token::parse(&token).unwrap();
                assert!(read.check(&digest.digest(b"document"), &[]).is_sound());
                assert_eq!(read.info().policy, POLICY);
            }
        }
    }
}

#[test]
fn an_answer_to_another_request_is_refused() {
    let Some(dir) = authority(STAMPS) else { return };
    let asked = query(DigestAlgorithm::Sha256, 1, None);
    let reply = answer(dir.path(), &asked);
    let other = |imprint: &[u8], nonce: u8, policy| {
        let query = Query::new(DigestAlgorithm::Sha256, imprint, &[nonce; 8], policy);
        fault(query.accept(AT, &reply))
    };
    let imprint = DigestAlgorithm::Sha256.digest(b"document");
    assert_eq!(other(&DigestAlgorithm::Sha256.digest(b"another"), 1, None), AnswerFault::Imprint);
    assert_eq!(other(&imprint, 2, None), AnswerFault::Nonce);
    assert_eq!(other(&imprint, 1, Some(ObjectIdentifier::new_unwrap("1.2.3.5"))), AnswerFault::Policy);

    // openssl echoes no nonce where none was sent.
    openssl(dir.path(), "ts -query -digest 00 -sha256 -no_nonce -cert -out q").unwrap_err();
    std::fs::write(dir.path().join("document"), b"document").unwrap();
    openssl(dir.path(), "ts -query -data document -sha256 -no_nonce -cert -out query").unwrap();
    openssl(dir.path(), "ts -reply -config tsa.cnf -queryfile query -out reply").unwrap();
    let without = std::fs::read(dir.path().join("reply")).unwrap();
    assert_eq!(fault(asked.accept(AT, &without)), AnswerFault::Nonce);
}

/// A response around the same TSTInfo, signed anew with these options of `openssl cms -sign`.
fn signed_anew(dir: &Path, reply: &[u8], query: &Query, options: &str) -> Vec<u8> {
    let token = cades::Token::parse(&query.accept(AT, reply).unwrap()).unwrap();
    std::fs::write(dir.join("info"), token.signed_data().content().unwrap()).unwrap();
    let sign = "cms -sign -binary -nodetach -econtent_type 1.2.840.113549.1.9.16.1.4 -in info -outform DER -out token";
    openssl(dir, &format!("{sign} {options}")).unwrap();
    let granted = encode(SEQUENCE, &encode(INTEGER, &[0]));
    encode(SEQUENCE, &[granted, std::fs::read(dir.join("token")).unwrap()].concat())
}

#[test]
fn signers_certificates_and_bindings_that_do_not_do_are_refused() {
    let Some(dir) = authority(STAMPS) else { return };
    let dir = dir.path();
    let query = query(DigestAlgorithm::Sha256, 1, None);
    let reply = answer(dir, &query);
    for (name, purpose) in [
        ("lax", "extendedKeyUsage=timeStamping"),
        ("mixed", "extendedKeyUsage=critical,timeStamping,emailProtection"),
        ("bare", "keyUsage=digitalSignature"),
        ("server", "extendedKeyUsage=critical,serverAuth"),
        ("usage", "extendedKeyUsage=critical,timeStamping\nkeyUsage=keyEncipherment"),
    ] {
        let config = format!(
            "[req]\ndistinguished_name=dn\nx509_extensions=ext\nprompt=no\n[dn]\nCN={name}\n[ext]\n{purpose}\n"
        );
        std::fs::write(dir.join("other.cnf"), config).unwrap();
        openssl(dir, &format!("req -x509 -new -key key.pem -config other.cnf -days 30 -out {name}.pem"))
            .unwrap();
    }
    let fault_with = |options: &str| fault(query.accept(AT, &signed_anew(dir, &reply, &query, options)));

    // The way itself is right: with nothing wrong the token is taken.
    let right = signed_anew(dir, &reply, &query, "-cades -signer tsa.pem -inkey key.pem");
    query.accept(AT, &right).unwrap();
    for name in ["lax", "mixed", "bare", "server", "usage"] {
        let options = format!("-cades -signer {name}.pem -inkey key.pem");
        assert_eq!(fault_with(&options), AnswerFault::Certificate, "{name}");
    }
    assert_eq!(fault_with("-cades -nocerts -signer tsa.pem -inkey key.pem"), AnswerFault::Certificate);
    assert_eq!(fault_with("-signer tsa.pem -inkey key.pem"), AnswerFault::Binding);
    assert_eq!(fault_with("-noattr -signer tsa.pem -inkey key.pem"), AnswerFault::Binding);
    let two = "-cades -signer tsa.pem -inkey key.pem -signer bare.pem -inkey key.pem";
    assert_eq!(fault_with(two), AnswerFault::Signers(2));

    let mut forged = right;
    *forged.last_mut().unwrap() ^= 1;
    assert_eq!(fault(query.accept(AT, &forged)), AnswerFault::Signature);
}

#[test]
fn a_refusal_of_openssl_is_told() {
    let Some(dir) = authority(STAMPS) else { return };
    let query = query(DigestAlgorithm::Sha384, 1, None);
    let refused = query.accept(AT, &answer(dir.path(), &query)).unwrap_err();
    // badAlg: the configuration stamps SHA-256 and SHA-512 alone.
    assert_eq!(refused, StampError::Refused { authority: AT.to_owned(), status: 2, failure: Some(0) });
}

#[test]
fn every_changed_octet_of_the_signature_and_of_the_content_is_noticed() {
    let Some(dir) = authority(STAMPS) else { return };
    let query = query(DigestAlgorithm::Sha256, 1, None);
    let reply = answer(dir.path(), &query);
    query.accept(AT, &reply).unwrap();
    for place in (0..reply.len()).step_by(7) {
        let mut bent = reply.clone();
        bent[place] ^= 0x01;
        // Bits outside of what is signed (a version, an unsigned length) may be bent without harm to the token.
        if let Ok(token) = query.accept(AT, &bent) {
            let read = cades::Token::parse(&token).unwrap();
            assert!(
                read.check(&DigestAlgorithm::Sha256.digest(b"document"), &[]).is_sound(),
                "octet {place}"
            );
        }
    }
    for end in (0..reply.len()).step_by(101) {
        assert!(query.accept(AT, &reply[..end]).is_err());
    }
    let mut longer = reply;
    longer.push(0);
    assert!(query.accept(AT, &longer).is_err());
}
