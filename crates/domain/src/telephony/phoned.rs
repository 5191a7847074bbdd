//! What a move onto a site makes of one person's phones, as a wizard shows it: what is chosen, from what one can choose,
//! and the phones before and after.
//!
//! Data only; [`crate::user_move::judgement`] works it out.

use super::picture::PhonePicture;
use crate::ids::RoleId;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One person on the way to a site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phoned {
    /// The phones as they are.
    pub before: PhonePicture,
    /// The phones as they will be.
    pub after: PhonePicture,
    /// Whether lines go along; they stay where numbers carry the code of the site.
    pub lines_go: bool,
    /// Whether any of the devices stands on a desk, so that it can be left there.
    pub has_desk_phones: bool,
    /// The device pool that is given where none is chosen.
    pub default_pool: Option<Arc<str>>,
    /// The calling search space lines are given where none is chosen.
    pub default_css: Option<Arc<str>>,
    /// The roles that can be chosen.
    pub roles: Vec<RoleId>,
    /// The role to be held, and whether a group of the outside directory settles it.
    pub role: Option<(RoleId, bool)>,
}
