//! The office's own authority: root, issuing certificate, certificates of holders, revocation lists.
//!
//! Keys stay where they are; a [`cades::Signer`] is handed in. Serial numbers have 128 random bits. A holder's certificate is
//! bound to name, organisation, department and post, and ends with the post.

use cades::Signer;
use jiff::Timestamp;
use pki::issue::{self, NewCertificate, Office, Subject};
use pki::request::{self, Request};
use pki::{Certificate, Crl, ListEntry, NewList, Time};

use crate::Error;

/// Years that a root is valid; an issuing certificate half as long.
pub const ROOT_YEARS: i64 = 20;
/// Longest time between two lists, days.
pub const LIST_DAYS: i64 = 7;

/// A moment as a certificate has it.
pub fn time(at: Timestamp) -> Time {
    Time::from_unix(at.as_second())
}

fn serial() -> Result<[u8; 16], Error> {
    let mut serial = [0; 16];
    getrandom::fill(&mut serial).map_err(|_| Error::Random)?;
    serial[0] = serial[0] & 0x7f | 0x40;
    Ok(serial)
}

fn certify(
    subject: &Subject,
    spki: &[u8],
    validity: (Time, Time),
    office: Office<'_>,
    signer: &dyn Signer,
) -> Result<Certificate, Error> {
    let serial = serial()?;
    let algorithm = signer.algorithm();
    let (not_before, not_after) = validity;
    let new = NewCertificate { subject, spki_der: spki, not_before, not_after, serial: &serial, algorithm };
    let tbs = issue::tbs_issued(&new, office)?;
    let signature = signer.sign(&tbs)?;
    let issuer = match office {
        Office::Root => None,
        Office::Issuing(issuer) | Office::Holder(issuer) => Some(issuer),
    };
    Ok(issue::assemble_issued(&tbs, algorithm, &signature, issuer)?)
}

/// The certificate of a root, signed with its own key.
pub fn root(organisation: &str, name: &str, now: Timestamp, key: &dyn Signer) -> Result<Certificate, Error> {
    let subject = Subject {
        common_name: name.to_owned(),
        organization: Some(organisation.to_owned()),
        ..Subject::default()
    };
    let validity = (time(now), time(now).plus_seconds(ROOT_YEARS * 31_557_600));
    certify(&subject, key.certificate().spki_der(), validity, Office::Root, key)
}

/// The certificate of an issuing key, signed by the root.
pub fn issuing(
    organisation: &str,
    name: &str,
    now: Timestamp,
    spki: &[u8],
    root: &Certificate,
    root_key: &dyn Signer,
) -> Result<Certificate, Error> {
    let subject = Subject {
        common_name: name.to_owned(),
        organization: Some(organisation.to_owned()),
        ..Subject::default()
    };
    let validity = (time(now), time(now).plus_seconds(ROOT_YEARS / 2 * 31_557_600));
    certify(&subject, spki, validity, Office::Issuing(root), root_key)
}

/// The certificate of a holder: what the request's key gets, under the name that the office has checked.
pub fn holder(
    subject: &Subject,
    request: &Request,
    validity: (Timestamp, Timestamp),
    key: &dyn Signer,
) -> Result<Certificate, Error> {
    let validity = (time(validity.0), time(validity.1));
    certify(subject, request.spki_der(), validity, Office::Holder(key.certificate()), key)
}

/// A request for a certificate, made with a key of one's own.
pub fn request(subject: &Subject, key: &dyn Signer) -> Result<Vec<u8>, Error> {
    let tbs = request::tbs_request(subject, key.certificate().spki_der())?;
    let signature = key.sign(&tbs)?;
    Ok(request::assemble_request(&tbs, key.algorithm(), &signature)?)
}

/// The root's list, which revokes nothing and is good as long as the issuing certificate.
pub fn root_list(root: &Certificate, now: Timestamp, root_key: &dyn Signer) -> Result<Crl, Error> {
    let this_update = time(now);
    let new = NewList {
        issuer: root,
        this_update,
        next_update: this_update.plus_seconds(ROOT_YEARS / 2 * 31_557_600),
        number: 1,
        entries: &[],
        algorithm: root_key.algorithm(),
    };
    let tbs = pki::tbs_list(&new)?;
    let signature = root_key.sign(&tbs)?;
    Ok(pki::assemble_list(&tbs, &signature, &new)?)
}

/// A revocation list, good for a number of days, at most [`LIST_DAYS`].
pub fn list(
    entries: &[ListEntry],
    number: u64,
    now: Timestamp,
    days: i64,
    key: &dyn Signer,
) -> Result<Crl, Error> {
    let this_update = time(now);
    let new = NewList {
        issuer: key.certificate(),
        this_update,
        next_update: this_update.plus_seconds(days.clamp(1, LIST_DAYS) * 86_400),
        number,
        entries,
        algorithm: key.algorithm(),
    };
    let tbs = pki::tbs_list(&new)?;
    let signature = key.sign(&tbs)?;
    Ok(pki::assemble_list(&tbs, &signature, &new)?)
}
