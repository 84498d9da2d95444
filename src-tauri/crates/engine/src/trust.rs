//! The certificates that the user trusts, with what each is trusted with and where it came from.

use std::path::{Path, PathBuf};

use pki::revocation::Evidence;
use pki::{Certificate, Purpose, TrustAnchors};
use serde::{Deserialize, Serialize};
use wire::{ChangeTrust, Failure, FailureCode, TrustPurpose, TrustSource, TrustedCertificate};

use crate::source::{FileSource, file_name};
use crate::verifying::examine;
use crate::{Engine, explain, failures, output, profile, settings};

/// The largest certificate file that is looked at, bytes.
const LARGEST: u64 = 1 << 20;

/// What is kept beside a trusted certificate.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Note {
    pub(crate) added: String,
    pub(crate) origin: String,
    #[serde(default)]
    pub(crate) source: TrustSource,
    #[serde(default)]
    pub(crate) purpose: TrustPurpose,
    /// Of a trusted list: which edition, and who signed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) list: Option<Edition>,
}

/// The edition of a trusted list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Edition {
    pub(crate) sequence: u64,
    pub(crate) signer: String,
}

impl Engine {
    /// The certificates trusted, the newest first.
    pub fn trusted_certificates(&self, (): ()) -> Result<Vec<TrustedCertificate>, Failure> {
        let mut trusted: Vec<TrustedCertificate> =
            self.trusted()?.iter().map(|(certificate, note)| view(certificate, note)).collect();
        trusted.sort_by(|a, b| b.added.cmp(&a.added));
        Ok(trusted)
    }

    /// The certificates that the computer's own system trusts, whether they are trusted here or not.
    pub fn system_certificates(&self) -> Vec<TrustedCertificate> {
        let note = Note { source: TrustSource::System, ..Note::default() };
        system().iter().map(|certificate| view(certificate, &note)).collect()
    }

    /// Trusts the certificates of a file that the user picked, with everything; gives the first.
    pub fn trust_file(&self, path: &Path) -> Result<TrustedCertificate, Failure> {
        let first = self.trust_file_for(path, TrustPurpose::All)?.into_iter().next();
        first.ok_or_else(|| Failure::new(FailureCode::CertificateUnreadable).with("name", file_name(path)))
    }

    /// Trusts the certificates of a file with something.
    pub fn trust_file_for(
        &self,
        path: &Path,
        purpose: TrustPurpose,
    ) -> Result<Vec<TrustedCertificate>, Failure> {
        let certificates = read_certificates(path)?;
        certificates
            .iter()
            .map(|certificate| self.trust(certificate, TrustSource::File, &file_name(path), purpose))
            .collect()
    }

    /// Trusts the one signer of a file whose certificate has the fingerprint that they told the user.
    pub fn trust_signer_of_file(
        &self,
        path: &Path,
        told: &str,
        purpose: TrustPurpose,
    ) -> Result<TrustedCertificate, Failure> {
        let told: String = told.chars().filter(char::is_ascii_hexdigit).collect();
        let source = FileSource::open(path)?;
        let document = pdf::Document::open(source, pdf::Limits::default())
            .map_err(|error| failures::of_pdf(&error, path))?;
        let report = examine(&document, &self.policy(TrustAnchors::new(), None), path)?;
        let mut signers = report.signatures.iter().filter_map(explain::certificate_of);
        let fits = |one: &Certificate| fingerprint(one).eq_ignore_ascii_case(&told);
        let certificate = signers.find(fits).ok_or_else(|| Failure::new(FailureCode::NoSuchSignature))?;
        self.trust(&certificate, TrustSource::Signature, &file_name(path), purpose)
    }

    /// Trusts a certificate with something else.
    pub fn change_trust(&self, request: ChangeTrust) -> Result<TrustedCertificate, Failure> {
        let (certificate, note) = self.known(&request.sha256)?;
        let note = Note { purpose: request.purpose, ..note };
        self.keep_trust(&certificate, &note)?;
        Ok(view(&certificate, &note))
    }

    /// Trusts a certificate no longer.
    pub fn remove_trusted_certificate(&self, sha256: String) -> Result<(), Failure> {
        let (certificate, _) = self.known(&sha256)?;
        self.forget_trust(&certificate)
    }

    /// The fingerprint of the one trusted certificate whose fingerprint begins so, or whose name it is.
    pub fn find_trusted(&self, wanted: &str) -> Result<String, Failure> {
        let hex: String =
            wanted.chars().filter(char::is_ascii_hexdigit).collect::<String>().to_ascii_lowercase();
        let plain = wanted.chars().all(|c| c.is_ascii_hexdigit() || c == ':' || c == ' ');
        let fits = |certificate: &Certificate| {
            certificate.display() == wanted
                || (plain && hex.len() >= 8 && fingerprint(certificate).starts_with(&hex))
        };
        let trusted = self.trusted()?;
        let mut found = trusted.iter().map(|(certificate, _)| certificate).filter(|one| fits(one));
        match (found.next(), found.next()) {
            (Some(one), None) => Ok(fingerprint(one)),
            _ => Err(Failure::new(FailureCode::NoSuchTrust).with("name", wanted)),
        }
    }

    /// Trusts a certificate with `purpose`, beside what it was trusted with before; `origin` is where it came from.
    pub(crate) fn trust(
        &self,
        certificate: &Certificate,
        source: TrustSource,
        origin: &str,
        purpose: TrustPurpose,
    ) -> Result<TrustedCertificate, Failure> {
        let before = self.trusted()?.into_iter().find(|(known, _)| known == certificate);
        let purpose = match before {
            Some((_, note)) => to_wire(of_wire(note.purpose).and(of_wire(purpose))),
            None => purpose,
        };
        let origin = origin.to_owned();
        let note = Note { added: self.clock.now().to_string(), origin, source, purpose, list: None };
        self.keep_trust(certificate, &note)?;
        Ok(view(certificate, &note))
    }

    /// Writes a certificate with its note, and logs it.
    pub(crate) fn keep_trust(&self, certificate: &Certificate, note: &Note) -> Result<(), Failure> {
        profile::make_private(&self.profile.trust())?;
        let (der, json) = self.files_of(certificate);
        let kept = serde_json::to_vec_pretty(note)
            .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))
            .and_then(|bytes| output::replace(&json, &bytes))
            .and_then(|()| output::replace(&der, certificate.der()));
        self.log_trust(audit::Action::TrustAdded, certificate, Some(note), &kept)?;
        self.open.forget_reports();
        kept
    }

    /// Removes a certificate with its note, and logs it.
    pub(crate) fn forget_trust(&self, certificate: &Certificate) -> Result<(), Failure> {
        let (der, note) = self.files_of(certificate);
        let removed = std::fs::remove_file(&der).and_then(|()| std::fs::remove_file(&note));
        let removed = removed.map_err(|fault| output::unwritable(&der, fault));
        self.log_trust(audit::Action::TrustRemoved, certificate, None, &removed)?;
        self.open.forget_reports();
        removed
    }

    /// The trust anchors: what the user trusts, and the system's where the user wants that.
    pub(crate) fn anchors(&self) -> Result<TrustAnchors, Failure> {
        let mut anchors = TrustAnchors::new();
        for (certificate, note) in self.trusted()? {
            anchors.add_for(certificate, of_wire(note.purpose));
        }
        if settings::load(&self.profile).system_trust {
            for certificate in system() {
                anchors.add(certificate);
            }
        }
        Ok(anchors)
    }

    /// What is kept in the profile, in the order of the fingerprints.
    pub(crate) fn trusted(&self) -> Result<Vec<(Certificate, Note)>, Failure> {
        let Ok(files) = std::fs::read_dir(self.profile.trust()) else { return Ok(Vec::new()) };
        let mut trusted = Vec::new();
        for file in files.flatten().map(|file| file.path()) {
            if file.extension().is_none_or(|ending| ending != "cer") {
                continue;
            }
            let Ok(bytes) = std::fs::read(&file) else { continue };
            let note = std::fs::read(file.with_extension("json")).unwrap_or_default();
            match Certificate::from_der(&bytes) {
                Ok(certificate) => {
                    trusted.push((certificate, serde_json::from_slice(&note).unwrap_or_default()));
                }
                Err(error) => return Err(failures::of_certificate(&error, &file)),
            }
        }
        trusted.sort_by_cached_key(|(certificate, _)| fingerprint(certificate));
        Ok(trusted)
    }

    fn known(&self, sha256: &str) -> Result<(Certificate, Note), Failure> {
        let found = self.trusted()?.into_iter().find(|(certificate, _)| fingerprint(certificate) == sha256);
        found.ok_or_else(|| Failure::new(FailureCode::NoSuchTrust).with("name", sha256))
    }

    fn files_of(&self, certificate: &Certificate) -> (PathBuf, PathBuf) {
        let name = self.profile.trust().join(fingerprint(certificate));
        (name.with_extension("cer"), name.with_extension("json"))
    }

    fn log_trust(
        &self,
        action: audit::Action,
        certificate: &Certificate,
        note: Option<&Note>,
        outcome: &Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut record = self.record(action);
        record.params.insert("certificate".to_owned(), certificate.display());
        record.params.insert("certificate-sha256".to_owned(), fingerprint(certificate));
        if let Some(note) = note {
            record.params.insert("origin".to_owned(), note.origin.clone());
            record.params.insert("purpose".to_owned(), note.purpose.as_str().to_owned());
        }
        self.append_outcome(record, outcome)
    }
}

/// A trusted certificate as the window shows it.
fn view(certificate: &Certificate, note: &Note) -> TrustedCertificate {
    TrustedCertificate {
        certificate: explain::certificate_view(certificate),
        added: note.added.clone(),
        source: note.source,
        origin: note.origin.clone(),
        purpose: note.purpose,
    }
}

pub(crate) fn of_wire(purpose: TrustPurpose) -> Purpose {
    match purpose {
        TrustPurpose::Signing => Purpose::Signing,
        TrustPurpose::TimeStamping => Purpose::TimeStamping,
        TrustPurpose::All => Purpose::All,
    }
}

pub(crate) fn to_wire(purpose: Purpose) -> TrustPurpose {
    match purpose {
        Purpose::Signing => TrustPurpose::Signing,
        Purpose::TimeStamping => TrustPurpose::TimeStamping,
        Purpose::All => TrustPurpose::All,
    }
}

/// The authorities that the system trusts; what cannot be read there is left out.
fn system() -> Vec<Certificate> {
    let found = rustls_native_certs::load_native_certs();
    found.certs.iter().filter_map(|der| Certificate::from_der(der).ok()).collect()
}

/// The certificates in a PEM or DER file.
pub(crate) fn read_certificates(path: &Path) -> Result<Vec<Certificate>, Failure> {
    let unreadable = |fault: &dyn std::fmt::Display| {
        Failure::new(FailureCode::CertificateUnreadable).with("name", file_name(path)).because(fault)
    };
    let facts = std::fs::metadata(path).map_err(|fault| unreadable(&fault))?;
    if facts.len() > LARGEST {
        return Err(unreadable(&"the file is too large for a certificate"));
    }
    let bytes = std::fs::read(path).map_err(|fault| unreadable(&fault))?;
    Certificate::from_pem_or_der(&bytes).map_err(|error| failures::of_certificate(&error, path))
}

/// The revocation lists and OCSP answers in some files.
pub(crate) fn read_evidence(crls: &[PathBuf], ocsps: &[PathBuf]) -> Result<Evidence, Failure> {
    /// The largest file of that kind, bytes; a list of a large authority has some ten million.
    const LARGEST: u64 = 32 << 20;
    let mut evidence = Evidence::default();
    for path in crls.iter().chain(ocsps) {
        let unusable = |fault: &dyn std::fmt::Display| {
            Failure::new(FailureCode::EvidenceUnreadable).with("name", file_name(path)).because(fault)
        };
        let facts = std::fs::metadata(path).map_err(|fault| failures::unreadable(path, fault))?;
        if facts.len() > LARGEST {
            return Err(unusable(&"the file is too large"));
        }
        let bytes = std::fs::read(path).map_err(|fault| failures::unreadable(path, fault))?;
        evidence.add(&bytes).map_err(|error| unusable(&error))?;
    }
    Ok(evidence)
}

pub(crate) fn fingerprint(certificate: &Certificate) -> String {
    hex::encode(certificate.sha256_fingerprint())
}
