//! Taking over a trusted list (ETSI TS 119 612): its signature is checked, its signer accepted by the user, its authorities
//! trusted for what the list recognises them for. A newer edition takes the place of the older one.
//!
//! What the user trusts by their own decision stays as it is, whatever a list says.

use std::path::Path;

use pki::Time;
use trustlist::TrustList;
use wire::{Failure, FailureCode, ImportTrustedList, ImportedTrustedList, TrustSource, TrustedListOffer};

use crate::source::file_name;
use crate::trust::{Edition, Note, fingerprint, read_certificates, to_wire};
use crate::{Engine, explain, failures};

impl Engine {
    /// What a list that the user picked says of itself, before anything of it is trusted.
    pub fn offer_trusted_list(&self, path: &Path) -> Result<TrustedListOffer, Failure> {
        let list = self.read_list(path)?;
        let signer = fingerprint(&list.signer);
        Ok(TrustedListOffer {
            id: self.chosen(path)?.id,
            operator: list.operator,
            territory: list.territory,
            issued: explain::moment(list.issued),
            next_update: list.next_update.map(explain::moment),
            authorities: u32::try_from(list.authorities.len()).unwrap_or(u32::MAX),
            signer: explain::certificate_view(&list.signer),
            known: self.signed_before(&signer)?,
        })
    }

    /// Takes over a list that was offered.
    pub fn import_trusted_list(&self, request: ImportTrustedList) -> Result<ImportedTrustedList, Failure> {
        let path = self.chosen_path(&request.id)?;
        let list = self.read_list(&path)?;
        if fingerprint(&list.signer) != request.signer {
            return Err(not_accepted(&list));
        }
        self.take_over(&list)
    }

    /// Takes over a list from a file, for the command line: its signer must be one of those in `signers`, or have the
    /// fingerprint `accepted`, or have signed an edition that was taken over before.
    pub fn import_list_file(
        &self,
        path: &Path,
        signers: &[std::path::PathBuf],
        accepted: Option<&str>,
    ) -> Result<ImportedTrustedList, Failure> {
        let list = self.read_list(path)?;
        let signer = fingerprint(&list.signer);
        let mut known = self.signed_before(&signer)?;
        if let Some(accepted) = accepted {
            let hex: String = accepted.chars().filter(char::is_ascii_hexdigit).collect();
            known |= hex.eq_ignore_ascii_case(&signer);
        }
        for file in signers {
            known |= read_certificates(file)?.contains(&list.signer);
        }
        if !known {
            return Err(not_accepted(&list));
        }
        self.take_over(&list)
    }

    /// Trusts nobody of a list any longer; gives how many there were.
    pub fn remove_trusted_list(&self, origin: String) -> Result<u32, Failure> {
        let mut removed = 0;
        for (certificate, note) in self.trusted()? {
            if note.source == TrustSource::List && note.origin == origin {
                self.forget_trust(&certificate)?;
                removed += 1;
            }
        }
        match removed {
            0 => Err(Failure::new(FailureCode::NoSuchTrust).with("name", origin)),
            removed => Ok(removed),
        }
    }

    fn read_list(&self, path: &Path) -> Result<TrustList, Failure> {
        let refused = |code: &str| {
            Failure::new(FailureCode::TrustedList).of_case(code.to_owned()).with("name", file_name(path))
        };
        let facts = std::fs::metadata(path).map_err(|fault| failures::unreadable(path, fault))?;
        if facts.len() > trustlist::LARGEST as u64 {
            return Err(refused(trustlist::Error::TooLarge.code()));
        }
        let bytes = std::fs::read(path).map_err(|fault| failures::unreadable(path, fault))?;
        let now = Time::from_unix(self.clock.now().as_second());
        trustlist::read(&bytes, now).map_err(|error| {
            let failure = refused(error.code());
            match &error {
                trustlist::Error::RunOut { until } => failure.with("until", explain::moment(*until)),
                _ => failure.because(error),
            }
        })
    }

    /// Whether this signer signed a list that the user took over.
    fn signed_before(&self, signer: &str) -> Result<bool, Failure> {
        let by = |note: &Note| note.list.as_ref().is_some_and(|edition| edition.signer == signer);
        Ok(self.trusted()?.iter().any(|(_, note)| by(note)))
    }

    fn take_over(&self, list: &TrustList) -> Result<ImportedTrustedList, Failure> {
        let origin = match list.territory.as_str() {
            "" => list.operator.clone(),
            territory => format!("{} ({territory})", list.operator),
        };
        let trusted = self.trusted()?;
        let of_list = |note: &Note| note.source == TrustSource::List && note.origin == origin;
        let newer = |note: &Note| note.list.as_ref().is_some_and(|edition| edition.sequence > list.sequence);
        if trusted.iter().any(|(_, note)| of_list(note) && newer(note)) {
            return Err(Failure::new(FailureCode::TrustedListOlder).with("name", origin));
        }
        let mut removed = 0;
        for (certificate, note) in &trusted {
            if of_list(note) && !list.authorities.iter().any(|one| one.certificate == *certificate) {
                self.forget_trust(certificate)?;
                removed += 1;
            }
        }
        let edition = Edition { sequence: list.sequence, signer: fingerprint(&list.signer) };
        for authority in &list.authorities {
            let before = trusted.iter().find(|(certificate, _)| *certificate == authority.certificate);
            if before.is_some_and(|(_, note)| note.source != TrustSource::List) {
                continue;
            }
            let note = Note {
                added: self.clock.now().to_string(),
                origin: origin.clone(),
                source: TrustSource::List,
                purpose: to_wire(authority.purpose),
                list: Some(edition.clone()),
            };
            self.keep_trust(&authority.certificate, &note)?;
        }
        let authorities = u32::try_from(list.authorities.len()).unwrap_or(u32::MAX);
        Ok(ImportedTrustedList { origin, authorities, removed })
    }
}

fn not_accepted(list: &TrustList) -> Failure {
    Failure::new(FailureCode::TrustedListSigner)
        .with("signer", list.signer.display())
        .with("fingerprint", fingerprint(&list.signer))
}
