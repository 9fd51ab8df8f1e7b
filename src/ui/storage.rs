//! What the browser keeps between visits. Storage may be blocked or full: then nothing is kept,
//! and nothing breaks.

use super::prelude::*;
use web_sys::Storage;

fn local() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn session() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// What all tabs share.
pub fn get(key: &str) -> Option<String> {
    local()?.get_item(key).ok().flatten()
}

/// Keeps something for all tabs; false where it cannot be kept.
pub fn set(key: &str, value: &str) -> bool {
    local().is_some_and(|storage| storage.set_item(key, value).is_ok())
}

/// Drops something that all tabs share.
pub fn remove(key: &str) {
    if let Some(storage) = local() {
        // Dropping what is not there is no failure.
        let _ = storage.remove_item(key);
    }
}

/// What this tab alone has: it survives a reload.
pub fn get_of_tab(key: &str) -> Option<String> {
    session()?.get_item(key).ok().flatten()
}

/// Keeps something for this tab; false where it cannot be kept.
pub fn set_of_tab(key: &str, value: &str) -> bool {
    session().is_some_and(|storage| storage.set_item(key, value).is_ok())
}
