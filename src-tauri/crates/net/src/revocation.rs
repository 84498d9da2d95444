//! What certificates point to: OCSP responders (RFC 6960), CRLs and issuers' certificates (RFC 5280).

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use cades::SignedData;
use pki::Certificate;

use crate::address::Origin;
use crate::network::Post;
use crate::{Error, Network};

/// Largest OCSP response, in octets.
pub(crate) const MAX_OCSP: u64 = 1 << 20;
/// Largest CRL, in octets.
pub(crate) const MAX_CRL: u64 = 32 << 20;
/// Largest file of certificates, in octets.
const MAX_CERTIFICATE: u64 = 1 << 20;
/// Longest request that is also tried as GET: RFC 6960 appendix A.1 has 255 octets after encoding.
const MAX_GET: usize = 255;

const OCSP_RESPONSE: &str = "application/ocsp-response";

impl Network {
    /// Asks the responder at an address out of a certificate; `request` is DER of an `OCSPRequest`.
    ///
    /// A responder that refuses POST is asked by GET (RFC 6960 appendix A.1). What comes back is not looked into.
    pub fn fetch_ocsp(&self, url: &str, request: &[u8]) -> Result<Vec<u8>, Error> {
        let post = Post {
            content_type: "application/ocsp-request",
            body: request,
            credentials: None,
            answer: OCSP_RESPONSE,
        };
        let refused = match self.post(url, Origin::Certificate, &post, MAX_OCSP) {
            Err(refused @ Error::Status { .. }) => refused,
            other => return other,
        };
        let encoded = BASE64_STANDARD.encode(request);
        let encoded = encoded.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
        if encoded.len() > MAX_GET {
            return Err(refused);
        }
        let address = format!("{}/{encoded}", url.trim_end_matches('/'));
        self.get(&address, Origin::Certificate, Some(OCSP_RESPONSE), MAX_OCSP).map_err(|_| refused)
    }

    /// Fetches the CRL at an address out of a certificate, as the bytes it is.
    pub fn fetch_crl(&self, url: &str) -> Result<Vec<u8>, Error> {
        // Servers call CRLs many things; what it is, its reader finds out.
        self.get(url, Origin::Certificate, None, MAX_CRL)
    }

    /// Fetches the certificates of an issuer at an address out of a certificate (caIssuers, RFC 5280 §4.2.2.1):
    /// one in DER or PEM, or several in a certs-only message (RFC 5652). At least one is returned; none is judged.
    pub fn fetch_certificate(&self, url: &str) -> Result<Vec<Certificate>, Error> {
        let bytes = self.get(url, Origin::Certificate, None, MAX_CERTIFICATE)?;
        let found = Certificate::from_pem_or_der(&bytes).unwrap_or_default();
        let found = if found.is_empty() {
            SignedData::parse(&bytes).map(|message| message.certificates().to_vec()).unwrap_or_default()
        } else {
            found
        };
        if found.is_empty() {
            let host = url::Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned));
            return Err(Error::NoCertificate { host: host.unwrap_or_default() });
        }
        Ok(found)
    }
}
