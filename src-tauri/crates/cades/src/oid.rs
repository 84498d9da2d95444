//! Object identifiers of CMS, ESS, time stamps and Adobe.

use pki::ObjectIdentifier;

macro_rules! oids {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        $($(#[$doc])* pub const $name: ObjectIdentifier = ObjectIdentifier::new_unwrap($text);)*
    };
}

oids! {
    /// Content type: data.
    DATA = "1.2.840.113549.1.7.1";
    /// Content type: signed data.
    SIGNED_DATA = "1.2.840.113549.1.7.2";
    /// Content type: data, in the arc of GB/T 35275 (GM/T 0010).
    GM_DATA = "1.2.156.10197.6.1.4.2.1";
    /// Content type: signed data, in the arc of GB/T 35275 (GM/T 0010).
    GM_SIGNED_DATA = "1.2.156.10197.6.1.4.2.2";
    /// Content type: TSTInfo (RFC 3161).
    TST_INFO = "1.2.840.113549.1.9.16.1.4";
    /// Attribute: content type.
    CONTENT_TYPE = "1.2.840.113549.1.9.3";
    /// Attribute: message digest.
    MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
    /// Attribute: signing time.
    SIGNING_TIME = "1.2.840.113549.1.9.5";
    /// Attribute: countersignature.
    COUNTERSIGNATURE = "1.2.840.113549.1.9.6";
    /// Attribute: algorithm protection (RFC 6211).
    ALGORITHM_PROTECTION = "1.2.840.113549.1.9.52";
    /// Attribute: signing certificate with SHA-1 (RFC 2634).
    SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12";
    /// Attribute: signature time stamp (EN 319 122-1 §5.3).
    SIGNATURE_TIME_STAMP = "1.2.840.113549.1.9.16.2.14";
    /// Attribute: the rules that the signer names (EN 319 122-1 §5.2.9).
    SIGNATURE_POLICY = "1.2.840.113549.1.9.16.2.15";
    /// Attribute: the document of those rules (EN 319 122-1 §5.2.10).
    SIGNATURE_POLICY_STORE = "0.4.0.19122.1.3";
    /// Attribute: where the signer is (EN 319 122-1 §5.2.5).
    SIGNER_LOCATION = "1.2.840.113549.1.9.16.2.17";
    /// Attribute: time stamp over the content that is to be signed (EN 319 122-1 §5.2.8).
    CONTENT_TIME_STAMP = "1.2.840.113549.1.9.16.2.20";
    /// Attribute: signing certificate with any digest (RFC 5035).
    SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";
    /// Attribute: Adobe's archive of revocation answers.
    REVOCATION_INFO_ARCHIVAL = "1.2.840.113583.1.1.8";
    /// Attribute: Adobe's time stamp reference.
    ADOBE_TIME_STAMP = "1.2.840.113583.1.1.9.1";
}
