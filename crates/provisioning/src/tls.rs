//! Whom to trust: the certificates of this machine, or one's own authority and nobody else.

use crate::{Cause, CauseKind};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;

/// A configuration for connecting. `authority` is one or more certificates as PEM; where given, only they are trusted,
/// else what the machine trusts. Certificates and names are always checked.
///
/// # Errors
/// Invalid if the text holds no certificate, or the machine has none.
pub fn client(authority: Option<&str>) -> Result<Arc<ClientConfig>, Cause> {
    let mut roots = RootCertStore::empty();
    match authority {
        Some(pem) => {
            for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
                let added = certificate
                    .map_err(|error| error.to_string())
                    .and_then(|found| roots.add(found).map_err(|error| error.to_string()));
                added.map_err(|error| {
                    Cause::new(
                        CauseKind::Invalid,
                        format!("the authority's certificate: {error}"),
                    )
                })?;
            }
        }
        None => {
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        }
    }
    if roots.is_empty() {
        return Err(Cause::new(
            CauseKind::Invalid,
            "there is no certificate to trust: give one as PEM",
        ));
    }
    // WHY: the provider is named, so that no other part of the process decides which one it is.
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map(|builder| Arc::new(builder.with_root_certificates(roots).with_no_client_auth()))
        .map_err(|error| Cause::new(CauseKind::Invalid, format!("TLS: {error}")))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::client;
    use crate::CauseKind;

    #[test]
    fn a_text_without_certificates_is_no_authority() {
        for text in ["", "not a certificate"] {
            let told = client(Some(text)).map(drop).unwrap_err();
            assert_eq!(told.kind, CauseKind::Invalid);
        }
    }
}
