//! What the server tells of a transfer by itself, as the browser takes it in. On the server there is none.

#[cfg(not(feature = "hydrate"))]
mod source {
    /// Nothing.
    pub(crate) struct Stream;

    impl Stream {
        pub(crate) fn open(
            _address: &str,
            _told: impl FnMut(String) + 'static,
            _broken: impl FnMut() + 'static,
        ) -> Option<Self> {
            None
        }
    }
}

#[cfg(feature = "hydrate")]
mod source {
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;
    use web_sys::{Event, EventSource, MessageEvent};

    /// Events that come until it is dropped.
    pub(crate) struct Stream {
        source: EventSource,
        _told: Closure<dyn FnMut(MessageEvent)>,
        _broken: Closure<dyn FnMut(Event)>,
    }

    impl Stream {
        /// Opens it; none where the browser cannot.
        pub(crate) fn open(
            address: &str,
            mut told: impl FnMut(String) + 'static,
            mut broken: impl FnMut() + 'static,
        ) -> Option<Self> {
            let source = EventSource::new(address).ok()?;
            let told = Closure::new(move |event: MessageEvent| {
                if let Some(text) = event.data().as_string() {
                    told(text);
                }
            });
            let broken = Closure::new(move |_: Event| broken());
            let hears = told.as_ref().unchecked_ref();
            source
                .add_event_listener_with_callback("progress", hears)
                .ok()?;
            source.set_onerror(Some(broken.as_ref().unchecked_ref()));
            Some(Self {
                source,
                _told: told,
                _broken: broken,
            })
        }
    }

    impl Drop for Stream {
        fn drop(&mut self) {
            self.source.set_onerror(None);
            self.source.close();
        }
    }
}

pub(super) use source::Stream;
