//! The numbers of seed values (ISO 32000-2 §12.7.5.5): which constraints /Ff makes binding.

/// The newest version of seed values: /V 3 (table 237).
pub const NEWEST: i64 = 3;

/// /Ff of /SV (table 237): /Filter is binding.
pub const FILTER: i64 = 1;
/// /SubFilter is binding.
pub const SUB_FILTER: i64 = 1 << 1;
/// /V is binding.
pub const VERSION: i64 = 1 << 2;
/// /Reasons is binding.
pub const REASONS: i64 = 1 << 3;
/// /LegalAttestation is binding.
pub const LEGAL_ATTESTATION: i64 = 1 << 4;
/// /AddRevInfo is binding.
pub const REVOCATION: i64 = 1 << 5;
/// /DigestMethod is binding.
pub const DIGEST_METHOD: i64 = 1 << 6;
/// /LockDocument is binding.
pub const LOCK_DOCUMENT: i64 = 1 << 7;
/// /AppearanceFilter is binding.
pub const APPEARANCE_FILTER: i64 = 1 << 8;

/// /Ff of /Cert (table 238): /Subject is binding.
pub const SUBJECT: i64 = 1;
/// /Issuer is binding.
pub const ISSUER: i64 = 1 << 1;
/// /OID is binding.
pub const POLICY: i64 = 1 << 2;
/// /SubjectDN is binding.
pub const SUBJECT_NAME: i64 = 1 << 3;
/// /KeyUsage is binding.
pub const KEY_USAGE: i64 = 1 << 5;
