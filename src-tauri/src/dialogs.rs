//! The system's dialogs. They run here, never in the page, so that a path is only ever what the user picked.

use std::path::PathBuf;

use tauri::{AppHandle, Manager as _};
use tauri_plugin_dialog::DialogExt as _;
use wire::Text;

/// What a dialog is about.
pub struct Ask {
    /// The dialog's title.
    pub title: Text,
    /// The kind of files: its name and endings.
    pub kind: (Text, &'static [&'static str]),
    /// The folder to start in.
    pub folder: Option<PathBuf>,
    /// The name to start with, where a file is to be written.
    pub name: Option<String>,
}

impl Ask {
    /// A question with its title, kind of files and their endings.
    pub fn new(title: &str, kind: &str, endings: &'static [&'static str]) -> Self {
        Self { title: Text::new(title), kind: (Text::new(kind), endings), folder: None, name: None }
    }

    /// The same question, starting at a place.
    pub fn starting_at(mut self, folder: Option<PathBuf>, name: Option<String>) -> Self {
        self.folder = folder;
        self.name = name;
        self
    }
}

/// Asks for a file to read; `None` where the user gave up.
pub fn open(app: &AppHandle, engine: &engine::Engine, ask: Ask) -> Option<PathBuf> {
    if let Some(answer) = scripted() {
        return answer;
    }
    let dialog = prepared(app, engine, &ask);
    dialog.blocking_pick_file()?.into_path().ok()
}

/// Asks for files to read; `None` where the user gave up.
pub fn open_many(app: &AppHandle, engine: &engine::Engine, ask: Ask) -> Option<Vec<PathBuf>> {
    if let Some(answer) = scripted() {
        // One line of a script, several paths with a bar between them.
        return answer.map(|line| line.to_string_lossy().split('|').map(PathBuf::from).collect());
    }
    let picked = prepared(app, engine, &ask).blocking_pick_files()?;
    Some(picked.into_iter().filter_map(|path| path.into_path().ok()).collect())
}

/// Asks for a folder; `None` where the user gave up.
pub fn folder(app: &AppHandle, engine: &engine::Engine, ask: Ask) -> Option<PathBuf> {
    if let Some(answer) = scripted() {
        return answer;
    }
    prepared(app, engine, &ask).blocking_pick_folder()?.into_path().ok()
}

/// Asks for a file to write; `None` where the user gave up.
pub fn save(app: &AppHandle, engine: &engine::Engine, ask: Ask) -> Option<PathBuf> {
    if let Some(answer) = scripted() {
        return answer;
    }
    let mut dialog = prepared(app, engine, &ask);
    if let Some(name) = &ask.name {
        dialog = dialog.set_file_name(name);
    }
    dialog.blocking_save_file()?.into_path().ok()
}

fn prepared(
    app: &AppHandle,
    engine: &engine::Engine,
    ask: &Ask,
) -> tauri_plugin_dialog::FileDialogBuilder<tauri::Wry> {
    let texts = engine.texts();
    let mut dialog =
        app.dialog().file().set_title(texts.text(&ask.title)).add_filter(texts.text(&ask.kind.0), ask.kind.1);
    if let Some(window) = app.get_webview_window("main") {
        dialog = dialog.set_parent(&window);
    }
    if let Some(folder) = &ask.folder {
        dialog = dialog.set_directory(folder);
    }
    dialog
}

/// The next answer of the script, where the tests of the real window gave one: a path a line, an empty line to give
/// up. The system's dialogs are out of a test's reach.
#[cfg(feature = "scripted-dialogs")]
fn scripted() -> Option<Option<PathBuf>> {
    let script = PathBuf::from(std::env::var_os("VERMILION_DIALOG_ANSWERS")?);
    let lines = std::fs::read_to_string(&script).ok()?;
    let (first, rest) = lines.split_once('\n').unwrap_or((&lines, ""));
    std::fs::write(&script, rest).ok()?;
    Some((!first.is_empty()).then(|| PathBuf::from(first)))
}

#[cfg(not(feature = "scripted-dialogs"))]
fn scripted() -> Option<Option<PathBuf>> {
    None
}
