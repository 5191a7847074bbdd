//! The module that judges hosting trees, as the browser holds it (docs/decisions/0011).
//!
//! Numbers and memory only: what goes in and out is JSON. On the server there is none, and the page shows what the
//! service said.

use serde::Serialize;
use serde::de::DeserializeOwned;

#[cfg(not(feature = "hydrate"))]
mod module {
    /// The module.
    pub(super) struct Module;

    impl Module {
        pub(super) async fn open() -> Option<Self> {
            None
        }

        pub(super) fn load(&self, _facts: &[u8]) -> bool {
            false
        }

        pub(super) fn ask(&self, _what: &str, _request: &[u8]) -> Option<Vec<u8>> {
            None
        }
    }
}

#[cfg(feature = "hydrate")]
mod module {
    use crate::JUDGE_AT;
    use js_sys::{Array, Function, Object, Reflect, Uint8Array, WebAssembly};
    use leptos::__reexports::wasm_bindgen_futures::JsFuture;
    use leptos::prelude::{document, window};
    use wasm_bindgen::{JsCast, JsValue};

    /// The module.
    pub(super) struct Module {
        exports: JsValue,
        memory: WebAssembly::Memory,
    }

    impl Module {
        /// Fetches it; none where it cannot be had.
        pub(super) async fn open() -> Option<Self> {
            let meta = document().query_selector(&format!("meta[name={JUDGE_AT}]"));
            let address = meta.ok().flatten()?.get_attribute("content")?;
            let fetched = window().fetch_with_str(&address);
            let made = WebAssembly::instantiate_streaming(&fetched, &Object::new());
            let made = JsFuture::from(made).await.ok()?;
            let instance = Reflect::get(&made, &"instance".into()).ok()?;
            let exports = Reflect::get(&instance, &"exports".into()).ok()?;
            let memory = Reflect::get(&exports, &"memory".into()).ok()?;
            Some(Self {
                memory: memory.dyn_into().ok()?,
                exports,
            })
        }

        fn call(&self, name: &str, arguments: &[u32]) -> Option<u32> {
            let function = Reflect::get(&self.exports, &name.into()).ok()?;
            let function: Function = function.dyn_into().ok()?;
            let list: Array = arguments.iter().map(|it| JsValue::from(*it)).collect();
            let answer = function.apply(&JsValue::NULL, &list).ok()?.as_f64()?;
            // WHY: what is an unsigned number in the module comes out as a signed one.
            Some(answer as i64 as u32)
        }

        fn at(&self, pointer: u32, length: u32) -> Uint8Array {
            Uint8Array::new_with_byte_offset_and_length(&self.memory.buffer(), pointer, length)
        }

        /// Hands bytes over to one of its functions.
        fn hand(&self, name: &str, bytes: &[u8]) -> Option<u32> {
            let length = u32::try_from(bytes.len()).ok()?;
            let pointer = self.call("alloc", &[length])?;
            self.at(pointer, length).copy_from(bytes);
            self.call(name, &[pointer, length])
        }

        pub(super) fn load(&self, facts: &[u8]) -> bool {
            self.hand("load", facts) == Some(1)
        }

        pub(super) fn ask(&self, what: &str, request: &[u8]) -> Option<Vec<u8>> {
            let length = self.hand(what, request)?;
            let pointer = self.call("answer", &[])?;
            Some(self.at(pointer, length).to_vec())
        }
    }
}

/// What can be asked of the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    /// To move somebody.
    Move,
    /// To copy somebody.
    Copy,
}

/// The module with the facts about one person in it.
pub(super) struct Judge(module::Module);

impl Judge {
    /// Fetches the module and gives it the facts; none where one of them cannot be had.
    pub(super) async fn open(facts: &str) -> Option<Self> {
        let module = module::Module::open().await?;
        module.load(facts.as_bytes()).then_some(Self(module))
    }

    /// What it says of a request; none where the reader may not ask for it.
    pub(super) fn judge<A: DeserializeOwned>(
        &self,
        question: Question,
        request: &impl Serialize,
    ) -> Option<A> {
        let what = match question {
            Question::Move => "judge",
            Question::Copy => "judge_copy",
        };
        let request = serde_json::to_vec(request).ok()?;
        let answer = self.0.ask(what, &request)?;
        serde_json::from_slice::<Option<A>>(&answer).ok()?
    }
}
