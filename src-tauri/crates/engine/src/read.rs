//! Reading: sizes, pictures and text of pages, as they come into view.

use std::collections::VecDeque;

use render::{Limits, PageImage};
use wire::{
    Area, DocumentId, DrawPage, Failure, FailureCode, Hit, PageOf, PageRange, PageSize, SearchText,
    SignatureField, TextLine,
};

use crate::documents::OpenDocument;
use crate::source::file_name;
use crate::{Engine, explain, failures, lock};

/// How many pages are kept ready to be drawn at another size.
const KEPT_PAGES: usize = 12;
/// The most pages that one request is answered for.
const MOST_PAGES: u32 = 1000;
/// The most hits that one request brings.
const MOST_HITS: usize = 500;

/// The pages drawn last, newest first.
#[derive(Default)]
pub(crate) struct PageShelf(VecDeque<(u32, PageImage)>);

impl PageShelf {
    fn take(&mut self, page: u32) -> Option<PageImage> {
        let at = self.0.iter().position(|(kept, _)| *kept == page)?;
        let found = self.0.remove(at)?;
        self.0.push_front(found.clone());
        Some(found.1)
    }

    fn put(&mut self, page: u32, image: PageImage) {
        self.0.push_front((page, image));
        self.0.truncate(KEPT_PAGES);
    }
}

/// Pixels per point from which on a page can be read; thumbnails are smaller.
const READABLE: f64 = 0.5;

impl Engine {
    /// Sizes of some pages.
    pub fn page_sizes(&self, range: PageRange) -> Result<Vec<PageSize>, Failure> {
        let open = self.open.get(&range.document)?;
        let document = open.document();
        let pages = document.page_count().map_err(|error| open.failure(&error))?;
        let first = (range.first as usize).min(pages);
        let last = first.saturating_add(range.count.min(MOST_PAGES) as usize).min(pages);
        let entries = document.page_entries(first..last).map_err(|error| open.failure(&error))?;
        let size = |(width, height)| PageSize { width, height };
        Ok(entries.iter().map(|entry| size(entry.boxes.geometry().size_points())).collect())
    }

    /// A page's picture, as a PNG.
    pub fn draw_page(&self, request: DrawPage) -> Result<Vec<u8>, Failure> {
        let open = self.open.get(&request.document)?;
        let image = page_image(&open, request.page)?;
        if request.scale >= READABLE {
            lock(&open.seen).insert(request.page);
        }
        let drawn = image.draw(request.scale.clamp(0.05, 16.0)).and_then(|pixels| pixels.to_png());
        drawn.map_err(|error| failures::of_render(&error).with("page", request.page + 1))
    }

    /// A page's text with its places.
    pub fn page_text(&self, request: PageOf) -> Result<Vec<TextLine>, Failure> {
        let open = self.open.get(&request.document)?;
        let text = page_image(&open, request.page)?.text().map_err(|error| failures::of_render(&error))?;
        Ok(text.lines().into_iter().map(|line| TextLine { text: line.text, area: area(line.area) }).collect())
    }

    /// Looks for a word in some pages.
    pub fn search_text(&self, request: SearchText) -> Result<Vec<Hit>, Failure> {
        let open = self.open.get(&request.document)?;
        let pages = open.document().page_count().map_err(|error| open.failure(&error))?;
        let last = request
            .first
            .saturating_add(request.count.min(MOST_PAGES))
            .min(u32::try_from(pages).unwrap_or(u32::MAX));
        let mut hits = Vec::new();
        for page in request.first..last {
            // A page that cannot be drawn has no text to find; reading it says why.
            let Ok(text) =
                page_image(&open, page).and_then(|image| image.text().map_err(|e| failures::of_render(&e)))
            else {
                continue;
            };
            let lines = text.lines();
            for found in text.search(&request.text) {
                let context = lines.iter().find(|line| line.parts.contains(&Some(found.characters.start)));
                hits.push(Hit {
                    page,
                    areas: found.areas.into_iter().map(area).collect(),
                    context: context.map(|line| line.text.clone()).unwrap_or_default(),
                });
                if hits.len() == MOST_HITS {
                    return Ok(hits);
                }
            }
        }
        Ok(hits)
    }

    /// The document's signature fields.
    pub fn signature_fields(&self, id: DocumentId) -> Result<Vec<SignatureField>, Failure> {
        let open = self.open.get(&id)?;
        fields_of(&open.document()).map_err(|error| open.failure(&error))
    }

    /// The names of all fields of the document's form, each once, in the form's order.
    pub fn form_fields(&self, id: DocumentId) -> Result<Vec<String>, Failure> {
        let open = self.open.get(&id)?;
        let fields = pdf::fields(&open.document()).map_err(|error| open.failure(&error))?;
        let mut seen = std::collections::HashSet::new();
        let names = fields.into_iter().map(|field| field.name);
        Ok(names.filter(|name| !name.is_empty() && seen.insert(name.clone())).collect())
    }
}

impl Engine {
    /// The signature fields of a file, for the command line.
    pub fn fields_of_file(
        &self,
        path: &std::path::Path,
        password: Option<&wire::Secret>,
    ) -> Result<Vec<SignatureField>, Failure> {
        let document = OpenDocument::open(path)?.document();
        if document.encryption().is_some_and(pdf::Encryption::is_locked) {
            let needed = || Failure::new(FailureCode::PasswordNeeded).with("name", file_name(path));
            let password = password.ok_or_else(needed)?;
            document.unlock(password.expose()).map_err(|error| failures::of_pdf(&error, path))?;
        }
        fields_of(&document).map_err(|error| failures::of_pdf(&error, path))
    }
}

/// The signature fields of a document, with the place of each as a reader sees it.
pub(crate) fn fields_of(document: &pdf::Document) -> Result<Vec<SignatureField>, pdf::Error> {
    let places = explain::places_of(document);
    let fields = pdf::fields(document)?.into_iter().filter(|field| field.kind == pdf::FieldKind::Signature);
    Ok(fields
        .map(|field| SignatureField {
            place: places.iter().find(|(name, _)| *name == field.name).map(|(_, place)| *place),
            signed: !field.is_empty_signature(),
            name: field.name,
        })
        .collect())
}

/// A page ready to be drawn, from the shelf where it is there.
pub(crate) fn page_image(open: &OpenDocument, page: u32) -> Result<PageImage, Failure> {
    if let Some(image) = lock(&open.pages).take(page) {
        return Ok(image);
    }
    // Taken out without holding the shelf: several pages are prepared at once.
    let image = PageImage::extract(&open.document(), page as usize, &Limits::default());
    let image = image.map_err(|error| match error {
        render::Error::Pdf(error) => open.failure(&error),
        other => failures::of_render(&other).with("page", page + 1),
    })?;
    lock(&open.pages).put(page, image.clone());
    Ok(image)
}

/// A part of a page as the window takes it.
pub(crate) fn area(area: render::Area) -> Area {
    Area { x: area.x, y: area.y, width: area.width, height: area.height }
}
