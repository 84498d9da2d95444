//! The operating system's fingerprint reader, where this program offers one: on Linux through fprintd.
//!
//! On Windows and macOS none is offered: asking Windows Hello or Touch ID needs the system's own calls, which this program does
//! not make, and a reader that is only pretended would be worse than none. The password is there everywhere.

#[cfg(target_os = "linux")]
mod fprintd;

/// The reader of this system, where there is a way to ask for one.
pub fn reader() -> Option<Box<dyn engine::FingerReader>> {
    #[cfg(target_os = "linux")]
    let reader: Option<Box<dyn engine::FingerReader>> = Some(Box::<fprintd::Reader>::default());
    #[cfg(not(target_os = "linux"))]
    let reader = None;
    reader
}
