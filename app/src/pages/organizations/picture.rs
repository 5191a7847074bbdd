//! The tree as a picture: drawn from start to end, to be scrolled, dragged and made larger or smaller.
//!
//! It shows what the list beside it says; places are in `layout`, colours and letters in the style sheets.

mod layout;

use self::layout::{BOX, Drawn, What, cut, laid_out};
use super::address::TreeAddress;
use crate::api::organizations::TreeView;
use crate::ui::{Glyph, Icon};
use crate::words::{OrganizationPhrase as P, Words, use_words};
use leptos::ev::{MouseEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

/// Sizes in percent.
const SIZES: [i32; 6] = [50, 65, 80, 100, 125, 150];
const USUAL: usize = 3;
/// How far a pointer goes before it drags and no longer presses.
const DRAGGED: i32 = 5;

/// The picture with its buttons.
#[component]
pub(super) fn TreePicture(tree: TreeView, address: TreeAddress) -> impl IntoView {
    let words = use_words();
    let size = RwSignal::new(Some(USUAL));
    let (drawn, width, height) = laid_out(&tree, &address, words);
    let turn = move |by: isize| {
        size.update(|size| {
            let at = size.unwrap_or(USUAL);
            *size = Some(at.saturating_add_signed(by).min(SIZES.len() - 1));
        });
    };
    let percent = move || size.get().and_then(|size| SIZES.get(size).copied());
    let scaled = move |length: i32| percent().map(|percent| (length * percent / 100).to_string());
    let chosen = drawn.iter().find_map(|drawn| match drawn.what {
        What::Organization {
            is_chosen: true, ..
        } => Some((drawn.x + BOX.0 / 2, drawn.y + BOX.1 / 2)),
        _ => None,
    });
    let (edges, boxes) = drawn_views(drawn, width, words);
    view! {
        <div class="org-zoom only-wide" role="group" aria-label=words.say(P::TreePicture)>
            <button class="button" type="button" data-size="small" data-shape="square" aria-label=words.say(P::Smaller) on:click=move |_| turn(-1)>
                <Icon glyph=Glyph::Lost />
            </button>
            <button class="button" type="button" data-size="small" data-shape="square" aria-label=words.say(P::Larger) on:click=move |_| turn(1)>
                <Icon glyph=Glyph::Plus />
            </button>
            <button
                class="button"
                type="button"
                data-size="small"
                aria-pressed=move || if size.get().is_none() { "true" } else { "false" }
                on:click=move |_| size.update(|size| *size = if size.is_none() { Some(USUAL) } else { None })
            >
                {words.say(P::WholeTree)}
            </button>
        </div>
        <Dragged label=words.said(P::TreePicture) at=chosen>
            <svg
                width=move || scaled(width).unwrap_or_else(|| "100%".to_owned())
                height=move || scaled(height)
                viewBox=format!("0 0 {width} {height}")
                role="group"
                aria-label=words.say(P::Tree)
            >
                <g>{edges}</g>
                <g>{boxes}</g>
            </svg>
        </Dragged>
    }
}

/// The lines, then the boxes over them. Right to left, all is mirrored.
fn drawn_views(drawn: Vec<Drawn>, width: i32, words: Words) -> (Vec<AnyView>, Vec<AnyView>) {
    let is_mirrored = words.language.direction() == "rtl";
    let flip = move |x: i32| if is_mirrored { width - x } else { x };
    let mut edges: Vec<(bool, AnyView)> = drawn
        .iter()
        .filter_map(|to| {
            let (x, y) = to.from?;
            let (end, middle) = (to.x, to.y + BOX.1 / 2);
            let bend = (x + end) / 2;
            let line = format!(
                "M{} {y}C{} {y} {} {middle} {} {middle}",
                flip(x),
                flip(bend),
                flip(bend),
                flip(end)
            );
            let view = view! { <path class="map-edge" d=line data-on=to.on_the_way.then_some("") fill="none" /> };
            Some((to.on_the_way, view.into_any()))
        })
        .collect();
    // WHY: the way to the chosen one lies over the other lines.
    edges.sort_by_key(|(on_the_way, _)| *on_the_way);
    let boxes = drawn
        .into_iter()
        .map(|drawn| {
            let start = if is_mirrored {
                width - drawn.x - BOX.0
            } else {
                drawn.x
            };
            boxed(drawn, start, is_mirrored, words)
        })
        .collect();
    (edges.into_iter().map(|(_, view)| view).collect(), boxes)
}

/// Goes to an address without loading the page anew, where only the main button was pressed.
fn going(address: String) -> impl Fn(MouseEvent) + Clone + 'static {
    let navigate = use_navigate();
    move |event: MouseEvent| {
        let plain = event.button() == 0
            && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        if plain && !event.default_prevented() {
            event.prevent_default();
            navigate(
                &address,
                leptos_router::NavigateOptions {
                    scroll: false,
                    ..Default::default()
                },
            );
        }
    }
}

fn boxed(drawn: Drawn, start: i32, is_mirrored: bool, words: Words) -> AnyView {
    let y = drawn.y;
    // From the start of the box inwards, whichever side that is.
    let inside = move |by: i32| {
        if is_mirrored {
            start + BOX.0 - by
        } else {
            start + by
        }
    };
    match drawn.what {
        What::More { address } => view! {
            <g>
                <a class="map-node" href=address.clone() on:click=going(address)>
                    <rect x=start y=y width=BOX.0 height=BOX.1 rx="10" stroke-dasharray="4 3" />
                    <text class="map-name" x=inside(16) y=y + 33>
                        {words.say(P::MoreHere)}
                    </text>
                </a>
            </g>
        }
        .into_any(),
        What::Organization {
            code,
            name,
            more,
            is_chosen,
            is_off,
            children,
            is_unfolded,
            choose,
            turn,
        } => {
            let house = if is_mirrored {
                start + BOX.0 - 42
            } else {
                start + 12
            };
            let speech = words.speech();
            let label = if is_unfolded {
                speech.fold(&name)
            } else {
                speech.unfold(&name)
            };
            let full = format!("{name}, {more}");
            view! {
                <g>
                    // WHY a group of its own: the macro takes a link for one of SVG only where it stands alone in one.
                    <g>
                        <a
                            class="map-node"
                            href=choose.clone()
                            on:click=going(choose)
                            data-on=drawn.on_the_way.then_some("")
                            data-off=is_off.then_some("")
                            data-code=code.to_string()
                            aria-label=full
                            aria-current=is_chosen.then_some("true")
                        >
                            <rect x=start y=y width=BOX.0 height=BOX.1 rx="10" />
                            <svg x=house y=y + 13 width="30" height="30" viewBox="0 0 32 32">
                                <use class="map-house" href="#i-house-shape" />
                            </svg>
                            <text class="map-name" x=inside(52) y=y + 25>
                                {cut(&name)}
                            </text>
                            <text class="map-more" x=inside(52) y=y + 42>
                                {more}
                            </text>
                        </a>
                    </g>
                    {(children > 0)
                        .then(|| {
                            view! {
                                <g>
                                    <a class="map-turn" href=turn.clone() on:click=going(turn) aria-label=label>
                                        <circle class="map-fold" cx=inside(BOX.0) cy=y + BOX.1 / 2 r="12.5" />
                                        <text class="map-fold-text" x=inside(BOX.0) y=y + BOX.1 / 2 + 4>
                                            {if is_unfolded { "–".to_owned() } else { words.number(children) }}
                                        </text>
                                    </a>
                                </g>
                            }
                        })}
                </g>
            }
            .into_any()
        }
    }
}

/// A region that scrolls, by keys and by dragging it with a mouse.
#[component]
fn Dragged(
    /// What is in it.
    label: String,
    /// What is brought into the middle at first: how far it is from the start and from above.
    at: Option<(i32, i32)>,
    /// The picture.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    // Where the pointer went down, and how far the region was scrolled then.
    let held = StoredValue::new(None::<(i32, i32, i32, i32)>);
    let was_dragged = StoredValue::new(false);
    let is_mirrored = use_words().language.direction() == "rtl";
    Effect::new(move |_| {
        if let (Some(region), Some((far, down))) = (node.get(), at) {
            let far = (far - region.client_width() / 2).max(0);
            // Right to left, a region scrolls below nothing.
            region.set_scroll_left(if is_mirrored { -far } else { far });
            region.set_scroll_top(down - region.client_height() / 2);
        }
    });
    let down = move |event: PointerEvent| {
        was_dragged.set_value(false);
        if let (Some(region), 0, "mouse") = (
            node.get_untracked(),
            event.button(),
            event.pointer_type().as_str(),
        ) {
            held.set_value(Some((
                event.client_x(),
                event.client_y(),
                region.scroll_left(),
                region.scroll_top(),
            )));
        }
    };
    let moved = move |event: PointerEvent| {
        let (Some((x, y, left, top)), Some(region)) = (held.get_value(), node.get_untracked())
        else {
            return;
        };
        let by = (event.client_x() - x, event.client_y() - y);
        if event.buttons() == 0 {
            held.set_value(None);
        } else if by.0.abs() + by.1.abs() > DRAGGED || was_dragged.get_value() {
            was_dragged.set_value(true);
            region.set_scroll_left(left - by.0);
            region.set_scroll_top(top - by.1);
        }
    };
    let pressed = move |event: MouseEvent| {
        if was_dragged.get_value() {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    view! {
        <div
            class="org-map"
            tabindex="0"
            role="region"
            aria-label=label
            node_ref=node
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=move |_| held.set_value(None)
            on:click:capture=pressed
            on:dragstart=|event| event.prevent_default()
        >
            {children()}
        </div>
    }
}
