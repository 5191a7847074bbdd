//! Logos of organizations: what may be one, and where it is served.
//!
//! A picture is known by its first bytes, whatever it is called. A drawing (SVG) holds nothing but shapes: what could
//! load or run anything is refused here, beside what the policy of its address forbids.

use crate::caller::{Acting, Caller};
use crate::digest::sha256;
use crate::error::ServiceError;
use crate::service::Service;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rehome_domain::directory::Directory;
use rehome_domain::ids::OrganizationCode;
use rehome_storage::Tx;
use rehome_storage::logos::{self, Logo};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How large a logo may be.
pub const LARGEST_LOGO: usize = 200 * 1024;

/// Below which address logos are served.
pub const LOGOS: &str = "/logos/";

/// A logo as it is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServedLogo {
    /// The value of `Content-Type`.
    pub content_type: String,
    /// The picture.
    pub bytes: Vec<u8>,
}

/// What a logo is written in: how the name at its address ends, and the type.
fn kind_of(bytes: &[u8]) -> Result<(&'static str, &'static str), ServiceError> {
    if bytes.len() > LARGEST_LOGO {
        return Err(ServiceError::rejected(
            "logo-too-large",
            "a logo has at most 200 KB",
        ));
    }
    let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Ok(("png", "image/png"));
    }
    if bytes.starts_with(b"\xff\xd8\xff") {
        return Ok(("jpg", "image/jpeg"));
    }
    if is_webp {
        return Ok(("webp", "image/webp"));
    }
    let drawing = std::str::from_utf8(bytes).ok().map(drawing::of);
    match drawing {
        Some(drawing::Judged::Safe) => Ok(("svg", "image/svg+xml; charset=utf-8")),
        Some(drawing::Judged::Unsafe) => Err(ServiceError::rejected(
            "logo-unsafe",
            "an SVG holds shapes only; save it as plain SVG, or as PNG",
        )),
        Some(drawing::Judged::Other) | None => Err(ServiceError::rejected(
            "bad-logo",
            "a logo is a PNG, JPEG, WebP or SVG picture",
        )),
    }
}

/// The hash in the address of a logo that is kept here.
fn hash_in(address: &str) -> Option<&str> {
    let name = address.strip_prefix(LOGOS)?;
    name.split('.').next()
}

/// Whether a logo can be shown: one that is kept here, or any other address of this installation.
pub(crate) async fn is_there(tx: &mut Tx, address: &str) -> Result<bool, ServiceError> {
    match hash_in(address) {
        Some(hash) => Ok(logos::is_there(tx, hash).await?),
        None => Ok(true),
    }
}

/// The hashes of logos that no organization shows.
async fn unused(tx: &mut Tx) -> Result<Vec<String>, ServiceError> {
    let mut all = logos::all(tx).await?;
    if !all.is_empty() {
        let looks = logos::looks(tx).await?;
        let shown = looks.iter().filter_map(|look| look.logo.as_deref());
        let shown: BTreeSet<&str> = shown.filter_map(hash_in).collect();
        all.retain(|hash| !shown.contains(hash.as_str()));
    }
    Ok(all)
}

/// The section of a document that holds logos.
const SECTION: &str = "logos";

/// The key of their bytes there.
const BYTES: &str = "base64";

/// Takes the logos out of a document that was read, each with its hash.
///
/// # Errors
/// [`ServiceError::Rejected`] for what cannot be a logo, and for one that is not what its name says.
pub(crate) fn of_document(directory: &mut Directory) -> Result<Vec<(String, Logo)>, ServiceError> {
    let section = directory.sections.remove(SECTION).unwrap_or_default();
    let logos = section.into_iter().map(|(name, entry)| {
        let refused = |code: &'static str, why: &str| {
            ServiceError::rejected(code, format!("{SECTION}.{name}: {why}"))
        };
        let text = entry.get(BYTES).and_then(Value::as_str).unwrap_or_default();
        let bytes = STANDARD.decode(text);
        let bytes = bytes.map_err(|_| refused("bad-logo", "this is not base 64"))?;
        let (ending, content_type) = kind_of(&bytes).map_err(|error| match error {
            ServiceError::Rejected(why) => refused(why.code, &why.message),
            other => other,
        })?;
        let hash = sha256(&bytes);
        if name != format!("{hash}.{ending}") {
            let why = format!("a logo is called by its SHA-256; this one is {hash}.{ending}");
            return Err(refused("bad-logo", &why));
        }
        let logo = Logo {
            content_type: content_type.to_owned(),
            body: STANDARD.encode(&bytes),
        };
        Ok((hash, logo))
    });
    logos.collect()
}

/// Puts the logos that a document's organizations show into it.
pub(crate) async fn into_document(
    tx: &mut Tx,
    directory: &mut Directory,
) -> Result<(), ServiceError> {
    let all = directory.organizations.values();
    let shown: BTreeSet<Arc<str>> = all.filter_map(|it| it.look.logo.clone()).collect();
    let mut section = BTreeMap::new();
    for address in shown {
        let Some((hash, name)) = hash_in(&address).zip(address.strip_prefix(LOGOS)) else {
            continue;
        };
        if let Some(logo) = logos::find(tx, hash).await? {
            section.insert(name.to_owned(), json!({ BYTES: logo.body }));
        }
    }
    if !section.is_empty() {
        directory.sections.insert(SECTION.to_owned(), section);
    }
    Ok(())
}

impl Service {
    /// Keeps a picture as the logo of an organization, in section `look` of the revision looked at; answers its address.
    ///
    /// # Errors
    /// Those of [`Service::settings_patch`]; [`ServiceError::Rejected`] for what cannot be a logo.
    pub async fn logo_set(
        &self,
        caller: &Caller,
        acting: &Acting,
        code: &OrganizationCode,
        revision: i64,
        bytes: &[u8],
    ) -> Result<String, ServiceError> {
        let (ending, content_type) = kind_of(bytes)?;
        let hash = sha256(bytes);
        let address = format!("{LOGOS}{hash}.{ending}");
        let logo = Logo {
            content_type: content_type.to_owned(),
            body: STANDARD.encode(bytes),
        };
        let change = json!({ "logo": address });
        let actor = caller.actor(acting, rehome_domain::user_move::Channel::Attended);
        let (this, code) = (self.clone(), code.clone());
        self.store()
            .write(move |tx| {
                let (this, actor, code) = (this.clone(), actor.clone(), code.clone());
                let (hash, logo, change) = (hash.clone(), logo.clone(), change.clone());
                Box::pin(async move {
                    tx.alone().await?;
                    this.settings_patch_in(tx, &actor, &code, ("look", revision), change)
                        .await?;
                    logos::keep(tx, &hash, &logo).await?;
                    Ok::<_, ServiceError>(())
                })
            })
            .await?;
        Ok(address)
    }

    /// Forgets logos that no organization shows any more. For a timer.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`].
    pub(crate) async fn logos_purge(&self) -> Result<(), ServiceError> {
        let found = self
            .store()
            .read(|tx| Box::pin(async move { unused(tx).await }))
            .await?;
        if found.is_empty() {
            return Ok(());
        }
        self.store()
            .write(|tx| {
                Box::pin(async move {
                    // WHY alone, and asked again: somebody may be about to show one.
                    tx.alone().await?;
                    for hash in unused(tx).await? {
                        logos::forget(tx, &hash).await?;
                    }
                    Ok(())
                })
            })
            .await
    }

    /// A logo by what stands behind [`LOGOS`] in its address.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where there is none.
    pub async fn logo(&self, name: &str) -> Result<ServedLogo, ServiceError> {
        let address = format!("{LOGOS}{name}");
        let hash = hash_in(&address).unwrap_or_default().to_owned();
        let found = self
            .store()
            .read(move |tx| {
                Box::pin(async move { Ok::<_, ServiceError>(logos::find(tx, &hash).await?) })
            })
            .await?;
        let found = found.ok_or(ServiceError::NotFound)?;
        let bytes = STANDARD
            .decode(found.body)
            .map_err(ServiceError::internal)?;
        Ok(ServedLogo {
            content_type: found.content_type,
            bytes,
        })
    }
}

/// Drawings, read as far as is needed to know that they are nothing else.
mod drawing {
    /// What a text is.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(super) enum Judged {
        Safe,
        Unsafe,
        Other,
    }

    const SHAPES: &[&str] = &[
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "defs",
        "symbol",
        "use",
        "title",
        "desc",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
        "pattern",
        "style",
    ];

    pub(super) fn of(text: &str) -> Judged {
        let text = text.trim_start_matches('\u{feff}').trim();
        let body = behind_declaration(text).unwrap_or_default();
        if first_tag(body).is_none_or(|tag| name_of(tag) != "svg") {
            return Judged::Other;
        }
        match is_safe(body) {
            true => Judged::Safe,
            false => Judged::Unsafe,
        }
    }

    /// What stands behind the declaration, if there is one; none where it declares another encoding than the one a
    /// drawing is judged and served in.
    fn behind_declaration(text: &str) -> Option<&str> {
        let Some(rest) = text.strip_prefix("<?xml") else {
            return Some(text);
        };
        let (declared, body) = rest.split_once("?>")?;
        if !declared.starts_with(char::is_whitespace) {
            return None;
        }
        let declared = declared.to_ascii_lowercase();
        let Some((_, encoding)) = declared.split_once("encoding") else {
            return Some(body);
        };
        let encoding = encoding.trim_start().strip_prefix('=')?.trim_start();
        let is_ours = ["\"utf-8\"", "'utf-8'"]
            .iter()
            .any(|ours| encoding.starts_with(ours));
        is_ours.then_some(body)
    }

    /// What stands behind the first tag's sign.
    fn first_tag(body: &str) -> Option<&str> {
        let mut rest = body.trim_start();
        while let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->")?.1.trim_start();
        }
        rest.strip_prefix('<')
    }

    fn name_of(tag: &str) -> &str {
        let end = |sign: char| sign.is_whitespace() || sign == '/' || sign == '>';
        tag.split(end).next().unwrap_or_default()
    }

    fn is_safe(body: &str) -> bool {
        let mut rest = body;
        loop {
            let Some((text, tag)) = rest.split_once('<') else {
                return is_tame(rest);
            };
            if !is_tame(text) {
                return false;
            }
            let behind = if let Some(comment) = tag.strip_prefix("!--") {
                comment.split_once("-->").map(|(_, behind)| behind)
            } else if let Some(closing) = tag.strip_prefix('/') {
                closing.split_once('>').map(|(_, behind)| behind)
            } else {
                behind_tag(tag)
            };
            match behind {
                Some(behind) => rest = behind,
                None => return false,
            }
        }
    }

    /// What stands behind a tag that opens; none where it is not one of a shape.
    fn behind_tag(tag: &str) -> Option<&str> {
        let name = name_of(tag);
        if !SHAPES.contains(&name) {
            return None;
        }
        let mut rest = tag.strip_prefix(name)?;
        loop {
            rest = rest.trim_start();
            if let Some(behind) = rest.strip_prefix("/>").or_else(|| rest.strip_prefix('>')) {
                return Some(behind);
            }
            let (attribute, value) = rest.split_once('=')?;
            let value = value.trim_start();
            let quote = value
                .chars()
                .next()
                .filter(|sign| matches!(sign, '"' | '\''))?;
            let (value, behind) = value.strip_prefix(quote)?.split_once(quote)?;
            if !is_safe_attribute(attribute.trim_end(), value) {
                return None;
            }
            rest = behind;
        }
    }

    fn is_safe_attribute(name: &str, value: &str) -> bool {
        let name = name.to_ascii_lowercase();
        let is_name = !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_:.".contains(&byte));
        let is_link = name == "href" || name.ends_with(":href");
        let leads_inside = !is_link || value.trim_start().starts_with('#');
        is_name && !name.starts_with("on") && leads_inside && is_tame(value)
    }

    /// Whether a text neither loads anything nor hides what it is.
    fn is_tame(text: &str) -> bool {
        let lower = text.to_ascii_lowercase();
        let inside = |rest: &str| {
            let rest =
                rest.trim_start_matches(|sign: char| sign.is_whitespace() || "'\"".contains(sign));
            rest.starts_with('#')
        };
        !lower.contains("&#")
            && !lower.contains('\\')
            && !lower.contains("@import")
            && !lower.contains("javascript:")
            && !lower.contains("image-set(")
            && !lower.contains("src(")
            && lower.split("url(").skip(1).all(inside)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn code(bytes: &[u8]) -> String {
        match kind_of(bytes) {
            Ok((ending, _)) => ending.to_owned(),
            Err(error) => error.code().to_owned(),
        }
    }

    #[test]
    fn a_picture_is_known_by_its_first_bytes() {
        assert_eq!(code(b"\x89PNG\r\n\x1a\nrest"), "png");
        assert_eq!(code(b"\xff\xd8\xff\xe0"), "jpg");
        assert_eq!(code(b"RIFF0000WEBPVP8 "), "webp");
        for no in [
            &b"GIF89a"[..],
            b"",
            b"<html></html>",
            b"%PDF-1.7",
            b"\xff\xfe",
        ] {
            assert_eq!(code(no), "bad-logo", "{no:?}");
        }
        assert_eq!(code(&vec![0; LARGEST_LOGO + 1]), "logo-too-large");
    }

    #[test]
    fn a_drawing_of_shapes_is_taken() {
        for yes in [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><path d=\"M0 0h8v8z\" fill='#b5179e'/></svg>",
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?><svg/>",
            "\u{feff}<?xml version=\"1.0\"?>\n<!-- made by hand -->\n<svg><defs><linearGradient id=\"a\"><stop offset=\"0\"/></linearGradient></defs><rect fill=\"url(#a)\" width=\"1\"/></svg>",
            "<svg><style>.a { fill: red }</style><g class=\"a\"><use href=\"#b\"/><text>A &amp; B</text></g></svg>",
        ] {
            assert_eq!(code(yes.as_bytes()), "svg", "{yes}");
        }
    }

    #[test]
    fn a_drawing_that_could_run_or_load_anything_is_refused() {
        for no in [
            "<svg><script>alert(1)</script></svg>",
            "<svg onload=\"alert(1)\"></svg>",
            "<svg><g OnClick = 'x'/></svg>",
            "<svg><foreignObject><p/></foreignObject></svg>",
            "<svg><image href=\"https://elsewhere.example/x.png\"/></svg>",
            "<svg><use href=\"https://elsewhere.example/x.svg#a\"/></svg>",
            "<svg><use xlink:href=\"data:image/svg+xml,x\"/></svg>",
            "<svg><rect fill=\"url(https://elsewhere.example)\"/></svg>",
            "<svg><rect style=\"fill: u\\72l(x)\"/></svg>",
            "<svg><rect style=\"fill: &#117;rl(x)\"/></svg>",
            "<svg><style>@import 'x';</style></svg>",
            "<svg><style>a{background:url( x )}</style></svg>",
            "<svg><a href=\"javascript:alert(1)\"/></svg>",
            "<svg><!DOCTYPE x></svg>",
            "<svg><![CDATA[x]]></svg>",
            "<svg><?xml-stylesheet href=\"x\"?></svg>",
            "<svg><rect style=\"fill: image-set('x' 1x)\"/></svg>",
            "<svg><rect width=1/></svg>",
            "<svg><rect width=\"1",
            "<svg><animate attributeName=\"href\" to=\"x\"/></svg>",
        ] {
            assert_eq!(code(no.as_bytes()), "logo-unsafe", "{no}");
        }
        for no in [
            "<!DOCTYPE svg><svg></svg>",
            "<?xml-stylesheet type=\"text/xsl\" href=\"x\"?><svg/>",
            "<?xml version=\"1.0\" encoding=\"ISO-2022-JP\"?><svg/>",
        ] {
            assert_eq!(code(no.as_bytes()), "bad-logo", "{no}");
        }
    }
}
