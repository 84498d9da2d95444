//! The only crate that opens a socket: time stamps (RFC 3161), OCSP (RFC 6960), CRLs and issuers' certificates
//! (RFC 5280 §4.2.1.13, §4.2.2.1) over HTTP.
//!
//! Owns: time-outs, size limits, proxies, redirects, the rule which hosts an address inside a certificate may lead
//! to, several timestamp authorities in order, and the cache of answers.
//!
//! Refuses: PDF, private keys, and every judgement by the clock. Whether an answer is fresh and right is asked of
//! the caller; nothing that comes over the wire is trusted because of the way it came.
//!
//! Addresses are of two kinds. Those that the user wrote into the settings may lead anywhere. Those that come out of
//! a certificate were written by a stranger: they lead to public hosts alone, at every redirect anew, and the
//! address that was judged is the one that is connected to, so that a name cannot change its meaning in between.

mod address;
mod authorities;
mod cache;
mod error;
mod network;
mod resolver;
mod revocation;
mod settings;

pub use authorities::{Authorities, Authority, Tried};
pub use cache::Cache;
pub use error::Error;
pub use network::Network;
pub use settings::{Hosts, Proxy, Settings};

/// Tells whether text is an address that an authority of the user's own can have: `http` or `https`, with a host and without
/// user and password.
pub fn check_address(text: &str) -> Result<(), Error> {
    address::Address::read(text, address::Origin::Settings, &Hosts::default(), false).map(drop)
}
