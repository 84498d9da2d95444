//! The one table of findings: each code with its name, its severity, its group and the parameters of its sentences.
//!
//! Holds no sentence: the catalogue has the words, keyed `preflight-<name>` and `preflight-<name>-advice`.

use std::fmt;
use std::str::FromStr;

use crate::Error;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know; usual in sound documents.
    Note,
    /// Look at it before signing.
    Warning,
    /// Signing this as it is will cause trouble.
    Serious,
}

impl Severity {
    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Serious => "serious",
        }
    }
}

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Group {
    /// Scripts, actions and media.
    Active,
    /// What is there and is not seen.
    Hidden,
    /// Looks that depend on something outside the file.
    Outside,
    /// The structure of the file.
    Structure,
    /// Fields, signature fields and protection.
    Form,
    /// The contents of a laboratory's report.
    Report,
    /// The check-up itself.
    Check,
}

impl Group {
    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Hidden => "hidden",
            Self::Outside => "outside",
            Self::Structure => "structure",
            Self::Form => "form",
            Self::Report => "report",
            Self::Check => "check",
        }
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The finding.
    pub code: Code,
    /// Its kebab-case name.
    pub name: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What it is about.
    pub group: Group,
    /// The names of its parameters, in order.
    pub params: &'static [&'static str],
}

macro_rules! table {
    ($( $(#[doc = $doc:literal])+ $variant:ident, $name:literal, $severity:ident, $group:ident, [$($param:literal),*]; )+) => {
        /// A finding, without its place and parameters; within a severity, the order is the order of importance.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $( $(#[doc = $doc])+ $variant, )+
        }

        const TABLE: &[Row] = &[
            $( Row {
                code: Code::$variant,
                name: $name,
                severity: Severity::$severity,
                group: Group::$group,
                params: &[$($param),*],
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
                            severity: Severity::$severity,
                            group: Group::$group,
                            params: &[$($param),*],
                        };
                        ROW
                    } )+
                }
            }
        }
    };
}

table! {
    /// The document is encrypted and no password that opens it is known.
    Locked, "locked", Serious, Check, [];
    /// The document holds JavaScript (ISO 32000-2 §12.6.4.17).
    JavaScript, "javascript", Serious, Active, [];
    /// An action starts a program or opens a file (§12.6.4.6). `target`
    Launch, "launch", Serious, Active, ["target"];
    /// The form is an XFA form, which shows something else than the pages (§12.7.8).
    Xfa, "xfa", Serious, Active, [];
    /// A stream's data stand in another file (§7.3.8.2). `target`
    ExternalStream, "external-stream", Serious, Outside, ["target"];
    /// A form XObject shows a page of another file (§8.10.4).
    ReferenceXObject, "reference-xobject", Serious, Outside, [];
    /// A dictionary has a key twice, so that readers may disagree (§7.3.7). `object`, `key`
    DuplicateKey, "duplicate-key", Serious, Structure, ["object", "key"];
    /// An object is defined twice in one revision, so that readers may disagree (§7.5.4). `object`
    DuplicateObject, "duplicate-object", Serious, Structure, ["object"];
    /// Something stands before the header, or nothing closes a revision: readers repair this differently. `problem`
    NeedsRepair, "needs-repair", Serious, Structure, ["problem"];
    /// Objects that the document uses cannot be read. `object`
    Unreadable, "unreadable", Serious, Structure, ["object"];

    /// The number of the report on this page is not the one on the others. `found`, `expected`
    NumberDiffers, "number-differs", Warning, Report, ["found", "expected"];
    /// The file's name holds the number of another report. `found`, `expected`
    NumberOfFileDiffers, "number-of-file-differs", Warning, Report, ["found", "expected"];
    /// This page, unlike the others, does not bear the number of the report. `expected`
    NumberMissing, "number-missing", Warning, Report, ["expected"];
    /// Pages are missing between two page marks, or at an end. `from`, `to`, `total`
    PagesMissing, "pages-missing", Warning, Report, ["from", "to", "total"];
    /// The page mark does not continue the one before. `found`, `expected`
    PageOrder, "page-order", Warning, Report, ["found", "expected"];
    /// The page mark names another total than the others. `found`, `expected`
    PageTotalDiffers, "page-total-differs", Warning, Report, ["found", "expected"];
    /// The report has no mark of its end.
    EndMarkMissing, "end-mark-missing", Warning, Report, [];
    /// Two dates are in an order in which things cannot have happened. `earlier`, `first`, `later`, `second`
    DatesOutOfOrder, "dates-out-of-order", Warning, Report, ["earlier", "first", "later", "second"];
    /// A date lies in the future. `what`, `date`
    DateInFuture, "date-in-future", Warning, Report, ["what", "date"];
    /// The line of a person who signs before the present signer is blank. `line`
    BlankBefore, "blank-before", Warning, Report, ["line"];
    /// A standard of the report is not among those for which the signatory is approved. `standard`, `name`
    OutsideScope, "outside-scope", Warning, Report, ["standard", "name"];
    /// The signatory's approval has not begun or has ended. `name`, `from`, `until`
    ScopeNotValid, "scope-not-valid", Warning, Report, ["name", "from", "until"];

    /// An action runs by itself, on opening or on another event. `action`
    AutomaticAction, "automatic-action", Warning, Active, ["action"];
    /// An action shows or hides something (§12.6.4.11, §12.6.4.13).
    TogglesView, "toggles-view", Warning, Active, [];
    /// An action sends the form's contents somewhere (§12.7.6.2). `target`
    SubmitForm, "submit-form", Warning, Active, ["target"];
    /// An action takes field values from a file (§12.7.6.4). `target`
    ImportData, "import-data", Warning, Active, ["target"];
    /// An action leads into another document (§12.6.4.3, §12.6.4.4). `target`
    OtherDocument, "other-document", Warning, Active, ["target"];
    /// Sound, film or other media that play (§13). `kind`
    Media, "media", Warning, Active, ["kind"];
    /// A 3D view, which the reader can turn (§13.6).
    ThreeD, "three-d", Warning, Active, [];
    /// A layer that is used on the page is switched off (§8.11.4.3). `name`
    HiddenLayer, "hidden-layer", Warning, Hidden, ["name"];
    /// A layer shows on the screen and not on paper, or the other way round (§8.11.4.4). `name`
    LayerDiffers, "layer-differs", Warning, Hidden, ["name"];
    /// An annotation is hidden on the screen (§12.5.3). `kind`
    HiddenAnnotation, "hidden-annotation", Warning, Hidden, ["kind"];
    /// Text was typed over the page with a free text annotation (§12.5.6.6). `text`
    FreeText, "free-text", Warning, Hidden, ["text"];
    /// A font is not in the file; other computers show another one. `font`
    FontNotEmbedded, "font-not-embedded", Warning, Outside, ["font"];
    /// A picture has alternates, such as another one for printing (§8.9.5.4).
    AlternateImage, "alternate-image", Warning, Outside, [];
    /// A picture stands in for one that the print shop puts in its place (§14.11.7).
    Opi, "opi", Warning, Outside, [];
    /// The page refers to objects that do not exist and could be added after signing (§7.3.10). `objects`
    DanglingShown, "dangling-shown", Warning, Structure, ["objects"];
    /// The form asks viewers to draw its fields anew (§12.7.3).
    NeedAppearances, "need-appearances", Warning, Form, [];
    /// The document's permissions forbid filling and signing (§7.6.4.2).
    SigningForbidden, "signing-forbidden", Warning, Form, [];
    /// Only a part of the document was checked. `reason`
    PartlyChecked, "partly-checked", Warning, Check, ["reason"];

    /// The present signer's line is still blank. `line`
    BlankOwn, "blank-own", Note, Report, ["line"];
    /// The file's name does not hold the number of the report. `expected`
    NumberNotInFileName, "number-not-in-file-name", Note, Report, ["expected"];
    /// The mark of the end is not on the last page. `last`
    EndMarkNotLast, "end-mark-not-last", Note, Report, ["last"];
    /// A report of several pages has no page marks.
    PageMarksMissing, "page-marks-missing", Note, Report, [];
    /// A page of text after the numbered ones has no page mark.
    PageUnnumbered, "page-unnumbered", Note, Report, [];
    /// The standard is approved for the signatory in another edition. `standard`, `approved`, `name`
    OtherEdition, "other-edition", Note, Report, ["standard", "approved", "name"];
    /// The page has no text that can be read, as a scan.
    PageWithoutText, "page-without-text", Note, Report, [];
    /// Links lead to the web (§12.6.4.8). `count`, `target`
    WebLink, "web-link", Note, Active, ["count", "target"];
    /// A file is attached (§7.11.4). `name`
    Attachment, "attachment", Note, Hidden, ["name"];
    /// A form field is hidden. `field`
    HiddenField, "hidden-field", Note, Hidden, ["field"];
    /// An annotation with an appearance has no size. `kind`
    AnnotationWithoutSize, "annotation-without-size", Note, Hidden, ["kind"];
    /// One of the fourteen standard fonts is not in the file (§9.6.2.2). `font`
    StandardFontNotEmbedded, "standard-font-not-embedded", Note, Outside, ["font"];
    /// Something that no page shows refers to objects that do not exist (§7.3.10). `count`, `objects`
    Dangling, "dangling", Note, Structure, ["count", "objects"];
    /// A signature field that nobody has signed. `field`
    EmptySignatureField, "empty-signature-field", Note, Form, ["field"];
}

impl Code {
    /// The stable name, by which policies are kept and the catalogue is keyed.
    pub fn as_str(self) -> &'static str {
        self.row().name
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Code {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let row = TABLE.iter().find(|row| row.name == text);
        row.map(|row| row.code).ok_or_else(|| Error::UnknownCode { text: text.to_owned() })
    }
}

/// Every row of the table, for settings and for a test that holds the catalogue against it.
pub fn all() -> &'static [Row] {
    TABLE
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_are_kebab_case_unique_and_return() {
        let mut seen = HashSet::new();
        for row in all() {
            assert!(row.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", row.name);
            assert!(seen.insert(row.name), "{} twice", row.name);
            assert_eq!(row.name.parse(), Ok(row.code));
            assert_eq!(row.code.row().name, row.name);
        }
        assert_eq!("nothing".parse::<Code>(), Err(Error::UnknownCode { text: "nothing".to_owned() }));
    }
}
