//! What the service says about organizations, as the browser gets it.

use super::dial_plan::{DialPlanSettings, SiteForm};
use super::{
    Choice, Duplicate, Found, Hierarchy, Inheritable, MovesThere, OrganizationKeys,
    OrganizationPage, Own, Readiness, Saved, Settings, SettingsPage, TreeAsked, TreeNode, TreeView,
};
use crate::api::session::Place;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::{Look, OrganizationKind, SubscriptionSettings, UserMoveSettings};
use rehome_domain::telephony::setup::written_range;
use rehome_service::organizations::{self as from, OrganizationsQuery, TreeQuery};
use rehome_service::view::Page;
use rehome_service::{Acting, Caller, Service, ServiceError};
use std::sync::Arc;

pub(super) async fn tree(
    service: &Service,
    caller: &Caller,
    acting: Acting,
    asked: TreeAsked,
) -> Result<TreeView, ServiceError> {
    let chosen = match &asked.at {
        Some(code) => Some(organization(service, caller, &acting, code).await?),
        None => None,
    };
    let query = TreeQuery {
        acting,
        at: asked.at,
        unfolded: asked.unfolded,
        folded: asked.folded,
        after: asked.after,
        text: asked.text,
    };
    let tree = service.organizations_tree(caller, &query).await?;
    Ok(TreeView {
        tops: tree.tops.into_iter().map(TreeNode::from).collect(),
        next: tree.next,
        found: tree.found.map(|found| {
            let found = found.into_iter();
            found
                .map(|(row, above)| Found {
                    code: row.code,
                    kind: row.kind,
                    name: row.name,
                    above,
                })
                .collect()
        }),
        chosen,
        people_counted: u64::from(from::PEOPLE),
    })
}

pub(super) async fn organization(
    service: &Service,
    caller: &Caller,
    acting: &Acting,
    code: &OrganizationCode,
) -> Result<OrganizationPage, ServiceError> {
    let screen = service.organization_screen(caller, acting, code).await?;
    Ok(screen.into())
}

pub(super) async fn settings(
    service: &Service,
    caller: &Caller,
    acting: &Acting,
    code: &OrganizationCode,
    section: &str,
) -> Result<SettingsPage, ServiceError> {
    let (screen, aids) = service
        .settings_screen(caller, acting, code, section)
        .await?;
    let choice = |choice: from::Choice| Choice {
        code: choice.code,
        kind: choice.kind,
        parent: choice.parent,
        name: choice.name,
    };
    Ok(SettingsPage {
        organization: screen.into(),
        choices: aids.choices.into_iter().map(choice).collect(),
        held: aids.held,
        ending_subscriptions: aids.ending_subscriptions,
    })
}

pub(super) async fn of_kind(
    service: &Service,
    caller: &Caller,
    acting: Acting,
    kind: OrganizationKind,
    text: Option<String>,
) -> Result<Vec<Place>, ServiceError> {
    let query = OrganizationsQuery {
        acting,
        text,
        kind: Some(kind),
        cursor: None,
        limit: Some(100),
    };
    let page = service.organizations(caller, &query).await?;
    let place = |row: from::OrganizationRow| Place {
        code: row.code,
        name: row.name,
    };
    Ok(page.items.into_iter().map(place).collect())
}

/// Whether a change was written: not where somebody was faster.
pub(super) fn is_written(answer: Result<(), ServiceError>) -> Result<bool, ServiceError> {
    match answer {
        Ok(()) => Ok(true),
        Err(error) if error.code() == "revision-changed" => Ok(false),
        Err(error) => Err(error),
    }
}

pub(super) fn saved<T>(is_done: bool, there: T) -> Saved<T> {
    if is_done {
        Saved::Done(Box::new(there))
    } else {
        Saved::Changed(Box::new(there))
    }
}

impl From<from::TreeNode> for TreeNode {
    fn from(node: from::TreeNode) -> Self {
        Self {
            code: node.code,
            kind: node.kind,
            name: node.name,
            status: node.status,
            people: node.people,
            children: node.children,
            below: node.below.into_iter().map(Self::from).collect(),
            next: node.next,
        }
    }
}

impl From<from::OrganizationScreen> for OrganizationPage {
    fn from(screen: from::OrganizationScreen) -> Self {
        let organization = screen.organization;
        let keys = screen.keys;
        Self {
            code: organization.code,
            kind: organization.kind,
            name: organization.name,
            status: organization.status,
            above: organization.above.into_iter().map(Place::from).collect(),
            revision: organization.revision,
            keys: OrganizationKeys {
                act: keys.act,
                rename: keys.rename,
                set_status: keys.set_status,
                configure: keys.configure,
                switch_subscriptions: keys.switch_subscriptions,
                create: keys.create,
                decide: keys.decide,
            },
            people_below: screen.people_below,
            people_here: screen.people_here,
            people_counted: u64::from(from::PEOPLE_OF_ONE),
            organizations_below: screen.organizations_below,
            moves: screen.moves.map(|moves| MovesThere {
                decided_by: moves.decided_by.map(Place::from),
                user_move_enabled: moves.user_move_enabled,
                require_user_uniqueness: moves.require_user_uniqueness,
                is_listed: moves.is_listed,
                self_moves_of_locked: moves.self_moves_of_locked,
                undo_days: moves.undo_days,
                has_subscriptions: moves.has_subscriptions,
                takes_self_moves: moves.takes_self_moves,
            }),
            ways_above: screen.ways_above,
            settings: organization.settings.map(Settings::from),
        }
    }
}

impl From<from::SettingsView> for Settings {
    fn from(settings: from::SettingsView) -> Self {
        let (moves, subscriptions) = (settings.user_move, settings.subscriptions);
        let (hierarchy, look) = (settings.hierarchy, settings.look);
        Self {
            user_move: Inheritable {
                revision: moves.revision,
                inherited_from: moves.inherited_from.map(Place::from),
                values: UserMoveSettings {
                    require_user_uniqueness: moves.require_user_uniqueness,
                    user_move_enabled: moves.user_move_enabled,
                    available_organizations: moves.available_organizations,
                    admin_moves_to_super: moves.admin_moves_to_super,
                    self_moves_of_locked: moves.self_moves_of_locked,
                    user_move_for_end_users: moves.user_move_for_end_users,
                    undo_days: moves.undo_days,
                },
            },
            subscriptions: Inheritable {
                revision: subscriptions.revision,
                inherited_from: subscriptions.inherited_from.map(Place::from),
                values: SubscriptionSettings {
                    organization_subscriptions: subscriptions.organization_subscriptions,
                    subscriptions_for_end_users: subscriptions.subscriptions_for_end_users,
                },
            },
            hierarchy: Hierarchy {
                revision: hierarchy.revision,
                required: hierarchy.required,
                positions: hierarchy
                    .positions
                    .into_iter()
                    .map(|position| (position.id, position.parent))
                    .collect(),
            },
            look: Own {
                revision: look.revision,
                values: Look {
                    accent: look.accent,
                    logo: look.logo,
                },
            },
            hosting: settings.hosting.map(Into::into),
            account: settings.account.map(Into::into),
            dial_plan: settings.dial_plan.map(Into::into),
        }
    }
}

impl From<from::DialPlanView> for DialPlanSettings {
    fn from(view: from::DialPlanView) -> Self {
        let text = |value: Option<Arc<str>>| value.map(|it| it.to_string()).unwrap_or_default();
        let list = view.device_list.map(|it| it.to_string());
        let length = view.extension_length.map(|it| it.to_string());
        let (own, known): (Vec<_>, Vec<_>) = view
            .site_defaults
            .into_iter()
            .map(|(key, value)| (key.to_string(), value.to_string()))
            .partition(|(key, _)| key.starts_with("custom."));
        let own = own.iter().map(|(key, value)| {
            let key = key.strip_prefix("custom.").unwrap_or(key);
            format!("{key} = {value}")
        });
        let ranges = view.number_routing.iter();
        let ranges = ranges.map(|range| written_range(&range.prefix, range.mask_length));
        Self {
            revision: view.revision,
            of_customer: view.customer_dial_plan_type,
            form: SiteForm {
                country: text(view.country),
                device_list: list.unwrap_or_default(),
                dial_plan: view.dial_plan,
                slc: text(view.slc),
                extension_length: length.unwrap_or_default(),
                internal_code: text(view.internal_code),
                cooling: view.cooling,
                defaults: known.into_iter().collect(),
                custom: own.collect::<Vec<_>>().join("\n"),
                ranges: ranges.collect::<Vec<_>>().join("\n"),
            },
        }
    }
}

impl From<Page<from::DuplicateView>> for Readiness {
    fn from(page: Page<from::DuplicateView>) -> Self {
        let duplicate = |found: from::DuplicateView| Duplicate {
            user: found.user,
            name: found.name,
            username: found.username,
            mapping_id: found.mapping_id,
            home: Place {
                code: found.home,
                name: found.home_name.into(),
            },
            same_username: found.same_username,
            same_mapping_id: found.same_mapping_id,
        };
        Self {
            duplicates: page.items.into_iter().map(duplicate).collect(),
            has_more: page.cursor.is_some(),
        }
    }
}
