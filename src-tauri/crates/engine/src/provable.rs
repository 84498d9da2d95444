//! What makes a signature provable later: timestamps, certificates and revocation answers (ETSI EN 319 142-1 §6.3).
//!
//! Owns: which certificates need a proof, where it comes from (the document, what was supplied, the cache, the network),
//! and bringing a signed document to a higher level. Nothing is taken that does not verify; nothing is kept twice.

mod lookup;

use std::sync::{Arc, OnceLock};

use audit::Action;
use cades::{SignedAttribute, SignedData, TimestampAuthority, Token};
use pki::revocation::{self, Evidence, Status};
use pki::{Certificate, Time};
use sign::ValidationData;
use wire::{ExtendDocument, Failure, FailureCode, Level, SignedDocument};

use crate::appending::{Job, record_of};
use crate::documents::OpenDocument;
use crate::evidence::LogHead;
use crate::growing::Growing;
use crate::network::AuthorityAt;
use crate::output::Existing;
use crate::signing::{Supplied, level_word, open_to_change};
use crate::{Engine, failures, trust};

pub(crate) use lookup::{LookedUp, messages_of};

/// The most certificates on one way up, and rounds of asking in all.
const MOST_STEPS: usize = 12;
const MOST_PROOFS: usize = 64;

/// What a signing or an extension has at hand.
pub(crate) struct Services {
    /// The state of the log, for the signature to carry.
    pub(crate) log_head: Option<LogHead>,
    authorities: Vec<AuthorityAt>,
    authority: OnceLock<Result<net::Authorities, Failure>>,
    network: OnceLock<Result<Arc<net::Network>, Failure>>,
    /// The same without a socket: what is kept of earlier answers.
    kept: OnceLock<Result<Arc<net::Network>, Failure>>,
    certificates: Vec<Certificate>,
    evidence: Evidence,
}

/// A signer or a timestamp authority that has to be proven.
pub(crate) struct Subject {
    certificate: Certificate,
    pool: Vec<Certificate>,
    /// `/Contents` as it stands in the file, for the VRI entry.
    contents: Vec<u8>,
}

impl Subject {
    /// The signer of a message.
    pub(crate) fn of_cms(cms: &[u8], contents: &[u8]) -> Result<Self, Failure> {
        let signed = SignedData::parse(cms)
            .map_err(|fault| Failure::new(FailureCode::SignatureFaulty).because(fault))?;
        Self::of_signed(&signed, contents).ok_or_else(|| Failure::new(FailureCode::SignatureFaulty))
    }

    fn of_signed(signed: &SignedData, contents: &[u8]) -> Option<Self> {
        Some(Self {
            certificate: signed.signer_certificate()?.clone(),
            pool: signed.certificates().to_vec(),
            contents: contents.to_vec(),
        })
    }
}

impl Services {
    /// The certificates above a signer's that it does not bring itself: a token often holds the signer's own alone.
    pub(crate) fn complete(&self, signer: &dyn cades::Signer) -> Vec<Certificate> {
        let mut chain = signer.chain().to_vec();
        for _ in 0..MOST_STEPS {
            let last = chain.last().unwrap_or(signer.certificate());
            let above = |issuer: &&Certificate| {
                !issuer.is_self_issued()
                    && issuer.subject() == last.issuer()
                    && last.verify_signed_by(issuer).is_ok()
            };
            match self.certificates.iter().find(above).cloned() {
                Some(issuer) if !chain.contains(&issuer) => chain.push(issuer),
                _ => break,
            }
        }
        chain
    }

    /// The authority to ask for timestamps.
    pub(crate) fn authority(&self, engine: &Engine) -> Result<&dyn TimestampAuthority, Failure> {
        let made = self.authority.get_or_init(|| {
            let network = self.network(engine, true)?;
            engine.authorities_of(Arc::clone(network), &self.authorities)
        });
        made.as_ref().map(|authority| authority as &dyn TimestampAuthority).map_err(Clone::clone)
    }

    /// The network, or (where nobody is to be asked) what is kept of it.
    fn network(&self, engine: &Engine, ask: bool) -> Result<&Arc<net::Network>, Failure> {
        let slot = if ask { &self.network } else { &self.kept };
        slot.get_or_init(|| engine.network_or_none(!ask)).as_ref().map_err(Clone::clone)
    }
}

impl Engine {
    /// What is kept: the user's authorities, the cache, the network as the settings allow it.
    pub(crate) fn services(&self) -> Result<Services, Failure> {
        self.services_with(&Supplied::default())
    }

    /// The same, with what a request brings along.
    pub(crate) fn services_with(&self, supplied: &Supplied) -> Result<Services, Failure> {
        let mut certificates = Vec::new();
        for path in &supplied.certificates {
            certificates.extend(trust::read_certificates(path)?);
        }
        let mut evidence = trust::read_evidence(&supplied.crls, &supplied.ocsps)?;
        let (of_directory, issuing) = self.directory_evidence();
        evidence.extend(&of_directory);
        certificates.extend(issuing);
        Ok(Services {
            log_head: None,
            authorities: supplied.authorities.clone(),
            authority: OnceLock::new(),
            network: OnceLock::new(),
            kept: OnceLock::new(),
            certificates,
            evidence,
        })
    }

    /// Refuses a certificate that is known to be revoked, or that is above. `ask` goes out for an answer; where none comes,
    /// that alone refuses nothing here.
    pub(crate) fn refuse_revoked(
        &self,
        certificate: &Certificate,
        chain: &[Certificate],
        services: &Services,
        ask: bool,
    ) -> Result<(), Failure> {
        let mut search = Search::new(self, services, ask)?;
        match search.prove(certificate, chain) {
            Err(failure) if failure.code == FailureCode::CertificateRevoked => Err(failure),
            _ => Ok(()),
        }
    }

    /// What proves that a signer's certificate is not revoked, for the message itself; fails where nobody answers.
    pub(crate) fn revocation_archive(
        &self,
        signer: &dyn cades::Signer,
        services: &Services,
    ) -> Result<SignedAttribute, Failure> {
        let mut search = Search::new(self, services, true)?;
        search.prove(signer.certificate(), &services.complete(signer))?;
        let ValidationData { crls, ocsps, .. } = search.found.into_data();
        Ok(cades::revocation_archive(&crls, &ocsps))
    }

    /// Puts into the document what proves these signers and their timestamps.
    pub(crate) fn prove(
        &self,
        growing: &mut Growing<'_>,
        subjects: &[Subject],
        services: &Services,
    ) -> Result<(), Failure> {
        let mut search = Search::new(self, services, true)?;
        for subject in subjects {
            search.prove(&subject.certificate, &subject.pool)?;
            for authority in stampers(&subject.contents) {
                search.prove(&authority.certificate, &authority.pool)?;
            }
        }
        let contents: Vec<&[u8]> = subjects.iter().map(|subject| subject.contents.as_slice()).collect();
        growing.keep(&search.found.into_data(), &contents)
    }

    /// Brings an open document to a higher level, into a new file beside it, and opens that.
    pub fn extend_document(&self, request: ExtendDocument) -> Result<SignedDocument, Failure> {
        let open = self.open.get(&request.document)?;
        let target = self.free_name_beside(open.path(), "output-extended");
        let job = Job {
            path: open.path().to_owned(),
            source: open.source().clone(),
            document: open.document(),
            original: None,
            target: target.clone(),
            existing: Existing::Keep,
            digest: pki::DigestAlgorithm::Sha256,
            record: self.extending_record(request.level),
        };
        let (finished, log_entry) = self.extend(job, request.level, &self.services()?)?;
        self.note_recent(&target, Some(finished.judged.verification.verdict));
        let (id, opened) = self.open.add(OpenDocument::open(&target)?)?;
        Ok(SignedDocument {
            document: opened.describe(id)?,
            sha256: hex::encode(finished.sha256),
            verification: finished.judged.verification,
            level: request.level,
            waiting: None,
            notes: Vec::new(),
            log_entry,
        })
    }

    /// Brings a file to a higher level, for the command line.
    pub fn extend_file(&self, request: &ExtendFile) -> Result<crate::SignedFile, Failure> {
        let (source, document) = open_to_change(&request.path, request.password.as_ref())?;
        let (target, existing) =
            self.target_of(&request.path, request.output.as_deref(), request.in_place, "output-extended");
        let job = Job {
            path: request.path.clone(),
            source,
            document,
            original: None,
            target: target.clone(),
            existing,
            digest: pki::DigestAlgorithm::Sha256,
            record: self.extending_record(request.level),
        };
        let services = self.services_with(&request.supplied)?;
        let (finished, log_entry) = self.extend(job, request.level, &services)?;
        self.note_recent(&target, Some(finished.judged.verification.verdict));
        Ok(crate::SignedFile {
            path: target,
            sha256: hex::encode(finished.sha256),
            verdict: finished.judged.verification.verdict,
            level: request.level,
            waiting: None,
            notes: Vec::new(),
            warnings: Vec::new(),
            log_entry,
        })
    }

    pub(crate) fn extending_record(&self, level: Level) -> audit::Record {
        let mut record = record_of(self, Action::Extended, "");
        record.params.insert("level".to_owned(), level_word(level).to_owned());
        record
    }

    /// A document timestamp for T; what proves every signature for LT, after a timestamp where one has none; and that with a
    /// document timestamp over it for LTA. Nothing that was signed is touched.
    pub(crate) fn extend(
        &self,
        job: Job,
        level: Level,
        services: &Services,
    ) -> Result<(crate::appending::Finished, u64), Failure> {
        self.append_to(
            job,
            |intended| {
                let mut growing = Growing::new(intended);
                let found = subjects_of(&growing.document()?, &intended.job)?;
                if level != Level::T && found.is_empty() {
                    return Err(Failure::new(FailureCode::NothingToExtend));
                }
                // A proof shows that a certificate was good at a time; without a timestamp there is no such time.
                // The authority's own proofs then stand below a later stamp, too.
                let undated =
                    found.iter().any(|subject| stampers(&subject.contents).is_empty() && !is_stamp(subject));
                if level == Level::T || (level >= Level::Lt && undated && !ends_stamped(&found)) {
                    growing.stamp(services.authority(self)?)?;
                }
                if level >= Level::Lt {
                    let subjects = subjects_of(&growing.document()?, &intended.job)?;
                    self.prove(&mut growing, &subjects, services)?;
                }
                if level == Level::Lta {
                    growing.stamp(services.authority(self)?)?;
                }
                Ok(growing.finish())
            },
            &|_| (),
        )
    }
}

/// How the command line has a file brought to a higher level.
#[derive(Debug)]
pub struct ExtendFile {
    /// The file.
    pub path: std::path::PathBuf,
    /// Where the result goes; beside the original under a new name where absent.
    pub output: Option<std::path::PathBuf>,
    /// Replace the original in one step.
    pub in_place: bool,
    /// The level to reach; T puts a document timestamp.
    pub level: Level,
    /// What comes along.
    pub supplied: Supplied,
    /// The document's password.
    pub password: Option<wire::Secret>,
}

/// The signers of a document, in the order of the fields; what is no signature is left out: the check of the result sees it.
fn subjects_of(document: &pdf::Document, job: &Job) -> Result<Vec<Subject>, Failure> {
    let found = pdf::signatures(document).map_err(|error| failures::of_pdf(&error, &job.path))?;
    let mut subjects = Vec::new();
    for dictionary in found.iter().filter_map(pdf::SignatureField::dictionary) {
        let contents = &dictionary.contents.bytes;
        if let Ok(signed) = SignedData::parse(contents) {
            subjects.extend(Subject::of_signed(&signed, contents));
        }
    }
    Ok(subjects)
}

/// The authorities that stamped a signature.
fn stampers(contents: &[u8]) -> Vec<Subject> {
    let Ok(signed) = SignedData::parse(contents) else { return Vec::new() };
    let tokens = signed.signature_timestamps().into_iter().filter_map(|token| Token::parse(token).ok());
    tokens.filter_map(|token| Subject::of_signed(token.signed_data(), &[])).collect()
}

/// Whether what stands there is a document timestamp itself.
fn is_stamp(subject: &Subject) -> bool {
    Token::parse(&subject.contents).is_ok()
}

/// Whether the last signature of the document is a document timestamp, which dates everything before it.
fn ends_stamped(subjects: &[Subject]) -> bool {
    subjects.last().is_some_and(is_stamp)
}

/// The search for proofs: what is at hand, what was asked for, and what was found to count.
struct Search<'a> {
    engine: &'a Engine,
    services: &'a Services,
    /// Go out for answers.
    ask: bool,
    at: Time,
    anchors: pki::TrustAnchors,
    evidence: Evidence,
    found: Found,
    asked: usize,
}

/// What goes into the document.
#[derive(Default)]
struct Found {
    certificates: Vec<Certificate>,
    crls: Vec<Vec<u8>>,
    ocsps: Vec<Vec<u8>>,
}

impl Found {
    fn add_certificate(&mut self, certificate: &Certificate) {
        if !self.certificates.contains(certificate) {
            self.certificates.push(certificate.clone());
        }
    }

    fn into_data(self) -> ValidationData {
        ValidationData {
            certificates: self.certificates.iter().map(|one| one.der().to_vec()).collect(),
            crls: self.crls,
            ocsps: self.ocsps,
        }
    }
}

impl<'a> Search<'a> {
    fn new(engine: &'a Engine, services: &'a Services, ask: bool) -> Result<Self, Failure> {
        Ok(Self {
            engine,
            services,
            ask,
            at: Time::from_unix(engine.clock.now().as_second()),
            anchors: engine.anchors()?,
            evidence: services.evidence.clone(),
            found: Found::default(),
            asked: 0,
        })
    }

    /// Walks from a certificate to its root and finds an answer for each certificate that names somebody to ask.
    fn prove(&mut self, certificate: &Certificate, pool: &[Certificate]) -> Result<(), Failure> {
        let mut current = certificate.clone();
        for _ in 0..MOST_STEPS {
            self.found.add_certificate(&current);
            // The last one vouches for itself: there is nobody to revoke it.
            if current.is_self_issued() && current.verify_signed_by(&current).is_ok() {
                return Ok(());
            }
            let Some(issuer) = self.issuer_of(&current, pool) else {
                // Whether its issuer would have named somebody to ask about it cannot be known either.
                if self.anchors.contains(&current) {
                    return Ok(());
                }
                return Err(Failure::new(FailureCode::ChainIncomplete).with("name", current.display()));
            };
            self.prove_one(&current, &issuer, pool)?;
            current = issuer;
        }
        Err(Failure::new(FailureCode::ChainIncomplete).with("name", current.display()))
    }

    fn issuer_of(&mut self, certificate: &Certificate, pool: &[Certificate]) -> Option<Certificate> {
        let fits = |issuer: &&Certificate| {
            issuer.subject() == certificate.issuer() && certificate.verify_signed_by(issuer).is_ok()
        };
        let at_hand = pool.iter().chain(&self.services.certificates).chain(self.anchors.iter()).find(fits);
        if let Some(issuer) = at_hand {
            return Some(issuer.clone());
        }
        if !self.ask {
            return None;
        }
        let network = self.services.network(self.engine, true).ok()?;
        for url in certificate.issuer_urls() {
            let fetched = network.fetch_certificate(&url).unwrap_or_default();
            if let Some(issuer) = fetched.iter().find(fits) {
                return Some(issuer.clone());
            }
        }
        None
    }

    /// Finds an answer about one certificate: what was supplied, then the responder, then the list.
    fn prove_one(
        &mut self,
        certificate: &Certificate,
        issuer: &Certificate,
        pool: &[Certificate],
    ) -> Result<(), Failure> {
        if self.take(certificate, issuer, pool)? || !certificate.names_revocation_source() {
            return Ok(());
        }
        let missing = || Failure::new(FailureCode::ProofMissing).with("name", certificate.display());
        self.asked += 1;
        if self.asked > MOST_PROOFS {
            return Err(missing());
        }
        let network = self.services.network(self.engine, self.ask)?;
        let kept = self.engine.proofs()?;
        let request = pki::ocsp::request(certificate, issuer, None);
        // An answer that is kept serves again as long as it says something about this certificate now.
        let at = self.at;
        let telling = |bytes: &[u8]| {
            let mut alone = Evidence::default();
            alone.add(bytes).is_ok()
                && !matches!(revocation::status(certificate, issuer, &alone, pool, at), Status::Unknown(_))
        };
        let responders = certificate.ocsp_urls().into_iter().map(|url| (url, true));
        let lists = certificate.crl_urls().into_iter().map(|url| (url, false));
        let mut fault = None;
        for (url, is_responder) in responders.chain(lists) {
            let answer = match is_responder {
                true => kept.ocsp(network, &url, &request, telling),
                false => kept.crl(network, &url, telling),
            };
            match answer {
                Ok(bytes) => {
                    if self.evidence.add(&bytes).is_ok() && self.take(certificate, issuer, pool)? {
                        return Ok(());
                    }
                }
                Err(error) => fault = Some(error),
            }
        }
        Err(match fault {
            Some(fault) => missing().because(fault),
            None => missing(),
        })
    }

    /// Whether what is at hand says that the certificate is good; then that goes into the document.
    fn take(
        &mut self,
        certificate: &Certificate,
        issuer: &Certificate,
        pool: &[Certificate],
    ) -> Result<bool, Failure> {
        match revocation::status(certificate, issuer, &self.evidence, pool, self.at) {
            Status::Good { sources, .. } => {
                sources.into_iter().for_each(|source| self.keep(source));
                Ok(true)
            }
            Status::Revoked { at, .. } => Err(Failure::new(FailureCode::CertificateRevoked)
                .with("name", certificate.display())
                .with("at", crate::explain::moment(at))),
            _ => Ok(false),
        }
    }

    fn keep(&mut self, source: revocation::Source) {
        let Some(der) = self.evidence.der(source).map(<[u8]>::to_vec) else { return };
        let kept = match source {
            revocation::Source::Crl(_) => &mut self.found.crls,
            revocation::Source::Ocsp(_) => &mut self.found.ocsps,
        };
        if !kept.contains(&der) {
            kept.push(der);
        }
        if let revocation::Source::Ocsp(index) = source {
            let along = self.evidence.ocsps.get(index).map(|answer| answer.certificates().to_vec());
            along.unwrap_or_default().iter().for_each(|certificate| self.found.add_certificate(certificate));
        }
    }
}
