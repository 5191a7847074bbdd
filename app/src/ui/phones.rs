//! Phones drawn: devices with the lines on their keys, the numbers of these, and services, group by group.

use super::icon::{Glyph, Icon};
use leptos::prelude::*;

/// One of the groups of the picture.
pub struct PhoneGroup {
    /// What is in it.
    pub title: &'static str,
    /// The shapes.
    pub shapes: Vec<PhoneShape>,
}

/// A device, a line or a service.
pub struct PhoneShape {
    /// How it looks.
    pub glyph: Glyph,
    /// What it is called.
    pub name: String,
    /// Its address, where it has one.
    pub address: Option<String>,
    /// What it is, and where it stands.
    pub more: Vec<String>,
    /// What is on it.
    pub keys: Vec<PhoneKey>,
    /// What is said where nothing is.
    pub none: Option<&'static str>,
}

/// A key of a device, with a line on it; or a number that reaches a line.
pub struct PhoneKey {
    /// The number.
    pub number: String,
    /// What is to be known of it.
    pub more: Option<&'static str>,
    /// Whether it stands out.
    pub strong: bool,
}

/// The picture.
#[component]
pub fn Phones(
    /// What it shows; heard, not seen.
    label: String,
    /// The groups; empty ones are left out.
    groups: Vec<PhoneGroup>,
) -> impl IntoView {
    let groups = groups.into_iter().filter(|group| !group.shapes.is_empty());
    let groups = groups.map(|group| {
        view! {
            <div class="phone-group" role="group" aria-label=group.title>
                <span class="phone-title" aria-hidden="true">
                    {group.title}
                </span>
                <ul class="phone-shapes" role="list">
                    {group.shapes.into_iter().map(shape).collect_view()}
                </ul>
            </div>
        }
    });
    view! {
        <div class="phones" role="group" aria-label=label>
            {groups.collect_view()}
        </div>
    }
}

fn shape(shape: PhoneShape) -> impl IntoView {
    let none = shape.none.filter(|_| shape.keys.is_empty());
    let keys = (!shape.keys.is_empty()).then(|| {
        let keys = shape.keys.into_iter().map(|key| {
            view! {
                <li class="phone-key" data-strong=key.strong.then_some("")>
                    <bdi class="code" dir="ltr">
                        {key.number}
                    </bdi>
                    {key.more.map(|more| view! { <span class="small">{more}</span> })}
                </li>
            }
        });
        view! {
            <ul class="phone-keys" role="list">
                {keys.collect_view()}
            </ul>
        }
    });
    let name = view! { <bdi dir="auto">{shape.name}</bdi> };
    let more = shape.more.into_iter().map(|more| {
        view! { <bdi class="who-more">{more}</bdi> }
    });
    view! {
        <li class="phone">
            <span class="phone-head">
                <Icon glyph=shape.glyph />
                <span class="who-text">
                    {match shape.address {
                        Some(address) => {
                            view! {
                                <a class="who-name" href=address>
                                    {name}
                                </a>
                            }
                                .into_any()
                        }
                        None => view! { <span class="who-name">{name}</span> }.into_any(),
                    }} {more.collect_view()}
                </span>
            </span>
            {keys}
            {none.map(|none| view! { <span class="small muted">{none}</span> })}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_shows_its_lines_on_keys_and_says_where_there_are_none() {
        let device = |keys| PhoneShape {
            glyph: Glyph::Phone,
            name: "sep-1".to_owned(),
            address: None,
            more: vec!["Desk phone".to_owned()],
            keys,
            none: Some("No line"),
        };
        let drawn = |keys| {
            let groups = vec![PhoneGroup {
                title: "Devices",
                shapes: vec![device(keys)],
            }];
            view! { <Phones label="Phones".to_owned() groups /> }.to_html()
        };
        let key = PhoneKey {
            number: "7101".to_owned(),
            more: Some("Primary line"),
            strong: true,
        };
        let html = drawn(vec![key]);
        assert!(
            html.contains("7101") && html.contains("data-strong"),
            "{html}"
        );
        assert!(!html.contains("No line"), "{html}");
        assert!(drawn(Vec::new()).contains("No line"));
    }

    #[test]
    fn a_group_of_nothing_is_left_out() {
        let groups = vec![PhoneGroup {
            title: "Services",
            shapes: Vec::new(),
        }];
        let html = view! { <Phones label="Phones".to_owned() groups /> }.to_html();
        assert!(!html.contains("Services"), "{html}");
    }
}
