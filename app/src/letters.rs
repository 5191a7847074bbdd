//! What letters say, in every language. Only the server writes them, so none of this is in the browser's module.

mod ended;

use crate::routes;
use crate::words::{Language, profile_name};
use ended::ended_lines;
use rehome_service::letters::{Letter, Moved, News, ProfileName, TookOver};

/// A letter in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The subject.
    pub subject: String,
    /// The text, lines separated by `\n`.
    pub text: String,
}

/// Writes a letter in its reader's language, English where nobody said which; `base` is the address people open.
pub fn written(letter: &Letter, base: &str) -> Written {
    let language = letter.to.language.as_deref().and_then(Language::from_tag);
    let language = language.unwrap_or_default();
    let (subject, lines) = match &letter.news {
        News::Moved(moved) => moved_lines(moved, language, base),
        News::TookOver(taken) => took_over_lines(taken, language, base),
        News::Ended(ended) => ended_lines(ended, language, base),
    };
    let name = &letter.to.name;
    let greeting = match language {
        Language::English => format!("Hello {name},"),
        Language::German => format!("Guten Tag {name},"),
        Language::Arabic => format!("مرحبًا \u{2068}{name}\u{2069}،"),
    };
    let mut text = greeting;
    for line in lines {
        text.push_str("\n\n");
        text.push_str(&line);
    }
    text.push('\n');
    Written { subject, text }
}

type Lines = (String, Vec<String>);

fn moved_lines(moved: &Moved, language: Language, base: &str) -> Lines {
    let Moved { from, to, .. } = moved;
    let subject = match language {
        Language::English => format!("You have moved to {to}"),
        Language::German => format!("Sie sind zu {to} umgezogen"),
        Language::Arabic => format!("انتقلت إلى \u{2068}{to}\u{2069}"),
    };
    let mut lines = vec![match language {
        Language::English => format!(
            "you have moved from {from} to {to}. Your sign-in and your password stay as they are."
        ),
        Language::German => format!(
            "Sie sind von {from} zu {to} umgezogen. Anmeldung und Passwort bleiben, wie sie sind."
        ),
        Language::Arabic => format!(
            "انتقلت من \u{2068}{from}\u{2069} إلى \u{2068}{to}\u{2069}. يبقى تسجيل الدخول وكلمة المرور كما هما."
        ),
    }];
    if let Some((before, after)) = &moved.profile {
        let (before, after) = (said(before, language), said(after, language));
        lines.push(match language {
            Language::English => {
                format!("Your permission profile was {before} and is {after} now.")
            }
            Language::German => {
                format!("Ihr Berechtigungsprofil war {before} und ist jetzt {after}.")
            }
            Language::Arabic => {
                format!("كان ملف صلاحياتك \u{2068}{before}\u{2069} وأصبح \u{2068}{after}\u{2069}.")
            }
        });
    }
    if let Some(along) = &moved.along {
        let (folder, many) = (&along.folder, along.pieces);
        lines.push(match language {
            Language::English => format!("What moves along arrives piece by piece in the folder “{folder}” (pieces: {many}). Until then it is where it was."),
            Language::German => format!("Was mitzieht, kommt Stück für Stück im Ordner „{folder}“ an (Stücke: {many}). Bis dahin ist es, wo es war."),
            Language::Arabic => format!("ما ينتقل معك يصل تباعًا إلى المجلد \u{2068}«{folder}»\u{2069} (عدد القطع: {many}). وحتى ذلك الحين يبقى في مكانه."),
        });
    }
    if moved.leaves {
        lines.push(match language {
            Language::English => format!("What stays at {from} has a new owner there."),
            Language::German => format!(
                "Was bei {from} bleibt, hat dort eine neue Eigentümerin oder einen neuen Eigentümer."
            ),
            Language::Arabic => {
                format!("ما يبقى في \u{2068}{from}\u{2069} له هناك مالك جديد.")
            }
        });
    }
    let job = moved.along.as_ref().and_then(|along| along.job.as_ref());
    if let Some(page) = job.map(|job| routes::transfer(job)) {
        lines.push(match language {
            Language::English => format!("See how much has arrived: {base}{page}"),
            Language::German => format!("Wie viel schon angekommen ist: {base}{page}"),
            Language::Arabic => format!("لمعرفة ما وصل: \u{2068}{base}{page}\u{2069}"),
        });
    }
    lines.push(look(language, base, routes::PROFILE));
    (subject, lines)
}

fn took_over_lines(taken: &TookOver, language: Language, base: &str) -> Lines {
    let TookOver {
        from_whom: who,
        account,
        items,
        folders,
        others,
    } = taken;
    let subject = match language {
        Language::English => format!("You now own what {who} left at {account}"),
        Language::German => {
            format!("Ihnen gehört jetzt, was {who} bei {account} zurückgelassen hat")
        }
        Language::Arabic => {
            format!("أصبح ما تركه \u{2068}{who}\u{2069} في \u{2068}{account}\u{2069} ملكًا لك")
        }
    };
    let lines = match language {
        Language::English => vec![
            format!("{who} has moved away from {account}. What stays there belongs to you now:"),
            format!(
                "Proofs and files: {items}\nFolders: {folders}\nViews, groups and templates: {others}"
            ),
        ],
        Language::German => vec![
            format!("{who} ist von {account} weggezogen. Was dort bleibt, gehört jetzt Ihnen:"),
            format!(
                "Korrekturabzüge und Dateien: {items}\nOrdner: {folders}\nAnsichten, Gruppen und Vorlagen: {others}"
            ),
        ],
        Language::Arabic => vec![
            format!(
                "انتقل \u{2068}{who}\u{2069} من \u{2068}{account}\u{2069}. ما يبقى هناك أصبح ملكًا لك:"
            ),
            format!(
                "البروفات والملفات: {items}\nالمجلدات: {folders}\nطرق العرض والمجموعات والقوالب: {others}"
            ),
        ],
    };
    let more = look(language, base, routes::PROFILE);
    (subject, lines.into_iter().chain([more]).collect())
}

fn look(language: Language, base: &str, page: &str) -> String {
    match language {
        Language::English => format!("See more: {base}{page}"),
        Language::German => format!("Mehr dazu: {base}{page}"),
        Language::Arabic => format!("للمزيد: \u{2068}{base}{page}\u{2069}"),
    }
}

fn said(profile: &ProfileName, language: Language) -> String {
    match profile {
        ProfileName::BuiltIn(kind) => profile_name(*kind, language).to_owned(),
        ProfileName::Own(name) => name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rehome_domain::content::ProfileKind;
    use rehome_service::content::TransferProgress;
    use rehome_service::letters::{Along, Ended, EndedBy, More, Reader};

    fn letter(language: Option<&str>, news: News) -> Letter {
        Letter {
            id: "m.0".to_owned(),
            to: Reader {
                name: "Ann Ash".to_owned(),
                address: "ann@hub.example".to_owned(),
                language: language.map(str::to_owned),
            },
            news,
        }
    }

    fn moved() -> News {
        News::Moved(Moved {
            from: "Harbour".to_owned(),
            to: "Meadow".to_owned(),
            profile: Some((
                ProfileName::BuiltIn(ProfileKind::Manager),
                ProfileName::Own("Reviewers".to_owned()),
            )),
            along: Some(Along {
                folder: "From Harbour".to_owned(),
                pieces: 12,
                job: Some("j1".to_owned()),
            }),
            leaves: true,
        })
    }

    fn ended(failed: u64) -> News {
        News::Ended(Ended {
            more: Some(More::Transfer("j1".to_owned())),
            by: EndedBy::Itself,
            whose: "Ann Ash".to_owned(),
            from: "Harbour".to_owned(),
            to: "Meadow".to_owned(),
            progress: TransferProgress {
                planned: 12,
                moved: 12 - failed,
                failed,
                ..TransferProgress::default()
            },
        })
    }

    const BASE: &str = "https://move.example";

    #[test]
    fn who_moved_reads_where_from_where_to_and_what_became_of_everything() {
        let Written { subject, text } = written(&letter(None, moved()), BASE);
        assert_eq!(subject, "You have moved to Meadow");
        for part in [
            "Hello Ann Ash,",
            "from Harbour to Meadow",
            "was Manager and is Reviewers",
            "“From Harbour” (pieces: 12)",
            "See how much has arrived: https://move.example/transfers/j1",
            "What stays at Harbour has a new owner there.",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(
            text.ends_with("See more: https://move.example/profile\n"),
            "{text}"
        );
    }

    #[test]
    fn a_letter_says_what_there_is_to_say_and_no_more() {
        let bare = News::Moved(Moved {
            from: "Harbour".to_owned(),
            to: "Meadow".to_owned(),
            profile: None,
            along: None,
            leaves: false,
        });
        let text = written(&letter(Some("en-GB"), bare), BASE).text;
        assert!(
            !text.contains("profile was")
                && !text.contains("folder")
                && !text.contains("new owner"),
            "{text}"
        );
    }

    #[test]
    fn a_report_counts_everything_and_says_what_to_do_about_what_failed() {
        let whole = written(&letter(None, ended(0)), BASE);
        assert_eq!(
            whole.subject,
            "What Ann Ash brought along has arrived at Meadow"
        );
        assert!(
            whole.text.contains("Planned: 12\nArrived: 12\n")
                && !whole.text.contains("Try it again")
        );
        let not = written(&letter(None, ended(2)), BASE);
        assert_eq!(
            not.subject,
            "Not everything of Ann Ash has arrived at Meadow"
        );
        assert!(not.text.contains("Failed: 2") && not.text.contains("Try it again"));
        assert!(not.text.contains("https://move.example/transfers/j1"));
    }

    #[test]
    fn a_report_says_how_it_came_to_the_end() {
        let by = |by: EndedBy, more: Option<More>| {
            let News::Ended(ended) = ended(0) else {
                unreachable!()
            };
            let news = News::Ended(Ended { by, more, ..ended });
            let all = ["en", "de", "ar"].map(|tag| written(&letter(Some(tag), news.clone()), BASE));
            let [english, german, arabic] = &all;
            assert!(english.subject != german.subject && german.subject != arabic.subject);
            english.clone()
        };
        let cancelled = by(EndedBy::Cancelling, None);
        assert_eq!(
            cancelled.subject,
            "What Ann Ash moved to Meadow was ended early"
        );
        assert!(cancelled.text.contains("Arrived: 12") && !cancelled.text.contains("See more"));
        let back = by(EndedBy::Undoing, None);
        assert_eq!(
            back.subject,
            "What Ann Ash brought along is back at Harbour"
        );
        let nothing = by(EndedBy::HavingNothing, Some(More::Move("m1".into())));
        assert_eq!(nothing.subject, "Ann Ash has moved to Meadow");
        assert!(!nothing.text.contains("Planned") && nothing.text.contains("/moves/m1"));
    }

    #[test]
    fn every_reader_is_written_to_in_their_language() {
        let taken = News::TookOver(TookOver {
            from_whom: "Ann Ash".to_owned(),
            account: "Harbour".to_owned(),
            items: 3,
            folders: 1,
            others: 2,
        });
        for news in [moved(), taken, ended(1)] {
            let english = written(&letter(Some("en"), news.clone()), BASE);
            let german = written(&letter(Some("de-AT"), news.clone()), BASE);
            let arabic = written(&letter(Some("ar"), news.clone()), BASE);
            assert!(
                german.text.starts_with("Guten Tag Ann Ash,"),
                "{}",
                german.text
            );
            assert!(arabic.text.starts_with("مرحبًا"), "{}", arabic.text);
            assert_ne!(english.subject, german.subject);
            assert_ne!(german.subject, arabic.subject);
            assert_eq!(written(&letter(Some("tlh"), news), BASE), english);
        }
    }
}
