//! The module as a program library: whether the file can be one, and the one call that `cryptoki` does not offer.
//!
//! A key with CKA_ALWAYS_AUTHENTICATE wants `C_SignInit`, then a context-specific `C_Login`, then `C_Sign` (PKCS#11 v3.1
//! §5.6.8). `cryptoki` makes the first and the last in one go, so the last is called here through the function list.
//!
//! A module is foreign code in this process: nothing here protects from a hostile one. What is checked keeps honest
//! mistakes (a text file, a library for another processor, a library of another kind) from ending the program.

use std::fs::File;
use std::io::Read;
use std::mem::ManuallyDrop;
use std::path::Path;

use cryptoki::error::Rv;
use cryptoki::session::Session;
use cryptoki_sys::{CK_FUNCTION_LIST, CK_ULONG, CKR_OK};

use super::fault::TokenFault;

/// Octets that a signature can have: RSA of 8192 bits.
const LONGEST_SIGNATURE: usize = 1024;
/// Octets that are read to see what kind of file it is.
const HEADER: u64 = 4096;

/// A loaded module and its `C_Sign`.
pub(super) struct Library {
    sign: unsafe extern "C" fn(
        cryptoki_sys::CK_SESSION_HANDLE,
        *mut cryptoki_sys::CK_BYTE,
        CK_ULONG,
        *mut cryptoki_sys::CK_BYTE,
        *mut CK_ULONG,
    ) -> cryptoki_sys::CK_RV,
    /// Never unloaded, not even after the module is finalised: makers' modules leave threads and exit handlers behind,
    /// which would run into unmapped memory.
    _loaded: ManuallyDrop<cryptoki_sys::Pkcs11>,
}

impl Library {
    /// Loads the library and asks for its function list.
    #[allow(unsafe_code)]
    pub(super) fn load(path: &Path) -> Result<Self, TokenFault> {
        check_header(path)?;
        // SAFETY: loading runs the library's initialisers. The person or the list of known modules chose this file to be
        // run in this process; there is no way to look at a token without it.
        let loaded = unsafe { cryptoki_sys::Pkcs11::new(path) }.map_err(|_| TokenFault::ModuleNotLoadable)?;
        let get_list = loaded.C_GetFunctionList.as_ref().map_err(|_| TokenFault::ModuleNotPkcs11)?;
        let mut list: *mut CK_FUNCTION_LIST = std::ptr::null_mut();
        // SAFETY: the symbol has the name and so the type that PKCS#11 §5.4.4 gives it; `list` lives through the call.
        let answer = unsafe { get_list(&mut list) };
        if answer != CKR_OK || list.is_null() {
            return Err(TokenFault::ModuleNotPkcs11);
        }
        // SAFETY: not null, and by §5.4.4 it points to a list that stays while the library is loaded. It is copied
        // without regard to alignment, because makers pack it on some systems.
        let list = unsafe { list.read_unaligned() };
        let sign = list.C_Sign.ok_or(TokenFault::FunctionNotSupported)?;
        Ok(Self { sign, _loaded: ManuallyDrop::new(loaded) })
    }

    /// Ends the signing that was begun in the session, with one call and a buffer that is long enough, because some
    /// tokens count the question for the length as a use of the PIN.
    #[allow(unsafe_code)]
    pub(super) fn sign(&self, session: &Session, data: &[u8]) -> Result<Vec<u8>, TokenFault> {
        let mut signature = vec![0_u8; LONGEST_SIGNATURE];
        let mut length = LONGEST_SIGNATURE as CK_ULONG;
        let data_length = CK_ULONG::try_from(data.len()).map_err(|_| TokenFault::DataLength)?;
        // SAFETY: `sign` belongs to a library that stays loaded, and the session to the same library. C_Sign
        // only reads the data, writes at most `length` octets to the buffer, which has as many, and keeps neither.
        let answer = unsafe {
            (self.sign)(
                session.handle(),
                data.as_ptr().cast_mut(),
                data_length,
                signature.as_mut_ptr(),
                &mut length,
            )
        };
        if let Rv::Error(error) = Rv::from(answer) {
            return Err(error.into());
        }
        let length = usize::try_from(length).map_err(|_| TokenFault::AnswerTooLong)?;
        if length > LONGEST_SIGNATURE {
            return Err(TokenFault::AnswerTooLong);
        }
        signature.truncate(length);
        Ok(signature)
    }
}

/// Looks at the beginning of the file: a library for this system and processor?
fn check_header(path: &Path) -> Result<(), TokenFault> {
    if !path.is_file() {
        return Err(TokenFault::ModuleMissing);
    }
    let mut header = Vec::new();
    let file = File::open(path).map_err(|_| TokenFault::ModuleNotLoadable)?;
    file.take(HEADER).read_to_end(&mut header).map_err(|_| TokenFault::ModuleNotLoadable)?;
    match kind_of(&header) {
        Kind::Elf { machine } if cfg!(target_os = "linux") => same(machine, elf_machine()),
        Kind::Pe { machine } if cfg!(windows) => same(machine, pe_machine()),
        Kind::MachO if cfg!(target_os = "macos") => Ok(()),
        _ => Err(TokenFault::ModuleNotLibrary),
    }
}

fn same(found: u16, wanted: Option<u16>) -> Result<(), TokenFault> {
    if wanted.is_none_or(|wanted| wanted == found) { Ok(()) } else { Err(TokenFault::ModuleArchitecture) }
}

/// `e_machine` of this program; `None` where the table does not know it, and the loader decides.
fn elf_machine() -> Option<u16> {
    Some(match std::env::consts::ARCH {
        "x86" => 3,
        "arm" => 40,
        "x86_64" => 62,
        "aarch64" => 183,
        "riscv64" => 243,
        "loongarch64" => 258,
        _ => return None,
    })
}

/// `Machine` of this program in a PE file.
fn pe_machine() -> Option<u16> {
    Some(match std::env::consts::ARCH {
        "x86" => 0x014c,
        "x86_64" => 0x8664,
        "aarch64" => 0xaa64,
        _ => return None,
    })
}

#[derive(Debug, PartialEq, Eq)]
enum Kind {
    Elf { machine: u16 },
    Pe { machine: u16 },
    MachO,
    Other,
}

fn kind_of(header: &[u8]) -> Kind {
    let two = |at: usize| {
        let bytes = header.get(at..)?.first_chunk::<2>()?;
        Some(u16::from_le_bytes(*bytes))
    };
    let four = |at: usize| Some(u32::from_le_bytes(*header.get(at..)?.first_chunk::<4>()?));
    if header.starts_with(b"\x7fELF") {
        // EI_DATA tells the order of the octets; what is 2 there is big-endian.
        let swapped = header.get(5) == Some(&2);
        return two(18).map_or(Kind::Other, |machine| Kind::Elf {
            machine: if swapped { machine.swap_bytes() } else { machine },
        });
    }
    if header.starts_with(b"MZ") {
        let at = four(0x3c).and_then(|at| usize::try_from(at).ok());
        return match at.and_then(|at| Some((four(at)?, two(at.checked_add(4)?)?))) {
            Some((0x0000_4550, machine)) => Kind::Pe { machine },
            _ => Kind::Other,
        };
    }
    match four(0) {
        Some(0xfeed_face | 0xfeed_facf | 0xcefa_edfe | 0xcffa_edfe | 0xbeba_feca) => Kind::MachO,
        _ => Kind::Other,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_a_library_is_in_its_first_octets() {
        let mut elf = b"\x7fELF\x02\x01\x01".to_vec();
        elf.resize(18, 0);
        assert_eq!(kind_of(&elf), Kind::Other);
        elf.extend([62, 0]);
        assert_eq!(kind_of(&elf), Kind::Elf { machine: 62 });
        let mut pe = b"MZ".to_vec();
        pe.resize(0x3c, 0);
        pe.extend([0x40, 0, 0, 0]);
        assert_eq!(kind_of(&pe), Kind::Other);
        pe.extend(b"PE\0\0\x64\x86");
        assert_eq!(kind_of(&pe), Kind::Pe { machine: 0x8664 });
        pe[0x3c..0x40].copy_from_slice(&[0xff; 4]);
        assert_eq!(kind_of(&pe), Kind::Other);
        assert_eq!(kind_of(b"#!/bin/sh"), Kind::Other);
        assert_eq!(kind_of(b""), Kind::Other);
    }

    #[test]
    fn a_library_for_another_processor_is_named_as_such() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("module.so");
        let mut elf = b"\x7fELF\x02\x01\x01".to_vec();
        elf.resize(18, 0);
        elf.extend([0x16, 0]); // IBM S/390
        std::fs::write(&path, &elf).unwrap();
        let expected = if cfg!(target_os = "linux") {
            TokenFault::ModuleArchitecture
        } else {
            TokenFault::ModuleNotLibrary
        };
        assert_eq!(check_header(&path), Err(expected));
        std::fs::write(&path, "not a library").unwrap();
        assert_eq!(check_header(&path), Err(TokenFault::ModuleNotLibrary));
        assert_eq!(check_header(directory.path()), Err(TokenFault::ModuleMissing));
    }
}
