//! A PKCS#11 module that passes everything on to SoftHSM, writes down what it was asked, and misbehaves on demand: what a
//! software token cannot show (a PIN pad, a locked PIN, a token pulled out, a PIN for each signature). The test compiles it.
//!
//! `$TOKEN_SHIM/control` holds `name=value` lines and is read at each call; `$TOKEN_SHIM/calls` is written.

#![allow(non_snake_case)]

use std::ffi::{CString, c_char, c_int, c_ulong, c_void};
use std::io::Write;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

type Rv = c_ulong;
type Any = *const c_void;

/// CK_FUNCTION_LIST of version 2.40: a version, and 68 functions in the standard's order.
#[repr(C)]
#[derive(Clone, Copy)]
struct List {
    version: [u8; 2],
    functions: [Any; 68],
}

unsafe impl Sync for List {}
unsafe impl Send for List {}

unsafe extern "C" {
    fn dlopen(file: *const c_char, flags: c_int) -> *mut c_void;
    fn dlsym(library: *mut c_void, name: *const c_char) -> *mut c_void;
}

static REAL: OnceLock<List> = OnceLock::new();
static OURS: OnceLock<List> = OnceLock::new();
static AUTHENTICATED: AtomicBool = AtomicBool::new(false);
static LOCKED: AtomicBool = AtomicBool::new(false);

const OK: Rv = 0;
const TOKEN_NOT_PRESENT: Rv = 0xe0;
const PIN_INCORRECT: Rv = 0xa0;
const NOT_LOGGED_IN: Rv = 0x101;

fn folder() -> String {
    std::env::var("TOKEN_SHIM").expect("TOKEN_SHIM")
}

fn control(name: &str) -> Option<String> {
    let text = std::fs::read_to_string(format!("{}/control", folder())).unwrap_or_default();
    text.lines().find_map(|line| line.split_once('=').filter(|(n, _)| *n == name).map(|(_, v)| v.to_owned()))
}

fn number(name: &str) -> Option<Rv> {
    control(name).map(|value| Rv::from_str_radix(value.trim_start_matches("0x"), 16).expect("a hexadecimal number"))
}

fn call(line: &str) {
    let path = format!("{}/calls", folder());
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path).expect("calls");
    writeln!(file, "{line}").expect("calls");
}

/// The real function at this place of the list.
macro_rules! real {
    ($at:literal, $kind:ty) => {
        unsafe { std::mem::transmute::<Any, $kind>(REAL.get().expect("loaded").functions[$at]) }
    };
}

extern "C" fn initialize(arguments: *mut c_void) -> Rv {
    call("initialize");
    real!(0, extern "C" fn(*mut c_void) -> Rv)(arguments)
}

extern "C" fn finalize(reserved: *mut c_void) -> Rv {
    call("finalize");
    real!(1, extern "C" fn(*mut c_void) -> Rv)(reserved)
}

extern "C" fn slot_list(present: u8, slots: *mut c_ulong, count: *mut c_ulong) -> Rv {
    if present != 0 && control("absent").is_some() {
        unsafe { *count = 0 };
        return OK;
    }
    real!(4, extern "C" fn(u8, *mut c_ulong, *mut c_ulong) -> Rv)(present, slots, count)
}

extern "C" fn slot_info(slot: c_ulong, info: *mut u8) -> Rv {
    let answer = real!(5, extern "C" fn(c_ulong, *mut u8) -> Rv)(slot, info);
    if answer == OK && control("absent").is_some() {
        unsafe { *info.add(96).cast::<c_ulong>() &= !1 };
    }
    answer
}

extern "C" fn token_info(slot: c_ulong, info: *mut u8) -> Rv {
    if control("absent").is_some() {
        return TOKEN_NOT_PRESENT;
    }
    let answer = real!(6, extern "C" fn(c_ulong, *mut u8) -> Rv)(slot, info);
    if answer == OK {
        let locked = if LOCKED.load(SeqCst) { 0x40000 } else { 0 };
        let flags = unsafe { &mut *info.add(96).cast::<c_ulong>() };
        *flags = (*flags | number("flags").unwrap_or(0) | locked) & !number("clear").unwrap_or(0);
    }
    answer
}

type Open = extern "C" fn(c_ulong, c_ulong, *mut c_void, *mut c_void, *mut c_ulong) -> Rv;

extern "C" fn open(slot: c_ulong, flags: c_ulong, a: *mut c_void, b: *mut c_void, session: *mut c_ulong) -> Rv {
    call("open");
    real!(12, Open)(slot, flags, a, b, session)
}

extern "C" fn close(session: c_ulong) -> Rv {
    call("close");
    real!(13, extern "C" fn(c_ulong) -> Rv)(session)
}

extern "C" fn login(session: c_ulong, user: c_ulong, pin: *mut u8, length: c_ulong) -> Rv {
    call(&format!("login {user} {}", if pin.is_null() { "pad" } else { "pin" }));
    if let Some(answer) = number(&format!("login{user}")) {
        return answer;
    }
    let typed = control("pad").unwrap_or_default();
    let given = match pin.is_null() {
        true => typed.as_bytes(),
        false => unsafe { std::slice::from_raw_parts(pin, length as usize) },
    };
    if user == 2 {
        if given != control("pin").unwrap_or_default().as_bytes() {
            return PIN_INCORRECT;
        }
        AUTHENTICATED.store(true, SeqCst);
        return OK;
    }
    let length = given.len() as c_ulong;
    let answer =
        real!(18, extern "C" fn(c_ulong, c_ulong, *const u8, c_ulong) -> Rv)(session, user, given.as_ptr(), length);
    if answer == PIN_INCORRECT && control("locks").is_some() {
        LOCKED.store(true, SeqCst);
    }
    answer
}

extern "C" fn logout(session: c_ulong) -> Rv {
    call("logout");
    real!(19, extern "C" fn(c_ulong) -> Rv)(session)
}

/// CK_ATTRIBUTE.
#[repr(C)]
struct Attribute {
    kind: c_ulong,
    value: *mut u8,
    length: c_ulong,
}

extern "C" fn attributes(session: c_ulong, object: c_ulong, template: *mut Attribute, count: c_ulong) -> Rv {
    let answer =
        real!(24, extern "C" fn(c_ulong, c_ulong, *mut Attribute, c_ulong) -> Rv)(session, object, template, count);
    let first = unsafe { &mut *template };
    if first.kind == 0x202 && !first.value.is_null() && control("always").is_some() {
        unsafe { *first.value = 1 };
        first.length = 1;
        return OK;
    }
    answer
}

extern "C" fn sign_init(session: c_ulong, mechanism: *mut c_void, key: c_ulong) -> Rv {
    call("sign-init");
    AUTHENTICATED.store(false, SeqCst);
    real!(42, extern "C" fn(c_ulong, *mut c_void, c_ulong) -> Rv)(session, mechanism, key)
}

type Sign = extern "C" fn(c_ulong, *mut u8, c_ulong, *mut u8, *mut c_ulong) -> Rv;

extern "C" fn sign(session: c_ulong, data: *mut u8, length: c_ulong, value: *mut u8, size: *mut c_ulong) -> Rv {
    call("sign");
    if let Some(answer) = number("sign") {
        return answer;
    }
    if control("always").is_some() && !AUTHENTICATED.load(SeqCst) {
        return NOT_LOGGED_IN;
    }
    let answer = real!(43, Sign)(session, data, length, value, size);
    if answer == OK && control("garble").is_some() {
        unsafe { *value.add(5) ^= 1 };
    }
    answer
}

#[unsafe(no_mangle)]
extern "C" fn C_GetFunctionList(list: *mut *const List) -> Rv {
    let real = REAL.get_or_init(|| {
        let file = CString::new(std::env::var("TOKEN_SHIM_REAL").expect("TOKEN_SHIM_REAL")).expect("a path");
        let library = unsafe { dlopen(file.as_ptr(), 2) };
        assert!(!library.is_null(), "the real module");
        let get = unsafe { dlsym(library, c"C_GetFunctionList".as_ptr()) };
        let get = unsafe { std::mem::transmute::<*mut c_void, extern "C" fn(*mut *const List) -> Rv>(get) };
        let mut list = std::ptr::null();
        assert_eq!(get(&mut list), OK);
        unsafe { *list }
    });
    let ours = OURS.get_or_init(|| {
        let mut ours = *real;
        ours.functions[0] = initialize as Any;
        ours.functions[1] = finalize as Any;
        ours.functions[4] = slot_list as Any;
        ours.functions[5] = slot_info as Any;
        ours.functions[6] = token_info as Any;
        ours.functions[12] = open as Any;
        ours.functions[13] = close as Any;
        ours.functions[18] = login as Any;
        ours.functions[19] = logout as Any;
        ours.functions[24] = attributes as Any;
        ours.functions[42] = sign_init as Any;
        ours.functions[43] = sign as Any;
        ours
    });
    unsafe { *list = ours };
    OK
}
