//! What the screens about users say: the list, one user, moving, exporting, importing and subscribing many.

use super::phrase::phrases;

phrases! {
    /// A fixed text of these screens.
    PeoplePhrase of people;
    Users: "Users", "Benutzer", "المستخدمون";
}
