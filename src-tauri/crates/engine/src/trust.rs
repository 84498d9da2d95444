//! The certificates that the user trusts, with where each came from.

use std::path::{Path, PathBuf};

use pki::revocation::Evidence;
use pki::{Certificate, TrustAnchors};
use serde::{Deserialize, Serialize};
use wire::{CertificateView, Failure, FailureCode, TrustedCertificate};

use crate::source::file_name;
use crate::{Engine, explain, failures, output, profile};

/// The largest certificate file that is looked at, bytes.
const LARGEST: u64 = 1 << 20;

/// What is kept beside a trusted certificate.
#[derive(Serialize, Deserialize)]
struct Origin {
    added: String,
    origin: String,
}

impl Engine {
    /// The certificates trusted, the newest first.
    pub fn trusted_certificates(&self, (): ()) -> Result<Vec<TrustedCertificate>, Failure> {
        let mut trusted: Vec<TrustedCertificate> = self
            .trusted()?
            .into_iter()
            .map(|(certificate, origin)| TrustedCertificate {
                certificate: explain::certificate_view(&certificate),
                added: origin.added,
                origin: origin.origin,
            })
            .collect();
        trusted.sort_by(|a, b| b.added.cmp(&a.added));
        Ok(trusted)
    }

    /// Trusts the certificates of a file that the user picked; gives the first.
    pub fn trust_file(&self, path: &Path) -> Result<TrustedCertificate, Failure> {
        let certificates = read_certificates(path)?;
        for certificate in &certificates {
            self.trust(certificate, &file_name(path))?;
        }
        let first = certificates.first().map(pki::Certificate::sha256_fingerprint).map(hex::encode);
        let trusted = self.trusted_certificates(())?.into_iter();
        trusted
            .into_iter()
            .find(|trusted| Some(&trusted.certificate.sha256) == first.as_ref())
            .ok_or_else(|| Failure::new(FailureCode::CertificateUnreadable).with("name", file_name(path)))
    }

    /// Trusts a certificate no longer.
    pub fn remove_trusted_certificate(&self, sha256: String) -> Result<(), Failure> {
        let known = self.trusted()?.into_iter().find(|(certificate, _)| fingerprint(certificate) == sha256);
        let Some((certificate, _)) = known else { return Ok(()) };
        let (der, note) = self.files_of(&certificate);
        let removed = std::fs::remove_file(&der).and_then(|()| std::fs::remove_file(&note));
        let removed = removed.map_err(|fault| output::unwritable(&der, fault));
        self.log_trust(audit::Action::TrustRemoved, &certificate, "", &removed)?;
        self.open.forget_reports();
        removed
    }

    /// Trusts a certificate; `origin` is where it came from.
    pub(crate) fn trust(&self, certificate: &Certificate, origin: &str) -> Result<CertificateView, Failure> {
        profile::make_private(&self.profile.trust())?;
        let (der, note) = self.files_of(certificate);
        let origin_note = Origin { added: self.clock.now().to_string(), origin: origin.to_owned() };
        let kept = serde_json::to_vec_pretty(&origin_note)
            .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))
            .and_then(|json| output::replace(&note, &json))
            .and_then(|()| output::replace(&der, certificate.der()));
        self.log_trust(audit::Action::TrustAdded, certificate, origin, &kept)?;
        kept?;
        self.open.forget_reports();
        Ok(explain::certificate_view(certificate))
    }

    /// The trust anchors: what the user trusts, nothing else.
    pub(crate) fn anchors(&self) -> Result<TrustAnchors, Failure> {
        let mut anchors = TrustAnchors::new();
        for (certificate, _) in self.trusted()? {
            anchors.add(certificate);
        }
        Ok(anchors)
    }

    fn trusted(&self) -> Result<Vec<(Certificate, Origin)>, Failure> {
        let Ok(files) = std::fs::read_dir(self.profile.trust()) else { return Ok(Vec::new()) };
        let mut trusted = Vec::new();
        for file in files.flatten().map(|file| file.path()) {
            if file.extension().is_none_or(|ending| ending != "cer") {
                continue;
            }
            let Ok(bytes) = std::fs::read(&file) else { continue };
            let note = std::fs::read(file.with_extension("json")).unwrap_or_default();
            let origin = serde_json::from_slice(&note)
                .unwrap_or_else(|_| Origin { added: String::new(), origin: String::new() });
            match Certificate::from_der(&bytes) {
                Ok(certificate) => trusted.push((certificate, origin)),
                Err(error) => return Err(failures::of_certificate(&error, &file)),
            }
        }
        trusted.sort_by_cached_key(|(certificate, _)| fingerprint(certificate));
        Ok(trusted)
    }

    fn files_of(&self, certificate: &Certificate) -> (PathBuf, PathBuf) {
        let name = self.profile.trust().join(fingerprint(certificate));
        (name.with_extension("cer"), name.with_extension("json"))
    }

    fn log_trust(
        &self,
        action: audit::Action,
        certificate: &Certificate,
        origin: &str,
        outcome: &Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut record = self.record(action);
        record.params.insert("certificate".to_owned(), certificate.display());
        record.params.insert("certificate-sha256".to_owned(), fingerprint(certificate));
        if !origin.is_empty() {
            record.params.insert("origin".to_owned(), origin.to_owned());
        }
        self.append_outcome(record, outcome)
    }
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

fn fingerprint(certificate: &Certificate) -> String {
    hex::encode(certificate.sha256_fingerprint())
}
