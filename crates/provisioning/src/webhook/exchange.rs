//! One request and its answer over a connection of its own: no redirects, no cookies, no proxies, little read.

use crate::{Cause, CauseKind};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{CONTENT_TYPE, HOST, LOCATION, RETRY_AFTER, USER_AGENT};
use hyper::{Method, Uri};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

/// What is read of an answer, in octets; the rest is left.
const LONGEST_ANSWER: usize = 16 * 1_024;

/// Where a request goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    url: String,
    is_tls: bool,
    host: String,
    port: u16,
    /// As in the `Host` header.
    authority: String,
    path: String,
}

pub(super) struct Request {
    pub(super) id: String,
    pub(super) seconds: i64,
    pub(super) signature: String,
    /// None: it is only asked.
    pub(super) body: Option<Vec<u8>>,
}

pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) retry_after: Option<String>,
    pub(super) location: Option<String>,
    /// At most its beginning.
    pub(super) body: Vec<u8>,
}

impl Address {
    /// Reads an address; plain http only to this very machine.
    pub(super) fn read(url: &str) -> Result<Self, Cause> {
        let invalid = |detail: &str| Cause::new(CauseKind::Invalid, detail);
        let uri: Uri = url
            .parse()
            .map_err(|_| invalid("the webhook's address cannot be read"))?;
        let authority = uri
            .authority()
            .ok_or_else(|| invalid("the webhook's address has no host"))?;
        if authority.as_str().contains('@') {
            return Err(invalid(
                "the webhook's address must not carry a name or password",
            ));
        }
        let host = authority.host().trim_matches(['[', ']']).to_owned();
        let is_tls = match uri.scheme_str() {
            Some("https") => true,
            Some("http") if is_loopback(&host) => false,
            _ => return Err(invalid("a webhook's address begins with https://")),
        };
        Ok(Self {
            url: url.to_owned(),
            is_tls,
            port: authority
                .port_u16()
                .unwrap_or(if is_tls { 443 } else { 80 }),
            host,
            authority: authority.to_string(),
            path: uri
                .path_and_query()
                .map_or_else(|| "/".to_owned(), ToString::to_string),
        })
    }

    /// Another address at the same host, absolute or from its root; none if it is elsewhere.
    pub(super) fn beside(&self, other: &str) -> Option<Self> {
        let scheme = if self.is_tls { "https" } else { "http" };
        let url = if other.starts_with('/') && !other.starts_with("//") {
            format!("{scheme}://{}{other}", self.authority)
        } else {
            other.to_owned()
        };
        let read = Self::read(&url).ok()?;
        let own = (self.is_tls, &self.host, self.port);
        (own == (read.is_tls, &read.host, read.port)).then_some(read)
    }

    pub(super) fn is_tls(&self) -> bool {
        self.is_tls
    }

    pub(super) fn shown(&self) -> &str {
        &self.url
    }
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Sends the request and reads the answer. Whoever calls limits the time.
pub(super) async fn exchange(
    address: &Address,
    request: Request,
    trust: Option<Arc<rustls::ClientConfig>>,
) -> Result<Answer, Cause> {
    let stream = TcpStream::connect((address.host.as_str(), address.port))
        .await
        .map_err(|error| broken(address, &error))?;
    match (address.is_tls, trust) {
        (true, Some(trust)) => {
            let name = ServerName::try_from(address.host.clone()).map_err(|_| {
                Cause::new(
                    CauseKind::Invalid,
                    "the webhook's host cannot have a certificate",
                )
            })?;
            let stream = TlsConnector::from(trust)
                .connect(name, stream)
                .await
                .map_err(|error| broken(address, &error))?;
            spoken(address, request, stream).await
        }
        (true, None) => Err(Cause::new(CauseKind::Invalid, "nobody is trusted")),
        (false, _) => {
            // `localhost` may have been pointed elsewhere.
            let peer = stream
                .peer_addr()
                .map_err(|error| broken(address, &error))?;
            if !peer.ip().is_loopback() {
                let detail = "without TLS only this very machine may be spoken to";
                return Err(Cause::new(CauseKind::Refused, detail));
            }
            spoken(address, request, stream).await
        }
    }
}

async fn spoken(
    address: &Address,
    request: Request,
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
) -> Result<Answer, Cause> {
    let lost = |error: hyper::Error| {
        Cause::new(
            CauseKind::Unreachable,
            format!("{}: {error}", address.shown()),
        )
    };
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(lost)?;
    let driven = tokio::spawn(async move { connection.await.map_err(drop) });
    let method = match request.body {
        Some(_) => Method::POST,
        None => Method::GET,
    };
    let built = hyper::Request::builder()
        .method(method)
        .uri(&address.path)
        .header(HOST, &address.authority)
        .header(USER_AGENT, "Rehome")
        .header(CONTENT_TYPE, "application/json")
        .header("webhook-id", request.id)
        .header("webhook-timestamp", request.seconds)
        .header("webhook-signature", request.signature)
        .body(Full::new(Bytes::from(request.body.unwrap_or_default())))
        .map_err(|error| Cause::new(CauseKind::Invalid, format!("the request: {error}")))?;
    let answer = sender.send_request(built).await.map_err(lost)?;
    let header = |name| {
        let value: Option<&hyper::header::HeaderValue> = answer.headers().get(name);
        value
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned)
    };
    let mut read = Answer {
        status: answer.status().as_u16(),
        retry_after: header(RETRY_AFTER),
        location: header(LOCATION),
        body: Vec::new(),
    };
    // The status says it; a body that is too long or breaks off is as good as none.
    let mut body = Limited::new(answer.into_body(), LONGEST_ANSWER);
    while let Some(Ok(frame)) = body.frame().await {
        if let Some(part) = frame.data_ref() {
            read.body.extend_from_slice(part);
        }
    }
    driven.abort();
    Ok(read)
}

fn broken(address: &Address, error: &io::Error) -> Cause {
    let inner = error.get_ref();
    let is_tls = inner.is_some_and(|inner| inner.is::<rustls::Error>());
    let (kind, what) = if is_tls {
        (CauseKind::Refused, "TLS: ")
    } else {
        (CauseKind::Unreachable, "")
    };
    Cause::new(kind, format!("{}: {what}{error}", address.shown()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::Address;

    #[test]
    fn only_https_or_this_very_machine() {
        for url in [
            "https://hooks.example/a?b=c",
            "https://hooks.example:8443",
            "http://127.0.0.1:8080/x",
            "http://[::1]:8080/x",
            "http://localhost/x",
        ] {
            assert!(Address::read(url).is_ok(), "{url}");
        }
        for url in [
            "http://hooks.example/",
            "http://10.0.0.1/",
            "http://127.0.0.1.example/",
            "https://me:secret@hooks.example/",
            "ftp://hooks.example/",
            "hooks.example",
            "/path",
            "",
        ] {
            assert!(Address::read(url).is_err(), "{url}");
        }
    }

    #[test]
    fn where_to_look_is_at_the_same_host() {
        let own = Address::read("https://hooks.example/a").unwrap();
        for (other, expected) in [
            ("/jobs/1", Some("https://hooks.example/jobs/1")),
            (
                "https://hooks.example/jobs/1",
                Some("https://hooks.example/jobs/1"),
            ),
            ("https://hooks.example:444/", None),
            ("http://hooks.example/", None),
            ("//elsewhere.example/", None),
            ("https://elsewhere.example/", None),
            ("jobs/1", None),
        ] {
            let found = own.beside(other);
            assert_eq!(found.as_ref().map(Address::shown), expected, "{other}");
        }
    }
}
