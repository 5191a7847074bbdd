//! The new person as they will be, row by row.

use super::super::fields::Fields;
use super::super::places::Place;
use crate::components::ProvisioningStatus;
use crate::ui::Panel;
use crate::words::{AccountPhrase, CopyPhrase as P, WizardPhrase, Words, use_words};
use leptos::prelude::*;
use rehome_domain::time::Day;
use rehome_domain::user_copy::{AccountWish, Copied};

/// What of the account says anything.
fn account(wish: &AccountWish, copied: &Copied, words: Words) -> Vec<String> {
    let told = [
        (wish.change_at_next_sign_in, P::ChangeAtNext),
        (copied.never_expires, P::NeverExpires),
        (wish.disabled, P::Disabled),
    ];
    let told = told.into_iter().filter(|(is_so, _)| *is_so);
    let ends = wish.expires.map(|day| {
        let next = Day(day.0.saturating_add(1));
        format!("{} {}", words.say(P::DisabledFrom), words.date(next))
    });
    told.map(|(_, phrase)| words.said(phrase))
        .chain(ends)
        .collect()
}

fn lines(lines: Vec<String>, words: Words) -> AnyView {
    if lines.is_empty() {
        return words.say(P::None).into_any();
    }
    let each = lines.into_iter().map(|line| {
        view! {
            <span class="check-line">
                <bdi>{line}</bdi>
            </span>
        }
    });
    each.collect_view().into_any()
}

/// The table.
#[component]
pub(super) fn NewPerson(fields: Fields) -> impl IntoView {
    let words = use_words();
    let choices = fields.choices;
    let Some(copied) = fields.now(Clone::clone) else {
        return ().into_any();
    };
    let (wish, is_test) = untrack(|| choices.chosen(|it| (it.user.account.clone(), it.user.test)));
    let text = |text: Option<&str>| match text {
        Some(text) => view! { <bdi>{text.to_owned()}</bdi> }.into_any(),
        None => "–".into_any(),
    };
    let username = copied.username.as_ref().map(|name| &*name.text);
    let addresses = copied.addresses.iter().map(|it| it.text.to_string());
    let language = words.language;
    let roles = copied
        .roles
        .iter()
        .filter(|it| it.wanted && it.can_be_given);
    let roles = fields.names.with_value(|names| {
        let called = roles.map(|it| names.role_words(&it.role, language).to_owned());
        called.collect::<Vec<_>>()
    });
    let password = move || {
        words.say(if fields.is_wrong(&Place::Password) {
            P::NotGiven
        } else {
            P::GivenHere
        })
    };
    let mut rows = vec![
        (
            words.say(AccountPhrase::DisplayName),
            text(copied.name.as_ref().map(|it| &*it.text)),
        ),
        (
            words.say(WizardPhrase::SignInName),
            text(copied.upn.as_deref()),
        ),
        (words.say(WizardPhrase::Username), text(username)),
        (
            words.say(WizardPhrase::Addresses),
            lines(addresses.collect(), words),
        ),
        (words.say(P::Password), password.into_any()),
        (
            words.say(P::Account),
            lines(account(&wish, &copied, words), words),
        ),
        (words.say(P::Roles), lines(roles, words)),
    ];
    if is_test {
        rows.push((words.say(P::TestUser), words.say(P::Yes).into_any()));
    }
    let services = copied.services.into_iter().filter(|row| row.comes);
    let services = services.map(|row| {
        let plan = row.plan_name().map(str::to_owned);
        view! {
            <dt>
                <bdi>{row.name.to_string()}</bdi>
            </dt>
            <dd>
                {plan.map(|plan| view! { <bdi>{plan}</bdi> " " })} <ProvisioningStatus status=row.status />
            </dd>
        }
    });
    let services = services.collect_view();
    view! {
        <Panel id="new-person" title=words.said(P::TheNewPerson)>
            <dl class="facts">
                {rows
                    .into_iter()
                    .map(|(label, value)| {
                        view! {
                            <dt>{label}</dt>
                            <dd>{value}</dd>
                        }
                    })
                    .collect_view()}
                {services}
            </dl>
        </Panel>
    }
    .into_any()
}
