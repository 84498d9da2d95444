//! A document timestamp (ISO 32000-2 §12.8.5, ETSI EN 319 142-1 §5.4.3): a token over everything before it.

use cades::TimestampAuthority;
use lopdf::dictionary;
use pdf::{Document, Update, form_edit};

use crate::permission::{self, Act};
use crate::place::Spot;
use crate::relay::with_room;
use crate::widget::NewWidget;
use crate::{BaseDigest, Error, Prepared, Signed};

/// A document timestamp that is still without its token.
pub struct DocumentTimestamp<'a> {
    document: &'a Document,
    spot: Spot,
    name: String,
    identifier: [u8; 16],
    is_signed: bool,
}

impl<'a> DocumentTimestamp<'a> {
    /// Checks that the document can be appended to. No signature forbids a document timestamp: it never counts as a
    /// change (ISO 32000-2 §12.8.2.2).
    pub fn new(document: &'a Document, identifier: [u8; 16]) -> Result<Self, Error> {
        let earlier = permission::check(document, Act::Stamp)?;
        let name = form_edit::unused_field_name(&Update::new(document)?, "Timestamp")?;
        let spot = Spot::invisible(document)?;
        Ok(Self { document, spot, name, identifier, is_signed: earlier.is_signed })
    }

    /// The update with room for a token of `room` bytes, its byte range fixed.
    fn prepare(&self, room: usize) -> Result<Prepared, Error> {
        let mut update = Update::new(self.document)?;
        update.renew_identifier(&self.identifier);
        let dictionary = dictionary! {
            "Type" => "DocTimeStamp",
            "Filter" => "Adobe.PPKLite",
            "SubFilter" => "ETSI.RFC3161",
        };
        let signature = update.add_signature(dictionary, room);
        let structure = NewWidget {
            name: &self.name,
            spot: self.spot,
            tooltip: &self.name,
            lock: None,
            entries: dictionary! { "V" => signature },
            may_tag: !self.is_signed,
        }
        .hang_up(&mut update)?;
        Prepared::new(update.finish()?, self.name.clone(), structure)
    }

    /// Has the document stamped; the document must have been hashed with the authority's digest.
    pub fn stamp(&self, authority: &dyn TimestampAuthority, base: &BaseDigest) -> Result<Signed, Error> {
        if base.length() != self.document.len() {
            return Err(Error::OtherBase { digested: base.length(), length: self.document.len() });
        }
        with_room(authority.token_size(), |room| self.prepare(room)?.stamp(authority, base))
    }
}
