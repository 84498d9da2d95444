//! The window.
//!
//! Owns what only a desktop can do: the window itself, the system's dialogs, dropped files, events to the page. It
//! decides nothing: every command is a line that hands the request to the engine on a blocking thread. No path ever
//! comes from the page, and the page is never anything but the one built into this program.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod commands;
mod desk;
mod dialogs;
mod fingerprint;
mod office_desk;
mod window;

use std::process::ExitCode;

use tauri::Manager as _;

use crate::desk::Desk;

fn main() -> ExitCode {
    if let Some(status) = engine::examined_apart() {
        return status;
    }
    engine::harden_process();
    let started = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(commands::handler())
        .setup(|app| {
            let desk = Desk::open(app.handle().clone());
            app.manage(desk);
            window::open(app)?;
            Ok(())
        })
        .run(tauri::generate_context!());
    match started {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::from(70)
        }
    }
}
