//! The kinds of change that a later revision can hold, and what each needs to be lawful.
//!
//! One table, from harmless to forbidden. Holds no sentence: the catalogue has the words, keyed by
//! [`ChangeKind::code`], with the parameters `subject` (a field's name or a dictionary key), page and object.

use pdf::ObjectId;

/// What a change needs in order to be lawful.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// Nothing: it never counts as a change (ISO 32000-2 §12.8.2.2.2, §12.8.4, §12.8.5).
    Nothing,
    /// Any permission but "no changes" (DocMDP P=1).
    Notice,
    /// Permission to fill in forms and to sign (P=2), which a plain signature gives too.
    Filling,
    /// A document that nobody has certified.
    Uncertified,
    /// Permission to annotate (P=3), which only a certifying signature can give.
    Annotating,
    /// No permission allows it.
    Never,
}

macro_rules! kinds {
    ($( $(#[doc = $doc:literal])+ $variant:ident, $name:literal, $need:ident; )+) => {
        /// What a later revision did.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ChangeKind {
            $( $(#[doc = $doc])+ $variant, )+
        }

        impl ChangeKind {
            /// Every kind, so that a test can hold the catalogue against the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The kebab-case name, the key of the catalogue.
            pub fn code(self) -> &'static str {
                match self { $( Self::$variant => $name, )+ }
            }

            /// What it needs in order to be lawful.
            pub fn need(self) -> Need {
                match self { $( Self::$variant => Need::$need, )+ }
            }
        }
    };
}

kinds! {
    /// Objects were written again with the same content.
    IdenticalRewrite, "identical-rewrite", Nothing;
    /// Validation data was added (DSS).
    ValidationData, "validation-data", Nothing;
    /// A document timestamp was added; `subject` is its field.
    TimestampAdded, "timestamp-added", Nothing;
    /// The trailer names no information dictionary any more; the signed version keeps its own.
    InformationDropped, "information-dropped", Nothing;
    /// Objects were added that nothing refers to.
    Orphan, "orphan", Notice;
    /// The document's dates or producer were renewed in the information dictionary or the metadata.
    Metadata, "metadata", Notice;
    /// The version or the list of extensions was raised.
    Extensions, "extensions", Notice;
    /// The form's resources were extended without changing those that were there.
    FormResources, "form-resources", Notice;
    /// The structure tree was extended for a new field.
    StructureExtended, "structure-extended", Notice;
    /// A signature was added; `subject` is its field.
    SignatureAdded, "signature-added", Filling;
    /// An empty signature field that shows nothing was added; `subject` is its name.
    EmptySignatureField, "empty-signature-field", Filling;
    /// A signature's picture covers a large part of its page; `subject` is its field.
    SignatureCoversPage, "signature-covers-page", Filling;
    /// A field was filled in and shows its value; `subject` is its name.
    FieldFilled, "field-filled", Filling;
    /// A signer whom nobody vouches for took a new place on a page; `subject` is the field.
    StrangerSigned, "stranger-signed", Uncertified;
    /// A comment or a mark was added; `subject` is its kind.
    AnnotationAdded, "annotation-added", Annotating;
    /// A comment or a mark was changed; `subject` is its kind.
    AnnotationChanged, "annotation-changed", Annotating;
    /// A comment or a mark was removed; `subject` is its kind.
    AnnotationRemoved, "annotation-removed", Annotating;
    /// The order of tabbing was set; `subject` is the key.
    TabOrder, "tab-order", Annotating;
    /// A field's value was changed and what it shows cannot be shown to agree; `subject` is its name.
    AppearanceDisagrees, "appearance-disagrees", Never;
    /// A field was changed other than by its value; `subject` is its name.
    FieldChanged, "field-changed", Never;
    /// A field was added; `subject` is its name.
    FieldAdded, "field-added", Never;
    /// A field was removed; `subject` is its name.
    FieldRemoved, "field-removed", Never;
    /// What was added as a signature is none; `subject` is its field.
    FalseSignature, "false-signature", Never;
    /// The form's settings were changed; `subject` is the key.
    FormChanged, "form-changed", Never;
    /// An annotation was added that alters the page; `subject` is its kind.
    ForeignAnnotation, "foreign-annotation", Never;
    /// The pages were added to, removed or put in another order.
    PageTree, "page-tree", Never;
    /// A page was changed; `subject` is the key.
    PageChanged, "page-changed", Never;
    /// What stands on a page was changed.
    ContentChanged, "content-changed", Never;
    /// The document's catalog was changed; `subject` is the key.
    CatalogChanged, "catalog-changed", Never;
    /// The document's permissions were changed.
    PermissionsChanged, "permissions-changed", Never;
    /// The metadata was replaced by something that is no metadata.
    MetadataChanged, "metadata-changed", Never;
    /// Validation data was removed or is not what it says; `subject` is the key.
    ValidationDataChanged, "validation-data-changed", Never;
    /// The trailer was changed; `subject` is the key.
    TrailerChanged, "trailer-changed", Never;
    /// An object that the signed version uses was removed.
    ObjectRemoved, "object-removed", Never;
    /// An object was defined to which the signed version already refers.
    DanglingDefined, "dangling-defined", Never;
    /// Something that could be drawn was put in that nothing uses yet, by an update that does nothing else.
    DormantContent, "dormant-content", Never;
    /// An object was changed and no rule explains how.
    Unexplained, "unexplained", Never;
}

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The revision that made it, counted from 1.
    pub revision: usize,
    /// What was done.
    pub kind: ChangeKind,
    /// The object in question.
    pub object: Option<ObjectId>,
    /// The page in question, counted from 1.
    pub page: Option<usize>,
    /// The place on the page in default user space: x1, y1, x2, y2.
    pub rect: Option<[f64; 4]>,
    /// A field's name, a key, an annotation's kind: see the kind.
    pub subject: String,
    /// Whether the signature that lists it permits it.
    pub allowed: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_the_table_goes_from_harmless_to_forbidden() {
        let mut seen = std::collections::HashSet::new();
        let mut last = Need::Nothing;
        for kind in ChangeKind::ALL {
            assert!(seen.insert(kind.code()));
            assert!(kind.need() >= last, "{}", kind.code());
            last = kind.need();
        }
    }
}
