//! What earlier signatures and the document itself have to say about one more signature.

use pdf::{Access, Document, Transform};

use crate::Error;

/// DocMDP permission that allows no change at all (ISO 32000-2 table 257).
const NO_CHANGES: i64 = 1;

/// Encryption permissions of which one suffices: modify, annotate and fill in, fill in and sign (table 22, bits 4, 6, 9).
const MAY_SIGN: i64 = 1 << 3 | 1 << 5 | 1 << 8;

/// Refuses where one more signature would break an earlier one, or is not allowed by the document.
pub(crate) fn check(document: &Document) -> Result<(), Error> {
    if pdf::form(document)?.has_xfa {
        return Err(Error::Xfa);
    }
    if let Some(encryption) = document.encryption()
        && encryption.access() == Some(Access::User)
        && permissions_of(document)? & MAY_SIGN == 0
    {
        return Err(Error::Permissions);
    }
    for found in pdf::signatures(document)? {
        let Some(signature) = found.dictionary() else { continue };
        let forbids = signature.references.iter().any(|reference| match &reference.transform {
            Transform::DocMdp { permissions } => *permissions == NO_CHANGES,
            Transform::FieldMdp(lock) => lock.permissions == Some(NO_CHANGES),
            _ => false,
        });
        if forbids {
            return Err(Error::Forbidden { field: found.name.clone().unwrap_or_default() });
        }
    }
    Ok(())
}

/// `/P` of the encryption dictionary; everything where it is missing, as readers take it.
fn permissions_of(document: &Document) -> Result<i64, Error> {
    let Ok(encrypt) = document.trailer().get(b"Encrypt") else { return Ok(-1) };
    let encrypt = document.resolve(encrypt)?;
    let permissions = encrypt.as_dict().and_then(|dictionary| dictionary.get(b"P")).and_then(|p| p.as_i64());
    Ok(permissions.unwrap_or(-1))
}
