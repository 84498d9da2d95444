//! The network as the user allows it: timestamp authorities with their order and passwords, the proxy, what may be asked.

use std::sync::Arc;
use std::time::Duration;

use net::{Authorities, Cache, Network};
use serde::{Deserialize, Serialize};
use wire::{Authority, AuthorityAnswer, Failure, FailureCode, KeepAuthorities};
use zeroize::{Zeroize as _, Zeroizing};

use crate::{Engine, explain, failures, output, settings};

/// How long an authority, a responder or a list may take.
const PATIENCE: Duration = Duration::from_secs(20);
const CONNECTING: Duration = Duration::from_secs(8);
/// The most that the kept revocation answers and lists take, bytes.
const KEPT_PROOFS: u64 = 256 << 20;
/// The most authorities that are kept.
const MOST_AUTHORITIES: usize = 16;

/// A timestamp authority and how to speak to it.
#[derive(Clone, Debug)]
pub struct AuthorityAt {
    /// Its address, http or https.
    pub url: String,
    /// User and password for basic authentication.
    pub login: Option<(String, wire::Secret)>,
}

/// As they are kept in the profile, in a file that only its owner reads.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Kept {
    url: String,
    #[serde(default)]
    user: String,
    #[serde(default)]
    password: Option<String>,
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.password.zeroize();
    }
}

impl Engine {
    /// The timestamp authorities, in the order in which they are asked.
    pub fn authorities(&self, (): ()) -> Result<Vec<Authority>, Failure> {
        let shown = |kept: Kept| Authority {
            has_password: kept.password.is_some(),
            url: kept.url.clone(),
            user: kept.user.clone(),
        };
        Ok(self.kept_authorities().into_iter().map(shown).collect())
    }

    /// Keeps the timestamp authorities. An address that cannot be one is refused.
    pub fn keep_authorities(&self, request: KeepAuthorities) -> Result<Vec<Authority>, Failure> {
        let before = self.kept_authorities();
        let mut kept = Vec::new();
        for one in request.authorities.into_iter().take(MOST_AUTHORITIES) {
            let url = one.url.trim().to_owned();
            net::check_address(&url).map_err(|error| failures::of_net(&error))?;
            let known = || before.iter().find(|known| known.url == url && known.user == one.user);
            let password = match &one.password {
                Some(password) => Some(password.expose().to_owned()),
                None => known().and_then(|known| known.password.clone()),
            };
            kept.push(Kept { password: password.filter(|_| !one.user.is_empty()), user: one.user, url });
        }
        self.profile.prepare()?;
        let bytes = serde_json::to_vec_pretty(&kept)
            .map(Zeroizing::new)
            .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
        output::replace(&self.profile.authorities(), &bytes)
            .map_err(|failure| Failure { code: FailureCode::SettingsUnwritable, ..failure })?;
        let mut record = self.record(audit::Action::SettingsChanged);
        let addresses: Vec<&str> = kept.iter().map(|one| one.url.as_str()).collect();
        record.params.insert("authorities".to_owned(), addresses.join(" "));
        self.append(&record)?;
        self.authorities(())
    }

    /// Asks a kept authority for a stamp of nothing in particular, to see whether it answers.
    pub fn try_authority(&self, index: u32) -> Result<AuthorityAnswer, Failure> {
        let kept = self.kept_authorities().into_iter().nth(index as usize);
        let kept = kept.ok_or_else(|| Failure::new(FailureCode::NoAuthority))?;
        let authority = Authorities::new(self.network()?, vec![asked(&kept)]);
        let mut imprint = [0; 32];
        getrandom::fill(&mut imprint).map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
        let answer = |name, time, failure| AuthorityAnswer { name, time, failure };
        let token = match cades::TimestampAuthority::stamp(&authority, &imprint) {
            Ok(token) => token,
            Err(error) => return Ok(answer(None, None, Some(failures::of_stamp(&error)))),
        };
        let token = cades::Token::parse(&token)
            .map_err(|fault| Failure::new(FailureCode::Stamp).of_case("answer-unreadable").because(fault))?;
        let name = token.certificate().map(pki::Certificate::display);
        Ok(answer(name, Some(explain::moment(token.info().gen_time)), None))
    }

    /// The network as the settings allow it.
    pub(crate) fn network(&self) -> Result<Arc<Network>, Failure> {
        self.network_or_none(false)
    }

    /// The network, or one that never opens a socket and answers from what is kept.
    pub(crate) fn network_or_none(&self, offline: bool) -> Result<Arc<Network>, Failure> {
        let kept = settings::load(&self.profile);
        let proxy = kept.proxy.trim();
        let mut settings = net::Settings::default();
        settings.offline = offline || kept.offline;
        settings.proxy =
            (!proxy.is_empty()).then(|| net::Proxy { address: proxy.to_owned(), ..net::Proxy::default() });
        settings.connect_timeout = CONNECTING;
        settings.total_timeout = PATIENCE;
        settings.hosts.listed = kept.hosts;
        Network::new(settings).map(Arc::new).map_err(|error| failures::of_net(&error))
    }

    /// Revocation answers and lists that were fetched before.
    pub(crate) fn proofs(&self) -> Result<Cache, Failure> {
        self.profile.prepare()?;
        Cache::open(&self.profile.proofs(), KEPT_PROOFS).map_err(|error| failures::of_net(&error))
    }

    /// The authorities to ask: those given, else those kept.
    pub(crate) fn authorities_of(
        &self,
        network: Arc<Network>,
        given: &[AuthorityAt],
    ) -> Result<Authorities, Failure> {
        let wanted: Vec<net::Authority> = if given.is_empty() {
            self.kept_authorities().iter().map(asked).collect()
        } else {
            given.iter().map(AuthorityAt::asked).collect()
        };
        if wanted.is_empty() {
            return Err(Failure::new(FailureCode::NoAuthority));
        }
        Ok(Authorities::new(network, wanted))
    }

    pub(crate) fn kept_authorities(&self) -> Vec<Kept> {
        let bytes = Zeroizing::new(std::fs::read(self.profile.authorities()).unwrap_or_default());
        serde_json::from_slice(&bytes).unwrap_or_default()
    }
}

impl AuthorityAt {
    /// As it is kept in the profile.
    pub(crate) fn kept(&self) -> Kept {
        let (user, password) = self.login.clone().unzip();
        Kept {
            url: self.url.clone(),
            user: user.unwrap_or_default(),
            password: password.map(|password| password.expose().to_owned()),
        }
    }

    /// From what is kept.
    pub(crate) fn of(kept: &Kept) -> Self {
        let login =
            kept.password.as_ref().map(|password| (kept.user.clone(), wire::Secret::new(password.clone())));
        Self { url: kept.url.clone(), login }
    }

    fn asked(&self) -> net::Authority {
        let authority = net::Authority::at(&self.url);
        match &self.login {
            None => authority,
            Some((user, password)) => net::Authority {
                user: Some(user.clone()),
                password: Some(Zeroizing::new(password.expose().to_owned())),
                ..authority
            },
        }
    }
}

fn asked(kept: &Kept) -> net::Authority {
    let authority = net::Authority::at(&kept.url);
    match &kept.password {
        None => authority,
        Some(password) => net::Authority {
            user: Some(kept.user.clone()),
            password: Some(Zeroizing::new(password.clone())),
            ..authority
        },
    }
}
