//! The pieces: what every screen is made of, after the blocks of `style/components.css`.
//!
//! Owns markup and accessibility of each piece. It must not know the domain, the words or the server:
//! texts and states come in as arguments. To add a piece, give it a file named after its block.

mod button;
mod combobox;
mod connected;
mod dialog;
mod field;
mod found;
mod icon;
mod mark;
mod narrowing;
mod page;
mod panel;
mod phones;
mod prose;
mod route_picture;
mod scroll;
mod state;
mod table;
mod timeline;
mod verdict;

pub use button::{Button, ButtonKind, Look, Size, Why};
pub use combobox::{Choice, Combobox};
pub use dialog::Dialog;
pub use field::{Check, Field, SearchInput, Select, TextInput};
pub use found::Found;
#[cfg(feature = "ssr")]
pub use icon::Sprite;
pub use icon::{Glyph, Icon};
pub use mark::{House, HouseLook, MarkSize, Person, Wordmark};
pub use narrowing::{Chip, Tab, Tabs, Toolbar, ToolbarSearch};
pub(crate) use page::PageFocus;
pub use page::{Crumbs, Page};
pub use panel::{Badge, Note, Panel, Tone};
pub use phones::{PhoneGroup, PhoneKey, PhoneShape, Phones};
pub use prose::Prose;
pub(crate) use prose::{NAME_CLOSES, NAME_OPENS, WhoMore};
pub use route_picture::{RouteAt, RoutePicture};
pub(crate) use scroll::{bring_into_view, stepped};
pub use state::{PageState, StateKind};
pub use table::{Cell, Column, Head, Pager, SortHead, Sorted, Stack, TableBox};
pub use timeline::TimelineLine;
pub use verdict::{Verdict, VerdictLook};
