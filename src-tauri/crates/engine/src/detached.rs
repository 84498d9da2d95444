//! Signatures in files of their own (`.p7s`): which file they are about, and what is said of them.
//!
//! The file that was signed is the one beside, of the same name without the ending, or the one that the user names; only
//! where neither is there, what lies in the message itself is judged. The verdict is `verify`'s, in the words and the form
//! of a PDF's: what only a PDF has is 0, null or false. Refuses to guess: without the content there is no verdict.

use std::borrow::Cow;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use pki::Time;
use verify::{Policy, Report};
use wire::report::ContentFacts;
use wire::{DetachedVerification, Failure, FailureCode, TrustPurpose, TrustSource};

use crate::judging::{AskAbout, Examined, JudgeBy, verified};
use crate::source::{FileSource, file_name, folder_name, sha256_of};
use crate::verifying::{add_to, signature_at};
use crate::{Engine, explain, failures};

/// Bytes of a signature file that are read; what is larger carries its content inside, and is better kept beside it.
const LARGEST: u64 = 64 << 20;

/// The endings of signature files.
const ENDINGS: [&str; 3] = ["p7s", "p7m", "cms"];

/// Whether a file is a signature in a file of its own, by its name.
pub fn is_signature_file(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// The message in a signature file: DER, taken out of its armour where it has one.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let unreadable = |fault| failures::unreadable(path, fault);
    let not_one = || Failure::new(FailureCode::NotASignature).with("name", file_name(path));
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(unreadable)?;
    if file.metadata().map_err(unreadable)?.is_dir() {
        return Err(unreadable(std::io::ErrorKind::IsADirectory.into()));
    }
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST {
        return Err(not_one().because("larger than any signature"));
    }
    match pki::pem::message(&bytes).map_err(|fault| not_one().because(fault))? {
        Cow::Borrowed(_) => Ok(bytes),
        Cow::Owned(der) => Ok(der),
    }
}

/// The name that a signature beside `place` gets: its name with `.p7s` behind it, numbered where that is taken.
pub(crate) fn free_name_for(place: &Path, taken: &[PathBuf]) -> PathBuf {
    let named = |number: u32| {
        let name = file_name(place);
        place.with_file_name(match number {
            1 => format!("{name}.p7s"),
            _ => format!("{name}.{number}.p7s"),
        })
    };
    let is_free = |name: &PathBuf| !name.exists() && !taken.contains(name);
    (1..).map(named).find(is_free).unwrap_or_else(|| named(1))
}

/// The file that a signature file is about by its name; `None` where there is none.
fn content_beside(path: &Path) -> Option<PathBuf> {
    let named = path.with_extension("");
    let is_number =
        |ending: &std::ffi::OsStr| ending.to_string_lossy().bytes().all(|byte| byte.is_ascii_digit());
    let unnumbered = named.extension().is_some_and(is_number).then(|| named.with_extension(""));
    [Some(named), unnumbered].into_iter().flatten().find(|content| content.is_file())
}

/// A signature file that was judged.
struct Judged {
    report: Report,
    content: Option<PathBuf>,
    facts: Option<ContentFacts>,
    looked_up: Option<crate::provable::LookedUp>,
}

fn judge(
    path: &Path,
    message: &[u8],
    policy: &Policy,
    content: Option<&Path>,
    ask: Option<&AskAbout<'_>>,
) -> Result<Judged, Failure> {
    let mut looked_up = None;
    let mut policy = Cow::Borrowed(policy);
    if let Some(ask) = ask {
        add_to(policy.to_mut(), looked_up.insert(ask(&[message.to_vec()])?));
    }
    let content = content.map(Path::to_owned).or_else(|| content_beside(path));
    let source = content.as_deref().map(FileSource::open).transpose()?;
    let over = source.as_ref().map(|source| source.as_ref() as &dyn pdf::Source);
    let report = verify::examine_detached(message, over, &policy).map_err(|error| match error {
        verify::Error::ContentMissing => Failure::new(FailureCode::ContentMissing)
            .with("name", file_name(path))
            .with("content", file_name(&path.with_extension(""))),
        verify::Error::Io(fault) => failures::unreadable(content.as_deref().unwrap_or(path), fault),
        other => failures::of_verify(&other, path),
    })?;
    if source.as_ref().is_some_and(|source| !source.is_unchanged()) {
        return Err(Failure::new(FailureCode::DocumentChanged)
            .with("name", content.as_deref().map(file_name).unwrap_or_default()));
    }
    let facts = content.as_deref().map(|content| ContentFacts {
        name: file_name(content),
        size: report.file.size,
        sha256: report.file.sha256.map(hex::encode),
    });
    Ok(Judged { report, content, facts, looked_up })
}

/// Looks at one signature file, as `judging::look_at` looks at a PDF.
pub(crate) fn look_at(path: &Path, policy: &Policy, by: &JudgeBy, ask: Option<&AskAbout<'_>>) -> Examined {
    let size = std::fs::metadata(path).map_or(0, |facts| facts.len());
    let sha256 = FileSource::open(path).ok().and_then(|source| sha256_of(source.as_ref()).ok());
    let judged = read(path).and_then(|message| judge(path, &message, policy, by.content.as_deref(), ask));
    match judged {
        Ok(Judged { report, facts, looked_up, .. }) => {
            Examined::beside(path, (size, sha256), facts, looked_up, Ok(report))
        }
        Err(failure) => Examined::beside(path, (size, sha256), None, None, Err(failure)),
    }
}

impl Engine {
    /// Judges a signature file that the user picked or dropped, and logs it.
    pub fn verify_signature_file(&self, path: &Path) -> Result<DetachedVerification, Failure> {
        self.signature_file_judged(path, None, false)
    }

    /// Judges a signature file that was picked, over a file that the user named.
    pub fn verify_over_content(&self, id: &str, content: &Path) -> Result<DetachedVerification, Failure> {
        self.signature_file_judged(&self.chosen_signature(id)?.0, Some(content), false)
    }

    /// Asks whether the certificates behind a signature file were revoked, and judges it again.
    pub fn look_detached_up(&self, id: String) -> Result<DetachedVerification, Failure> {
        let (path, content) = self.chosen_signature(&id)?;
        self.signature_file_judged(&path, content.as_deref(), true)
    }

    /// Trusts the certificate of who made a signature file, and judges it again.
    pub fn trust_detached_signer(&self, id: String) -> Result<DetachedVerification, Failure> {
        let (path, content) = self.chosen_signature(&id)?;
        let policy = self.policy(self.anchors()?, None);
        let judged = judge(&path, &read(&path)?, &policy, content.as_deref(), None)?;
        let signature = signature_at(&judged.report, 0)?;
        let certificate =
            explain::certificate_of(signature).ok_or_else(|| Failure::new(FailureCode::NoSuchSignature))?;
        self.trust(&certificate, TrustSource::Signature, &file_name(&path), TrustPurpose::Signing)?;
        self.signature_file_judged(&path, content.as_deref(), false)
    }

    /// A signature file and the content that was named for it, behind the one id.
    fn chosen_signature(&self, id: &str) -> Result<(PathBuf, Option<PathBuf>), Failure> {
        let content = id.split_once('/').map(|(_, content)| self.chosen_path(content)).transpose()?;
        Ok((self.chosen_path(id.split('/').next().unwrap_or(id))?, content))
    }

    fn signature_file_judged(
        &self,
        path: &Path,
        content: Option<&Path>,
        fresh: bool,
    ) -> Result<DetachedVerification, Failure> {
        let policy = self.policy(self.anchors()?, None);
        let ask = |messages: &[Vec<u8>]| {
            let at = Time::from_unix(self.clock.now().as_second());
            self.look_up(messages, self.anchors()?, at, true)
        };
        let ask: Option<&AskAbout<'_>> = if fresh { Some(&ask) } else { None };
        let message = read(path)?;
        let judged = judge(path, &message, &policy, content, ask)?;
        if let Some(found) = judged.looked_up.as_ref().filter(|found| found.evidence.is_empty()) {
            let missing = || Failure::new(FailureCode::ProofMissing).with("name", "");
            return Err(found.fault.clone().unwrap_or_else(missing));
        }
        let sha256: [u8; 32] = pki::DigestAlgorithm::Sha256.digest(&message).try_into().unwrap_or_default();
        let over = judged.report.file.sha256.unwrap_or(sha256);
        let verification = explain::verification(None, &judged.report, over);
        let template = self.record(audit::Action::Verified);
        self.append_rows(&[verified(&template, path, Some(sha256), verification.verdict, None)]);
        let mut id = self.chosen(path)?.id;
        if let Some(content) = content {
            id = format!("{id}/{}", self.chosen(content)?.id);
        }
        Ok(DetachedVerification {
            id,
            name: file_name(path),
            folder: folder_name(path),
            content: judged.content.as_deref().map(file_name),
            verification,
        })
    }
}
