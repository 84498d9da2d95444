//! Several timestamp authorities, asked in order until one gives a good token (RFC 3161 §3.4: over HTTP).

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use cades::tsp::{MAX_RESPONSE, Query};
use cades::{StampError, TimestampAuthority};
use pki::{DigestAlgorithm, ObjectIdentifier};
use zeroize::Zeroizing;

use crate::address::Origin;
use crate::network::Post;
use crate::{Error, Network};

/// A timestamp authority as the user names it.
#[derive(Clone)]
pub struct Authority {
    /// Its address, without user and password.
    pub url: String,
    /// The user of basic authentication (RFC 7617).
    pub user: Option<String>,
    /// The user's password; on an `http` address it crosses the network in clear.
    pub password: Option<Zeroizing<String>>,
    /// The policy under which it must stamp.
    pub policy: Option<ObjectIdentifier>,
}

impl Authority {
    /// An authority that asks for no password.
    pub fn at(url: &str) -> Self {
        Self { url: url.to_owned(), user: None, password: None, policy: None }
    }
}

impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither user nor password ends in a log.
        f.debug_struct("Authority")
            .field("url", &self.url)
            .field("policy", &self.policy)
            .finish_non_exhaustive()
    }
}

/// One authority that was asked, and how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// Its address.
    pub authority: String,
    /// What came of it.
    pub outcome: Result<(), StampError>,
    /// The network's fault in full, where it was one.
    pub network: Option<Error>,
}

/// Timestamp authorities in the order in which they are asked.
#[derive(Debug)]
pub struct Authorities {
    network: Arc<Network>,
    list: Vec<Authority>,
    digest: DigestAlgorithm,
    tried: Mutex<Vec<Tried>>,
}

impl Authorities {
    /// Asks these, the first one first, for stamps on SHA-256.
    pub fn new(network: Arc<Network>, list: Vec<Authority>) -> Self {
        Self { network, list, digest: DigestAlgorithm::Sha256, tried: Mutex::new(Vec::new()) }
    }

    /// The same, with imprints of another digest algorithm.
    pub fn with_digest(self, digest: DigestAlgorithm) -> Self {
        Self { digest, ..self }
    }

    /// Everybody who was asked for the last stamp, in order; the last one succeeded, or nobody did.
    pub fn tried(&self) -> Vec<Tried> {
        self.tried.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn ask(&self, authority: &Authority, imprint: &[u8]) -> Result<Vec<u8>, (StampError, Option<Error>)> {
        let unreached = |fault: Error| {
            let (authority, reason) = (shown(&authority.url), fault.code());
            (StampError::Unreachable { authority, reason }, Some(fault))
        };
        let mut nonce = [0; 8];
        getrandom::fill(&mut nonce).map_err(|_| unreached(Error::NoRandomness))?;
        let query = Query::new(self.digest, imprint, &nonce, authority.policy);
        let password = authority.password.as_ref().map_or("", |password| password.as_str());
        let post = Post {
            content_type: "application/timestamp-query",
            body: &query.der(),
            credentials: authority.user.as_deref().map(|user| (user, password)),
            answer: "application/timestamp-reply",
        };
        // The limit of what is read is the limit of what is understood.
        let limit = u64::try_from(MAX_RESPONSE).unwrap_or(u64::MAX);
        let reply = self.network.post(&authority.url, Origin::Settings, &post, limit).map_err(unreached)?;
        query.accept(&shown(&authority.url), &reply).map_err(|fault| (fault, None))
    }
}

/// The address as it may be shown: an address with a password in it is refused, and must not be told on.
fn shown(url: &str) -> String {
    match url.rsplit_once('@') {
        Some((_, after)) => after.to_owned(),
        None => url.to_owned(),
    }
}

impl TimestampAuthority for Authorities {
    fn digest(&self) -> DigestAlgorithm {
        self.digest
    }

    /// The first good token. When there is none: the first fault that may pass, so that the stamp is asked for again
    /// later, or else the last fault.
    fn stamp(&self, imprint: &[u8]) -> Result<Vec<u8>, StampError> {
        let mut tried = Vec::new();
        let mut stamped = Err(StampError::NoneNamed);
        for authority in &self.list {
            let answer = self.ask(authority, imprint);
            let (outcome, network) = match &answer {
                Ok(_) => (Ok(()), None),
                Err((fault, network)) => (Err(fault.clone()), network.clone()),
            };
            tried.push(Tried { authority: shown(&authority.url), outcome, network });
            match answer {
                Ok(token) => {
                    stamped = Ok(token);
                    break;
                }
                Err((fault, _)) if !stamped.as_ref().is_err_and(StampError::may_pass) => stamped = Err(fault),
                Err(_) => {}
            }
        }
        *self.tried.lock().unwrap_or_else(PoisonError::into_inner) = tried;
        stamped
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::Settings;

    #[test]
    fn nobody_named_and_nobody_reached_are_told_apart() {
        let settings = Settings { offline: true, ..Settings::default() };
        let network = Arc::new(Network::new(settings).unwrap());
        assert_eq!(Authorities::new(network.clone(), Vec::new()).stamp(&[0; 32]), Err(StampError::NoneNamed));
        let two = [Authority::at("http://tsa.test/a"), Authority::at("http://u:secret@tsa.test/b")];
        let authorities = Authorities::new(network, two.to_vec());
        let fault = authorities.stamp(&[0; 32]).unwrap_err();
        assert!(fault.may_pass(), "{fault}");
        let tried = authorities.tried();
        assert_eq!(
            tried.iter().map(|tried| tried.authority.as_str()).collect::<Vec<_>>(),
            ["http://tsa.test/a", "tsa.test/b"]
        );
        assert!(tried.iter().all(|tried| tried.network == Some(Error::Offline)));
        assert!(!format!("{tried:?}").contains("secret"));
    }

    #[test]
    fn secrets_are_not_shown() {
        let authority = Authority {
            user: Some("anna".to_owned()),
            password: Some(Zeroizing::new("secret".to_owned())),
            ..Authority::at("https://tsa.test/")
        };
        let shown = format!("{authority:?}");
        assert!(!shown.contains("anna") && !shown.contains("secret") && shown.contains("tsa.test"));
    }
}
