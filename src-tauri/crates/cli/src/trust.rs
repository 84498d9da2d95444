//! `vermilion trust`

use engine::Engine;
use wire::{ChangeTrust, Failure, Text, TrustedCertificate};

use crate::arguments::Trust;
use crate::terminal::Terminal;

/// Lists and changes whom the user trusts.
pub fn run(engine: &Engine, terminal: &Terminal, trust: Trust) -> Result<u8, Failure> {
    match trust {
        Trust::List { system, json } => {
            let mut trusted = engine.trusted_certificates(())?;
            if system {
                trusted.extend(engine.system_certificates());
            }
            if json {
                terminal.json(&trusted)?;
                return Ok(0);
            }
            if trusted.is_empty() {
                terminal.tell(&Text::new("cli-trust-nobody"));
            }
            trusted.iter().for_each(|one| tell(terminal, one));
            if engine.trusts_system() {
                terminal.tell(&Text::new("cli-trust-system"));
            }
        }
        Trust::Add { system: true, .. } => {
            engine.trust_system(true)?;
            terminal.tell(&Text::new("cli-trust-system"));
        }
        Trust::Add { signer_of: Some(file), fingerprint, purpose, .. } => {
            let fingerprint = fingerprint.unwrap_or_default();
            tell(terminal, &engine.trust_signer_of_file(&file, &fingerprint, purpose.into())?);
        }
        Trust::Add { files, purpose, .. } => {
            for file in files {
                engine.trust_file_for(&file, purpose.into())?.iter().for_each(|one| tell(terminal, one));
            }
        }
        Trust::Change { certificate, purpose } => {
            let sha256 = engine.find_trusted(&certificate)?;
            tell(terminal, &engine.change_trust(ChangeTrust { sha256, purpose: purpose.into() })?);
        }
        Trust::Remove { system: true, .. } => {
            engine.trust_system(false)?;
            terminal.tell(&Text::new("cli-trust-system-no-more"));
        }
        Trust::Remove { list: Some(list), .. } => {
            let count = engine.remove_trusted_list(list.clone())?;
            terminal.tell(&Text::new("cli-trust-list-removed").with("name", list).with("count", count));
        }
        Trust::Remove { certificate, .. } => {
            let name = certificate.unwrap_or_default();
            engine.remove_trusted_certificate(engine.find_trusted(&name)?)?;
            terminal.tell(&Text::new("trust-removed").with("name", name));
        }
        Trust::ImportList { file, signer, fingerprint, json } => {
            let imported = engine.import_list_file(&file, &signer, fingerprint.as_deref())?;
            if json {
                terminal.json(&imported)?;
                return Ok(0);
            }
            terminal.tell(
                &Text::new("trust-list-imported")
                    .with("name", imported.origin)
                    .with("count", imported.authorities)
                    .with("removed", imported.removed),
            );
        }
    }
    Ok(0)
}

/// One certificate on two lines: who and for what, then where from and the fingerprint.
fn tell(terminal: &Terminal, one: &TrustedCertificate) {
    let words = |id: String| terminal.words(&Text::new(id).with("origin", one.origin.as_str()));
    terminal.tell(
        &Text::new("cli-trusted")
            .with("name", one.certificate.name.as_str())
            .with("purpose", words(format!("trust-purpose-{}", one.purpose.as_str())))
            .with("until", one.certificate.valid_until.as_str())
            .with("source", words(format!("trust-source-{}", one.source.as_str())))
            .with("sha256", one.certificate.sha256.as_str()),
    );
}
