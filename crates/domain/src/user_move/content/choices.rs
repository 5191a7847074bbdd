//! What is asked for one member of the family: what stands under the own name, or else what is asked for everybody
//! (ruling 20).

use crate::content::LONGEST_NAME;
use crate::ids::{ProfileId, UserId};
use crate::people::User;
use crate::user_move::request::{MoveRequest, PersonOptions};

/// What is asked.
#[derive(Clone, Debug)]
pub struct Choices<'a> {
    /// The profile at the destination; nothing is carried over (content 3).
    pub profile: Option<ProfileId>,
    /// Who takes over what stays.
    pub new_owner: Option<&'a UserId>,
    /// Whether proofs move; they do where nothing is said (content 3).
    pub proofs: bool,
    /// Whether files move; they do where nothing is said.
    pub files: bool,
    /// The name of the folder, trimmed; the person's name where nothing is said.
    pub folder_name: &'a str,
    /// Whether the folder is private; it is where nothing is said (content 13.6).
    pub folder_private: bool,
}

impl<'a> Choices<'a> {
    /// The choices for somebody.
    pub fn of(request: &'a MoveRequest, user: &'a User) -> Self {
        let (own, all) = (request.own_options(user), &request.options);
        fn first<'a, T>(
            own: Option<&'a PersonOptions>,
            all: &'a PersonOptions,
            field: impl Fn(&'a PersonOptions) -> Option<T>,
        ) -> Option<T> {
            own.and_then(&field).or_else(|| field(all))
        }
        let name = first(own, all, |it| it.folder_name.as_deref());
        Self {
            profile: first(own, all, |it| it.profile.as_deref()).map(ProfileId::new),
            new_owner: first(own, all, |it| it.new_owner.as_ref()),
            proofs: first(own, all, |it| it.move_proofs).unwrap_or(true),
            files: first(own, all, |it| it.move_files).unwrap_or(true),
            folder_name: name.unwrap_or(&user.name).trim(),
            folder_private: first(own, all, |it| it.folder_private).unwrap_or(true),
        }
    }

    /// Whether anything is to move; the folder's name counts only then (ruling 57).
    pub fn moves_anything(&self) -> bool {
        self.proofs || self.files
    }

    /// Whether the folder can be called so.
    pub fn has_legal_name(&self) -> bool {
        !self.folder_name.is_empty() && !self.folder_name.chars().any(char::is_control)
    }
}

/// A name with a number behind it, cut so that both have room.
pub fn numbered(name: &str, number: u32) -> String {
    let suffix = if number < 2 {
        String::new()
    } else {
        format!(" ({number})")
    };
    let room = LONGEST_NAME.saturating_sub(suffix.len());
    let cut: String = name.chars().take(room).collect();
    format!("{}{suffix}", cut.trim_end())
}
