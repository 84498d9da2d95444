//! Asking for a verifier: whether the certificates behind the signatures of a document were revoked, and who issued them.
//!
//! About the revocation of those alone who lead to somebody trusted; where nobody is trusted, nobody is asked anything. To
//! find the way to an anchor, an issuer's certificate may be fetched from the address that the certificate names.
//! Whatever comes back counts by its own signature when the document is judged; what does not come is no failure here.

use pki::ocsp;
use pki::revocation::{self, Evidence, Status};
use pki::{Certificate, Time, TrustAnchors};
use wire::{DocumentId, Failure, FailureCode, Verification};

use super::{MOST_PROOFS, MOST_STEPS, Search, Services, Subject, stampers};
use crate::signing::Supplied;
use crate::{Engine, failures, lock};

/// What was found out.
#[derive(Clone, Debug, Default)]
pub(crate) struct LookedUp {
    /// Answers and lists.
    pub(crate) evidence: Evidence,
    /// Issuers' certificates.
    pub(crate) certificates: Vec<Certificate>,
    /// Why something could not be had.
    pub(crate) fault: Option<Failure>,
}

impl Engine {
    /// Asks about the signers of an open document, and judges it again.
    pub fn look_revocation_up(&self, id: DocumentId) -> Result<Verification, Failure> {
        let document = self.open.get(&id)?;
        let at = Time::from_unix(self.clock.now().as_second());
        let messages = messages_of(&document.document());
        let found = self.look_up(&messages, self.anchors()?, at, true)?;
        if found.evidence.is_empty() {
            return Err(found
                .fault
                .unwrap_or_else(|| Failure::new(FailureCode::ProofMissing).with("name", "")));
        }
        *lock(&document.looked_up) = Some(found);
        lock(&document.report).take();
        self.verify_document(id)
    }

    /// Asks about the signers of some messages (as a document's `/Contents` hold them) and those who stamped them; `fresh` takes no answer that was kept.
    pub(crate) fn look_up(
        &self,
        messages: &[Vec<u8>],
        anchors: TrustAnchors,
        at: Time,
        fresh: bool,
    ) -> Result<LookedUp, Failure> {
        if anchors.is_empty() {
            return Ok(LookedUp::default());
        }
        let services = self.services_with(&Supplied::default())?;
        let search = Search { at, anchors, ..Search::new(self, &services, true)? };
        let mut lookup = Lookup { search, services: &services, fresh, fault: None };
        for contents in messages {
            if let Ok(subject) = Subject::of_cms(contents, contents) {
                lookup.about(&subject);
            }
            stampers(contents).iter().for_each(|authority| lookup.about(authority));
        }
        let Lookup { search, fault, .. } = lookup;
        Ok(LookedUp { evidence: search.evidence, certificates: search.found.certificates, fault })
    }
}

/// The messages that the signatures of a document hold.
pub(crate) fn messages_of(document: &pdf::Document) -> Vec<Vec<u8>> {
    let found = pdf::signatures(document).unwrap_or_default();
    found.iter().filter_map(|one| one.dictionary().map(|held| held.contents.bytes.clone())).collect()
}

struct Lookup<'a> {
    search: Search<'a>,
    services: &'a Services,
    fresh: bool,
    fault: Option<Failure>,
}

impl Lookup<'_> {
    /// Walks from a signer to an anchor, then asks about each on the way.
    fn about(&mut self, subject: &Subject) {
        let mut way = vec![subject.certificate.clone()];
        while let Some(current) = way.last().cloned() {
            if way.len() > MOST_STEPS || self.search.anchors.contains(&current) {
                break;
            }
            match self.search.issuer_of(&current, &subject.pool) {
                Some(issuer) if !way.contains(&issuer) => way.push(issuer),
                _ => return,
            }
        }
        for pair in way.windows(2) {
            let [certificate, issuer] = pair else { continue };
            self.search.found.add_certificate(issuer);
            self.ask(certificate, issuer, &subject.pool);
        }
    }

    fn ask(&mut self, certificate: &Certificate, issuer: &Certificate, pool: &[Certificate]) {
        let at = self.search.at;
        let known = |evidence: &Evidence| {
            !matches!(revocation::status(certificate, issuer, evidence, pool, at), Status::Unknown(_))
        };
        let urls = certificate.ocsp_urls().into_iter().map(|url| (url, true));
        for (url, is_responder) in urls.chain(certificate.crl_urls().into_iter().map(|url| (url, false))) {
            if known(&self.search.evidence) || self.search.asked >= MOST_PROOFS {
                return;
            }
            self.search.asked += 1;
            match self.fetch(&url, is_responder.then_some((certificate, issuer)), &known) {
                Ok(bytes) => drop(self.search.evidence.add(&bytes)), // what cannot be read tells nothing
                Err(fault) => self.fault = Some(fault),
            }
        }
    }

    /// One answer or list. A fresh answer that repeats another nonce than ours was made for somebody else.
    fn fetch(
        &self,
        url: &str,
        about: Option<(&Certificate, &Certificate)>,
        known: &dyn Fn(&Evidence) -> bool,
    ) -> Result<Vec<u8>, Failure> {
        let engine = self.search.engine;
        let network = self.services.network(engine, true)?;
        let telling = |bytes: &[u8]| {
            let mut alone = Evidence::default();
            alone.add(bytes).is_ok() && known(&alone)
        };
        let answer = match (about, self.fresh) {
            (Some((certificate, issuer)), false) => {
                engine.proofs()?.ocsp(network, url, &ocsp::request(certificate, issuer, None), telling)
            }
            (None, false) => engine.proofs()?.crl(network, url, telling),
            (None, true) => network.fetch_crl(url),
            (Some((certificate, issuer)), true) => {
                let mut nonce = [0; 32];
                getrandom::fill(&mut nonce)
                    .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
                let fetched = network.fetch_ocsp(url, &ocsp::request(certificate, issuer, Some(&nonce)));
                let foreign = |bytes: &Vec<u8>| {
                    ocsp::Response::parse(bytes)
                        .is_ok_and(|answer| answer.nonce().is_some() && !answer.repeats_nonce(&nonce))
                };
                if fetched.as_ref().is_ok_and(foreign) {
                    return Err(Failure::new(FailureCode::ProofMissing).with("name", certificate.display()));
                }
                fetched
            }
        };
        answer.map_err(|error| failures::of_net(&error))
    }
}
