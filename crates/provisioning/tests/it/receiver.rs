//! A small HTTP receiver that keeps what it gets and answers what it is told.

use rehome_provisioning::Secret;
use rehome_provisioning::webhook::{WebhookConfig, WebhookDriver};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;

pub const SECRET: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Received {
    pub head: String,
    pub body: Vec<u8>,
}

impl Received {
    pub fn header(&self, name: &str) -> &str {
        let begins = |line: &&str| {
            line.split_once(':')
                .is_some_and(|(found, _)| found.eq_ignore_ascii_case(name))
        };
        let line = self.head.lines().find(begins);
        line.unwrap_or_else(|| panic!("no {name} in {}", self.head))
            .split_once(':')
            .unwrap()
            .1
            .trim()
    }
}

/// A receiver that gives these answers one after the other, and the last one for ever.
pub struct Receiver {
    pub port: u16,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Receiver {
    pub async fn start(answers: &[&str]) -> Self {
        Self::over(answers, None).await
    }

    pub async fn over(answers: &[&str], tls: Option<(String, String)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let received: Arc<Mutex<Vec<Received>>> = Arc::default();
        let answers: Vec<String> = answers.iter().map(|answer| (*answer).to_owned()).collect();
        let kept = received.clone();
        let acceptor = tls.map(|(certificate, key)| {
            let chain = vec![CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap()];
            let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).unwrap();
            let config = rustls::ServerConfig::builder_with_provider(Arc::new(
                rustls::crypto::ring::default_provider(),
            ))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .unwrap();
            tokio_rustls::TlsAcceptor::from(Arc::new(config))
        });
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let at = kept.lock().unwrap().len().min(answers.len() - 1);
                let answer = answers[at].clone();
                let (kept, acceptor) = (kept.clone(), acceptor.clone());
                tokio::spawn(async move {
                    match acceptor {
                        None => serve(stream, &answer, &kept).await,
                        Some(acceptor) => {
                            if let Ok(stream) = acceptor.accept(stream).await {
                                serve(stream, &answer, &kept).await;
                            }
                        }
                    }
                });
            }
        });
        Self { port, received }
    }

    pub fn config(&self) -> WebhookConfig {
        WebhookConfig {
            url: format!("http://127.0.0.1:{}/hook?x=1", self.port),
            secrets: vec![Secret::new(SECRET)],
            authority: None,
            wait: Duration::from_secs(5),
        }
    }

    pub fn driver(&self) -> WebhookDriver {
        WebhookDriver::new(&self.config()).unwrap()
    }

    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }
}

async fn serve(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    answer: &str,
    kept: &Mutex<Vec<Received>>,
) {
    let mut bytes = Vec::new();
    let mut part = [0; 4_096];
    loop {
        let count = stream.read(&mut part).await.unwrap_or(0);
        bytes.extend_from_slice(&part[..count]);
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        if let Some(end) = end {
            let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
            let received = Received {
                head,
                body: bytes[end + 4..].to_vec(),
            };
            let length = received.head.to_ascii_lowercase();
            let length = length.split("content-length: ").nth(1).map_or(0, |rest| {
                rest.lines().next().unwrap().trim().parse().unwrap()
            });
            if received.body.len() == length {
                kept.lock().unwrap().push(received);
                break;
            }
        }
        if count == 0 {
            return;
        }
    }
    if answer == "never" {
        tokio::time::sleep(Duration::from_secs(60)).await;
    }
    let _ = stream.write_all(answer.as_bytes()).await;
    let _ = stream.shutdown().await;
}
