//! What the browser loads, out of the binary itself: the module, its glue, the style sheet and the
//! files of `public/`, compressed when it was built.
//!
//! Knows addresses and caching; must not know pages. The pages learn where things are from
//! [`Assets::pkg_dir`] and [`Assets::OUTPUT_NAME`] (Leptos' `site_pkg_dir` and `output_name`).
//! A new file needs nothing here: whatever `cargo xtask web` writes is served.

mod site;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use leptos::WasmSplitManifest;
use leptos::prelude::ArcStoredValue;
use std::io;
use std::path::Path;
use std::sync::Arc;

include!(concat!(env!("OUT_DIR"), "/embedded_site.rs"));

/// A row of the table that `build.rs` writes.
struct Embedded {
    address: &'static str,
    content_type: &'static str,
    hash: &'static str,
    immutable: bool,
    bytes: &'static [u8],
    brotli: Option<&'static [u8]>,
}

/// An address changes with its content: a browser may keep it for ever.
const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// The address stays: a browser asks again after an hour.
const REVALIDATED: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// Everything that is served without asking who wants it.
pub(crate) struct Assets {
    pkg_dir: String,
    files: Vec<Asset>,
}

struct Asset {
    address: String,
    content_type: &'static str,
    hash: String,
    immutable: bool,
    bytes: Bytes,
    brotli: Option<Bytes>,
}

impl Assets {
    /// The name of the module, its glue and the style sheet in [`Self::pkg_dir`].
    pub(crate) const OUTPUT_NAME: &'static str = site::OUTPUT_NAME;

    /// What a server says at its start when [`Self::is_empty`].
    pub(crate) const MISSING: &'static str =
        "built without web assets: run `cargo xtask web`, then build the server again";

    /// The embedded files; in a debug build, the folder `REHOME_SITE_DIR` if it is set.
    ///
    /// # Errors
    /// That folder cannot be read.
    pub(crate) fn load() -> io::Result<Self> {
        match std::env::var_os("REHOME_SITE_DIR") {
            Some(folder) if cfg!(debug_assertions) => Self::from_folder(Path::new(&folder)),
            _ => Ok(Self::embedded()),
        }
    }

    fn embedded() -> Self {
        let files = EMBEDDED.iter().map(|file| Asset {
            address: file.address.to_owned(),
            content_type: file.content_type,
            hash: file.hash.to_owned(),
            immutable: file.immutable,
            bytes: Bytes::from_static(file.bytes),
            brotli: file.brotli.map(Bytes::from_static),
        });
        Self {
            pkg_dir: PKG_DIR.to_owned(),
            files: files.collect(),
        }
    }

    fn from_folder(folder: &Path) -> io::Result<Self> {
        let site = site::scan(folder)?;
        let mut files = Vec::new();
        for file in site.files {
            let brotli = file.brotli.map(std::fs::read).transpose()?;
            files.push(Asset {
                address: file.address,
                content_type: file.content_type,
                hash: file.hash,
                immutable: file.immutable,
                bytes: std::fs::read(file.file)?.into(),
                brotli: brotli.map(Bytes::from),
            });
        }
        Ok(Self {
            pkg_dir: site.pkg_dir,
            files,
        })
    }

    /// Whether the server was built without them: pages then come without style and script.
    pub(crate) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Where the module, its glue and the style sheet are, without slashes at the ends.
    pub(crate) fn pkg_dir(&self) -> &str {
        &self.pkg_dir
    }

    /// Which parts of the browser's module belong to a page or a language, so that they can be loaded at once.
    pub(crate) fn parts(&self) -> WasmSplitManifest {
        let folder = format!("/{}", self.pkg_dir);
        let list = format!("{folder}/{}", site::PARTS);
        let by_name = self.files.iter().find(|file| file.address == list);
        let by_name = by_name.and_then(|file| serde_json::from_slice(&file.bytes).ok());
        let linker = site::LINKER.to_owned();
        WasmSplitManifest(ArcStoredValue::new((
            folder,
            by_name.unwrap_or_default(),
            linker,
        )))
    }

    /// One route for each file.
    pub(crate) fn router<S: Clone + Send + Sync + 'static>(self) -> Router<S> {
        let mut router = Router::new();
        for asset in self.files {
            let address = asset.address.clone();
            let asset = Arc::new(asset);
            let answer = move |headers: HeaderMap| async move { asset.answer(&headers) };
            router = router.route(&address, get(answer));
        }
        router
    }
}

impl Asset {
    fn answer(&self, headers: &HeaderMap) -> Response {
        let brotli = self.brotli.as_ref().filter(|_| accepts_brotli(headers));
        let tag = match brotli {
            Some(_) => format!("\"{}-br\"", self.hash),
            None => format!("\"{}\"", self.hash),
        };
        let known = has_tag(headers, &tag);
        let mut response = if known {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            Body::from(brotli.unwrap_or(&self.bytes).clone()).into_response()
        };
        let keep = if self.immutable {
            IMMUTABLE
        } else {
            REVALIDATED
        };
        let mut set = |name: HeaderName, value: HeaderValue| {
            response.headers_mut().insert(name, value);
        };
        set(CACHE_CONTROL, keep);
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            set(ETAG, tag);
        }
        if self.brotli.is_some() {
            set(VARY, HeaderValue::from_static("accept-encoding"));
        }
        if !known {
            set(CONTENT_TYPE, HeaderValue::from_static(self.content_type));
            set(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
            if brotli.is_some() {
                set(CONTENT_ENCODING, HeaderValue::from_static("br"));
            }
        }
        response
    }
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    listed(headers, &ACCEPT_ENCODING).any(|offer| {
        let mut parts = offer.split(';').map(str::trim);
        let named = parts
            .next()
            .is_some_and(|coding| coding.eq_ignore_ascii_case("br"));
        let refused = parts
            .filter_map(|parameter| parameter.strip_prefix("q="))
            .any(|weight| weight.parse().is_ok_and(|weight: f32| weight <= 0.0));
        named && !refused
    })
}

fn has_tag(headers: &HeaderMap, tag: &str) -> bool {
    listed(headers, &IF_NONE_MATCH)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

/// The members of a header that is a list, however many lines it came in.
fn listed<'a>(headers: &'a HeaderMap, name: &'a HeaderName) -> impl Iterator<Item = &'a str> {
    headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )]
    use super::*;
    use axum::http::Request;
    use leptos::prelude::ReadValue;
    use tower::ServiceExt;

    const SCRIPT: &[u8] = b"export function hydrate() {}";

    fn on_disk() -> (tempfile::TempDir, Assets) {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        };
        write("pkg/rehome.js", SCRIPT);
        write("pkg/rehome.js.br", b"as if compressed");
        write("pkg/rehome_bg.wasm", b"\0asm");
        write("pkg/parts.json", br#"{"english":["split_english"]}"#);
        write("logo.svg", b"<svg/>");
        let assets = Assets::from_folder(folder.path()).unwrap();
        (folder, assets)
    }

    async fn ask(address: &str, headers: &[(&HeaderName, &str)]) -> (Response, Vec<u8>) {
        let (_folder, assets) = on_disk();
        let address = address.replace("PKG", assets.pkg_dir());
        let mut request = Request::get(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = assets
            .router::<()>()
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, 1000).await.unwrap().to_vec();
        (Response::from_parts(parts, Body::empty()), body)
    }

    fn header<'a>(response: &'a Response, name: &HeaderName) -> Option<&'a str> {
        response
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap())
    }

    #[test]
    fn the_parts_of_a_language_are_known_with_where_they_are() {
        let (_folder, assets) = on_disk();
        let parts = assets.parts();
        let (folder, by_name, linker) = &*parts.0.try_read_value().unwrap();
        assert_eq!(folder, &format!("/{}", assets.pkg_dir()));
        assert_eq!(by_name["english"], ["split_english"]);
        assert_eq!(linker, "parts.js");
    }

    #[tokio::test]
    async fn a_browser_that_takes_brotli_gets_it() {
        let (response, body) = ask("/PKG/rehome.js", &[(&ACCEPT_ENCODING, "gzip, br")]).await;
        assert_eq!(header(&response, &CONTENT_ENCODING), Some("br"));
        assert_eq!(header(&response, &VARY), Some("accept-encoding"));
        assert_eq!(body, b"as if compressed");
    }

    #[tokio::test]
    async fn a_browser_that_refuses_brotli_gets_plain_bytes() {
        for offer in ["", "gzip", "br;q=0", "brotli"] {
            let (response, body) = ask("/PKG/rehome.js", &[(&ACCEPT_ENCODING, offer)]).await;
            assert_eq!(header(&response, &CONTENT_ENCODING), None, "{offer}");
            assert_eq!(body, SCRIPT);
        }
    }

    #[tokio::test]
    async fn what_is_hashed_is_kept_for_ever_and_the_rest_is_not() {
        let (hashed, _) = ask("/PKG/rehome_bg.wasm", &[]).await;
        assert_eq!(hashed.headers()[CACHE_CONTROL], IMMUTABLE);
        assert_eq!(header(&hashed, &CONTENT_TYPE), Some("application/wasm"));
        let (plain, _) = ask("/logo.svg", &[]).await;
        assert_eq!(plain.headers()[CACHE_CONTROL], REVALIDATED);
        assert_eq!(header(&plain, &X_CONTENT_TYPE_OPTIONS), Some("nosniff"));
    }

    #[tokio::test]
    async fn a_known_tag_is_answered_without_a_body() {
        let (first, _) = ask("/logo.svg", &[]).await;
        let tag = header(&first, &ETAG).unwrap();
        let (again, body) = ask("/logo.svg", &[(&IF_NONE_MATCH, tag)]).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(header(&again, &ETAG), Some(tag));
        assert!(body.is_empty());
        let (other, _) = ask("/logo.svg", &[(&IF_NONE_MATCH, "\"other\"")]).await;
        assert_eq!(other.status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn the_compressed_copy_has_a_tag_of_its_own() {
        let (plain, _) = ask("/PKG/rehome.js", &[]).await;
        let (brotli, _) = ask("/PKG/rehome.js", &[(&ACCEPT_ENCODING, "br")]).await;
        assert_ne!(plain.headers()[ETAG], brotli.headers()[ETAG]);
    }

    #[tokio::test]
    async fn a_compressed_copy_has_no_address() {
        let (response, _) = ask("/PKG/rehome.js.br", &[]).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn the_address_changes_with_the_content() {
        let (folder, before) = on_disk();
        std::fs::write(folder.path().join("pkg/rehome.js"), "changed").unwrap();
        let after = Assets::from_folder(folder.path()).unwrap();
        assert_ne!(before.pkg_dir(), after.pkg_dir());
    }

    #[test]
    fn what_is_embedded_is_whole() {
        let assets = Assets::embedded();
        let served = |name: &str| {
            let address = format!("/{}/{name}", assets.pkg_dir());
            assets.files.iter().any(|file| file.address == address)
        };
        // A server may be built before the browser's half, but not with a part of it.
        if !assets.is_empty() {
            for kind in [".js", "_bg.wasm", ".css"] {
                assert!(served(&format!("{}{kind}", Assets::OUTPUT_NAME)), "{kind}");
            }
        }
    }

    #[test]
    fn a_missing_folder_is_a_site_without_files() {
        let assets = Assets::from_folder(Path::new("no such folder")).unwrap();
        assert!(assets.is_empty());
    }
}
