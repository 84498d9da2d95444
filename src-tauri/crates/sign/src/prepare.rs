//! Empty signature fields for those who sign later, in the order in which they are named.

use lopdf::{Dictionary, Object, dictionary};
use pdf::{Document, Increment, Lock, Update, text_string};
use pki::DigestAlgorithm;

use crate::permission::{self, Act};
use crate::place::Spot;
use crate::seed::method_name;
use crate::widget::{NewWidget, blank};
use crate::{Error, Placement};

/// A field to be made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewField {
    /// Its name: not empty, without full stops, not in the form yet.
    pub name: String,
    /// Its place on a page; none makes a field for an invisible signature.
    pub placement: Option<Placement>,
    /// Which fields its signature will lock.
    pub lock: Option<Lock>,
    /// What it demands of its signature.
    pub seed: Option<Seed>,
    /// What readers show and speak in place of the name.
    pub tooltip: Option<String>,
}

/// Demands on the signature to come (/SV, ISO 32000-2 table 237). Empty lists demand nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seed {
    /// The reasons of which one must be given.
    pub reasons: Vec<String>,
    /// Names of accepted /SubFilter, the preferred first.
    pub sub_filters: Vec<String>,
    /// Accepted digest algorithms, the preferred first.
    pub digest_methods: Vec<DigestAlgorithm>,
    /// 0 for an approval, 1 to 3 for a certification with that permission.
    pub certification: Option<u8>,
    /// Address of the authority that is to stamp the signature.
    pub timestamp_url: Option<String>,
    /// Whether the signature must be stamped.
    pub timestamp_required: bool,
    /// Whether reasons, sub-filters and digest methods bind the signer or are advice.
    pub is_binding: bool,
}

/// The update that adds the fields.
///
/// Fails where a name is taken or no name, a place is off its page, or an earlier signature forbids it; fields with a
/// place must be prepared before the first signature.
pub fn prepare(document: &Document, fields: &[NewField], identifier: [u8; 16]) -> Result<Increment, Error> {
    let visible = fields.iter().any(|field| field.placement.is_some());
    let earlier = permission::check(document, Act::Prepare { visible })?;
    let form = pdf::form(document)?;
    let mut taken: Vec<&str> = form.top_level_names().collect();
    let mut update = Update::new(document)?;
    update.renew_identifier(&identifier);
    for field in fields {
        let name = field.name.as_str();
        if name.is_empty() || name.contains('.') {
            return Err(Error::FieldName { name: field.name.clone() });
        }
        if taken.contains(&name) {
            return Err(Error::FieldExists { name: field.name.clone() });
        }
        taken.push(name);
        add(&mut update, field, !earlier.is_signed)?;
    }
    Ok(update.finish()?)
}

fn add(update: &mut Update, field: &NewField, may_tag: bool) -> Result<(), Error> {
    let document = update.document().clone();
    let spot = match &field.placement {
        Some(placement) => Spot::on_page(&document, placement)?,
        None => Spot::invisible(&document)?,
    };
    let lock = field.lock.as_ref();
    if let Some(permission) = lock.and_then(|lock| lock.permissions).filter(|p| !(1..=3).contains(p)) {
        return Err(Error::NoSuchPermission { permission });
    }
    let mut entries = Dictionary::new();
    // Parts 2 and 3 of ISO 19005 want one for what has an area, part 1 for every field.
    if !spot.rect.is_empty() || pdf::archive(&document).is_some_and(|archive| archive.part == 1) {
        let blank = update.add(blank(spot.rect));
        entries.set("AP", dictionary! { "N" => blank });
    }
    if let Some(seed) = &field.seed {
        let seed = seed.to_dictionary()?;
        entries.set("SV", Object::Reference(update.add(Object::Dictionary(seed))));
    }
    if let Some(tooltip) = &field.tooltip {
        entries.set("TU", text_string(tooltip));
    }
    let tooltip = field.tooltip.as_deref().unwrap_or(&field.name);
    NewWidget { name: &field.name, spot, tooltip, lock, entries, may_tag }.hang_up(update)?;
    Ok(())
}

impl Seed {
    fn to_dictionary(&self) -> Result<Dictionary, Error> {
        let mut seed = dictionary! { "Type" => "SV" };
        let mut flags = 0;
        let list = |items: &[String], as_item: fn(&str) -> Object| {
            Object::Array(items.iter().map(|item| as_item(item)).collect())
        };
        if !self.sub_filters.is_empty() {
            seed.set("SubFilter", list(&self.sub_filters, |name| Object::Name(name.as_bytes().to_vec())));
            flags |= 1 << 1;
        }
        if !self.reasons.is_empty() {
            seed.set("Reasons", list(&self.reasons, text_string));
            flags |= 1 << 3;
        }
        let methods: Vec<Object> = self
            .digest_methods
            .iter()
            .filter_map(|method| method_name(*method))
            .map(Object::string_literal)
            .collect();
        if !methods.is_empty() {
            seed.set("DigestMethod", Object::Array(methods));
            flags |= 1 << 6;
        }
        if let Some(permission) = self.certification {
            if permission > 3 {
                return Err(Error::NoSuchPermission { permission: i64::from(permission) });
            }
            seed.set("MDP", dictionary! { "P" => i64::from(permission) });
        }
        if self.timestamp_url.is_some() || self.timestamp_required {
            let mut stamp = dictionary! { "Ff" => i64::from(self.timestamp_required) };
            if let Some(url) = &self.timestamp_url {
                stamp.set("URL", Object::string_literal(url.as_str()));
            }
            seed.set("TimeStamp", stamp);
        }
        if self.is_binding && flags != 0 {
            seed.set("Ff", flags);
        }
        Ok(seed)
    }
}
