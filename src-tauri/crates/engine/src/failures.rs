//! Every lower error as what the user is told.

use std::path::Path;

use wire::{Failure, FailureCode};

use crate::source::file_name;

/// A file that is not there, or may not be read.
pub(crate) fn unreadable(path: &Path, fault: impl std::fmt::Display) -> Failure {
    Failure::new(FailureCode::FileUnreadable).with("name", file_name(path)).because(fault)
}

/// A reader's or writer's error on a file.
pub(crate) fn of_pdf(error: &pdf::Error, path: &Path) -> Failure {
    let code = match error {
        pdf::Error::NoHeader => FailureCode::NotAPdf,
        pdf::Error::Io { .. } => FailureCode::FileUnreadable,
        pdf::Error::Limit { .. } => FailureCode::PdfTooComplex,
        pdf::Error::WrongPassword => FailureCode::PasswordWrong,
        pdf::Error::Locked => FailureCode::PasswordNeeded,
        pdf::Error::UnsupportedEncryption => FailureCode::EncryptionUnsupported,
        pdf::Error::NoSuchPage { .. } => FailureCode::NoSuchPage,
        _ => FailureCode::PdfDamaged,
    };
    Failure::new(code).with("name", file_name(path)).because(error)
}

/// The log's error.
pub(crate) fn of_log(error: &audit::Error) -> Failure {
    use audit::Error;
    let reason = match error {
        Error::Broken { kind, .. } => kind.code(),
        Error::Truncated { .. } | Error::Missing { .. } => "truncated",
        Error::Forked { .. } => "forked",
        _ => return Failure::new(FailureCode::LogUnusable).because(error),
    };
    Failure::new(FailureCode::LogBroken).with("reason", reason).because(error)
}

/// An error of the vault or of a key file.
pub(crate) fn of_keys(error: &keys::Error) -> Failure {
    use keys::{Error, PackageFault, Pkcs12Fault};
    let failure = match error {
        Error::WrongSecret { tries_left: 0 } | Error::Locked => Failure::new(FailureCode::IdentityLocked),
        Error::WrongSecret { tries_left } => {
            Failure::new(FailureCode::PinWrong).with("tries", u32::from(*tries_left))
        }
        Error::Secret(fault) => Failure::new(FailureCode::PinTooWeak).with("fault", fault.code()),
        Error::Counter { .. } => Failure::new(FailureCode::CounterUnusable),
        Error::Storage { .. } => Failure::new(FailureCode::VaultUnusable),
        Error::InvalidId | Error::UnknownIdentity { .. } | Error::Destroyed { .. } => {
            Failure::new(FailureCode::NoSuchIdentity)
        }
        Error::DeviceSecretMissing | Error::DeviceSecretMalformed | Error::OtherDevice { .. } => {
            Failure::new(FailureCode::VaultElsewhere)
        }
        Error::Record { .. } | Error::KdfOutOfBounds(_) => Failure::new(FailureCode::VaultDamaged),
        Error::Key(_) => Failure::new(FailureCode::KeyUnsuitable),
        Error::NewIdentity(_) => Failure::new(FailureCode::NameUnusable),
        Error::Pkcs12(Pkcs12Fault::WrongPassword) => Failure::new(FailureCode::KeyFilePasswordWrong),
        Error::Pkcs12(_) => Failure::new(FailureCode::KeyFileUnusable),
        Error::Certificate(_) => Failure::new(FailureCode::CertificateUnreadable),
        Error::Package(PackageFault::WrongSecret) => Failure::new(FailureCode::OfficeFile).of_case("secret"),
        Error::Package(_) => Failure::new(FailureCode::OfficeFile).of_case("unreadable"),
        Error::Token(fault) => return of_token(fault),
        Error::NoLogin => Failure::new(FailureCode::NoLogin),
        Error::LoginExists => Failure::new(FailureCode::LoginExists),
        Error::LoginName => Failure::new(FailureCode::LoginNameUnusable),
        Error::LoginDamaged => Failure::new(FailureCode::LoginDamaged),
        _ => Failure::new(FailureCode::Internal),
    };
    failure.because(error)
}

/// An error of the vault about the login, at a moment.
pub(crate) fn of_login(error: &keys::Error, now: jiff::Timestamp) -> Failure {
    use keys::Error;
    match error {
        Error::WrongSecret { tries_left } => {
            Failure::new(FailureCode::LoginWrong).with("tries", u32::from(*tries_left)).because(error)
        }
        Error::Waits { until } => {
            let seconds = until.unix().saturating_sub(now.as_second()).max(0);
            let minutes = u32::try_from(seconds.saturating_add(59) / 60).unwrap_or(u32::MAX);
            Failure::new(FailureCode::LoginWaits).with("minutes", minutes).because(error)
        }
        Error::Counter { .. } => Failure::new(FailureCode::LoginDamaged).because(error),
        Error::Secret(_) => of_keys(error).of_case("login"),
        other => of_keys(other),
    }
}

/// An error of the register, of a letter, or a rule's refusal.
pub(crate) fn of_registry(error: &registry::Error) -> Failure {
    use registry::Error;
    match error {
        Error::Refused(rule) => of_rule(*rule),
        Error::Transition { from, step } => Failure::new(FailureCode::StepImpossible)
            .with("from", from.map_or("none", registry::State::code))
            .with("step", step.code()),
        Error::Unknown { name, .. } => Failure::new(FailureCode::NoSuchEntry).with("name", name.as_str()),
        Error::Malformed(_) | Error::Json(_) => Failure::new(FailureCode::OfficeFile).of_case("unreadable"),
        Error::Forged(_) => Failure::new(FailureCode::OfficeFile).of_case("forged"),
        Error::Older { .. } => Failure::new(FailureCode::OfficeFile).of_case("older"),
        Error::Store(_) => Failure::new(FailureCode::RegisterUnusable),
        Error::Pki(_) => Failure::new(FailureCode::CertificateUnreadable).with("name", ""),
        Error::Signer(error) => of_signer(error),
        Error::Cades(_) => Failure::new(FailureCode::SignatureFaulty),
        _ => Failure::new(FailureCode::Internal),
    }
    .because(error)
}

/// A rule's refusal, which names its clause.
pub(crate) fn of_rule(rule: registry::Rule) -> Failure {
    Failure::new(FailureCode::Rule).of_case(rule.id()).with("clause", rule.clause()).with("rule", rule.id())
}

/// An error of the appearance maker.
pub(crate) fn of_appearance(error: &appearance::Error) -> Failure {
    use appearance::Error;
    let failure = match error {
        Error::InkFile { .. } | Error::InkVersion(_) | Error::InkPoint { .. } | Error::TooMuchInk { .. } => {
            Failure::new(FailureCode::InkUnreadable)
        }
        Error::NoInk | Error::Nothing => Failure::new(FailureCode::InkEmpty),
        Error::PictureFormat
        | Error::PictureBytes { .. }
        | Error::PicturePixels { .. }
        | Error::EmptyPicture => Failure::new(FailureCode::ImageUnreadable),
        Error::DarkBackground => Failure::new(FailureCode::BackgroundDark),
        Error::SealMeasures { .. } | Error::SealText { .. } => Failure::new(FailureCode::SealMeasures),
        Error::MissingGlyph(character) => {
            Failure::new(FailureCode::GlyphMissing).with("character", character.to_string())
        }
        Error::TooLittleRoom { .. } | Error::Size { .. } => Failure::new(FailureCode::PlaceTooSmall),
        _ => Failure::new(FailureCode::Internal),
    };
    failure.because(error)
}

/// An error of the renderer.
pub(crate) fn of_render(error: &render::Error) -> Failure {
    Failure::new(FailureCode::DrawingFailed).because(error)
}

/// Why a document cannot be signed.
pub(crate) fn of_sign(error: &sign::Error, path: &Path) -> Failure {
    use sign::Error;
    let of_field = |code, field: &str| Failure::new(code).with("field", field);
    match error {
        Error::Pdf(error) => of_pdf(error, path),
        Error::Appearance(error) => of_appearance(error),
        Error::Stamp(error) => return of_stamp(error),
        Error::Cades(error) => return of_cades(error),
        Error::Xfa => Failure::new(FailureCode::XfaUnsupported).with("name", file_name(path)),
        Error::NoSuchField { name } => of_field(FailureCode::NoSuchField, name),
        Error::AlreadySigned { name } => of_field(FailureCode::FieldAlreadySigned, name),
        Error::FieldExists { name } => of_field(FailureCode::FieldExists, name),
        Error::FieldName { name } => of_field(FailureCode::FieldNameUnusable, name),
        Error::OffPage { page } => Failure::new(FailureCode::PlaceOffPage).with("page", page + 1),
        Error::Forbidden { field, signer } => {
            of_field(FailureCode::SigningForbidden, field).with("signer", signer.as_str())
        }
        Error::NewPlaceForbidden { field, signer } => {
            of_field(FailureCode::NewPlaceForbidden, field).with("signer", signer.as_str())
        }
        Error::PagesSigned { field, signer } => {
            of_field(FailureCode::SigningForbidden, field).with("signer", signer.as_str())
        }
        Error::NotFirst { field, signer } => {
            of_field(FailureCode::CertifyNotFirst, field).with("signer", signer.as_str())
        }
        Error::FieldLocked { field, by, signer } => {
            of_field(FailureCode::FieldLocked, field).with("by", by.as_str()).with("signer", signer.as_str())
        }
        Error::TimestampNeeded { field, .. } => of_field(FailureCode::FieldRule, field).of_case("timestamp"),
        Error::Seed { field, constraint, wanted } => of_field(FailureCode::FieldRule, field)
            .of_case(seed_case(constraint))
            .with("rule", constraint.as_str())
            .with("wanted", wanted.join(", ")),
        Error::Permissions => Failure::new(FailureCode::PermissionDenied).with("name", file_name(path)),
        Error::Page { .. } => Failure::new(FailureCode::PdfDamaged).with("name", file_name(path)),
        Error::StoreTooLarge { .. } => Failure::new(FailureCode::PdfTooComplex).with("name", file_name(path)),
        Error::Token(_) | Error::TooLarge { .. } => Failure::new(FailureCode::SignatureFaulty),
        _ => Failure::new(FailureCode::Internal),
    }
    .because(error)
}

/// Why no message was made.
pub(crate) fn of_cades(error: &cades::Error) -> Failure {
    match error {
        cades::Error::Signer(error) => of_signer(error),
        _ => Failure::new(FailureCode::SignatureFaulty),
    }
    .because(error)
}

/// The sentence for a field's demand (ISO 32000-2 table 237), by its key.
fn seed_case(constraint: &str) -> &'static str {
    match constraint {
        "Reasons" => "reasons",
        "DigestMethod" => "digest",
        "MDP" => "certification",
        "Cert" | "Subject" | "Issuer" | "SubjectDN" | "KeyUsage" | "OID" => "certificate",
        _ => "other",
    }
}

/// Why a key did not sign.
fn of_signer(error: &cades::SignerError) -> Failure {
    use cades::SignerError;
    match error {
        SignerError::Locked => Failure::new(FailureCode::IdentityLocked),
        SignerError::Declined => Failure::new(FailureCode::Cancelled),
        SignerError::NotPresent => Failure::new(FailureCode::NoSuchToken).with("token", ""),
        SignerError::Algorithm => Failure::new(FailureCode::AlgorithmUnsuitable),
        _ => Failure::new(FailureCode::SignatureFaulty),
    }
}

/// Why there is no timestamp.
pub(crate) fn of_stamp(error: &cades::StampError) -> Failure {
    use cades::StampError;
    // The catalogue's ids are these codes; a failure's text id puts the prefix before its case again.
    let of = |code: &'static str, authority: &str| {
        let case = code.strip_prefix("stamp-").unwrap_or(code);
        Failure::new(FailureCode::Stamp).of_case(case).with("authority", authority)
    };
    match error {
        StampError::Refused { authority, failure, .. } => {
            of(error.code(), authority).with("failure", failure.unwrap_or(u32::MAX))
        }
        StampError::Answer { authority, fault } => of(fault.code(), authority),
        StampError::Unreachable { authority, .. } => of(error.code(), authority),
        _ => Failure::new(FailureCode::NoAuthority),
    }
    .because(error)
}

/// Why the network did not do.
pub(crate) fn of_net(error: &net::Error) -> Failure {
    let failure = Failure::new(FailureCode::Network).of_case(error.code()).because(error);
    match error.host() {
        Some(host) => failure.with("host", host),
        None => failure.with("host", ""),
    }
}

/// What a token answered.
pub(crate) fn of_token(fault: &keys::pkcs11::TokenFault) -> Failure {
    use keys::pkcs11::TokenFault;
    let failure = match fault {
        TokenFault::Ambiguous { candidates } | TokenFault::NoMatch { candidates } => {
            let code = match fault {
                TokenFault::Ambiguous { .. } => FailureCode::TokenAmbiguous,
                _ => FailureCode::NoSuchToken,
            };
            let shown = |one: &keys::pkcs11::Candidate| format!("{} ({})", one.name, one.token);
            let list = candidates.iter().map(shown).collect::<Vec<_>>().join(", ");
            Failure::new(code).with("certificates", list).with("token", "")
        }
        _ => Failure::new(FailureCode::Token).of_case(fault.code()),
    };
    failure.because(fault)
}

/// Why a document cannot be examined.
pub(crate) fn of_verify(error: &verify::Error, path: &Path) -> Failure {
    match error {
        verify::Error::Pdf(error) => of_pdf(error, path),
        verify::Error::Message(_) => {
            Failure::new(FailureCode::NotASignature).with("name", file_name(path)).because(error)
        }
        _ => Failure::new(FailureCode::PdfDamaged).with("name", file_name(path)).because(error),
    }
}

/// Why a package cannot be written or read.
pub(crate) fn of_container(error: &asic::Error, path: &Path) -> Failure {
    use asic::Error;
    let case = match error {
        Error::Io(_) => {
            return Failure::new(FailureCode::OutputUnwritable).with("name", file_name(path)).because(error);
        }
        Error::TooMany { .. } | Error::TooLarge { .. } => "too-large",
        Error::Name(_) => "name",
        Error::Packing(_) => "packing",
        Error::NotAContainer => "none",
        Error::NoMember(_) | Error::Manifest(_) => "manifest",
        _ => "damaged",
    };
    Failure::new(FailureCode::Package).of_case(case).with("name", file_name(path)).because(error)
}

/// Why a certificate cannot be read.
pub(crate) fn of_certificate(error: &pki::Error, path: &Path) -> Failure {
    Failure::new(FailureCode::CertificateUnreadable).with("name", file_name(path)).because(error)
}
