//! 纸电互验, the making: a signed code beside the look of a signature, which ties the printed page to the file.
//!
//! What the code says must stand in the document: a value that is not given is found behind its name there, and one that is
//! given for many documents is refused for those in which it does not stand. The code is signed while the signing key is open;
//! a picture of what will be has a code of the same size that says nothing.

use std::path::Path;

use paperlink::Day;
use render::{Limits, PageImage, PageText};
use wire::{Failure, FailureCode, PaperName, Stamp, StampArt};

use crate::looks::Shown;
use crate::signing::FilePlace;
use crate::{Engine, failures};

/// The narrowest module that a usual printer and scanner bring through, in millimetres.
const LEAST_MODULE: f64 = 0.25;
/// The side of a code where nobody says how high the signature is, in millimetres.
const USUAL_SIDE: f64 = 30.0;
/// Of a look's width, what its code takes beside something else.
const SHARE: f64 = 0.62;
/// The pages at either end of a document on which a value is looked for; what identifies a report stands there.
const ENDS: usize = 5;

/// What a signature's code will say.
#[derive(Clone)]
pub(crate) struct PaperSide {
    shown: Shown,
    size: (f64, f64),
    pages: usize,
    values: Vec<(String, String)>,
    seal: String,
}

/// What a code is asked for.
pub(crate) struct PaperOrder<'a> {
    /// What it shall say.
    pub(crate) names: &'a [PaperName],
    /// What is stamped with it: the first seal is named.
    pub(crate) stamps: &'a [Stamp],
    /// Each value is said of many documents, so it must stand in this one.
    pub(crate) of_many: bool,
}

/// A look with its code, and the code's text.
pub(crate) struct Coded {
    pub(crate) form: appearance::Form,
    pub(crate) text: String,
}

impl PaperSide {
    /// The look with a code that this signer signed.
    pub(crate) fn coded(&self, signer: &dyn cades::Signer, now: jiff::Zoned) -> Result<Coded, Failure> {
        let link = paperlink::sign(signer, self.pages, self.values.clone(), &self.seal, day(&now))
            .map_err(|error| of_link(&error))?;
        let text = link.to_text();
        let code = paperlink::Code::of(&text).map_err(|error| of_link(&error))?;
        Ok(Coded { form: self.with_code(&code)?, text })
    }

    /// The look with a code as large as this signer's will be, which says nothing.
    pub(crate) fn sampled(
        &self,
        signer: &pki::Certificate,
        now: jiff::Zoned,
    ) -> Result<appearance::Form, Failure> {
        let code = paperlink::sample(signer, self.pages, self.values.clone(), &self.seal, day(&now));
        self.with_code(&code.map_err(|error| of_link(&error))?)
    }

    fn with_code(&self, code: &paperlink::Code) -> Result<appearance::Form, Failure> {
        let modules = appearance::Modules::new(code.side(), code.dark().to_vec());
        let modules = modules.ok_or_else(|| Failure::new(FailureCode::Internal))?;
        let (width, height) = self.size;
        let widest = if self.shown.is_visible() { width * SHARE } else { width };
        let least = modules.least_side_mm(LEAST_MODULE);
        if widest.min(height) < least {
            let failure = Failure::new(FailureCode::PaperCode).of_case("small");
            return Err(failure.with("least", least.ceil().to_string()));
        }
        let form = self.shown.with_code(modules).form(width, height)?;
        form.ok_or_else(|| Failure::new(FailureCode::Internal))
    }
}

/// The same place, high enough for a code where no height is given.
pub(crate) fn roomy(place: &FilePlace, shown: &Shown) -> FilePlace {
    match place {
        FilePlace::Page { page, at, size: (width, None) } => {
            let height = match shown.is_visible() {
                true => USUAL_SIDE.min(width * SHARE).max(shown.natural_height_mm(*width).min(USUAL_SIDE)),
                false => *width,
            };
            FilePlace::Page { page: *page, at: *at, size: (*width, Some(height)) }
        }
        other => other.clone(),
    }
}

impl Engine {
    /// What the code of a signature will say; `None` where it has none.
    pub(crate) fn paper_side(
        &self,
        document: &pdf::Document,
        order: &PaperOrder<'_>,
        shown: &Shown,
        size: Option<(f64, f64)>,
        path: &Path,
    ) -> Result<Option<PaperSide>, Failure> {
        if order.names.is_empty() {
            return Ok(None);
        }
        let size = size.ok_or_else(|| Failure::new(FailureCode::PlaceMissing))?;
        let pages = document.page_count().map_err(|error| failures::of_pdf(&error, path))?;
        let seal = order.stamps.iter().find_map(|stamp| match &stamp.art {
            StampArt::Seal(id) => self.seal(id).ok().map(|seal| seal.label),
            StampArt::Mark(_) => None,
        });
        let mut seal = seal.unwrap_or_default();
        while seal.len() > paperlink::MAX_TEXT {
            seal.pop();
        }
        let values = values_of(document, order, pages)?;
        Ok(Some(PaperSide { shown: shown.clone(), size, pages, values, seal }))
    }
}

fn day(now: &jiff::Zoned) -> Day {
    Day {
        year: u16::try_from(now.year()).unwrap_or(0),
        month: now.month().unsigned_abs(),
        day: now.day().unsigned_abs(),
    }
}

/// The values that the code says, as they stand in the document.
fn values_of(
    document: &pdf::Document,
    order: &PaperOrder<'_>,
    pages: usize,
) -> Result<Vec<(String, String)>, Failure> {
    let mut texts: Option<Vec<PageText>> = None;
    let mut values = Vec::with_capacity(order.names.len());
    for PaperName { name, value } in order.names {
        let (name, value) = (name.trim(), value.trim());
        if value.is_empty() || order.of_many {
            let ends = texts.get_or_insert_with(|| texts_of(document, pages));
            let found = match value {
                "" => ends.iter().find_map(|text| behind(text, name)).or_else(|| number(document, name)),
                value => ends.iter().any(|text| !text.search(value).is_empty()).then(|| value.to_owned()),
            };
            let absent = || {
                let failure = Failure::new(FailureCode::PaperCode);
                let case = if value.is_empty() { "value" } else { "absent" };
                failure.of_case(case).with("name", name).with("value", value)
            };
            values.push((name.to_owned(), found.ok_or_else(absent)?));
        } else {
            values.push((name.to_owned(), value.to_owned()));
        }
    }
    Ok(values)
}

/// The text of the pages at either end; a page that cannot be read says nothing.
fn texts_of(document: &pdf::Document, pages: usize) -> Vec<PageText> {
    let ends = (0..pages).filter(|page| *page < ENDS || page + ENDS >= pages);
    let text = |page| PageImage::extract(document, page, &Limits::default()).and_then(|image| image.text());
    ends.filter_map(|page| text(page).ok()).collect()
}

/// What stands behind a name and its colon in a line of a page, up to the next wide gap or the line's end.
fn behind(text: &PageText, name: &str) -> Option<String> {
    let compact = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let name = compact(name);
    text.lines().iter().find_map(|line| {
        let (label, value) = line.text.split_once([':', '：'])?;
        let value = value.split_whitespace().next().unwrap_or_default();
        (compact(label).ends_with(&name) && !value.is_empty()).then(|| value.to_owned())
    })
}

/// The report's number, where that is what is asked for.
fn number(document: &pdf::Document, name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let asked = ["编号", "number", "no."].iter().any(|word| lower.contains(word));
    asked.then(|| preflight::report_number(document)).flatten()
}

pub(crate) fn of_link(error: &paperlink::Error) -> Failure {
    let case = match error {
        paperlink::Error::Text { .. } | paperlink::Error::Values { .. } | paperlink::Error::TooLong => "long",
        paperlink::Error::Version { .. } => "version",
        paperlink::Error::Damaged { .. } => "damaged",
        _ => "unsigned",
    };
    Failure::new(FailureCode::PaperCode).of_case(case).because(error)
}
