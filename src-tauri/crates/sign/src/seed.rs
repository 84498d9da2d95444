//! What an existing field demands of its signature: seed values (ISO 32000-2 §12.7.5.5, tables 237 and 238).
//!
//! Binding constraints are obeyed or refused by name; those that are not binding are preferences, and followed where
//! that costs nothing. A binding constraint that is not known here is refused too.

use cades::{SignedAttribute, Signer};
use pdf::seed_flags::{
    APPEARANCE_FILTER, DIGEST_METHOD, FILTER, ISSUER, KEY_USAGE, LEGAL_ATTESTATION, LOCK_DOCUMENT, NEWEST,
    POLICY, REASONS, REVOCATION, SUB_FILTER, SUBJECT, SUBJECT_NAME, VERSION,
};
use pdf::{CertificateRules, Lock, LockAction, SeedValue};
use pki::{DigestAlgorithm, wanted};

use crate::{Claims, Error, Extras, Rights};

/// The sub-filter of PAdES baseline signatures (ETSI EN 319 142-1 §6.3).
const CADES: &str = "ETSI.CAdES.detached";

/// The older sub-filter, whose readers accept the same CMS; written only where a field binds its signer to it.
const PKCS7: &str = "adbe.pkcs7.detached";

/// What follows for the signature dictionary.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Chosen {
    /// /SubFilter.
    pub(crate) sub_filter: &'static str,
    /// The lock, the document's included.
    pub(crate) lock: Option<Lock>,
}

impl Chosen {
    /// Where no field demands anything.
    pub(crate) fn freely(lock: Option<Lock>) -> Self {
        Self { sub_filter: CADES, lock }
    }
}

/// A field's demands.
pub(crate) struct Demands<'a> {
    /// The field's name, for the errors.
    pub(crate) field: &'a str,
    /// Its /SV.
    pub(crate) seed: &'a SeedValue,
}

impl Demands<'_> {
    /// Holds what is known before the key is against the demands.
    pub(crate) fn choose(
        &self,
        claims: &Claims,
        rights: &Rights,
        lock: Option<Lock>,
    ) -> Result<Chosen, Error> {
        let mut chosen = Chosen::freely(lock);
        let seed = self.seed;
        if self.binds(FILTER) && seed.filter.as_deref().is_some_and(|filter| filter != "Adobe.PPKLite") {
            return self.refuse("Filter", seed.filter.clone().into_iter().collect());
        }
        let lists = |name: &str| seed.sub_filters.iter().any(|listed| listed == name);
        if self.binds(SUB_FILTER) && !seed.sub_filters.is_empty() && !lists(CADES) {
            if !lists(PKCS7) {
                return self.refuse("SubFilter", seed.sub_filters.clone());
            }
            chosen.sub_filter = PKCS7;
        }
        if self.binds(VERSION) && self.number("V").is_some_and(|version| version > NEWEST) {
            return self.refuse("V", Vec::new());
        }
        self.reasons(claims)?;
        match (seed.certification, rights.certify) {
            (Some(0), Some(_)) => return self.refuse("MDP", vec!["0".to_owned()]),
            (Some(wanted @ 1..=3), given) if given.map(i64::from) != Some(wanted) => {
                return self.refuse("MDP", vec![wanted.to_string()]);
            }
            _ => {}
        }
        if self.binds(LEGAL_ATTESTATION) && rights.certify.is_some() {
            return self.refuse("LegalAttestation", Vec::new());
        }
        if self.wants_revocation() {
            // The answers stand in the message, where PAdES has none (EN 319 142-1 §6.3): only the older sub-filter allows it.
            if self.binds(SUB_FILTER) && !seed.sub_filters.is_empty() && !lists(PKCS7) {
                return self.refuse("AddRevInfo", Vec::new());
            }
            chosen.sub_filter = PKCS7;
        }
        if self.binds(APPEARANCE_FILTER) && seed.dictionary.has(b"AppearanceFilter") {
            return self.refuse("AppearanceFilter", Vec::new());
        }
        if self.binds(LOCK_DOCUMENT) && seed.lock_document.as_deref() == Some("true") {
            let mut lock = chosen.lock.unwrap_or(Lock {
                action: LockAction::All,
                fields: Vec::new(),
                permissions: None,
            });
            lock.permissions = Some(1);
            chosen.lock = Some(lock);
        }
        if self.seed.flags & !(APPEARANCE_FILTER | (APPEARANCE_FILTER - 1)) != 0 {
            return self.refuse("Ff", Vec::new());
        }
        Ok(chosen)
    }

    /// Whether the message has to hold what proves that the signer's certificate was not revoked.
    pub(crate) fn wants_revocation(&self) -> bool {
        let value = self.seed.dictionary.get(b"AddRevInfo");
        self.binds(REVOCATION) && value.is_ok_and(|value| matches!(value, pdf::Object::Boolean(true)))
    }

    /// Holds the signer and what goes into the message against the demands.
    pub(crate) fn check_signer(&self, signer: &dyn Signer, extras: &Extras<'_>) -> Result<(), Error> {
        let methods = &self.seed.digest_methods;
        let digest = method_name(signer.digest());
        if self.binds(DIGEST_METHOD)
            && !methods.is_empty()
            && !methods.iter().any(|method| Some(method.as_str()) == digest)
        {
            return self.refuse("DigestMethod", methods.clone());
        }
        if let Some(stamp) = &self.seed.timestamp
            && stamp.is_required
            && extras.authority.is_none()
        {
            return Err(Error::TimestampNeeded { field: self.field.to_owned(), url: stamp.url.clone() });
        }
        let proves = |one: &SignedAttribute| one.oid == cades::oid::REVOCATION_INFO_ARCHIVAL;
        if self.wants_revocation() && !extras.attributes.iter().any(proves) {
            return self.refuse("AddRevInfo", Vec::new());
        }
        match &self.seed.certificate {
            Some(rules) => self.certificate(rules, signer),
            None => Ok(()),
        }
    }

    fn reasons(&self, claims: &Claims) -> Result<(), Error> {
        let reasons = &self.seed.reasons;
        if !self.binds(REASONS) {
            return Ok(());
        }
        // No reasons, or a single full stop: none may be given (table 237).
        let fits = match reasons.as_slice() {
            [] => claims.reason.is_empty(),
            [only] if only == "." => claims.reason.is_empty(),
            some => some.contains(&claims.reason),
        };
        if fits { Ok(()) } else { self.refuse("Reasons", reasons.clone()) }
    }

    fn certificate(&self, rules: &CertificateRules, signer: &dyn Signer) -> Result<(), Error> {
        let binds = |bit: i64| rules.flags & bit != 0;
        let names = |ders: &[Vec<u8>]| {
            let read = ders.iter().filter_map(|der| pki::Certificate::from_der(der).ok());
            read.map(|certificate| certificate.display()).collect()
        };
        let own = signer.certificate();
        if binds(SUBJECT) && !rules.subjects.is_empty() && !rules.subjects.iter().any(|der| der == own.der())
        {
            return self.refuse("Cert/Subject", names(&rules.subjects));
        }
        let above = |der: &Vec<u8>| signer.chain().iter().chain([own]).any(|known| known.der() == der);
        if binds(ISSUER) && !rules.issuers.is_empty() && !rules.issuers.iter().any(above) {
            return self.refuse("Cert/Issuer", names(&rules.issuers));
        }
        if binds(KEY_USAGE)
            && !rules.key_usages.is_empty()
            && !rules.key_usages.iter().any(|usage| wanted::usage_fits(own, usage))
        {
            return self.refuse("Cert/KeyUsage", rules.key_usages.clone());
        }
        if binds(POLICY) && !wanted::has_policies(own, &rules.policies) {
            return self.refuse("Cert/OID", rules.policies.clone());
        }
        let names = &rules.subject_names;
        if binds(SUBJECT_NAME)
            && !names.is_empty()
            && !names.iter().any(|name| wanted::subject_has(own, name))
        {
            let said = |name: &Vec<(String, String)>| {
                name.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(", ")
            };
            return self.refuse("Cert/SubjectDN", names.iter().map(said).collect());
        }
        Ok(())
    }

    fn binds(&self, bit: i64) -> bool {
        self.seed.flags & bit != 0
    }

    fn number(&self, key: &str) -> Option<i64> {
        let value = self.seed.dictionary.get(key.as_bytes()).ok()?;
        value.as_i64().ok().or_else(|| value.as_float().ok().map(|number| number.ceil() as i64))
    }

    fn refuse<T>(&self, constraint: &str, wanted: Vec<String>) -> Result<T, Error> {
        Err(Error::Seed { field: self.field.to_owned(), constraint: constraint.to_owned(), wanted })
    }
}

/// The name of a digest algorithm in /DigestMethod (table 237).
pub(crate) fn method_name(algorithm: DigestAlgorithm) -> Option<&'static str> {
    Some(match algorithm {
        DigestAlgorithm::Sha1 => "SHA1",
        DigestAlgorithm::Sha256 => "SHA256",
        DigestAlgorithm::Sha384 => "SHA384",
        DigestAlgorithm::Sha512 => "SHA512",
        DigestAlgorithm::Sha3_256 => "SHA3-256",
        DigestAlgorithm::Sha3_384 => "SHA3-384",
        DigestAlgorithm::Sha3_512 => "SHA3-512",
        _ => return None,
    })
}
