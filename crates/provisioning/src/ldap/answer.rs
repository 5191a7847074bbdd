//! What a directory's answers mean.

use crate::{Cause, CauseKind};
use ldap3::{LdapError, LdapResult};
use std::io;

/// Result codes of RFC 4511 that are asked for by name.
pub(super) const NO_SUCH_ATTRIBUTE: u32 = 16;
pub(super) const VALUE_EXISTS: u32 = 20;
pub(super) const NO_SUCH_OBJECT: u32 = 32;
pub(super) const UNWILLING: u32 = 53;
pub(super) const CLASS_VIOLATION: u32 = 65;
pub(super) const ALREADY_EXISTS: u32 = 68;

/// The cause behind a result that is not success. `what` says what was asked for.
pub(super) fn refused(what: &str, result: &LdapResult) -> Cause {
    let (kind, is_retryable, means) = match result.rc {
        3 => (CauseKind::Timeout, true, "it took the directory too long"),
        51 | 52 => (
            CauseKind::Unreachable,
            true,
            "the directory is busy or away",
        ),
        NO_SUCH_OBJECT => (CauseKind::NotFound, false, "it is not there"),
        ALREADY_EXISTS => (CauseKind::Conflict, false, "the name is taken"),
        VALUE_EXISTS => (CauseKind::Conflict, false, "the value is there already"),
        19 if is_about_uniqueness(&result.text) => {
            (CauseKind::Conflict, false, "somebody else has the value")
        }
        NO_SUCH_ATTRIBUTE | 17 | 18 | 19 | 21 | 34 | 64 | CLASS_VIOLATION | 67 | 69 => (
            CauseKind::Invalid,
            false,
            "the directory does not take such a value",
        ),
        49 => (CauseKind::Refused, false, "wrong name or password"),
        50 => (CauseKind::Refused, false, "the connector's account may not"),
        8 | 13 => (CauseKind::Refused, false, "only over TLS"),
        10 => (
            CauseKind::Refused,
            false,
            "the directory refers to another server",
        ),
        66 => (
            CauseKind::Refused,
            false,
            "there is something below the entry",
        ),
        80 => (
            CauseKind::Refused,
            true,
            "the directory had a fault of its own",
        ),
        _ => (CauseKind::Refused, false, "the directory refused"),
    };
    let said = result.text.trim_matches(['\0', ' ', '\n']);
    let said = if said.is_empty() {
        format!("code {}", result.rc)
    } else {
        format!("code {}: {said}", result.rc)
    };
    Cause::new(kind, format!("{what}: {means} ({said})")).retryable(is_retryable)
}

/// What OpenLDAP's overlay and Active Directory (8647, 8648) say of values that must not occur twice.
fn is_about_uniqueness(text: &str) -> bool {
    text.contains("unique") || text.contains("000021C7") || text.contains("000021C8")
}

/// Whether Active Directory says that an account cannot be enabled because its password does not do.
pub(super) fn is_about_password(result: &LdapResult) -> bool {
    result.rc == UNWILLING && result.text.contains("0000052D")
}

/// The cause behind an error on the way.
pub(super) fn lost(what: &str, error: LdapError) -> Cause {
    match error {
        LdapError::LdapResult { result } => refused(what, &result),
        LdapError::Timeout { .. } => {
            Cause::new(CauseKind::Timeout, format!("{what}: no answer in time"))
        }
        LdapError::Io { source } => broken(what, &source),
        LdapError::OpSend { .. }
        | LdapError::ResultRecv { .. }
        | LdapError::EndOfStream
        | LdapError::IdScrubSend { .. } => Cause::new(
            CauseKind::Unreachable,
            format!("{what}: the connection was lost"),
        ),
        LdapError::Rustls { source } => untrusted(what, &source),
        other => Cause::new(CauseKind::Invalid, format!("{what}: {other}")),
    }
}

fn broken(what: &str, error: &io::Error) -> Cause {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
    match inner {
        Some(fault) => untrusted(what, fault),
        None if error.kind() == io::ErrorKind::TimedOut => {
            Cause::new(CauseKind::Timeout, format!("{what}: no answer in time"))
        }
        None => Cause::new(CauseKind::Unreachable, format!("{what}: {error}")),
    }
}

fn untrusted(what: &str, fault: &rustls::Error) -> Cause {
    Cause::new(CauseKind::Refused, format!("{what}: TLS: {fault}"))
}

#[cfg(test)]
mod tests {
    use super::{is_about_password, refused};
    use crate::CauseKind;
    use ldap3::LdapResult;

    fn result(rc: u32, text: &str) -> LdapResult {
        LdapResult {
            rc,
            matched: String::new(),
            text: text.to_owned(),
            refs: Vec::new(),
            ctrls: Vec::new(),
        }
    }

    #[test]
    fn codes_have_kinds() {
        for (rc, text, kind, again) in [
            (49, "", CauseKind::Refused, false),
            (50, "", CauseKind::Refused, false),
            (51, "", CauseKind::Unreachable, true),
            (52, "", CauseKind::Unreachable, true),
            (3, "", CauseKind::Timeout, true),
            (32, "", CauseKind::NotFound, false),
            (68, "", CauseKind::Conflict, false),
            (19, "some attributes not unique", CauseKind::Conflict, false),
            (19, "too long", CauseKind::Invalid, false),
            (21, "", CauseKind::Invalid, false),
            (80, "", CauseKind::Refused, true),
            (4_711, "", CauseKind::Refused, false),
        ] {
            let cause = refused("modify", &result(rc, text));
            assert_eq!(
                (cause.kind, cause.is_retryable),
                (kind, again),
                "{rc} {text}"
            );
        }
    }

    #[test]
    fn a_missing_password_is_told_from_other_unwillingness() {
        let said = "0000052D: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0\0";
        assert!(is_about_password(&result(53, said)));
        assert!(!is_about_password(&result(53, "0000001F: no")));
    }
}
