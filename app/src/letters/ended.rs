//! The report at the end of a transfer, in words.

use super::{Lines, look};
use crate::routes;
use crate::words::Language;
use rehome_service::content::TransferProgress;
use rehome_service::letters::{Ended, EndedBy, More};

pub(super) fn ended_lines(ended: &Ended, language: Language, base: &str) -> Lines {
    let mut lines = vec![beginning(ended, language)];
    if ended.by != EndedBy::HavingNothing {
        lines.push(table(&ended.progress, language));
    }
    if ended.progress.failed > 0 {
        lines.push(match language {
            Language::English => "What failed is where it was. Try it again, or give it to the new owner.".to_owned(),
            Language::German => "Was fehlschlug, ist, wo es war. Versuchen Sie es noch einmal, oder geben Sie es der neuen Eigentümerin oder dem neuen Eigentümer.".to_owned(),
            Language::Arabic => "ما فشل نقله باقٍ في مكانه. أعد المحاولة أو أعطه للمالك الجديد.".to_owned(),
        });
    }
    let page = ended.more.as_ref().map(|more| match more {
        More::Transfer(job) => routes::transfer(job),
        More::Move(id) => routes::user_move(id),
    });
    lines.extend(page.map(|page| look(language, base, &page)));
    (subject(ended, language), lines)
}

fn subject(ended: &Ended, language: Language) -> String {
    let Ended {
        whose, from, to, ..
    } = ended;
    let is_whole = ended.progress.failed == 0;
    match (ended.by, language) {
        (EndedBy::Itself, Language::English) if is_whole => {
            format!("What {whose} brought along has arrived at {to}")
        }
        (EndedBy::Itself, Language::German) if is_whole => {
            format!("Was {whose} mitgebracht hat, ist bei {to} angekommen")
        }
        (EndedBy::Itself, Language::Arabic) if is_whole => {
            format!("وصل ما نقله \u{2068}{whose}\u{2069} إلى \u{2068}{to}\u{2069}")
        }
        (EndedBy::Itself, Language::English) => {
            format!("Not everything of {whose} has arrived at {to}")
        }
        (EndedBy::Itself, Language::German) => {
            format!("Nicht alles von {whose} ist bei {to} angekommen")
        }
        (EndedBy::Itself, Language::Arabic) => {
            format!("لم يصل كل ما يخص \u{2068}{whose}\u{2069} إلى \u{2068}{to}\u{2069}")
        }
        (EndedBy::Cancelling, Language::English) => {
            format!("What {whose} moved to {to} was ended early")
        }
        (EndedBy::Cancelling, Language::German) => {
            format!("Was {whose} zu {to} mitnahm, wurde vorzeitig beendet")
        }
        (EndedBy::Cancelling, Language::Arabic) => {
            format!("أُنهي مبكرًا نقل ما يخص \u{2068}{whose}\u{2069} إلى \u{2068}{to}\u{2069}")
        }
        (EndedBy::Undoing, Language::English) => {
            format!("What {whose} brought along is back at {from}")
        }
        (EndedBy::Undoing, Language::German) => {
            format!("Was {whose} mitgebracht hatte, ist wieder bei {from}")
        }
        (EndedBy::Undoing, Language::Arabic) => {
            format!("عاد ما نقله \u{2068}{whose}\u{2069} إلى \u{2068}{from}\u{2069}")
        }
        (EndedBy::HavingNothing, Language::English) => format!("{whose} has moved to {to}"),
        (EndedBy::HavingNothing, Language::German) => format!("{whose} ist zu {to} umgezogen"),
        (EndedBy::HavingNothing, Language::Arabic) => {
            format!("انتقل \u{2068}{whose}\u{2069} إلى \u{2068}{to}\u{2069}")
        }
    }
}

fn beginning(ended: &Ended, language: Language) -> String {
    let Ended {
        whose, from, to, ..
    } = ended;
    match (ended.by, language) {
        (EndedBy::Itself, Language::English) => {
            format!("what {whose} moved from {from} to {to} has come to its end.")
        }
        (EndedBy::Itself, Language::German) => {
            format!("was {whose} von {from} zu {to} mitgenommen hat, ist zum Ende gekommen.")
        }
        (EndedBy::Itself, Language::Arabic) => format!(
            "انتهى نقل ما يخص \u{2068}{whose}\u{2069} من \u{2068}{from}\u{2069} إلى \u{2068}{to}\u{2069}."
        ),
        (EndedBy::Cancelling, Language::English) => format!(
            "what {whose} moved from {from} to {to} was ended before all of it had come to its end. What has arrived stays at {to}."
        ),
        (EndedBy::Cancelling, Language::German) => format!(
            "was {whose} von {from} zu {to} mitnahm, wurde beendet, bevor alles zum Ende gekommen war. Was angekommen ist, bleibt bei {to}."
        ),
        (EndedBy::Cancelling, Language::Arabic) => format!(
            "أُنهي نقل ما يخص \u{2068}{whose}\u{2069} من \u{2068}{from}\u{2069} إلى \u{2068}{to}\u{2069} قبل اكتماله. ما وصل يبقى في \u{2068}{to}\u{2069}."
        ),
        (EndedBy::Undoing, Language::English) => format!(
            "the move of {whose} from {from} to {to} was undone. What had arrived is back at {from}."
        ),
        (EndedBy::Undoing, Language::German) => format!(
            "der Umzug von {whose} von {from} zu {to} wurde rückgängig gemacht. Was angekommen war, ist wieder bei {from}."
        ),
        (EndedBy::Undoing, Language::Arabic) => format!(
            "أُلغي انتقال \u{2068}{whose}\u{2069} من \u{2068}{from}\u{2069} إلى \u{2068}{to}\u{2069}. ما كان قد وصل عاد إلى \u{2068}{from}\u{2069}."
        ),
        (EndedBy::HavingNothing, Language::English) => {
            format!("{whose} has moved from {from} to {to}. No proofs and files move along.")
        }
        (EndedBy::HavingNothing, Language::German) => format!(
            "{whose} ist von {from} zu {to} umgezogen. Korrekturabzüge und Dateien ziehen nicht mit."
        ),
        (EndedBy::HavingNothing, Language::Arabic) => format!(
            "انتقل \u{2068}{whose}\u{2069} من \u{2068}{from}\u{2069} إلى \u{2068}{to}\u{2069}. لا تنتقل معه بروفات ولا ملفات."
        ),
    }
}

fn table(p: &TransferProgress, language: Language) -> String {
    let counts = [
        (["Planned", "Geplant", "المخطط"], p.planned),
        (["Arrived", "Angekommen", "وصل"], p.moved),
        (["Stayed", "Geblieben", "بقي"], p.skipped),
        (["Failed", "Fehlgeschlagen", "فشل"], p.failed),
        (
            [
                "Given to the new owner",
                "An die neue Eigentümerin oder den neuen Eigentümer",
                "أُعطي للمالك الجديد",
            ],
            p.reassigned,
        ),
        (["Taken back", "Zurückgenommen", "استُرجع"], p.taken_back),
    ];
    let lines = counts.iter().map(|([english, german, arabic], many)| {
        let name = match language {
            Language::English => english,
            Language::German => german,
            Language::Arabic => arabic,
        };
        format!("{name}: {many}")
    });
    lines.collect::<Vec<_>>().join("\n")
}
