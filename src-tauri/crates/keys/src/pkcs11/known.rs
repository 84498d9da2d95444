//! Where the usual modules lie, so that nobody has to know a path.

use std::path::{Path, PathBuf};

/// A module that is on this computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownModule {
    /// The product, as its maker calls it.
    pub name: &'static str,
    /// The library.
    pub path: PathBuf,
}

/// Product and file names. Several names are tried because versions and packages differ.
#[cfg(target_os = "linux")]
const PRODUCTS: &[(&str, &[&str])] = &[
    ("OpenSC", &["opensc-pkcs11.so", "pkcs11/opensc-pkcs11.so"]),
    ("SoftHSM", &["softhsm/libsofthsm2.so", "libsofthsm2.so", "pkcs11/libsofthsm2.so"]),
    ("YubiKey (YKCS11)", &["libykcs11.so", "libykcs11.so.2"]),
    (
        "飞天诚信 Feitian ePass",
        &[
            "libcastle.so.1.0.0",
            "libcastle.so",
            "libcastle_v2.so.1.0.0",
            "libcastle_v3.so",
            "libes2003.so",
            "libshuttle_p11v220.so",
        ],
    ),
    (
        "龙脉 Longmai mToken",
        &[
            "libgm3000_pkcs11.so",
            "libmtoken_pkcs11.so",
            "libcryptoide_pkcs11.so",
            "CryptoIDFipsUser/x64/lib/liblm_cryptoide_pkcs11.so",
        ],
    ),
    (
        "握奇 Watchdata",
        &[
            "libwdpkcs.so",
            "libwdpkcs_SignatureP11.so",
            "libwdpkcs_Proxkey.so",
            "WatchData/ProxKey/lib/libwdpkcs_SignatureP11.so",
        ],
    ),
    ("Thales SafeNet", &["libeToken.so", "libeTPkcs11.so", "libIDPrimePKCS11.so"]),
    ("Gemalto Classic Client", &["libgclib.so", "pkcs11/libgclib.so"]),
    ("Bit4id", &["libbit4xpki.so", "libbit4ipki.so"]),
    ("A.E.T. SafeSign", &["libaetpkss.so.3", "libaetpkss.so"]),
    ("Cryptovision sc/interface", &["libcvP11.so"]),
    ("Charismathics", &["libcmP11.so"]),
    ("Athena", &["libASEP11.so"]),
    ("IDEMIA AWP", &["libOcsCryptoki.so"]),
    ("eID Belgium", &["libbeidpkcs11.so.0", "libbeidpkcs11.so"]),
    ("DNIe España", &["libpkcs11-dnie.so"]),
    ("Rutoken", &["librtpkcs11ecp.so"]),
];

#[cfg(target_os = "linux")]
const FOLDERS: &[&str] = &[
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/usr/local/lib64",
    "/usr/lib/x86_64-linux-gnu",
    "/usr/lib/aarch64-linux-gnu",
    "/usr/lib/loongarch64-linux-gnu",
    "/usr/lib/pkcs11",
    "/usr/lib64/pkcs11",
    "/opt",
];

#[cfg(target_os = "macos")]
const PRODUCTS: &[(&str, &[&str])] = &[
    ("OpenSC", &["opensc-pkcs11.so", "pkcs11/opensc-pkcs11.so"]),
    ("SoftHSM", &["softhsm/libsofthsm2.so"]),
    ("YubiKey (YKCS11)", &["libykcs11.dylib"]),
    ("飞天诚信 Feitian ePass", &["libcastle.1.0.0.dylib", "libcastle_v2.1.0.0.dylib"]),
    ("龙脉 Longmai mToken", &["libgm3000_pkcs11.dylib", "libcryptoide_pkcs11.dylib"]),
    ("握奇 Watchdata", &["libwdpkcs.dylib", "libwdpkcs_SignatureP11.dylib"]),
    ("Thales SafeNet", &["libeTPkcs11.dylib", "libeToken.dylib", "libIDPrimePKCS11.dylib"]),
    ("Bit4id", &["libbit4xpki.dylib"]),
    ("A.E.T. SafeSign", &["libaetpkss.dylib"]),
    ("eID Belgium", &["libbeidpkcs11.dylib"]),
];

#[cfg(target_os = "macos")]
const FOLDERS: &[&str] = &[
    "/Library/OpenSC/lib",
    "/Library/Frameworks/eToken.framework/Versions/Current",
    "/opt/homebrew/lib",
    "/usr/local/lib",
    "/usr/lib",
];

#[cfg(windows)]
const PRODUCTS: &[(&str, &[&str])] = &[
    ("OpenSC", &["OpenSC Project\\OpenSC\\pkcs11\\opensc-pkcs11.dll", "opensc-pkcs11.dll"]),
    ("SoftHSM", &["SoftHSM2\\lib\\softhsm2-x64.dll"]),
    ("YubiKey (YKCS11)", &["Yubico\\Yubico PIV Tool\\bin\\libykcs11.dll"]),
    ("飞天诚信 Feitian ePass", &["eps2003csp11.dll", "eps2003csp11v2.dll", "ShuttleCsp11_3003.dll"]),
    ("龙脉 Longmai mToken", &["gm3000_pkcs11.dll", "CryptoIDA_pkcs11.dll"]),
    ("握奇 Watchdata", &["WDPKCS.dll"]),
    ("Thales SafeNet", &["eTPKCS11.dll", "IDPrimePKCS11.dll"]),
    ("Gemalto Classic Client", &["gclib.dll"]),
    ("Bit4id", &["bit4xpki.dll", "bit4ipki.dll"]),
    ("A.E.T. SafeSign", &["aetpkss1.dll"]),
    ("Cryptovision sc/interface", &["cvP11.dll"]),
    ("Charismathics", &["cmP1164.dll"]),
    ("Athena", &["asepkcs.dll"]),
    ("IDEMIA AWP", &["OcsCryptoki.dll"]),
    ("Certum", &["SimplySignPKCS.dll"]),
    ("ENCARD", &["ENCARD\\enigmap11-x64.dll"]),
    ("eID Belgium", &["beidpkcs11.dll"]),
    ("DNIe España", &["DNIE_P11.dll"]),
    ("Rutoken", &["rtPKCS11ECP.dll"]),
];

#[cfg(windows)]
const FOLDERS: &[&str] = &["C:\\Windows\\System32", "C:\\Program Files"];

#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
const PRODUCTS: &[(&str, &[&str])] =
    &[("OpenSC", &["opensc-pkcs11.so"]), ("SoftHSM", &["softhsm/libsofthsm2.so"])];

#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
const FOLDERS: &[&str] = &["/usr/local/lib", "/usr/lib", "/usr/local/lib/pkcs11"];

/// The modules at their usual places that exist, each library once. Nothing is loaded.
pub fn known_modules() -> Vec<KnownModule> {
    let folders: Vec<&Path> = FOLDERS.iter().map(Path::new).collect();
    existing(PRODUCTS, &folders)
}

fn existing(products: &[(&'static str, &[&str])], folders: &[&Path]) -> Vec<KnownModule> {
    let mut found: Vec<KnownModule> = Vec::new();
    for (name, files) in products {
        for folder in folders {
            for path in files.iter().map(|file| folder.join(file)).filter(|path| path.is_file()) {
                // Packages put links beside the file; the same library twice would list each token twice.
                let Ok(path) = path.canonicalize() else { continue };
                if !found.iter().any(|module| module.path == path) {
                    found.push(KnownModule { name, path });
                }
            }
        }
    }
    found
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn links_to_the_same_library_are_one_module() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().canonicalize().unwrap().join("libone.so");
        std::fs::write(&file, "").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(&file, directory.path().join("libtwo.so")).unwrap();
        let products: &[(&'static str, &[&str])] =
            &[("One", &["libone.so", "libtwo.so"]), ("None", &["libnone.so"])];
        let found = existing(products, &[directory.path()]);
        assert_eq!(found, [KnownModule { name: "One", path: file }]);
    }
}
