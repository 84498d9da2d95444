//! Object identifiers by the names that their standards give them.

use const_oid::ObjectIdentifier;

macro_rules! oids {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        $($(#[$doc])* pub const $name: ObjectIdentifier = ObjectIdentifier::new_unwrap($text);)*
    };
}

oids! {
    /// Stands for an identifier that could not be read; nothing is registered under it.
    UNREADABLE = "0.0";

    /// MD5 (RFC 3279).
    MD5 = "1.2.840.113549.2.5";
    /// SHA-1 (RFC 3279).
    SHA1 = "1.3.14.3.2.26";
    /// SHA-224 (RFC 4055).
    SHA224 = "2.16.840.1.101.3.4.2.4";
    /// SHA-256 (RFC 4055).
    SHA256 = "2.16.840.1.101.3.4.2.1";
    /// SHA-384 (RFC 4055).
    SHA384 = "2.16.840.1.101.3.4.2.2";
    /// SHA-512 (RFC 4055).
    SHA512 = "2.16.840.1.101.3.4.2.3";
    /// SHA3-224 (FIPS 202).
    SHA3_224 = "2.16.840.1.101.3.4.2.7";
    /// SHA3-256 (FIPS 202).
    SHA3_256 = "2.16.840.1.101.3.4.2.8";
    /// SHA3-384 (FIPS 202).
    SHA3_384 = "2.16.840.1.101.3.4.2.9";
    /// SHA3-512 (FIPS 202).
    SHA3_512 = "2.16.840.1.101.3.4.2.10";
    /// ECDSA with SHA3-224.
    ECDSA_SHA3_224 = "2.16.840.1.101.3.4.3.9";
    /// ECDSA with SHA3-256.
    ECDSA_SHA3_256 = "2.16.840.1.101.3.4.3.10";
    /// ECDSA with SHA3-384.
    ECDSA_SHA3_384 = "2.16.840.1.101.3.4.3.11";
    /// ECDSA with SHA3-512.
    ECDSA_SHA3_512 = "2.16.840.1.101.3.4.3.12";
    /// RSASSA-PKCS1-v1_5 with SHA3-224.
    RSA_SHA3_224 = "2.16.840.1.101.3.4.3.13";
    /// RSASSA-PKCS1-v1_5 with SHA3-256.
    RSA_SHA3_256 = "2.16.840.1.101.3.4.3.14";
    /// RSASSA-PKCS1-v1_5 with SHA3-384.
    RSA_SHA3_384 = "2.16.840.1.101.3.4.3.15";
    /// RSASSA-PKCS1-v1_5 with SHA3-512.
    RSA_SHA3_512 = "2.16.840.1.101.3.4.3.16";
    /// SM3 (GM/T 0006).
    SM3 = "1.2.156.10197.1.401";

    /// RSA keys, and RSASSA-PKCS1-v1_5 with the digest named elsewhere (RFC 8017).
    RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
    /// RSASSA-PKCS1-v1_5 with MD5.
    RSA_MD5 = "1.2.840.113549.1.1.4";
    /// RSASSA-PKCS1-v1_5 with SHA-1.
    RSA_SHA1 = "1.2.840.113549.1.1.5";
    /// RSASSA-PKCS1-v1_5 with SHA-1, the old OIW identifier.
    RSA_SHA1_OIW = "1.3.14.3.2.29";
    /// MGF1 (RFC 8017).
    MGF1 = "1.2.840.113549.1.1.8";
    /// RSASSA-PSS (RFC 4055).
    RSASSA_PSS = "1.2.840.113549.1.1.10";
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    RSA_SHA256 = "1.2.840.113549.1.1.11";
    /// RSASSA-PKCS1-v1_5 with SHA-384.
    RSA_SHA384 = "1.2.840.113549.1.1.12";
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    RSA_SHA512 = "1.2.840.113549.1.1.13";
    /// RSASSA-PKCS1-v1_5 with SHA-224.
    RSA_SHA224 = "1.2.840.113549.1.1.14";

    /// Elliptic-curve keys (RFC 5480).
    EC_PUBLIC_KEY = "1.2.840.10045.2.1";
    /// ECDSA with whichever digest is named beside it (the arc of its signature types, as some libraries write it).
    ECDSA_ALONE = "1.2.840.10045.4";
    /// ECDSA with SHA-1.
    ECDSA_SHA1 = "1.2.840.10045.4.1";
    /// ECDSA with SHA-224.
    ECDSA_SHA224 = "1.2.840.10045.4.3.1";
    /// ECDSA with SHA-256.
    ECDSA_SHA256 = "1.2.840.10045.4.3.2";
    /// ECDSA with SHA-384.
    ECDSA_SHA384 = "1.2.840.10045.4.3.3";
    /// ECDSA with SHA-512.
    ECDSA_SHA512 = "1.2.840.10045.4.3.4";
    /// NIST P-256.
    P256 = "1.2.840.10045.3.1.7";
    /// NIST P-384.
    P384 = "1.3.132.0.34";
    /// NIST P-521.
    P521 = "1.3.132.0.35";
    /// secp256k1.
    SECP256K1 = "1.3.132.0.10";
    /// The arc of the Brainpool curves (RFC 5639).
    BRAINPOOL = "1.3.36.3.3.2.8.1.1";
    /// The SM2 curve.
    SM2_CURVE = "1.2.156.10197.1.301";
    /// SM2 signature with SM3.
    SM2_SM3 = "1.2.156.10197.1.501";
    /// SM2 digital signature (GM/T 0006), as GB/T 35275 names it in a SignerInfo.
    SM2_SIGN = "1.2.156.10197.1.301.1";
    /// RSASSA-PKCS1-v1_5 with SM3 (GM/T 0006).
    RSA_SM3 = "1.2.156.10197.1.504";
    /// The arc of GM/T algorithms.
    GM_ARC = "1.2.156.10197";
    /// The arc of GOST algorithms (CryptoPro).
    GOST_CRYPTOPRO = "1.2.643.2.2";
    /// The arc of GOST algorithms (TC 26).
    GOST_TC26 = "1.2.643.7.1";
    /// Ed25519 (RFC 8410).
    ED25519 = "1.3.101.112";
    /// Ed448 (RFC 8410).
    ED448 = "1.3.101.113";
    /// DSA keys.
    DSA = "1.2.840.10040.4.1";
    /// DSA with SHA-1.
    DSA_SHA1 = "1.2.840.10040.4.3";
    /// DSA with SHA-224.
    DSA_SHA224 = "2.16.840.1.101.3.4.3.1";
    /// DSA with SHA-256.
    DSA_SHA256 = "2.16.840.1.101.3.4.3.2";
    /// DSA with SHA-384.
    DSA_SHA384 = "2.16.840.1.101.3.4.3.3";
    /// DSA with SHA-512.
    DSA_SHA512 = "2.16.840.1.101.3.4.3.4";

    /// Common name.
    COMMON_NAME = "2.5.4.3";
    /// Surname.
    SURNAME = "2.5.4.4";
    /// Serial number of the subject.
    SERIAL_NUMBER = "2.5.4.5";
    /// Country.
    COUNTRY = "2.5.4.6";
    /// Locality.
    LOCALITY = "2.5.4.7";
    /// State or province.
    STATE = "2.5.4.8";
    /// Street.
    STREET = "2.5.4.9";
    /// Organization.
    ORGANIZATION = "2.5.4.10";
    /// Organizational unit.
    ORGANIZATIONAL_UNIT = "2.5.4.11";
    /// Title.
    TITLE = "2.5.4.12";
    /// Given name.
    GIVEN_NAME = "2.5.4.42";
    /// Pseudonym.
    PSEUDONYM = "2.5.4.65";
    /// Organization identifier.
    ORGANIZATION_IDENTIFIER = "2.5.4.97";
    /// Mail address inside a name (PKCS #9).
    EMAIL_ADDRESS = "1.2.840.113549.1.9.1";
    /// Domain component.
    DOMAIN_COMPONENT = "0.9.2342.19200300.100.1.25";
    /// User identifier.
    USER_ID = "0.9.2342.19200300.100.1.1";

    /// Subject key identifier.
    SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
    /// Key usage.
    KEY_USAGE = "2.5.29.15";
    /// Subject alternative name.
    SUBJECT_ALT_NAME = "2.5.29.17";
    /// Issuer alternative name.
    ISSUER_ALT_NAME = "2.5.29.18";
    /// Basic constraints.
    BASIC_CONSTRAINTS = "2.5.29.19";
    /// Name constraints.
    NAME_CONSTRAINTS = "2.5.29.30";
    /// CRL distribution points.
    CRL_DISTRIBUTION_POINTS = "2.5.29.31";
    /// Certificate policies.
    CERTIFICATE_POLICIES = "2.5.29.32";
    /// The policy that stands for all.
    ANY_POLICY = "2.5.29.32.0";
    /// Policy mappings.
    POLICY_MAPPINGS = "2.5.29.33";
    /// Authority key identifier.
    AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
    /// Policy constraints.
    POLICY_CONSTRAINTS = "2.5.29.36";
    /// Extended key usage.
    EXTENDED_KEY_USAGE = "2.5.29.37";
    /// Inhibit anyPolicy.
    INHIBIT_ANY_POLICY = "2.5.29.54";
    /// Authority information access.
    AUTHORITY_INFO_ACCESS = "1.3.6.1.5.5.7.1.1";
    /// Qualified certificate statements (RFC 3739).
    QC_STATEMENTS = "1.3.6.1.5.5.7.1.3";
    /// Access method OCSP.
    OCSP = "1.3.6.1.5.5.7.48.1";
    /// Access method CA issuers.
    CA_ISSUERS = "1.3.6.1.5.5.7.48.2";
    /// The responder's certificate needs no revocation check (RFC 6960).
    OCSP_NOCHECK = "1.3.6.1.5.5.7.48.1.5";

    /// Any extended key usage.
    ANY_EXTENDED_KEY_USAGE = "2.5.29.37.0";
    /// Purpose: protection of mail.
    EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4";
    /// Purpose: time stamping.
    TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
    /// Purpose: signing documents (RFC 9336).
    DOCUMENT_SIGNING = "1.3.6.1.5.5.7.3.36";
    /// Purpose: Adobe authentic documents.
    ADOBE_AUTHENTIC_DOCUMENTS = "1.2.840.113583.1.1.5";
    /// Purpose: Microsoft document signing.
    MICROSOFT_DOCUMENT_SIGNING = "1.3.6.1.4.1.311.10.3.12";
    /// Purpose: signing OCSP answers (RFC 6960 §4.2.2.2).
    OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";

    /// Basic OCSP response (RFC 6960 §4.2.1).
    OCSP_BASIC = "1.3.6.1.5.5.7.48.1.1";
    /// OCSP nonce (RFC 9654).
    OCSP_NONCE = "1.3.6.1.5.5.7.48.1.2";
    /// The time from which on an OCSP responder keeps answers (RFC 6960 §4.4.4).
    OCSP_ARCHIVE_CUTOFF = "1.3.6.1.5.5.7.48.1.6";
    /// Number of a revocation list.
    CRL_NUMBER = "2.5.29.20";
    /// Reason of a revocation.
    REASON_CODE = "2.5.29.21";
    /// What to do about a certificate on hold.
    HOLD_INSTRUCTION = "2.5.29.23";
    /// The moment from which on a key is known or suspected not to be its owner's alone.
    INVALIDITY_DATE = "2.5.29.24";
    /// Marks a list of changes to another list.
    DELTA_CRL_INDICATOR = "2.5.29.27";
    /// What a revocation list covers.
    ISSUING_DISTRIBUTION_POINT = "2.5.29.28";
    /// The issuer of a certificate on another's list.
    CERTIFICATE_ISSUER = "2.5.29.29";
    /// Where lists of changes are.
    FRESHEST_CRL = "2.5.29.46";
    /// The time from which on a list keeps expired certificates (X.509 §9.5.2.8).
    EXPIRED_CERTS_ON_CRL = "2.5.29.60";
}

/// Tells whether `oid` lies on the arc `arc` (or is it).
pub(crate) fn on_arc(oid: &ObjectIdentifier, arc: &ObjectIdentifier) -> bool {
    let (oid, arc) = (oid.as_bytes(), arc.as_bytes());
    // A prefix of the encoding is a prefix of the arcs, because each arc ends in an octet below 0x80.
    oid.starts_with(arc)
}
