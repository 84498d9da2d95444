//! Resolves names, and refuses those of strangers that lead into the local network.
//!
//! The connection is made to the very addresses that were judged here, so that a name which is resolved again later
//! (DNS rebinding) gains nothing.

use std::fmt;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use crate::Hosts;
use crate::address::is_public;

/// Resolves for addresses that come out of certificates.
#[derive(Debug)]
pub(crate) struct Guarded {
    system: Named,
    hosts: Hosts,
    /// The proxy is the user's own choice.
    proxy: Option<String>,
}

impl Guarded {
    pub(crate) fn new(hosts: Hosts, proxy: Option<String>) -> Self {
        Self { system: Named::default(), hosts, proxy }
    }
}

impl Resolver for Guarded {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let addresses = self.system.resolve(uri, config, timeout)?;
        let host = uri.host().unwrap_or_default();
        let exempt = self.hosts.lists(host) || self.proxy.as_deref() == Some(host);
        if exempt || addresses.iter().all(|address| is_public(address.ip())) {
            Ok(addresses)
        } else {
            Err(ureq::Error::Other(Box::new(Refused)))
        }
    }
}

/// The system's resolver, which tells an unknown name from other faults.
#[derive(Debug, Default)]
pub(crate) struct Named(DefaultResolver);

impl Resolver for Named {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        self.0.resolve(uri, config, timeout).map_err(|fault| match fault {
            ureq::Error::Io(_) => ureq::Error::HostNotFound,
            other => other,
        })
    }
}

/// The mark of a refusal on its way through the HTTP library.
#[derive(Debug)]
pub(crate) struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the host is in the local network")
    }
}

impl std::error::Error for Refused {}
