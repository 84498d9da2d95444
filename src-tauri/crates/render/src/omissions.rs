//! What a drawing does not show although the page asks for it. A person who signs what is seen must be told.

use hayro::hayro_interpret::InterpreterWarning;
use std::sync::atomic::{AtomicBool, Ordering};

/// Something of a page that could not be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Omission {
    /// An object that the page uses could not be read from the document.
    Object,
    /// A font could not be loaded; its text is missing.
    Font,
    /// A picture could not be decoded.
    Picture,
    /// An annotation or a filled field has no appearance, or one that could not be chosen or loaded.
    Annotation,
}

impl Omission {
    /// The stable name, for the catalogue of texts and for machines.
    pub fn code(self) -> &'static str {
        match self {
            Omission::Object => "object-unreadable",
            Omission::Font => "font-unsupported",
            Omission::Picture => "picture-undecoded",
            Omission::Annotation => "annotation-undrawn",
        }
    }
}

/// Takes down which kinds of things are missing; shared with the renderer's callback.
#[derive(Debug, Default)]
pub(crate) struct Missing {
    object: AtomicBool,
    font: AtomicBool,
    picture: AtomicBool,
    annotation: AtomicBool,
}

impl Missing {
    pub(crate) fn object(&self) {
        self.object.store(true, Ordering::Relaxed);
    }

    pub(crate) fn annotation(&self) {
        self.annotation.store(true, Ordering::Relaxed);
    }

    pub(crate) fn warned(&self, warning: InterpreterWarning) {
        let kind = match warning {
            InterpreterWarning::UnsupportedFont => &self.font,
            InterpreterWarning::ImageDecodeFailure => &self.picture,
            InterpreterWarning::UnresolvedAnnotationAppearance => &self.annotation,
            _ => &self.object,
        };
        kind.store(true, Ordering::Relaxed);
    }

    pub(crate) fn list(&self) -> Vec<Omission> {
        let kinds = [
            (&self.object, Omission::Object),
            (&self.font, Omission::Font),
            (&self.picture, Omission::Picture),
            (&self.annotation, Omission::Annotation),
        ];
        kinds.into_iter().filter(|(seen, _)| seen.load(Ordering::Relaxed)).map(|(_, kind)| kind).collect()
    }
}
