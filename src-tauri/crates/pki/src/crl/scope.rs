//! What a revocation list covers (RFC 5280 §5.2.5), held against where a certificate says to look (§4.2.1.13, §6.3.3).
//!
//! An authority may part its lists by kind of certificate, by reason or simply by place. Absence from the wrong part
//! says nothing, so a list counts only where its place is one that the certificate names.

use super::fault;
use crate::asn1::{self, Element};
use crate::extensions::{DistributionPoint, GeneralName, distribution_points, point_name};
use crate::{Certificate, Error, Name, oid};

/// Every reason of revocation: bits 1 to 8 of `ReasonFlags`.
pub(crate) const ALL_REASONS: u32 = 0b1_1111_1110;

/// What a list covers for one certificate: the reasons, as bits of `ReasonFlags`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cover(pub(crate) u32);

/// The extension `issuingDistributionPoint`; the default is a list without it, which covers everything of its issuer.
#[derive(Clone, Debug)]
pub(super) struct IssuingDistributionPoint {
    names: Option<Vec<PlaceName>>,
    only_user: bool,
    only_ca: bool,
    only_attribute: bool,
    reasons: u32,
    pub(super) indirect: bool,
}

impl Default for IssuingDistributionPoint {
    fn default() -> Self {
        Self {
            names: None,
            only_user: false,
            only_ca: false,
            only_attribute: false,
            reasons: ALL_REASONS,
            indirect: false,
        }
    }
}

/// The name of a distribution point, ready to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
enum PlaceName {
    Directory(Name),
    Other(Vec<u8>),
}

impl PlaceName {
    fn from_element(element: Element<'_>) -> Result<Self, Error> {
        Ok(match GeneralName::from_element(element)? {
            GeneralName::Directory(name) => Self::Directory(Name::from_element(&name)?),
            _ => Self::Other(element.raw.to_vec()),
        })
    }

    fn all(elements: &[Element<'_>]) -> Result<Vec<Self>, Error> {
        elements.iter().map(|element| Self::from_element(*element)).collect()
    }

    /// A relative name below `issuer` (§4.2.1.13, `nameRelativeToCRLIssuer`).
    fn below(issuer: &Name, relative: &Element<'_>) -> Result<Self, Error> {
        let mut rdns = Element::only(issuer.der(), asn1::SEQUENCE)?.content.to_vec();
        rdns.extend(asn1::encode(asn1::SET, relative.content));
        let whole = asn1::encode(asn1::SEQUENCE, &rdns);
        Ok(Self::Directory(Name::from_element(&Element::first(&whole)?)?))
    }

    /// The names of a place, full ones or the one below `issuer`.
    fn of(full: &[Element<'_>], relative: Option<Element<'_>>, issuer: &Name) -> Result<Vec<Self>, Error> {
        match relative {
            Some(relative) => Ok(vec![Self::below(issuer, &relative)?]),
            None => Self::all(full),
        }
    }
}

impl IssuingDistributionPoint {
    /// Reads the value of the extension.
    pub(super) fn from_value(value: &[u8], issuer: &Name) -> Result<Self, Error> {
        let mut point = Self::default();
        let mut fields = Element::only(value, asn1::SEQUENCE)?.inside();
        if let Some(name) = fields.optional(asn1::context_constructed(0))? {
            let (full, relative) = point_name(&name)?;
            point.names = Some(PlaceName::of(&full, relative, issuer)?);
        }
        if let Some(flag) = fields.optional(asn1::context(1))? {
            point.only_user = flag.implicit_boolean()?;
        }
        if let Some(flag) = fields.optional(asn1::context(2))? {
            point.only_ca = flag.implicit_boolean()?;
        }
        if let Some(reasons) = fields.optional(asn1::context(3))? {
            point.reasons = reasons.implicit_flags()? & ALL_REASONS;
        }
        if let Some(flag) = fields.optional(asn1::context(4))? {
            point.indirect = flag.implicit_boolean()?;
        }
        if let Some(flag) = fields.optional(asn1::context(5))? {
            point.only_attribute = flag.implicit_boolean()?;
        }
        fields.finish()?;
        let kinds = [point.only_user, point.only_ca, point.only_attribute];
        if kinds.iter().filter(|only| **only).count() > 1 {
            return Err(fault());
        }
        Ok(point)
    }

    /// §6.3.3 (b) and (d): whether the list covers the certificate, and for which reasons.
    pub(super) fn covers(&self, certificate: &Certificate, list_issuer: &Name) -> Option<Cover> {
        let is_ca = certificate.is_ca();
        if self.only_attribute || (self.only_user && is_ca) || (self.only_ca && !is_ca) {
            return None;
        }
        let value = certificate.extension(oid::CRL_DISTRIBUTION_POINTS);
        let points =
            value.and_then(|extension| distribution_points(&extension.value).ok()).unwrap_or_default();
        let named = points.iter().filter_map(|point| self.fits(point, certificate, list_issuer));
        let mut reasons = named.fold(0, |all, reasons| all | reasons);
        // A list of the certificate's own issuer that names no place, or the issuer's as such, needs no pointer to it.
        if certificate.issuer() == list_issuer {
            let own = PlaceName::Directory(certificate.issuer().clone());
            if self.names.as_ref().is_none_or(|names| names.contains(&own)) {
                reasons |= self.reasons;
            }
        }
        (reasons != 0).then_some(Cover(reasons))
    }

    fn fits(
        &self,
        point: &DistributionPoint<'_>,
        certificate: &Certificate,
        list_issuer: &Name,
    ) -> Option<u32> {
        let issuers = PlaceName::all(&point.issuers).ok()?;
        if issuers.is_empty() {
            if certificate.issuer() != list_issuer {
                return None;
            }
        } else if !self.indirect || !issuers.contains(&PlaceName::Directory(list_issuer.clone())) {
            return None;
        }
        if let Some(names) = &self.names {
            let there = PlaceName::of(&point.full, point.relative, list_issuer).ok()?;
            let places = if there.is_empty() { &issuers } else { &there };
            if !places.iter().any(|place| names.contains(place)) {
                return None;
            }
        }
        Some(point.reasons.unwrap_or(ALL_REASONS) & self.reasons)
    }
}
