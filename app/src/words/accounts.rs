//! What the screens that make and change accounts say: people, roles, sign-ins, tokens.

use super::phrase::phrases;

phrases! {
    /// A fixed text of these screens.
    AccountPhrase of accounts;
    NewUser: "New user", "Neuer Benutzer", "مستخدم جديد";
}
