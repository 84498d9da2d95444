//! `vermilion sign`: one file, or many with one secret.

use std::path::Path;

use engine::{AuthorityAt, Engine, SignFile, SignMany, Signatory, Signing};
use serde::Serialize;
use wire::{
    BatchRow, Certify, Failure, FailureCode, Level, LockFields, RuleEntry, Secret, SignOptions, Text,
};

use crate::arguments::{Sign, Supplied};
use crate::placing::Placed;
use crate::secrets;
use crate::terminal::Terminal;

/// One signed file, as JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    pub file: String,
    pub output: Option<String>,
    pub level: Option<Level>,
    pub waiting: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Text>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<RuleEntry>,
    pub failure: Option<Failure>,
    pub log_entry: Option<u64>,
}

/// Signs one file, or many.
pub fn run(engine: &Engine, terminal: &Terminal, sign: Box<Sign>) -> Result<u8, Failure> {
    let sign = *sign;
    if sign.placing.plan {
        return crate::plan::run(engine, terminal, sign);
    }
    crate::login::before_signing(engine, terminal, sign.login_stdin, sign.pin_stdin)?;
    let who = Who {
        p12: sign.p12.as_deref(),
        identity: sign.identity.as_deref(),
        token: sign.token.as_deref(),
        pin_stdin: sign.pin_stdin,
        pin_pad: sign.pin_pad,
    };
    let signatory = who.signatory(terminal)?.ok_or_else(|| Failure::new(FailureCode::Usage))?;
    let second = secrets::second(terminal, sign.pin_stdin, sign.second.as_deref())?;
    if sign.detached {
        return crate::detached::run(engine, terminal, sign, signatory, second);
    }
    let password =
        sign.password_stdin.then(|| secrets::get(terminal, true, "cli-ask-document-password")).transpose()?;
    let encrypt = (sign.encrypt || sign.encrypt_stdin)
        .then(|| secrets::get_new(terminal, sign.encrypt_stdin, "cli-ask-open-password"))
        .transpose()?;
    let supplied = supplied(terminal, &sign.supplied)?;
    let Placed { look, caption, place, stamps } =
        sign.placing.resolve(engine, sign.input.as_deref(), sign.identity.as_deref(), password.as_ref())?;
    let paper = sign.paper.values.clone();
    let signing = Signing {
        signatory,
        look,
        caption,
        place,
        stamps,
        paper,
        options: options(&sign),
        reason: sign.reason,
        location: sign.location,
        contact: sign.contact,
        supplied,
        strict: sign.strict,
        password,
        consent: sign.consent,
        second,
        encrypt,
    };
    let json = sign.json;
    let Some(input) = sign.input else {
        let output = sign.output.ok_or_else(|| Failure::new(FailureCode::Usage))?;
        return sign_many(engine, terminal, &SignMany { inputs: sign.batch, output, signing }, json);
    };
    let signed = engine.sign_file(&SignFile {
        path: input.clone(),
        output: sign.output,
        in_place: sign.in_place,
        replace: false,
        signing,
    })?;
    if json {
        terminal.json(&[Row {
            file: input.display().to_string(),
            output: Some(signed.path.display().to_string()),
            level: Some(signed.level),
            waiting: signed.waiting.is_some(),
            notes: signed.notes,
            warnings: signed.warnings,
            failure: signed.waiting,
            log_entry: Some(signed.log_entry),
        }])?;
        return Ok(0);
    }
    terminal.tell(
        &Text::new("cli-signed")
            .with("file", signed.path.display().to_string())
            .with("sha256", signed.sha256)
            .with("entry", signed.log_entry.to_string()),
    );
    signed.notes.iter().for_each(|note| terminal.tell(note));
    signed.warnings.iter().for_each(|rule| crate::office::tell_rule(terminal, rule));
    if let Some(failure) = &signed.waiting {
        terminal.note(&Text::new("cli-timestamp-waits"));
        terminal.failure(failure, None);
    }
    Ok(0)
}

/// One row a file as it is done; the worst one gives the exit status.
fn sign_many(engine: &Engine, terminal: &Terminal, many: &SignMany, json: bool) -> Result<u8, Failure> {
    let (files, stopped) = engine.sign_many(many, &|progress| {
        if let Some(row) = progress.row.filter(|_| !json) {
            tell_row(terminal, &row);
        }
    })?;
    let failed = files.iter().filter(|file| file.row.failure.is_some()).count();
    if json {
        let rows: Vec<Row> = files
            .iter()
            .map(|file| Row {
                file: file.input.display().to_string(),
                output: file.row.output.as_ref().map(|_| file.output.display().to_string()),
                level: file.row.level,
                waiting: file.row.waiting,
                notes: file.row.notes.clone(),
                warnings: Vec::new(),
                failure: file.row.failure.clone(),
                log_entry: None,
            })
            .collect();
        terminal.json(&rows)?;
    } else {
        terminal
            .tell(&Text::new("cli-batch-done").with("signed", files.len() - failed).with("failed", failed));
    }
    if let Some(failure) = stopped {
        terminal.failure(&failure, None);
        return Ok(failure.code.exit_status());
    }
    let statuses = files.iter().filter_map(|file| file.row.failure.as_ref());
    Ok(statuses.map(|failure| failure.code.exit_status()).max().unwrap_or(0))
}

fn tell_row(terminal: &Terminal, row: &BatchRow) {
    match (&row.output, &row.failure) {
        (Some(output), _) => {
            let id = if row.waiting { "cli-batch-row-waiting" } else { "cli-batch-row" };
            terminal.tell(&Text::new(id).with("file", row.name.as_str()).with("output", output.as_str()));
            row.notes.iter().for_each(|note| terminal.say(format!("  {}", terminal.words(note))));
        }
        (None, Some(failure)) => {
            terminal.say(format!("{}: {}", row.name, terminal.failure_words(failure)));
        }
        (None, None) => {}
    }
}

/// Who was named, of three ways to name somebody.
pub struct Who<'a> {
    pub p12: Option<&'a Path>,
    pub identity: Option<&'a str>,
    pub token: Option<&'a str>,
    pub pin_stdin: bool,
    pub pin_pad: bool,
}

impl Who<'_> {
    /// Whether anybody was named.
    pub fn is_named(&self) -> bool {
        self.p12.is_some() || self.identity.is_some() || self.token.is_some()
    }

    /// The key with its secret; `None` where nobody was named.
    pub fn signatory(&self, terminal: &Terminal) -> Result<Option<Signatory>, Failure> {
        let secret = |ask: &str| secrets::get(terminal, self.pin_stdin, ask);
        Ok(match (self.p12, self.identity, self.token) {
            (Some(file), _, _) => Some(Signatory::KeyFile(file.to_owned(), secret("cli-ask-key-password")?)),
            (_, Some(name), _) => Some(Signatory::Identity(name.to_owned(), secret("cli-ask-pin")?)),
            (_, _, Some(token)) => {
                let pin = (!self.pin_pad).then(|| secret("cli-ask-pin")).transpose()?;
                Some(Signatory::Token(token.to_owned(), pin))
            }
            _ => None,
        })
    }
}

/// The authorities and proofs of the command line, with the authorities' password where they want one.
pub fn supplied(terminal: &Terminal, given: &Supplied) -> Result<engine::Supplied, Failure> {
    let password: Option<Secret> = given
        .tsa_user
        .as_ref()
        .map(|_| secrets::get(terminal, given.tsa_password_stdin, "cli-ask-tsa-password"))
        .transpose()?;
    let login = given.tsa_user.clone().zip(password);
    let authorities = given.tsa.iter().map(|url| AuthorityAt { url: url.clone(), login: login.clone() });
    Ok(engine::Supplied {
        authorities: authorities.collect(),
        certificates: given.chain.clone(),
        crls: given.crl.clone(),
        ocsps: given.ocsp.clone(),
    })
}

/// What else is decided about the signature.
pub fn options(sign: &Sign) -> SignOptions {
    SignOptions {
        level: sign.level.into(),
        certify: sign.certify.map(|permission| match permission {
            1 => Certify::NoChanges,
            2 => Certify::FormsAndSignatures,
            _ => Certify::Comments,
        }),
        lock: match (sign.lock_all, sign.lock.is_empty()) {
            (true, _) => Some(LockFields::All),
            (false, false) => Some(LockFields::Only(sign.lock.clone())),
            (false, true) => None,
        },
        digest: sign.digest.map(wire::Digest::from).unwrap_or_default(),
        pss: sign.pss,
        timestamp_later: sign.timestamp_later,
        kind: sign.kind.clone(),
        department: sign.department.clone(),
    }
}
