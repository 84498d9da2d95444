//! The rows and columns: kinds of documents, kinds of keys, levels.

use std::path::Path;
use tests::kit::authority_village::AuthorityVillage;
use tests::kit::standards;
use tests::kit::structures::{self, Sample};

/// A key: its name in the table, in the village, how openssl makes it, and the words that sign with it.
pub struct Key {
    /// In the table.
    pub title: &'static str,
    /// In the village.
    pub name: &'static str,
    /// For the village; nothing where it is there from the start.
    pub made: Option<&'static str>,
    /// For our command line.
    pub words: &'static [&'static str],
    /// For pyHanko.
    pub style: &'static str,
}

/// The keys; SM2 has a test of its own.
pub const KEYS: [Key; 6] = [
    Key { title: "RSA-2048", name: "good-rsa", made: None, words: &[], style: "" },
    Key { title: "RSA-3072 PSS", name: "rsa-3072", made: Some("rsa:3072"), words: &["--pss"], style: "pss" },
    Key { title: "P-256", name: "good-p256", made: None, words: &[], style: "" },
    Key { title: "P-384", name: "p384", made: Some("ec:P-384"), words: &[], style: "sha384" },
    Key { title: "P-521", name: "p521", made: Some("ec:P-521"), words: &[], style: "sha512" },
    Key { title: "Ed25519", name: "ed25519", made: Some("ed25519:"), words: &[], style: "sha512" },
];

/// The levels, as the command line and the table call them.
pub const LEVELS: [(&str, &str); 4] = [("b", "B-B"), ("t", "B-T"), ("lt", "B-LT"), ("lta", "B-LTA")];

/// The kinds of documents: the name of a sample of the kit, and its name in the table.
pub const KINDS: [(&str, &str); 21] = [
    ("table", "classic table"),
    ("xref-stream", "cross-reference stream"),
    ("object-streams", "object streams"),
    ("hybrid", "hybrid"),
    ("linearised", "linearised"),
    ("linearised-packed", "linearised, object streams"),
    ("rc4-128", "RC4-128"),
    ("aes-128", "AES-128"),
    ("aes-256", "AES-256"),
    ("aes-256-identity", "AES-256, filters Identity"),
    ("rotated-90", "rotated 90°"),
    ("rotated-270", "rotated 270°"),
    ("user-unit", "user unit"),
    ("annots-indirect", "annotations indirect"),
    ("form-indirect", "form fields indirect"),
    ("signed-before", "signed before"),
    ("tagged", "tagged"),
    ("pdf-a-1b", "PDF/A-1b"),
    ("pdf-a-2b", "PDF/A-2b"),
    ("pdf-a-3b", "PDF/A-3b"),
    ("pdf-2.0", "PDF 2.0"),
];

/// The documents of all kinds, in the order of the rows. What is signed before comes from `sign_first`.
pub fn documents(folder: &Path, sign_first: impl Fn(&[u8]) -> Vec<u8>) -> Vec<Sample> {
    let mut all = structures::plain();
    all.extend(structures::by_qpdf(folder));
    all.extend(standards::all(folder));
    let bytes = sign_first(&all[0].bytes);
    all.push(Sample { name: "signed-before", bytes, password: None });
    let find = |name: &str| all.iter().find(|sample| sample.name == name).cloned();
    KINDS.iter().map(|(name, _)| find(name).unwrap_or_else(|| panic!("the kit has no {name}"))).collect()
}

/// A village with all these keys.
pub fn village() -> AuthorityVillage {
    let village = AuthorityVillage::open();
    for key in &KEYS {
        if let Some(kind) = key.made {
            village.admit_signer(key.name, kind);
        }
    }
    village.admit_signer("sm2", "ec:SM2");
    village
}
