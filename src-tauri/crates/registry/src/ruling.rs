//! May this be signed, may this be sealed: the rules applied to facts. Nothing is read here but what is handed in.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::files::Ticket;
use crate::model::{Condition, Directory, Person, Policy, Scope, Seal, SecondFactor, TicketNeed};
use crate::station::{Memory, kinds_of_characters, trace};
use crate::{Error, Rule, State};

/// What the rules say: the first block ends it; warnings and records go along.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ruling {
    /// Rules that forbid it.
    pub blocks: Vec<Rule>,
    /// Rules that are told before.
    pub warnings: Vec<Rule>,
    /// Rules that are logged.
    pub records: Vec<Rule>,
}

impl Ruling {
    /// The ruling as a leave, or the first rule that forbids it.
    pub fn leave(self) -> Result<Self, Error> {
        match self.blocks.first() {
            Some(rule) => Err(Error::Refused(*rule)),
            None => Ok(self),
        }
    }

    /// All that spoke, for the log.
    pub fn spoken(&self) -> impl Iterator<Item = Rule> + '_ {
        self.blocks.iter().chain(&self.warnings).chain(&self.records).copied()
    }

    fn block_if(&mut self, forbidden: bool, rule: Rule) {
        if forbidden && !self.blocks.contains(&rule) {
            self.blocks.push(rule);
        }
    }

    fn warn_if(&mut self, doubtful: bool, rule: Rule) {
        if doubtful && !self.warnings.contains(&rule) {
            self.warnings.push(rule);
        }
    }
}

/// Whether what is signed will open with a password alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Protected {
    /// It will.
    Yes,
    /// It will not, though it could.
    #[default]
    No,
    /// It cannot any more: a signature does not outlive encryption, and an archive document must not be encrypted.
    Impossible,
}

/// Who has logged in to the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Login {
    /// Nobody can: no login is set here.
    NotSet,
    /// Nobody has.
    Out,
    /// Somebody has.
    In,
}

/// What is known before something is signed.
#[derive(Clone, Debug)]
pub struct SigningFacts<'a> {
    /// SHA-256 of the signer's certificate, hex.
    pub certificate: &'a str,
    /// The identity's id in the vault; `None` for a token or a key file.
    pub identity: Option<&'a str>,
    /// The key is on a token.
    pub on_token: bool,
    /// The kind of the document, as the signer calls it; empty where nobody said.
    pub kind: &'a str,
    /// The department that the document is of; empty where nobody said.
    pub department: &'a str,
    /// SHA-256 of the certificate of who confirms it as a second person, hex; `None` where nobody does. That the PIN is
    /// theirs is seen before the signer's key is touched.
    pub second: Option<&'a str>,
    /// The system has just recognised its user by a fingerprint.
    pub fingerprint: bool,
    /// Who has logged in.
    pub login: Login,
    /// The device's id.
    pub device: &'a str,
    /// The sentence of consent was confirmed.
    pub consent: bool,
    /// Every page was looked at; `None` where nobody can tell (the command line).
    pub reviewed: Option<bool>,
    /// Whether the output will be encrypted.
    pub protected: Protected,
    /// Now.
    pub now: Timestamp,
    /// Today, where the signer is.
    pub today: Date,
}

/// The rules for signing. Without a directory there are none but the station's own memory.
pub fn signing(directory: Option<&Directory>, memory: &Memory, facts: &SigningFacts<'_>) -> Ruling {
    let mut ruling = Ruling::default();
    let remembered = facts.identity.and_then(|id| memory.identities.get(id));
    if let Some(remembered) = remembered {
        ruling.block_if(remembered.trouble.is_some(), Rule::Suspended);
        ruling.block_if(remembered.initial, Rule::InitialPin);
    }
    ruling.block_if(lacks_login(directory, facts.login), Rule::Login);
    let Some(directory) = directory else { return ruling };
    let policy = &directory.policy;
    ruling.warn_if(facts.now > directory.next, Rule::DirectoryStale);
    kinds(policy, facts.kind, &mut ruling);
    ruling.block_if(policy.consent && !facts.consent, Rule::Consent);
    ruling.block_if(facts.reviewed == Some(false), Rule::Reviewed);
    if policy.encrypt_output {
        ruling.block_if(facts.protected == Protected::No, Rule::EncryptOutput);
        ruling.warn_if(facts.protected == Protected::Impossible, Rule::EncryptOutput);
    }
    if let Some(last) = memory.last_seen {
        let back = last.duration_since(facts.now) > jiff::SignedDuration::from_mins(5);
        ruling.block_if(back && policy.clock_blocks, Rule::ClockBack);
        ruling.warn_if(back, Rule::ClockBack);
    }
    let confirmed = || facts.second.is_some_and(|second| is_second_person(directory, second, facts));
    let with_it = match policy.second_factor {
        SecondFactor::None | SecondFactor::Device => true,
        SecondFactor::Token => facts.on_token,
        SecondFactor::Person => confirmed(),
        SecondFactor::Fingerprint => facts.fingerprint || facts.on_token || confirmed(),
    };
    ruling.block_if(!with_it, Rule::SecondFactor);
    let Some((person, held)) = directory.holder(facts.certificate) else {
        ruling.block_if(!policy.outside_allowed, Rule::OutsideIdentity);
        ruling.records.push(Rule::OutsideIdentity);
        return ruling;
    };
    standing(person, held.ended.is_some(), facts.today, &mut ruling);
    if let Some(remembered) = remembered {
        let age = remembered.pin_age_days(facts.now);
        ruling.block_if(age > i64::from(policy.pin_days), Rule::PinAge);
        ruling.warn_if(age >= i64::from(policy.pin_warn_days), Rule::PinAgeing);
    }
    match person.condition {
        Condition::Anywhere => {}
        Condition::OffSite => ruling.block_if(memory.travel(facts.now).is_none(), Rule::OffSite),
        Condition::Devices => {
            ruling.block_if(!person.devices.iter().any(|device| device == facts.device), Rule::Device);
        }
    }
    within(&person.scope, facts, &mut ruling);
    ruling.warn_if(person.training.is_none(), Rule::Training);
    ruling.records.push(Rule::PlaceRecorded);
    if memory.travel(facts.now).is_some() {
        ruling.records.push(Rule::ReturnPackage);
    }
    ruling
}

/// Whether somebody has to log in before anything is signed. A login that is set counts whether a house asks for it or not: it
/// would guard nothing otherwise.
pub fn lacks_login(directory: Option<&Directory>, login: Login) -> bool {
    let required = directory.is_some_and(|directory| directory.policy.login_required);
    login == Login::Out || (required && login != Login::In)
}

/// Whether somebody counts as a second person: another one than who signs, whose own identity stands.
fn is_second_person(directory: &Directory, second: &str, facts: &SigningFacts<'_>) -> bool {
    let Some((person, held)) = directory.holder(second) else { return false };
    let signer = directory.holder(facts.certificate).map(|(signer, _)| signer.id.as_str());
    let mut theirs = Ruling::default();
    standing(person, held.ended.is_some(), facts.today, &mut theirs);
    theirs.blocks.is_empty() && second != facts.certificate && signer.is_none_or(|signer| signer != person.id)
}

fn kinds(policy: &Policy, kind: &str, ruling: &mut Ruling) {
    let named = |list: &[String]| !kind.is_empty() && list.iter().any(|one| kind.contains(one.as_str()));
    ruling.block_if(named(&policy.excluded_kinds), Rule::ExcludedKind);
    ruling.warn_if(named(&policy.barred_kinds), Rule::BarredKind);
}

/// The rule by which a certificate of the directory no longer stands, on a day.
pub fn ended(directory: &Directory, certificate: &str, today: Date) -> Option<Rule> {
    let (person, held) = directory.holder(certificate)?;
    let mut ruling = Ruling::default();
    standing(person, held.ended.is_some(), today, &mut ruling);
    ruling.blocks.first().copied()
}

/// Whether somebody's identity stands, on a day.
fn standing(person: &Person, ended: bool, today: Date, ruling: &mut Ruling) {
    ruling.block_if(person.state == State::Suspended, Rule::Suspended);
    ruling.block_if(person.state == State::Transferred, Rule::Left);
    ruling.block_if(matches!(person.state, State::Revoked | State::Destroyed) || ended, Rule::Revoked);
    ruling.block_if(person.ends.is_some_and(|ends| ends < today), Rule::Left);
    let posts_ended = !person.posts.is_empty() && !person.posts.iter().any(|post| post.is_held_on(today));
    ruling.block_if(posts_ended, Rule::Left);
}

fn within(scope: &Scope, facts: &SigningFacts<'_>, ruling: &mut Ruling) {
    ruling.block_if(is_outside(&scope.kinds, facts.kind), Rule::Scope);
    ruling.block_if(is_outside(&scope.departments, facts.department), Rule::Department);
    let outside_period = scope.from.is_some_and(|from| facts.today < from)
        || scope.until.is_some_and(|until| until < facts.today);
    ruling.block_if(outside_period, Rule::Period);
}

/// Whether a list that is a limit does not have a word; what nobody said is outside of it too.
fn is_outside(list: &[String], word: &str) -> bool {
    !list.is_empty() && !list.iter().any(|one| one == word)
}

/// Somebody whose signature on the document verifies and is trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// SHA-256 of the certificate, hex.
    pub certificate: String,
    /// Of which revision: a later one signed after.
    pub revision: usize,
    /// When, as far as that is known.
    pub at: Option<Timestamp>,
}

/// What is known before a document is sealed, or a sealed one is printed.
#[derive(Clone, Debug)]
pub struct SealingFacts<'a> {
    /// The seal.
    pub seal: &'a str,
    /// SHA-256 of the artwork that is about to be set, hex; empty where there is none.
    pub artwork: &'a str,
    /// SHA-256 of the certificate that seals, hex.
    pub certificate: &'a str,
    /// Whether that is the seal's own key or a person's.
    pub person: Option<&'a str>,
    /// SHA-256 of the file as it lies there, hex.
    pub sha256: &'a str,
    /// Its name: an approval that names it, but not its content, is of a file that was changed since.
    pub file: &'a str,
    /// Pages from 1 that get an impression, or a slice of one.
    pub pages: &'a [u32],
    /// How many impressions there will be.
    pub count: u32,
    /// The kind of the document.
    pub kind: &'a str,
    /// The department that the document is of; empty where nobody said.
    pub department: &'a str,
    /// Who has signed it.
    pub signed: &'a [Signed],
    /// It is to be printed, not sealed.
    pub printing: bool,
    /// Now.
    pub now: Timestamp,
    /// Today.
    pub today: Date,
}

/// The leave to seal: with which ticket, where one was needed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leave {
    /// What the rules say.
    pub ruling: Ruling,
    /// The ticket that is used up by it.
    pub ticket: Option<String>,
}

/// The rules for sealing and for printing what is sealed (RS18 §9).
pub fn sealing(directory: &Directory, memory: &Memory, facts: &SealingFacts<'_>) -> Leave {
    let mut ruling = Ruling::default();
    let policy = &directory.policy;
    let Some(seal) = directory.seal_with(facts.seal, facts.artwork) else {
        // A seal that the office does not know was not made by it.
        ruling.block_if(true, Rule::SealMaker);
        return Leave { ruling, ticket: None };
    };
    ruling.warn_if(facts.now > directory.next, Rule::DirectoryStale);
    kinds(policy, facts.kind, &mut ruling);
    let strange = !seal.artwork.is_empty() && !facts.artwork.is_empty() && seal.artwork != facts.artwork;
    ruling.block_if(strange, Rule::SealMaker);
    ruling.block_if(!seal.in_use, Rule::Suspended);
    // What a sealed file is was settled when it was sealed.
    ruling.block_if(!facts.printing && is_outside(&seal.scope.kinds, facts.kind), Rule::SealKind);
    let elsewhere = is_outside(&seal.scope.departments, facts.department);
    ruling.block_if(!facts.printing && elsewhere, Rule::Department);
    let outside_period = seal.scope.from.is_some_and(|from| facts.today < from)
        || seal.scope.until.is_some_and(|until| until < facts.today);
    ruling.block_if(outside_period, Rule::Period);
    if !facts.printing {
        keeper(directory, seal, facts, &mut ruling);
    }
    let everybody_signed =
        !seal.needs.is_empty() && needs_met(directory, seal, facts.signed, facts.kind, facts.today);
    let needs_ticket = match seal.ticket {
        TicketNeed::Always => true,
        TicketNeed::WhenUnsigned => !everybody_signed,
        TicketNeed::Never => false,
    };
    let refusal = if facts.printing { Rule::PrintApproval } else { Rule::ApprovalFirst };
    ruling.block_if(
        seal.ticket != TicketNeed::WhenUnsigned && !seal.needs.is_empty() && !everybody_signed,
        refusal,
    );
    let mut ticket = None;
    if needs_ticket {
        match fitting(memory, seal, facts) {
            Ok(found) => ticket = Some(found.id.clone()),
            Err(rule) => ruling.block_if(true, if rule == Rule::ApprovalFirst { refusal } else { rule }),
        }
    }
    Leave { ruling, ticket }
}

/// Who sets a seal keeps it, or is a deputy for the time (RS18 §6).
fn keeper(directory: &Directory, seal: &Seal, facts: &SealingFacts<'_>, ruling: &mut Ruling) {
    let person =
        facts.person.or_else(|| directory.holder(facts.certificate).map(|(person, _)| person.id.as_str()));
    let Some(person) = person else {
        ruling.block_if(true, Rule::Custodian);
        return;
    };
    if let Some(known) = directory.person(person) {
        standing(known, known.current().is_none(), facts.today, ruling);
    }
    if seal.custodian == person {
        return;
    }
    let deputy =
        |one: &crate::model::Deputy| one.person == person && one.from <= facts.now && facts.now <= one.until;
    if seal.deputies.iter().any(deputy) {
        ruling.records.push(Rule::Deputy);
    } else {
        ruling.block_if(true, Rule::Custodian);
    }
}

/// Whether everybody signed who must have, in the order that is asked for.
fn needs_met(directory: &Directory, seal: &Seal, signed: &[Signed], kind: &str, today: Date) -> bool {
    let mut after = 0;
    let mut taken: Vec<usize> = Vec::new();
    seal.needs.iter().all(|need| {
        let fits = |one: &Signed| {
            let Some((person, held)) = directory.holder(&one.certificate) else { return false };
            let right = need.person.as_ref().is_none_or(|wanted| *wanted == person.id)
                && need.post.as_ref().is_none_or(|post| person.holds(post, today));
            let scope = person.scope.kinds.is_empty() || person.scope.kinds.iter().any(|one| one == kind);
            let counts = person.state == State::Issued && held.ended.is_none();
            right && scope && counts && (!seal.ordered || one.revision > after)
        };
        let found = signed.iter().enumerate().find(|(at, one)| !taken.contains(at) && fits(one));
        match found {
            Some((at, one)) => {
                taken.push(at);
                after = one.revision;
                true
            }
            None => false,
        }
    })
}

/// The ticket for this, or the rule that says why none fits: of several, what is said is of the one that came closest.
fn fitting<'a>(memory: &'a Memory, seal: &Seal, facts: &SealingFacts<'_>) -> Result<&'a Ticket, Rule> {
    let mut reason = Rule::ApprovalFirst;
    for ticket in memory.tickets.values() {
        let rule = match judge(memory, ticket, seal, facts) {
            Ok(()) => return Ok(ticket),
            Err(rule) => rule,
        };
        let of_name = rule == Rule::TicketFile && ticket.seal == seal.name && ticket.name == facts.file;
        // Approvals of other files say nothing of this one.
        if (of_name || ticket.sha256 == facts.sha256) && nearness(rule) > nearness(reason) {
            reason = rule;
        }
    }
    Err(reason)
}

/// How little is missing to a ticket that a rule stops.
fn nearness(rule: Rule) -> u8 {
    match rule {
        Rule::TicketUsed => 5,
        Rule::TicketExpired => 4,
        Rule::PrintApproval => 3,
        Rule::TicketSeal => 2,
        Rule::TicketFile => 1,
        _ => 0,
    }
}

fn judge(memory: &Memory, ticket: &Ticket, seal: &Seal, facts: &SealingFacts<'_>) -> Result<(), Rule> {
    if ticket.seal != seal.name || !seal.approvers.contains(&ticket.approver) {
        return Err(Rule::TicketSeal);
    }
    if ticket.sha256 != facts.sha256 {
        return Err(Rule::TicketFile);
    }
    let printed = format!("{}/print", ticket.id);
    let name = if facts.printing { &printed } else { &ticket.id };
    if memory.used.contains(name) || memory.restored.is_some_and(|restored| ticket.at <= restored) {
        return Err(Rule::TicketUsed);
    }
    if facts.now > ticket.until || facts.now < ticket.at {
        return Err(Rule::TicketExpired);
    }
    if facts.printing {
        return if ticket.print { Ok(()) } else { Err(Rule::PrintApproval) };
    }
    let pages = ticket.pages.is_empty() || facts.pages.iter().all(|page| ticket.pages.contains(page));
    if !pages || facts.count > ticket.count {
        return Err(Rule::TicketSeal);
    }
    Ok(())
}

/// A new PIN against the rules of the house, beside the vault's own (RS2, RS18 §8).
pub fn new_pin(policy: &Policy, memory: &Memory, identity: &str, pin: &str) -> Result<(), Error> {
    let length = pin.chars().count();
    // Long enough by itself, or shorter and of several kinds of characters.
    let wanted = policy.pin_characters as usize;
    let strong = length >= wanted && (kinds_of_characters(pin) >= 2 || length >= wanted + 4);
    if !strong {
        return Err(Error::Refused(Rule::PinStrength));
    }
    let known = memory.identities.get(identity).map(|known| known.earlier.as_slice()).unwrap_or_default();
    let keep = known.len().saturating_sub(policy.pin_history as usize);
    let trace = trace(identity, pin);
    if known.iter().skip(keep).any(|earlier| *earlier == trace) {
        return Err(Error::Refused(Rule::PinHistory));
    }
    Ok(())
}
