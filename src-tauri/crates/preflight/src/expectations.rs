//! What the caller knows and the document cannot say: the file's name, the day, who is about to sign. And how much work a
//! check-up may cause.

use jiff::civil::Date;

/// What the document is held against; what is not given is not checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expectations {
    /// The file's name, without its folder.
    pub file_name: Option<String>,
    /// Today, where the signer is.
    pub now: Option<Date>,
    /// The line of the report that the present signer fills; the approver's when it is not given.
    pub signing_as: Option<Role>,
    /// For what the present signer is authorised.
    pub signatory: Option<Scope>,
}

/// The three lines at the end of a Chinese report, in the order of signing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// 编制, prepared by.
    Prepares,
    /// 审核, reviewed by.
    Reviews,
    /// 批准, approved by.
    Approves,
}

impl Role {
    /// The line that a reason for signing, or the name of a place, speaks of; `None` where it names none, or several.
    pub fn named_in(words: &str) -> Option<Self> {
        crate::laboratory::role_named(words)
    }

    /// The line by the name that a finding gives it.
    pub fn from_name(name: &str) -> Option<Self> {
        [("prepared", Self::Prepares), ("reviewed", Self::Reviews), ("approved", Self::Approves)]
            .into_iter()
            .find_map(|(known, role)| (known == name).then_some(role))
    }
}

/// For what a signatory (授权签字人) is approved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// The signatory's name.
    pub name: String,
    /// The approved fields and standards, as the approval lists them; only entries that name a standard can be checked.
    pub fields: Vec<String>,
    /// The first day of the approval.
    pub from: Option<Date>,
    /// The last day of the approval.
    pub until: Option<Date>,
}

/// How much work one check-up may cause, counted, not timed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Objects that the walk through the document reads.
    pub objects: u64,
    /// Values inside these objects; long strings and members of big object streams count for more.
    pub values: u64,
    /// Pages that are walked one by one, so that a finding can name its page.
    pub pages: usize,
    /// Objects up to which the whole file is accounted for, to find objects that are defined twice.
    pub accounted_objects: u32,
    /// Pages whose text is read.
    pub text_pages: usize,
    /// Stored bytes of what one page uses up to which its text is read; a scan has more and no text to read.
    pub text_page_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            objects: 60_000,
            values: 2_000_000,
            pages: 5_000,
            accounted_objects: 30_000,
            text_pages: 120,
            text_page_bytes: 8 << 20,
        }
    }
}
