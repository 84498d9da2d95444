//! `vermilion sign`

use engine::{DigestBits, Engine, FileLook, FilePlace, SignFile, Signatory};
use wire::{Failure, FailureCode, Text};

use crate::arguments::{Digest, Page, Sign};
use crate::secrets;
use crate::terminal::Terminal;

/// The width of a visible signature where none is given, millimetres.
const USUAL_WIDTH: f64 = 45.0;

/// Signs one file.
pub fn run(engine: &Engine, terminal: &Terminal, sign: Box<Sign>) -> Result<u8, Failure> {
    let sign = *sign;
    let signatory = match (sign.p12, sign.identity) {
        (Some(file), _) => {
            Signatory::KeyFile(file, secrets::get(terminal, sign.pin_stdin, "cli-ask-key-password")?)
        }
        (None, Some(name)) => {
            Signatory::Identity(name, secrets::get(terminal, sign.pin_stdin, "cli-ask-pin")?)
        }
        (None, None) => return Err(Failure::new(FailureCode::Usage)),
    };
    let password =
        sign.password_stdin.then(|| secrets::get(terminal, true, "cli-ask-document-password")).transpose()?;
    let look = match (sign.image, sign.ink, sign.text) {
        (Some(image), _, _) => FileLook::Image(image),
        (_, Some(ink), _) => FileLook::Ink(ink),
        (_, _, true) => FileLook::Text,
        _ => FileLook::Invisible,
    };
    let place = match (sign.field, sign.at) {
        (Some(field), _) => FilePlace::Field(field),
        (None, Some(at)) => FilePlace::Page {
            page: match sign.page {
                None => Some(0),
                Some(Page::Number(number)) => Some(number - 1),
                Some(Page::Last) => None,
            },
            at,
            size: sign.size.unwrap_or((USUAL_WIDTH, None)),
        },
        (None, None) => FilePlace::None,
    };
    if matches!(place, FilePlace::None) && !matches!(look, FileLook::Invisible) {
        return Err(Failure::new(FailureCode::PlaceMissing));
    }
    let signed = engine.sign_file(&SignFile {
        path: sign.input,
        output: sign.output,
        in_place: sign.in_place,
        signatory,
        look,
        place,
        reason: sign.reason,
        location: sign.location,
        contact: sign.contact,
        digest: match sign.digest {
            Digest::Sha256 => DigestBits::Sha256,
            Digest::Sha384 => DigestBits::Sha384,
            Digest::Sha512 => DigestBits::Sha512,
        },
        password,
    })?;
    terminal.tell(
        &Text::new("cli-signed")
            .with("file", signed.path.display().to_string())
            .with("sha256", signed.sha256)
            .with("entry", signed.log_entry.to_string()),
    );
    Ok(0)
}
