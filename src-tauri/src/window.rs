//! The one window: its size, what it may load, what is dropped on it.

use std::path::PathBuf;

use tauri::webview::NewWindowResponse;
use tauri::{
    App, AppHandle, DragDropEvent, Emitter as _, Manager as _, WebviewUrl, WebviewWindowBuilder, WindowEvent,
};

use crate::desk::Desk;

/// Takes what was dropped: a file is opened, several and folders are verified together.
fn take(handle: &AppHandle, paths: &[PathBuf]) {
    let desk = handle.state::<Desk>();
    // Nothing is opened for whoever has not logged in; the screen asks for that already.
    if desk.admits("choose_document").is_err() {
        return;
    }
    let taken = match paths {
        [] => Ok(()),
        [path] if !path.is_dir() => desk
            .open_any(path)
            .map(|opened| drop(opened.map(|document| handle.emit("document-opened", document)))),
        many => desk.files_to_verify(many).map(|files| drop(handle.emit("files-dropped", files))),
    };
    if let Err(failure) = taken {
        drop(handle.emit("failure", failure));
    }
}

/// Opens the window.
pub fn open(app: &App) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
        .title("Vermilion 朱印")
        .inner_size(1280.0, 800.0)
        .min_inner_size(900.0, 600.0)
        // The page is the built one and stays it: a link in a document or a slip in the page leads nowhere.
        .on_navigation(|url| url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost"))
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    let handle = app.handle().clone();
    window.on_window_event(move |event| {
        let WindowEvent::DragDrop(drag) = event else { return };
        match drag {
            DragDropEvent::Enter { .. } => drop(handle.emit("drop-hover", true)),
            DragDropEvent::Leave => drop(handle.emit("drop-hover", false)),
            DragDropEvent::Drop { paths, .. } => {
                drop(handle.emit("drop-hover", false));
                let (handle, paths) = (handle.clone(), paths.clone());
                tauri::async_runtime::spawn_blocking(move || take(&handle, &paths));
            }
            _ => {}
        }
    });
    Ok(())
}
