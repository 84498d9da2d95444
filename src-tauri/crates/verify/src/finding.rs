//! The one table of findings: what each means for the verdict, and which comes first.
//!
//! Owns every code this crate can report, with its axis, severity, effect on integrity, indication, clause and
//! parameters. The order of the table is the order of importance: the first row that applies names the
//! sub-indication. Holds no sentence: the catalogue has the words, keyed by [`Code::code`].

use serde::Serialize;

use crate::verdict::{Indication, Integrity, SubIndication};

/// The question a finding bears on; integrity and identity are never mixed in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Axis {
    /// Are the bytes those that were signed?
    Integrity,
    /// What happened to the document after signing?
    Change,
    /// Who signed, and was the signer entitled?
    Identity,
    /// When, and who says so?
    Time,
    /// What the document holds that a reader should know of.
    Content,
}

impl Axis {
    /// The word of the report.
    pub fn code(self) -> &'static str {
        match self {
            Self::Integrity => "integrity",
            Self::Change => "change",
            Self::Identity => "identity",
            Self::Time => "time",
            Self::Content => "content",
        }
    }
}

/// How loudly a finding speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Good to know; changes nothing.
    Info,
    /// Keeps the verdict from passing, or should be read before relying on it.
    Warning,
    /// The signature must not be relied upon.
    Error,
}

impl Severity {
    /// The word of the report.
    pub fn code(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What a finding does to the verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing: a note.
    Note,
    /// The indication, with its sub-indication.
    Verdict(Indication, SubIndication),
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The finding.
    pub code: Code,
    /// Its kebab-case name, the key of the catalogue.
    pub name: &'static str,
    /// How loudly it speaks.
    pub severity: Severity,
    /// The question it bears on.
    pub axis: Axis,
    /// The integrity that it forces at best.
    pub integrity: Option<Integrity>,
    /// What it does to the verdict.
    pub effect: Effect,
    /// The names of its parameters, in order.
    pub params: &'static [&'static str],
    /// The clause it rests on.
    pub clause: &'static str,
}

macro_rules! table {
    ($( $(#[doc = $doc:literal])+ $variant:ident, $name:literal, $sev:ident, $axis:ident, $integ:tt, $effect:tt, [$($param:literal),*], $clause:literal; )+) => {
        /// A finding, without its parameters; the order is the order of importance.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $( $(#[doc = $doc])+ $variant, )+
        }

        /// The table, worst first.
        pub const TABLE: &[Row] = &[
            $( Row {
                code: Code::$variant,
                name: $name,
                severity: Severity::$sev,
                axis: Axis::$axis,
                integrity: table!(@integrity $integ),
                effect: table!(@effect $effect),
                params: &[$($param),*],
                clause: $clause,
            }, )+
        ];

        impl Code {
            /// The row of this finding.
            pub fn row(self) -> &'static Row {
                match self {
                    $( Self::$variant => {
                        const ROW: &Row = &Row {
                            code: Code::$variant,
                            name: $name,
                            severity: Severity::$sev,
                            axis: Axis::$axis,
                            integrity: table!(@integrity $integ),
                            effect: table!(@effect $effect),
                            params: &[$($param),*],
                            clause: $clause,
                        };
                        ROW
                    } )+
                }
            }
        }
    };
    (@integrity -) => { None };
    (@integrity $i:ident) => { Some(Integrity::$i) };
    (@effect -) => { Effect::Note };
    (@effect (failed $s:ident)) => { Effect::Verdict(Indication::TotalFailed, SubIndication::$s) };
    (@effect (open $s:ident)) => { Effect::Verdict(Indication::Indeterminate, SubIndication::$s) };
}

table! {
    // What stands there is no signature.
    /// The signature value is missing, empty, or nothing but zeroes. `field`
    ContentsMissing, "contents-missing", Error, Integrity, Malformed, (failed FormatFailure), ["field"], "ISO 32000-2 12.8.1 table 255";
    /// The signature value is not one direct hexadecimal string. `problem`
    ContentsShape, "contents-shape", Error, Integrity, Malformed, (failed FormatFailure), ["problem"], "ISO 32000-2 12.8.1 table 255";
    /// The byte range is missing. `field`
    ByteRangeMissing, "byte-range-missing", Error, Integrity, Malformed, (failed FormatFailure), ["field"], "ISO 32000-2 12.8.1";
    /// The byte range is not `[0 b c d]` of direct numbers. `problem`
    ByteRangeShape, "byte-range-shape", Error, Integrity, Malformed, (failed FormatFailure), ["problem"], "ISO 32000-2 12.8.1";
    /// The byte range reaches beyond the file. `end`, `length`
    ByteRangeOutside, "byte-range-outside", Error, Integrity, Malformed, (failed FormatFailure), ["end", "length"], "ISO 32000-2 12.8.1";
    /// The bytes left out are not exactly the signature value. `start`, `end`
    ByteRangeGap, "byte-range-gap", Error, Integrity, Malformed, (failed FormatFailure), ["start", "end"], "ISO 32000-2 12.8.1";
    /// The signed bytes do not end where a revision ends. `end`
    ByteRangeEnd, "byte-range-end", Error, Integrity, Malformed, (failed FormatFailure), ["end"], "ISO 32000-2 7.5.6, 12.8.1";
    /// The signed bytes cannot be read as a document of their own. `problem`
    RevisionUnreadable, "revision-unreadable", Error, Integrity, Malformed, (failed FormatFailure), ["problem"], "ISO 32000-2 7.5.6";
    /// The signature dictionary was defined again after signing. `object`
    SignatureRedefined, "signature-redefined", Error, Integrity, Malformed, (failed FormatFailure), ["object"], "ISO 32000-2 12.8.1";
    /// Two signatures' byte ranges are equal or cross. `field`
    RangesCross, "ranges-cross", Error, Integrity, Malformed, (failed FormatFailure), ["field"], "ISO 32000-2 12.8.1";
    /// The dictionary is not a signature dictionary. `problem`
    DictionaryShape, "dictionary-shape", Error, Integrity, Malformed, (failed FormatFailure), ["problem"], "ISO 32000-2 12.8.1 table 255";
    /// The dictionary names a kind of signature that is not known. `name`
    SubFilterUnknown, "sub-filter-unknown", Error, Integrity, Malformed, (failed FormatFailure), ["name"], "ISO 32000-2 12.8.3";
    /// The message does not carry the content that it should carry and that was signed.
    SignedDataMissing, "signed-data-missing", Error, Integrity, Malformed, (open SignedDataNotFound), [], "ISO 32000-2 12.8.3.3.2";
    /// The signature value is no CMS signature that can be read. `problem`
    CmsUnreadable, "cms-unreadable", Error, Integrity, Malformed, (failed FormatFailure), ["problem"], "RFC 5652 5.1";
    /// The CMS carries content of its own instead of being detached.
    CmsContentEmbedded, "cms-content-embedded", Error, Integrity, Malformed, (failed FormatFailure), [], "EN 319 142-1 4.1";
    /// Bytes other than zero follow the CMS inside the signature value.
    ContentsPadding, "contents-padding", Error, Integrity, Malformed, (failed FormatFailure), [], "ISO 32000-2 12.8.1";
    /// Bytes stand before the header, so that readers disagree on every offset. `count`
    PrefixBytes, "prefix-bytes", Error, Integrity, Malformed, (failed FormatFailure), ["count"], "ISO 32000-2 7.5.2";
    /// A dictionary has a key twice with differing values, so that readers disagree. `object`, `key`
    DuplicateKey, "duplicate-key", Error, Integrity, Malformed, (failed FormatFailure), ["object", "key"], "ISO 32000-2 7.3.7";
    /// An object is defined twice in one revision, so that readers disagree. `object`
    DuplicateObject, "duplicate-object", Error, Integrity, Malformed, (failed FormatFailure), ["object"], "ISO 32000-2 7.5.4";
    /// Bytes after the signed part belong to nothing. `start`, `end`
    UnaccountedBytes, "unaccounted-bytes", Error, Integrity, Malformed, (failed FormatFailure), ["start", "end"], "ISO 32000-2 7.5.6";
    /// The two cross-reference views of a hybrid file disagree. `object`
    HybridDisagrees, "hybrid-disagrees", Error, Integrity, Malformed, (failed FormatFailure), ["object"], "ISO 32000-2 7.5.8.4";
    /// Two readers read an object from the same bytes and see different things. `object`
    ReadersDiffer, "readers-differ", Error, Integrity, Malformed, (failed FormatFailure), ["object"], "ISO 32000-2 7.2, 7.3";
    /// The structure needs a repair that readers do differently. `problem`
    StructureNeedsRepair, "structure-needs-repair", Error, Integrity, Malformed, (failed FormatFailure), ["problem"], "ISO 32000-2 7.5";
    /// The document could not be examined within the limits. `limit`
    LimitReached, "limit-reached", Error, Integrity, Malformed, (failed FormatFailure), ["limit"], "ISO 32000-2 annex C";
    /// The signature's algorithm is not known here, so that it cannot be checked. `algorithm`
    AlgorithmUnsupported, "algorithm-unsupported", Error, Integrity, Malformed, (open CryptoConstraintsFailureNoPoe), ["algorithm"], "ETSI TS 119 312";
    /// The field binds its signature to something that the file does not record or nobody defines. `constraint`
    SeedUnknown, "seed-unknown", Error, Integrity, Malformed, (open SigConstraintsFailure), ["constraint"], "ISO 32000-2 12.7.5.5 table 237";
    /// The signature is of a kind from before CMS that is no longer examined. `name`
    SubFilterLegacy, "sub-filter-legacy", Warning, Integrity, -, (open CryptoConstraintsFailureNoPoe), ["name"], "ISO 32000-2 12.8.3.2";

    // The bytes are not those that were signed.
    /// The document's bytes are not those that were signed.
    DigestMismatch, "digest-mismatch", Error, Integrity, Broken, (failed HashFailure), [], "RFC 5652 5.4";
    /// The signature value does not verify under the certificate's key.
    SignatureMismatch, "signature-mismatch", Error, Integrity, Broken, (failed SigCryptoFailure), [], "RFC 5652 5.6";

    // The document was changed.
    /// A certified document was changed beyond what its author permitted. `permission`, `count`, `pages`
    CertificationViolated, "certification-violated", Error, Change, Changed, (failed FormatFailure), ["permission", "count", "pages"], "ISO 32000-2 12.8.2.2";
    /// A field that the signature locked was changed. `field`
    LockViolated, "lock-violated", Error, Change, Changed, (failed FormatFailure), ["field"], "ISO 32000-2 12.8.2.4";
    /// The document was changed after signing. `count`, `pages`
    ChangedAfterSigning, "changed-after-signing", Error, Change, Changed, (open SigConstraintsFailure), ["count", "pages"], "ISO 32000-2 12.8.2";
    /// Later revisions could not be compared. `problem`
    ComparisonFailed, "comparison-failed", Error, Change, Changed, (open SigConstraintsFailure), ["problem"], "ISO 32000-2 7.5.6";
    /// The signed part refers to an object that only a later revision defines. `object`
    DanglingDefined, "dangling-defined", Error, Change, Changed, (open SigConstraintsFailure), ["object"], "ISO 32000-2 7.3.10";
    /// The entry of the catalog that names the certifying signature does not agree with it.
    PermsDisagree, "perms-disagree", Warning, Change, -, (open SigConstraintsFailure), [], "ISO 32000-2 12.8.6";

    // The signature does not keep the rules of its format.
    /// There is not exactly one signer. `count`
    SignerCount, "signer-count", Error, Integrity, -, (failed FormatFailure), ["count"], "EN 319 142-1 4.1";
    /// The signature has no signed attributes.
    SignedAttributesMissing, "signed-attributes-missing", Error, Integrity, -, (failed FormatFailure), [], "RFC 5652 5.3";
    /// A signed attribute is missing, doubled or has the wrong content. `attribute`, `problem`
    AttributeProblem, "attribute-problem", Error, Integrity, -, (failed FormatFailure), ["attribute", "problem"], "RFC 5652 11";
    /// The signature verifies only over the attributes as they were written, not over their DER form.
    AttributesAsWritten, "attributes-as-written", Error, Integrity, -, (failed SigCryptoFailure), [], "RFC 5652 5.4";
    /// The CMS is not encoded as the profile demands. `problem`
    CmsEncoding, "cms-encoding", Error, Integrity, -, (failed FormatFailure), ["problem"], "EN 319 142-1 4.1";
    /// The digest named in the signature is not the one that was used. `declared`, `used`
    AlgorithmsDisagree, "algorithms-disagree", Error, Integrity, Malformed, (failed SigCryptoFailure), ["declared", "used"], "RFC 5652 5.3, RFC 8933";
    /// The certificate bound into the signature is not the one that verifies it.
    SigningCertificateMismatch, "signing-certificate-mismatch", Error, Identity, -, (open NoSigningCertificateFound), [], "RFC 5035";
    /// The signer's certificate is not in the signature.
    SigningCertificateMissing, "signing-certificate-missing", Error, Identity, Malformed, (open NoSigningCertificateFound), [], "EN 319 142-1 6.3";
    /// No attribute binds the signer's certificate into the signature.
    SigningCertificateUnbound, "signing-certificate-unbound", Warning, Identity, -, (open SigConstraintsFailure), [], "EN 319 142-1 6.3";
    /// A digest is too weak to be relied upon. `algorithm`
    DigestWeak, "digest-weak", Error, Integrity, -, (open CryptoConstraintsFailureNoPoe), ["algorithm"], "ETSI TS 119 312";
    /// A key is too short to be relied upon. `bits`
    KeyWeak, "key-weak", Error, Integrity, -, (open CryptoConstraintsFailureNoPoe), ["bits"], "ETSI TS 119 312";
    /// An algorithm or key was too weak already at the proven time. `algorithm`
    AlgorithmWasWeak, "algorithm-was-weak", Error, Integrity, -, (open CryptoConstraintsFailure), ["algorithm"], "EN 319 102-1 5.2.8";
    /// The signature is not what its field bound it to be. `constraint`
    SeedBroken, "seed-broken", Warning, Integrity, -, (open SigConstraintsFailure), ["constraint"], "ISO 32000-2 12.7.5.5 table 237";
    /// The rules that the signer names cannot be applied. `reason`
    SignerRulesUnusable, "signer-rules-unusable", Warning, Integrity, -, (open PolicyProcessingError), ["reason"], "EN 319 102-1 5.2.4";
    /// The rules that the signer names are not among those at hand. `rules`
    SignerRulesMissing, "signer-rules-missing", Warning, Integrity, -, (open SignaturePolicyNotAvailable), ["rules"], "EN 319 102-1 5.2.4";
    /// A certifying signature is not the first signature of the document.
    CertificationNotFirst, "certification-not-first", Warning, Change, -, (open SigConstraintsFailure), [], "ISO 32000-2 12.8.2.2";
    /// A later signature's picture covers a large part of a page. `field`, `page`
    SignatureCoversPage, "signature-covers-page", Warning, Change, -, (open SigConstraintsFailure), ["field", "page"], "EN 319 142-1 annex";
    /// Several fields show one and the same signature. `field`
    SignatureShared, "signature-shared", Warning, Integrity, -, (open SigConstraintsFailure), ["field"], "ISO 32000-2 12.7.5.5";
    /// The transform of the signature is one whose rules are not known. `name`
    TransformUnknown, "transform-unknown", Warning, Change, -, (open SigConstraintsFailure), ["name"], "ISO 32000-2 12.8.2";

    // Who signed, and were they entitled?
    /// The certificate was revoked before the proven time of signing. `since`
    Revoked, "revoked", Error, Identity, -, (failed Revoked), ["since"], "RFC 5280 6.3";
    /// The certificate is revoked and nothing proves that the signature is older. `since`
    RevokedNoProof, "revoked-no-proof", Error, Identity, -, (open RevokedNoPoe), ["since"], "EN 319 102-1 5.2.6";
    /// The key was in doubt before the proven time of signing, though the certificate was revoked later. `doubt`, `since`
    KeyCompromised, "key-compromised", Error, Identity, -, (failed Revoked), ["doubt", "since"], "RFC 5280 5.3.2";
    /// An authority of the chain is revoked and nothing proves that the signature is older. `since`, `certificate`
    AuthorityRevoked, "authority-revoked", Error, Identity, -, (open RevokedCaNoPoe), ["since", "certificate"], "EN 319 102-1 5.2.6";
    /// A certificate of the chain breaks a rule for certificates. `reason`, `certificate`
    ChainBreaksRule, "chain-breaks-rule", Error, Identity, -, (open ChainConstraintsFailure), ["reason", "certificate"], "RFC 5280 6.1";
    /// The certificate is not meant for signing documents. `reason`
    CertificateUnfit, "certificate-unfit", Error, Identity, -, (open ChainConstraintsFailure), ["reason"], "RFC 9336, RFC 5280 4.2.1.3";
    /// The signature is proven to be later than the certificate's end. `until`
    Expired, "expired", Error, Time, -, (failed Expired), ["until"], "EN 319 102-1 5.2.6";
    /// The signature is proven to be older than the certificate. `from`
    NotYetValid, "not-yet-valid", Error, Time, -, (failed NotYetValid), ["from"], "EN 319 102-1 5.2.6";
    /// Timestamps contradict the order in which they were made. `earlier`, `later`
    TimestampOrder, "timestamp-order", Error, Time, -, (open TimestampOrderFailure), ["earlier", "later"], "EN 319 102-1 5.5.4";
    /// The certificate signed itself and nobody vouches for it.
    SelfSigned, "self-signed", Warning, Identity, -, (open NoCertificateChainFound), [], "RFC 5280 6.1";
    /// No path leads from the certificate to one that is trusted. `issuer`
    SignerUnknown, "signer-unknown", Warning, Identity, -, (open NoCertificateChainFound), ["issuer"], "RFC 5280 6.1";
    /// The chain could not be built for another reason. `reason`
    ChainFailure, "chain-failure", Warning, Identity, -, (open CertificateChainGeneralFailure), ["reason"], "RFC 5280 6.1";
    /// The signature carries a certificate that belongs to no chain and that nothing at hand vouches for. `certificate`
    CertificateStray, "certificate-stray", Warning, Identity, -, (open CertificateChainGeneralFailure), ["certificate"], "RFC 5652 5.1";
    /// The certificate has run out, or is not valid yet, and nothing proves when the signature was made. `from`, `until`
    ExpiredNoProof, "expired-no-proof", Warning, Time, -, (open OutOfBoundsNoPoe), ["from", "until"], "EN 319 102-1 5.2.6";
    /// The certificate has run out; it is known not to have been revoked, and nothing proves when the signature was made. `until`
    ExpiredNotRevoked, "expired-not-revoked", Warning, Time, -, (open OutOfBoundsNotRevoked), ["until"], "EN 319 102-1 5.2.6";
    /// A certificate ran out, and no answer about its revocation was kept from when it was valid. `certificate`
    RevocationNotKept, "revocation-not-kept", Warning, Identity, -, (open NoPoe), ["certificate"], "EN 319 102-1 5.6.2.2";
    /// Who answers for the revocation has run out, and nothing proves that the answer is older. `certificate`
    AnswererExpired, "answerer-expired", Warning, Identity, -, (open RevocationOutOfBoundsNoPoe), ["certificate"], "EN 319 102-1 5.2.6";
    /// A certificate names where to ask for its revocation, and nobody asked. `certificate`
    RevocationNotConsulted, "revocation-not-consulted", Warning, Identity, -, (open TryLater), ["certificate"], "RFC 5280 6.3";
    /// What is at hand about a certificate's revocation does not count. `certificate`, `reason`
    RevocationUnusable, "revocation-unusable", Warning, Identity, -, (open TryLater), ["certificate", "reason"], "RFC 5280 6.3, RFC 6960 3.2";

    // Time.
    /// A timestamp inside the signature was ignored. `reason`
    TimestampIgnored, "timestamp-ignored", Warning, Time, -, -, ["reason"], "RFC 3161";
    /// The time is the signer's own statement; nobody else vouches for it.
    TimeClaimedOnly, "time-claimed-only", Info, Time, -, -, [], "EN 319 142-1 6.3";
    /// The time that the signer states disagrees with what is proven. `claimed`, `proven`
    TimeDisagrees, "time-disagrees", Warning, Time, -, -, ["claimed", "proven"], "EN 319 102-1 5.5";
    /// A certificate was revoked after the proven time, which leaves what is older as it was. `since`, `certificate`
    RevokedLater, "revoked-later", Info, Identity, -, -, ["since", "certificate"], "EN 319 102-1 5.5";
    /// Neither the certificate nor the caller named a source of revocation.
    RevocationNotChecked, "revocation-not-checked", Info, Identity, -, -, [], "RFC 5280 6.3";

    /// What was signed lies in the message itself, and nothing beside it was held against it.
    ContentInside, "content-inside", Info, Integrity, -, -, [], "RFC 5652 5.2";
    /// The signer names rules, which were not applied. `rules`
    SignerRulesNamed, "signer-rules-named", Info, Integrity, -, -, ["rules"], "EN 319 122-1 5.2.9";

    // What a reader should know.
    /// The file says of itself that it is a copy, made from another file. `sha256`, `number`, `recipient`
    ConvertedCopy, "converted-copy", Warning, Content, -, -, ["sha256", "number", "recipient"], "电子签名法 5, RS18 4";
    /// The document holds scripts, actions or forms that can act by themselves. `kinds`
    ActiveContent, "active-content", Info, Content, -, -, ["kinds"], "ISO 32000-2 12.6";
    /// The document holds layers that can be hidden.
    HiddenLayers, "hidden-layers", Info, Content, -, -, [], "ISO 32000-2 8.11";
    /// The later revisions hold only changes that are allowed. `count`
    AllowedChanges, "allowed-changes", Info, Change, -, -, ["count"], "ISO 32000-2 12.8.2";
    /// There are more changes than a report lists; all of them were judged. `count`
    ChangesNotListed, "changes-not-listed", Info, Change, -, -, ["count"], "ISO 32000-2 12.8.2";
    /// Objects that nothing refers to were added later. `count`
    OrphanObjects, "orphan-objects", Info, Change, -, -, ["count"], "ISO 32000-2 7.5.6";
    /// The structure is unusual in a way that hides nothing. `problem`
    StructureOdd, "structure-odd", Info, Integrity, -, -, ["problem"], "ISO 32000-2 7.5";
    /// The signature has an odd detail that hides nothing. `problem`
    SignatureOdd, "signature-odd", Info, Integrity, -, -, ["problem"], "ISO 32000-2 12.8.1";
    /// Validation data in the document is not what it should be and does not count. `count`
    ValidationDataUnreadable, "validation-data-unreadable", Info, Content, -, -, ["count"], "ISO 32000-2 12.8.4.3";
    /// Signature fields stand in the document that nobody has signed. `count`
    EmptyFields, "empty-fields", Info, Content, -, -, ["count"], "ISO 32000-2 12.7.5.5";
    /// The document is encrypted and was examined without its password.
    Locked, "locked", Info, Content, -, -, [], "ISO 32000-2 7.6";
}

impl Code {
    /// The kebab-case name, the key of the catalogue.
    pub fn code(self) -> &'static str {
        self.row().name
    }
}

/// Every row of the table, so that a test can hold the catalogue against it.
pub fn all() -> &'static [Row] {
    TABLE
}

/// One finding with its parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was found.
    pub code: Code,
    /// The parameters in the order of the table; a missing one is the empty string.
    values: Vec<String>,
}

impl Finding {
    /// A finding with the parameters of its row, in the row's order.
    pub fn new<I, S>(code: Code, values: I) -> Self
    where
        I: IntoIterator<Item = S>,
        S: Into<String>,
    {
        let mut values: Vec<String> = values.into_iter().map(Into::into).collect();
        values.resize(code.row().params.len(), String::new());
        Self { code, values }
    }

    /// A finding that needs no parameters.
    pub fn bare(code: Code) -> Self {
        Self::new(code, [] as [&str; 0])
    }

    /// The parameters, by name.
    pub fn params(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.code.row().params.iter().copied().zip(self.values.iter().map(String::as_str))
    }

    /// How loudly it speaks.
    pub fn severity(&self) -> Severity {
        self.code.row().severity
    }

    /// The question it bears on.
    pub fn axis(&self) -> Axis {
        self.code.row().axis
    }
}

/// The indication that a list of findings amounts to: the worst main indication, named by its first row.
pub fn conclude(findings: &[Finding]) -> (Indication, Option<SubIndication>) {
    let mut best: Option<(Indication, Code, SubIndication)> = None;
    for finding in findings {
        let Effect::Verdict(indication, sub) = finding.code.row().effect else { continue };
        let worse = match best {
            None => true,
            Some((held, code, _)) => indication > held || (indication == held && finding.code < code),
        };
        if worse {
            best = Some((indication, finding.code, sub));
        }
    }
    match best {
        None => (Indication::TotalPassed, None),
        Some((indication, _, sub)) => (indication, Some(sub)),
    }
}

/// The integrity that a list of findings forces, starting from what the changes amount to.
pub fn integrity(findings: &[Finding], start: Integrity) -> Integrity {
    findings.iter().filter_map(|finding| finding.code.row().integrity).fold(start, Integrity::max)
}

/// Sorts worst first and removes doubles.
pub fn settle(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| a.code.cmp(&b.code).then_with(|| a.values.cmp(&b.values)));
    findings.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_code_is_kebab_case_and_unique() {
        let mut seen = HashSet::new();
        for row in all() {
            assert!(row.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", row.name);
            assert!(seen.insert(row.name), "{} twice", row.name);
            assert_eq!(row.code.row().name, row.name);
        }
    }

    #[test]
    fn a_failed_row_is_never_outvoted() {
        let findings = [
            Finding::bare(Code::SelfSigned),
            Finding::bare(Code::DigestMismatch),
            Finding::bare(Code::TimeClaimedOnly),
        ];
        assert_eq!(conclude(&findings), (Indication::TotalFailed, Some(SubIndication::HashFailure)));
        assert_eq!(integrity(&findings, Integrity::Extended), Integrity::Broken);
    }

    #[test]
    fn a_row_that_forces_bad_integrity_never_passes() {
        for row in all() {
            if row.integrity.is_some_and(|i| i >= Integrity::Changed) {
                assert!(matches!(row.effect, Effect::Verdict(..)), "{}", row.name);
            }
            if matches!(row.effect, Effect::Verdict(..)) {
                assert_ne!(row.severity, Severity::Info, "{}", row.name);
            }
        }
    }

    #[test]
    fn notes_pass() {
        assert_eq!(conclude(&[Finding::bare(Code::ActiveContent)]), (Indication::TotalPassed, None));
    }
}
