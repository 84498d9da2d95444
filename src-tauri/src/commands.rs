//! Registers the wire's commands: each one runs the desk's (or, through it, the engine's) method of the same name on
//! a blocking thread, so that the interface never waits. What nobody may ask for before they have logged in, the engine says.

use tauri::{AppHandle, Manager as _, ipc};
use wire::*;

use crate::desk::Desk;

/// Runs a command that may be asked for now, where waiting hurts nobody.
async fn at_the_desk<T: Send + 'static>(
    app: AppHandle,
    name: &'static str,
    work: impl FnOnce(&Desk) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let ran = tauri::async_runtime::spawn_blocking(move || {
        let desk = app.state::<Desk>();
        desk.admits(name)?;
        work(desk.inner())
    });
    let ran = ran.await;
    ran.unwrap_or_else(|fault| Err(Failure::new(FailureCode::Internal).because(fault)))
}

macro_rules! answer {
    ($app:ident, $name:ident, $request:ident, bytes) => {
        at_the_desk($app, stringify!($name), move |desk| desk.$name($request)).await.map(ipc::Response::new)
    };
    ($app:ident, $name:ident, $request:ident, $response:tt) => {
        at_the_desk($app, stringify!($name), move |desk| desk.$name($request)).await
    };
}

macro_rules! answer_type {
    (bytes) => { ipc::Response };
    ($response:tt $(< $inner:ty >)?) => { $response $(< $inner >)? };
}

macro_rules! define {
    ($($(#[doc = $doc:literal])+ $name:ident($request:ty) -> $response:tt $(< $inner:ty >)?;)+) => {
        mod defined {
            use super::*;
            $(
                $(#[doc = $doc])+
                #[tauri::command]
                pub async fn $name(
                    app: AppHandle,
                    request: $request,
                ) -> Result<answer_type!($response $(< $inner >)?), Failure> {
                    answer!(app, $name, request, $response)
                }
            )+
        }

        /// Hands each call of the page to its command.
        pub fn handler() -> impl Fn(ipc::Invoke<tauri::Wry>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$(defined::$name),+]
        }
    };
}

wire::commands!(define);
