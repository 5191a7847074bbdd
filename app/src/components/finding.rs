//! A finding as a card: what is, why, and the way out.

use crate::routes::{self, ACCOUNT_AND_SERVICES};
use crate::ui::{Glyph, Icon, Prose};
use crate::words::{
    AccountPhrase, CataloguePhrase, Names, Phrase, ServicePhrase, Told, Words, use_words,
};
use leptos::prelude::*;
use rehome_domain::user_move::{
    About, Finding, FindingKind, Remedy, RemedyBy, RemedyCode, Severity,
};
use std::collections::BTreeMap;

/// A finding in words; what nobody knows yet is not told as if it were so.
pub(crate) fn told(finding: &Finding, names: &Names, words: Words) -> Told {
    if finding.deferred {
        words.speech().deferred(&finding.kind, names)
    } else {
        words.speech().finding(&finding.kind, names)
    }
}

/// Where the reader can do what clears a finding, if that is on a page of its own, and what that is called.
fn way(finding: &Finding, remedy: &Remedy, words: Words) -> Option<(String, String)> {
    if remedy.by != RemedyBy::Actor {
        return None;
    }
    let user = match &finding.about {
        About::User(user) => user,
        _ => &finding.subject,
    };
    let services = || {
        let address = format!("{}#{ACCOUNT_AND_SERVICES}", routes::user(user));
        Some((address, words.said(ServicePhrase::Title)))
    };
    match (&remedy.code, &finding.about, &finding.kind) {
        (RemedyCode::LetTheServiceTravel, About::Service(service), _) => Some((
            routes::catalogue_service(service),
            words.said(CataloguePhrase::Title),
        )),
        (RemedyCode::DeprovisionService | RemedyCode::SettleProvisioning, _, _)
        | (RemedyCode::WaitUntilDone, _, FindingKind::UserBusy { .. }) => services(),
        (RemedyCode::EnableAccount, _, _) => Some((
            routes::user_edit(user),
            words.said(AccountPhrase::AccountState),
        )),
        _ => None,
    }
}

/// One finding.
#[component]
pub(crate) fn FindingCard(
    /// The finding.
    finding: Finding,
    /// The names in it.
    names: StoredValue<Names>,
) -> impl IntoView {
    let words = use_words();
    let speech = words.speech();
    let told = names.with_value(|names| told(&finding, names, words));
    let remedies: Vec<_> = names.with_value(|names| {
        let told = |remedy| (speech.remedy(remedy, names), way(&finding, remedy, words));
        finding.remedies.iter().map(told).collect()
    });
    let (severity, tone, glyph, word) = if finding.deferred {
        (None, Some("grey"), Glyph::Deferred, Phrase::CheckedOnSave)
    } else {
        match finding.severity {
            Severity::Blocker => (Some("blocker"), None, Glyph::Blocker, Phrase::Blocker),
            Severity::Warning => (Some("warning"), None, Glyph::Warning, Phrase::Warning),
            Severity::Notice => (Some("notice"), None, Glyph::Notice, Phrase::Notice),
        }
    };
    view! {
        <article class="finding" data-severity=severity data-tone=tone data-code=finding.code()>
            <Icon glyph />
            <div class="finding-body">
                <h3 class="finding-title">
                    <span class="finding-word">{words.say(word)}</span>
                    <Prose text=told.title />
                </h3>
                {(!told.text.is_empty()).then(|| view! { <p class="finding-text"><Prose text=told.text /></p> })}
                {(!remedies.is_empty())
                    .then(|| {
                        view! {
                            <ul class="finding-remedies" aria-label=words.say(Phrase::WhatClearsIt)>
                                {remedies
                                    .into_iter()
                                    .map(|(text, way)| {
                                        let way = way
                                            .map(|(href, label)| {
                                                view! {
                                                    <a class="button" data-size="small" href=href>
                                                        {label}
                                                    </a>
                                                }
                                            });
                                        view! {
                                            <li class="remedy">
                                                <span class="remedy-text">
                                                    <Prose text strong=true />
                                                </span>
                                                {way}
                                            </li>
                                        }
                                    })
                                    .collect_view()}
                            </ul>
                        }
                    })}
            </div>
        </article>
    }
}

/// A finding that stands in the way of everything, under a heading of its own.
#[component]
pub(crate) fn InTheWay(
    /// The finding.
    finding: Finding,
    /// The names in it.
    names: StoredValue<Names>,
) -> impl IntoView {
    view! {
        <section>
            <h2 class="visually-hidden">{use_words().say(Phrase::InTheWay)}</h2>
            <FindingCard finding names />
        </section>
    }
}

/// The titles of findings in short: of several with one code the first, and how many more there are.
pub(crate) fn told_by_code<'a>(
    findings: impl IntoIterator<Item = &'a Finding>,
    names: &Names,
    words: Words,
) -> Vec<String> {
    let mut kinds: Vec<(&Finding, u64)> = Vec::new();
    for finding in findings {
        let same = kinds
            .iter_mut()
            .find(|(first, _)| first.code() == finding.code());
        match same {
            Some((_, more)) => *more += 1,
            None => kinds.push((finding, 0)),
        }
    }
    kinds
        .into_iter()
        .map(|(first, more)| {
            let title = told(first, names, words).title;
            match more {
                0 => title,
                _ => words.speech().and_more(&title, more),
            }
        })
        .collect()
}

/// What a reader acknowledges: each code of a warning once, with the titles of the findings it covers (ruling 11).
pub(crate) fn acknowledgements<'a>(
    findings: impl IntoIterator<Item = &'a Finding>,
    names: &Names,
    words: Words,
) -> Vec<(&'static str, Vec<String>)> {
    let mut order: Vec<&'static str> = Vec::new();
    let mut titles: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for finding in findings
        .into_iter()
        .filter(|finding| finding.severity == Severity::Warning)
    {
        let code = finding.code();
        if !order.contains(&code) {
            order.push(code);
        }
        titles
            .entry(code)
            .or_default()
            .push(told(finding, names, words).title);
    }
    order
        .into_iter()
        .map(|code| (code, titles.remove(code).unwrap_or_default()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;
    use rehome_domain::ids::UserId;
    use rehome_domain::user_move::FindingKind;

    #[test]
    fn a_code_is_acknowledged_once_for_all_its_findings() {
        let dana = UserId::from("dana");
        let revoked = |role: &str| {
            let kind = FindingKind::RoleRevoked {
                user: dana.clone(),
                role: role.into(),
                organization: "harbour".into(),
            };
            Finding::new(&dana, About::User(dana.clone()), kind)
        };
        let notice = Finding::new(
            &dana,
            About::User(dana.clone()),
            FindingKind::LockSet { user: dana.clone() },
        );
        let blocker = Finding::new(
            &dana,
            About::User(dana.clone()),
            FindingKind::UserLocked { user: dana.clone() },
        );
        let findings = [
            revoked("alert_publisher"),
            notice,
            blocker,
            revoked("report_manager"),
        ];
        let listed = acknowledgements(&findings, &Names::default(), Words::new(Language::English));
        assert_eq!(
            listed
                .iter()
                .map(|(code, titles)| (*code, titles.len()))
                .collect::<Vec<_>>(),
            [("role-revoked", 2)]
        );
    }
}
