//! Icons: names for the shapes of the sprite.
//!
//! To add one, draw it in `icons.svg` and name it here.

use leptos::prelude::*;

/// A shape of the sprite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// A house.
    Home,
    /// Several people.
    People,
    /// One person.
    Person,
    /// A tree of organizations.
    Tree,
    /// Something to add.
    Plus,
    /// Something to close or take away.
    Close,
    /// Further deeds.
    More,
    /// A list of places to go.
    Menu,
    /// Towards the end of a line.
    End,
    /// Something to change.
    Edit,
    /// A filter.
    Filter,
    /// An order.
    Sort,
    /// Something to fetch.
    Download,
    /// Something to hand in.
    Upload,
    /// A scroll.
    Audit,
    /// A key.
    Key,
    /// A bell.
    Bell,
    /// Something made like another.
    Copy,
    /// A pause.
    Pause,
    /// Going on.
    Play,
    /// A dot walking into a house.
    Move,
    /// A closed lock.
    Lock,
    /// An open lock.
    Unlock,
    /// It works.
    Works,
    /// A warning.
    Warning,
    /// A blocker.
    Blocker,
    /// A notice.
    Notice,
    /// Not known yet.
    Deferred,
    /// Something one cannot see.
    Hidden,
    /// It failed.
    Failed,
    /// It stays.
    Stays,
    /// It moves along.
    Along,
    /// It changes.
    Changes,
    /// It is lost.
    Lost,
    /// It is gained.
    Gained,
    /// A looking glass.
    Search,
    /// A turn back.
    Undo,
    /// Once more.
    Retry,
    /// An arrow downwards.
    Down,
    /// A door to go out.
    SignOut,
    /// A phone on a desk.
    Phone,
    /// A phone that is a program, or goes along.
    Mobile,
    /// A mailbox.
    Mailbox,
    /// Where things lie together.
    Folder,
    /// A proof or a file.
    Sheet,
    /// A number.
    Number,
    /// Not provisioned.
    NotProvisioned,
    /// Provisioning is requested.
    Requested,
    /// Provisioning is under way.
    InProgress,
    /// Provisioned.
    Provisioned,
    /// Changes are pending.
    Pending,
}

impl Glyph {
    /// The place in the sprite.
    pub fn href(self) -> &'static str {
        match self {
            Self::Home => "#i-home",
            Self::People => "#i-people",
            Self::Person => "#i-person",
            Self::Tree => "#i-tree",
            Self::Plus => "#i-plus",
            Self::Close => "#i-close",
            Self::More => "#i-more",
            Self::Menu => "#i-menu",
            Self::End => "#i-end",
            Self::Edit => "#i-edit",
            Self::Filter => "#i-filter",
            Self::Sort => "#i-sort",
            Self::Download => "#i-download",
            Self::Upload => "#i-upload",
            Self::Audit => "#i-audit",
            Self::Key => "#i-key",
            Self::Bell => "#i-bell",
            Self::Copy => "#i-copy",
            Self::Pause => "#i-pause",
            Self::Play => "#i-play",
            Self::Move => "#i-move",
            Self::Lock => "#i-lock",
            Self::Unlock => "#i-unlock",
            Self::Works => "#i-works",
            Self::Warning => "#i-warning",
            Self::Blocker => "#i-blocker",
            Self::Notice => "#i-notice",
            Self::Deferred => "#i-deferred",
            Self::Hidden => "#i-hidden",
            Self::Failed => "#i-failed",
            Self::Stays => "#i-stays",
            Self::Along => "#i-along",
            Self::Changes => "#i-changes",
            Self::Lost => "#i-lost",
            Self::Gained => "#i-gained",
            Self::Search => "#i-search",
            Self::Undo => "#i-undo",
            Self::Retry => "#i-retry",
            Self::Down => "#i-down",
            Self::SignOut => "#i-sign-out",
            Self::Phone => "#i-phone",
            Self::Mobile => "#i-mobile",
            Self::Mailbox => "#i-mailbox",
            Self::Folder => "#i-folder",
            Self::Sheet => "#i-sheet",
            Self::Number => "#i-number",
            Self::NotProvisioned => "#i-not-provisioned",
            Self::Requested => "#i-requested",
            Self::InProgress => "#i-in-progress",
            Self::Provisioned => "#i-provisioned",
            Self::Pending => "#i-pending",
        }
    }

    /// Whether the shape points along the line of reading and turns with it.
    fn has_direction(self) -> bool {
        matches!(
            self,
            Self::Move | Self::Along | Self::Undo | Self::SignOut | Self::End
        )
    }
}

/// A shape in the size and colour of the text around it; the words beside it carry the meaning.
#[component]
pub fn Icon(
    /// Which shape.
    glyph: Glyph,
) -> impl IntoView {
    view! {
        <svg class="icon" data-flip=glyph.has_direction().then_some("") aria-hidden="true">
            <use href=glyph.href() />
        </svg>
    }
}

/// All shapes, once per page, where [`Icon`] finds them.
#[cfg(feature = "ssr")]
#[component]
pub fn Sprite() -> impl IntoView {
    view! { <div aria-hidden="true" inner_html=include_str!("../icons.svg")></div> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_named_shape_is_drawn() {
        let sprite = include_str!("../icons.svg");
        use Glyph::*;
        for glyph in [
            Home,
            People,
            Person,
            Tree,
            Plus,
            Close,
            More,
            Menu,
            End,
            Edit,
            Filter,
            Sort,
            Download,
            Upload,
            Audit,
            Key,
            Bell,
            Copy,
            Pause,
            Play,
            Move,
            Lock,
            Unlock,
            Works,
            Warning,
            Blocker,
            Notice,
            Deferred,
            Hidden,
            Failed,
            Stays,
            Along,
            Changes,
            Lost,
            Gained,
            Search,
            Undo,
            Retry,
            Down,
            SignOut,
            Folder,
            Sheet,
            NotProvisioned,
            Requested,
            InProgress,
            Provisioned,
            Pending,
        ] {
            assert!(
                sprite.contains(&format!("id=\"{}\"", glyph.href().trim_start_matches('#'))),
                "{glyph:?}"
            );
        }
    }
}
