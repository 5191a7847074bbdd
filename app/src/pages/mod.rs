//! Pages, one file per address; each asks the server once and puts the pieces together.
//!
//! To add one, see [`crate::routes`]. Every page shows its five states: empty, loading, refused, failed, done.

mod account_move;
mod accounts;
mod answer;
mod catalogue;
mod choosing;
mod confirm;
mod consequences;
mod copy;
mod destination_list;
mod dialog;
mod done;
mod files;
mod finder;
mod frame;
mod library;
mod move_to_organization;
mod move_users;
mod not_found;
mod office;
mod organizations;
mod profile;
mod records;
mod review;
mod services;
mod side;
mod sign_in;
mod sites;
mod stepwise;
mod transactions;
mod transfers;
mod user;
mod users;
mod what_happens;
mod why;
mod wizard;

pub(crate) use frame::Frame;
pub(crate) use not_found::NotFound;

use crate::words::{Said, use_words};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::LazyRoute;

macro_rules! pages {
    ($($(#[$doc:meta])* $load:ident of $part:ident { $($name:ident: $component:path;)* })*) => {$(
        $(#[$doc])*
        enum $part {
            $($name,)*
        }

        #[leptos::lazy]
        fn $load(page: $part) -> AnyView {
            match page {
                $($part::$name => leptos::component::component_view($component, ()).into_any(),)*
            }
        }

        $(
            /// A page; the browser loads the part it is in when it is gone to.
            pub(crate) struct $name;

            impl LazyRoute for $name {
                fn data() -> Self {
                    Self
                }

                async fn view(_page: Self) -> AnyView {
                    $load($part::$name).await
                }
            }
        )*
    )*};
}

// WHY not a part for each page: what two parts share becomes a file for each set of parts that share it, and twenty
// parts made hundreds of files, half of which every page would load.
pages! {
    /// The ways in.
    entrance of Entrance {
        SignIn: sign_in::SignIn;
        ChangePassword: accounts::ChangePassword;
        Welcome: accounts::Welcome;
    }
    /// What is one's own.
    own of Own {
        Profile: profile::Profile;
        Tokens: accounts::Tokens;
    }
    /// Moving oneself.
    moving of Moving {
        MoveToOrganization: move_to_organization::MoveToOrganization;
    }
    /// The same in two steps.
    confirming of Confirming {
        MoveConfirm: confirm::MoveConfirm;
    }
    /// Where one arrives.
    arriving of Arriving {
        MoveDone: done::MoveDone;
    }
    /// Moving and copying people of hosting trees.
    hosting of Hosting {
        MoveWizard: wizard::MoveWizard;
        CopyWizard: copy::CopyWizard;
    }
    /// What accounts hold, moving people between them, and what is carried after them.
    carrying of Carrying {
        Library: library::Library;
        AccountMove: account_move::AccountMove;
        Transfers: transfers::Transfers;
        Transfer: transfers::Transfer;
    }
    /// What operators and administrators work with.
    working of Working {
        Users: users::Users;
        MoveManyUsers: move_users::MoveManyUsers;
        ExportUsers: files::Export;
        ImportUsers: files::Import;
        Jobs: files::Jobs;
        Transactions: transactions::Transactions;
        Transaction: transactions::Transaction;
        ProvisioningJobs: services::ProvisioningJobs;
        ProvisioningJob: services::ProvisioningJob;
        User: user::User;
        NewPerson: accounts::NewPerson;
        EditPerson: accounts::EditPerson;
        Moves: records::Moves;
        Move: records::Move;
        Audit: records::Audit;
        Why: why::Why;
        Organizations: organizations::Organizations;
        NewOrganization: organizations::NewOrganization;
        Organization: organizations::Organization;
        OrganizationSettings: organizations::OrganizationSettings;
        Site: sites::Site;
        Number: sites::Number;
        Catalogue: catalogue::Catalogue;
        Palette: finder::Palette;
    }
}

/// The title of the window.
#[component]
fn PageTitle<P: Said + Send + Sync + 'static>(
    /// The page.
    phrase: P,
) -> impl IntoView {
    view! { <Title text=format!("{} · Rehome", use_words().say(phrase)) /> }
}
