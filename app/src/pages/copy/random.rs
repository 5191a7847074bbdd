//! Random bytes of the browser, for a password that is generated here and nowhere else.

/// So many random bytes; none where there is no browser.
#[cfg(feature = "hydrate")]
pub(super) fn bytes(count: usize) -> Option<Vec<u8>> {
    use js_sys::{Function, Reflect, Uint8Array};
    use wasm_bindgen::JsCast;
    let crypto = Reflect::get(&leptos::prelude::window(), &"crypto".into()).ok()?;
    let fill = Reflect::get(&crypto, &"getRandomValues".into()).ok()?;
    let fill: Function = fill.dyn_into().ok()?;
    let bytes = Uint8Array::new_with_length(u32::try_from(count).ok()?);
    fill.call1(&crypto, &bytes).ok()?;
    Some(bytes.to_vec())
}

/// So many random bytes; none where there is no browser.
#[cfg(not(feature = "hydrate"))]
pub(super) fn bytes(_count: usize) -> Option<Vec<u8>> {
    None
}
