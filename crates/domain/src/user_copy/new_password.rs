//! The rule about the password of somebody new, for the plan and for the field where it is typed.

use crate::hosting::password::PasswordPolicy;
use crate::ids::UserId;
use crate::user_move::finding::{About, Finding, FindingKind, RemedyBy, RemedyCode};

/// What is wrong with a password; nothing where the policy is kept. No finding holds any of it.
pub fn judged(
    password: &str,
    policy: PasswordPolicy,
    original: &UserId,
    newcomer: UserId,
) -> Option<Finding> {
    let missing = policy.missing(password);
    if missing.is_empty() {
        return None;
    }
    let kind = FindingKind::PasswordPolicy {
        user: newcomer.clone(),
        minimum: policy.minimum,
        classes: policy.classes,
        missing,
    };
    let finding = Finding::new(original, About::User(newcomer), kind);
    Some(finding.remedy(RemedyCode::ChooseAnotherPassword, RemedyBy::Actor))
}
