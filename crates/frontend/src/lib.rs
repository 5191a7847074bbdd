//! What the browser loads: a panic hook that reports to the console, and hydration. Everything
//! else is the app's.

#[cfg(not(erase_components))]
compile_error!("RUSTFLAGS replaces .cargo/config.toml; add `--cfg erase_components` to it");

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page once the module is loaded.
#[wasm_bindgen]
pub fn hydrate() {
    std::panic::set_hook(Box::new(|panic| leptos::logging::error!("{panic}")));
    rehome_app::hydrate();
}
