//! Somebody's phones as a picture, and what a plan rewrites of them as a table.

use crate::ui::{
    Cell, Glyph, Head, PhoneGroup, PhoneKey, PhoneShape, Phones, Prose, Stack, TableBox,
};
use crate::words::{Names, PhonePhrase as P, WizardPhrase, Words, use_words};
use leptos::prelude::*;
use rehome_domain::ids::{LineId, OrganizationCode};
use rehome_domain::telephony::picture::{DrawnDevice, DrawnLine, DrawnService, PhonePicture};
use rehome_domain::telephony::{DeviceKind, Section};
use rehome_domain::user_move::Step;
use rehome_domain::user_move::rewritten::{RewrittenValue, ValueChange, rewritten};
use std::sync::Arc;

/// The picture; a remark where there is nothing to draw.
#[component]
pub(crate) fn PhonesOf(
    /// What it shows.
    #[prop(default = P::Phones)]
    label: P,
    /// The phones.
    picture: PhonePicture,
    /// The names in it.
    names: StoredValue<Names>,
) -> impl IntoView {
    let words = use_words();
    if picture.is_empty() {
        return view! { <p class="muted">{words.say(P::NoPhones)}</p> }.into_any();
    }
    let drawing = Drawing { names, words };
    let devices = picture.devices.iter();
    let devices = devices.map(|it| drawing.device(it, &picture)).collect();
    let lines = picture.lines.iter().map(|it| drawing.line(it)).collect();
    let services = picture
        .services
        .iter()
        .map(|it| drawing.service(it))
        .collect();
    let group = |title, shapes| PhoneGroup {
        title: words.say(title),
        shapes,
    };
    let groups = vec![
        group(P::Devices, devices),
        group(P::Lines, lines),
        group(P::Services, services),
    ];
    view! { <Phones label=words.said(label) groups /> }.into_any()
}

/// What shapes are drawn with.
#[derive(Clone, Copy)]
struct Drawing {
    names: StoredValue<Names>,
    words: Words,
}

impl Drawing {
    fn place(self, at: Option<&OrganizationCode>) -> Option<String> {
        let code = at?;
        Some(
            self.names
                .with_value(|names| names.organization(code).to_owned()),
        )
    }

    fn device(self, device: &DrawnDevice, picture: &PhonePicture) -> PhoneShape {
        let words = self.words;
        let section = device.key.section;
        let kind = match P::of_phone(section, device.kind) {
            Some(phrase) => words.say(phrase),
            None => words.speech().phone_record(section),
        };
        let keys = device.lines.iter().map(|id| {
            let line = picture.lines.iter().find(|line| line.id == *id);
            PhoneKey {
                number: line.map_or_else(|| id.to_string(), |line| line.number.to_string()),
                more: line
                    .filter(|line| line.primary)
                    .map(|_| words.say(P::PrimaryLine)),
                strong: line.is_some_and(|line| line.primary),
            }
        });
        PhoneShape {
            glyph: match (section, device.kind) {
                (Section::Phones, DeviceKind::Desk) => Glyph::Phone,
                _ => Glyph::Mobile,
            },
            name: device.key.id.to_string(),
            address: None,
            more: std::iter::once(kind.to_owned())
                .chain(self.place(device.at.as_ref()))
                .collect(),
            keys: keys.collect(),
            none: Some(words.say(P::NoLine)),
        }
    }

    fn line(self, line: &DrawnLine) -> PhoneShape {
        let words = self.words;
        let primary = line.primary.then(|| words.said(P::PrimaryLine));
        let shared = (line.shared_with > 0).then(|| words.said(P::Shared));
        let status = line.status.map(|status| words.said(P::from(status)));
        let outside = line.outside.iter().map(|number| PhoneKey {
            number: number.to_string(),
            more: Some(words.say(P::FromOutside)),
            strong: false,
        });
        PhoneShape {
            glyph: Glyph::Number,
            name: line.number.to_string(),
            address: None,
            more: primary
                .into_iter()
                .chain(line.partition.iter().map(ToString::to_string))
                .chain(self.place(line.at.as_ref()))
                .chain(status)
                .chain(shared)
                .collect(),
            keys: outside.collect(),
            none: None,
        }
    }

    fn service(self, service: &DrawnService) -> PhoneShape {
        let words = self.words;
        let number = service.number.iter().map(|number| PhoneKey {
            number: number.to_string(),
            more: None,
            strong: false,
        });
        let pilot = service.pilot.iter().map(|number| PhoneKey {
            number: number.to_string(),
            more: Some(words.say(P::Pilot)),
            strong: false,
        });
        PhoneShape {
            glyph: match service.key.section {
                Section::Voicemail => Glyph::Mailbox,
                _ => Glyph::Person,
            },
            name: words.speech().phone_record(service.key.section).to_owned(),
            address: None,
            more: self.place(service.at.as_ref()).into_iter().collect(),
            keys: number.chain(pilot).collect(),
            none: None,
        }
    }
}

/// Every value that the steps of a plan rewrite of phones, lines and numbers; nothing where there is none.
#[component]
pub(crate) fn Rewritten(
    /// The plan's steps.
    steps: Vec<Step>,
    /// The lines whose numbers are known.
    lines: Vec<DrawnLine>,
    /// The names in it.
    names: StoredValue<Names>,
) -> impl IntoView {
    let words = use_words();
    let number = |id: &LineId| -> Arc<str> {
        let known = lines.iter().find(|line| line.id == *id);
        known.map_or_else(|| id.as_str().into(), |line| line.number.clone())
    };
    let rows = rewritten(&steps, &number);
    if rows.is_empty() {
        return ().into_any();
    }
    let heads = [
        words.said(P::Record),
        words.said(P::Value),
        words.said(WizardPhrase::Before),
        words.said(WizardPhrase::After),
    ];
    let heads = heads.map(|words| view! { <Head words /> });
    let rows = rows.into_iter().map(move |row| {
        let record = record(&row, words);
        // WHY: of the person, the row holds the id.
        let name = match row.record {
            Some(_) => row.name.to_string(),
            None => names.with_value(|names| names.user(&row.name.as_ref().into()).to_owned()),
        };
        let (value, [before, after]) = names.with_value(|names| change(row.change, names, words));
        let cell = |text: Option<String>| text.map(|text| view! { <bdi>{text}</bdi> }.into_any());
        view! {
            <tr>
                <th scope="row">
                    <span class="who-text">
                        <bdi class="who-name">{name}</bdi>
                        <span class="who-more">{record}</span>
                    </span>
                </th>
                <Cell label=words.said(P::Value) content=Some(view! { <Prose text=value /> }.into_any()) />
                <Cell label=words.said(WizardPhrase::Before) content=cell(before) />
                <Cell label=words.said(WizardPhrase::After) content=cell(after) />
            </tr>
        }
    });
    view! {
        <section class="panel" aria-labelledby="rewritten">
            <div class="panel-head">
                <h2 id="rewritten">{words.say(P::Rewritten)}</h2>
            </div>
            <TableBox caption=words.said(P::Rewritten) stack=Stack::Wide heads=heads.collect_view().into_any()>
                {rows.collect_view()}
            </TableBox>
        </section>
    }
    .into_any()
}

fn record(row: &RewrittenValue, words: Words) -> &'static str {
    match &row.record {
        Some(key) => words.speech().phone_record(key.section),
        None => words.say(P::Person),
    }
}

/// What is rewritten, in words, with what it was and will be.
fn change(change: ValueChange, names: &Names, words: Words) -> (String, [Option<String>; 2]) {
    match change {
        ValueChange::Place(pair) => (
            words.said(P::Site),
            pair.map(|code| code.map(|code| names.organization(&code).to_owned())),
        ),
        ValueChange::Owner(pair) => (
            words.said(P::Owner),
            pair.map(|user| user.map(|user| names.user(&user).to_owned())),
        ),
        ValueChange::Line(number, is_on) => {
            let number = Some(number.to_string());
            let pair = if is_on {
                [None, number]
            } else {
                [number, None]
            };
            (words.said(P::LineOn), pair)
        }
        ValueChange::PrimaryLine(pair) => (
            words.said(P::PrimaryLine),
            pair.map(|line| line.map(|line| line.to_string())),
        ),
        ValueChange::Value { line, value, pair } => {
            let name = match line {
                Some(line) => format!("{line} {value}"),
                None => value.to_string(),
            };
            let is_status = &*value == "status";
            let told = |text: Arc<str>| match status(&text).filter(|_| is_status) {
                Some(phrase) => words.said(phrase),
                None => text.to_string(),
            };
            (
                words.speech().phone_value(&name),
                pair.map(|text| text.map(told)),
            )
        }
    }
}

/// The state of a number by its word on the wire.
fn status(word: &str) -> Option<P> {
    use rehome_domain::telephony::NumberStatus as S;
    let all = [
        S::Available,
        S::Used,
        S::UsedUtility,
        S::Reserved,
        S::Cooling,
        S::Inactive,
    ];
    let found = all.into_iter().find(|status| status.as_str() == word);
    found.map(P::from)
}
