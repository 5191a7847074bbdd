//! What the pages of transfers from account to account say.

use super::Language;
use super::number::number;
use super::phrase::phrases;

phrases! {
    /// A fixed text about transfers.
    TransferPhrase of transfers;
    Title: "Transfers", "Übertragungen", "عمليات النقل";
    One: "Transfer", "Übertragung", "عملية نقل";
    Lead: "What is carried from account to account after a move, piece by piece.", "Was nach einem Umzug Stück für Stück von Konto zu Konto getragen wird.",
        "ما يُحمل من حساب إلى حساب بعد الانتقال، قطعة بعد قطعة.";
    NoTransfers: "Nothing was carried yet.", "Es wurde noch nichts übertragen.", "لم يُنقل شيء بعد.";
    About: "About it", "Dazu", "عنها";
    Of: "Whose", "Von wem", "لمن";
    FromAccount: "From", "Von", "من";
    ToAccount: "To", "Nach", "إلى";
    Folder: "New folder", "Neuer Ordner", "المجلد الجديد";
    NewOwner: "Takes over what stays", "Übernimmt, was bleibt", "يتولى ما يبقى";
    Ordered: "Ordered", "Angeordnet", "طُلب";
    Ended: "Ended", "Beendet", "انتهى";
    LastSign: "Last sign of life", "Letztes Lebenszeichen", "آخر علامة نشاط";
    Progress: "Progress", "Fortschritt", "التقدم";
    ByTheMinute: "Pieces a minute", "Stück je Minute", "قطعة في الدقيقة";
    Live: "This page follows by itself.", "Diese Seite läuft von selbst mit.", "تتابع هذه الصفحة تلقائيًا.";
    LookMissed: "No answer just now, so this may be old. The transfer goes on, and the page looks again by itself.",
        "Gerade kommt keine Antwort, dies kann also alt sein. Die Übertragung läuft weiter, und die Seite sieht von selbst wieder nach.",
        "لا جواب الآن، فقد يكون هذا قديمًا. يستمر النقل، وستنظر الصفحة من جديد تلقائيًا.";
    Stuck: "No piece has come to its end for a long time. See whether the store of files answers, then retry.",
        "Seit langem ist kein Stück fertig geworden. Prüfen Sie, ob der Dateispeicher antwortet, und versuchen Sie es dann erneut.",
        "لم تنته أي قطعة منذ مدة طويلة. تحقق من استجابة مخزن الملفات ثم أعد المحاولة.";
    GoesOn: "You can leave this page; the transfer goes on.", "Sie können diese Seite verlassen; die Übertragung läuft weiter.", "يمكنك مغادرة هذه الصفحة؛ يستمر النقل.";

    SeeTransfer: "See the transfer", "Zur Übertragung", "عرض عملية النقل";

    // states of the whole
    Running: "Running", "Läuft", "جارٍ";
    Paused: "Paused", "Pausiert", "متوقف مؤقتًا";
    Returning: "Going back", "Geht zurück", "قيد الإعادة";
    Completed: "Completed", "Abgeschlossen", "اكتمل";
    CompletedWithErrors: "Completed, some failed", "Abgeschlossen, einiges fehlgeschlagen", "اكتمل مع إخفاقات";
    Cancelled: "Cancelled", "Abgebrochen", "أُلغي";

    // states of a piece
    Pending: "Waits", "Wartet", "بالانتظار";
    Copying: "Being copied", "Wird kopiert", "يُنسخ";
    Moved: "Arrived", "Angekommen", "وصل";
    Skipped: "Stays after all", "Bleibt doch", "يبقى في مكانه";
    Failed: "Failed", "Fehlgeschlagen", "فشل";
    Reassigned: "Given up", "Aufgegeben", "تُرك";
    TakenBack: "Taken back", "Zurückgenommen", "أُعيد";

    // the reconciliation
    Reconciliation: "Reconciliation", "Abgleich", "المطابقة";
    Planned: "Ordered", "Angeordnet", "المطلوب";
    Open: "Still open", "Noch offen", "ما زال مفتوحًا";
    Sum: "Accounted for", "Nachgewiesen", "المحصى";
    AddsUp: "Every piece is accounted for.", "Jedes Stück ist nachgewiesen.", "كل قطعة محصاة.";
    AddsNotUp: "The sum differs from what was ordered. Tell whoever runs this installation.",
        "Die Summe weicht von dem ab, was angeordnet war. Sagen Sie es denen, die diese Installation betreiben.",
        "المجموع يختلف عما طُلب. أخبر من يشغّل هذا النظام.";

    // the pieces
    Pieces: "Pieces", "Stücke", "القطع";
    AllPieces: "All", "Alle", "الكل";
    NoPieces: "No piece is in this state.", "Kein Stück ist in diesem Zustand.", "لا قطعة في هذه الحالة.";
    Piece: "Piece", "Stück", "القطعة";
    SetOf: "Version set", "Versionsreihe", "مجموعة نسخ";
    SingleItem: "Single item", "Einzelnes Stück", "عنصر واحد";
    Size: "Size", "Größe", "الحجم";
    Cause: "Cause", "Ursache", "السبب";
    Tries: "Tries in vain", "Vergebliche Versuche", "محاولات بلا جدوى";
    OwnersDiffer: "Somebody else owns a version, so the whole set stays.", "Eine Version gehört jemand anderem, also bleibt die ganze Reihe.", "يملك شخص آخر إحدى النسخ، فتبقى المجموعة كلها.";
    Trashed: "All of it lies in the trash.", "Alles davon liegt im Papierkorb.", "كلها في سلة المهملات.";
    Elsewhere: "A version is kept in another account.", "Eine Version liegt in einem anderen Konto.", "إحدى النسخ محفوظة في حساب آخر.";
    Gone: "Nothing of it belongs to the person any more.", "Nichts davon gehört der Person noch.", "لم يعد شيء منها ملكًا للشخص.";
    NotChosen: "Its kind was not to move.", "Seine Art sollte nicht mitkommen.", "لم يُطلب نقل هذا النوع.";
    DestinationClosed: "The new account takes nothing at the moment. It is tried again by itself.", "Das neue Konto nimmt gerade nichts an. Es wird von selbst erneut versucht.",
        "الحساب الجديد لا يستقبل شيئًا الآن. ستُعاد المحاولة تلقائيًا.";
    NoRoom: "The new account has no room at the moment. Make room; it is tried again by itself.", "Das neue Konto hat gerade keinen Platz. Schaffen Sie Platz; es wird von selbst erneut versucht.",
        "لا مكان في الحساب الجديد الآن. أفسح مكانًا؛ ستُعاد المحاولة تلقائيًا.";
    ChangedMeanwhile: "It changed meanwhile and is copied anew.", "Es hat sich inzwischen geändert und wird neu kopiert.", "تغيّرت في الأثناء وتُنسخ من جديد.";
    StoreAway: "The store of files does not answer. It is tried again by itself a few times.", "Der Dateispeicher antwortet nicht. Es wird einige Male von selbst erneut versucht.",
        "مخزن الملفات لا يجيب. ستُعاد المحاولة تلقائيًا بضع مرات.";
    StoreFull: "The store of files is full. Whoever runs this installation can make room.", "Der Dateispeicher ist voll. Wer diese Installation betreibt, kann Platz schaffen.",
        "مخزن الملفات ممتلئ. يستطيع من يشغّل هذا النظام أن يفسح مكانًا.";
    StoreRefuses: "The store of files takes nothing in. Whoever runs this installation can let it be written to.",
        "Der Dateispeicher nimmt nichts an. Wer diese Installation betreibt, kann das Schreiben dort erlauben.",
        "مخزن الملفات لا يقبل شيئًا. يستطيع من يشغّل هذا النظام أن يسمح بالكتابة فيه.";
    BytesMissing: "Its file is not in the store any more. Restore it there, then retry.", "Seine Datei ist nicht mehr im Dateispeicher. Stellen Sie sie dort wieder her und versuchen Sie es dann erneut.",
        "ملفه لم يعد في المخزن. استعده هناك ثم أعد المحاولة.";
    BytesDamaged: "Its file is not what was handed in. Restore it in the store, then retry.", "Seine Datei ist nicht die, die abgegeben wurde. Stellen Sie sie im Dateispeicher wieder her und versuchen Sie es dann erneut.",
        "ملفه ليس كما سُلّم. استعده في المخزن ثم أعد المحاولة.";
    StoreFailed: "The store of files did not do it.", "Der Dateispeicher hat es nicht ausgeführt.", "لم ينفذه مخزن الملفات.";

    // deeds
    Deeds: "What can be done", "Was sich tun lässt", "ما يمكن فعله";
    Pause: "Pause", "Pausieren", "إيقاف مؤقت";
    Resume: "Go on", "Fortsetzen", "متابعة";
    Retry: "Retry what failed", "Fehlgeschlagenes wiederholen", "إعادة ما فشل";
    Cancel: "Cancel the rest", "Den Rest abbrechen", "إلغاء الباقي";
    CancelText: "What arrived stays there. What has not arrived passes to the new owner. To bring back what arrived, undo the move.",
        "Was angekommen ist, bleibt dort. Was noch nicht angekommen ist, geht an die neue Eigentümerin oder den neuen Eigentümer. Um Angekommenes zurückzuholen, nehmen Sie den Umzug zurück.",
        "ما وصل يبقى هناك، وما لم يصل يؤول إلى المالك الجديد. لإعادة ما وصل تراجع عن الانتقال.";
    CancelSurely: "Cancel, the new owner has the rest", "Abbrechen, der Rest wechselt den Eigentümer", "إلغاء وتسليم الباقي للمالك الجديد";
    KeepGoing: "Let it go on", "Weiterlaufen lassen", "دعه يستمر";
    GiveUp: "Give up", "Aufgeben", "ترك";
    GiveUpText: "The new owner has it from then on.", "Es gehört von da an der neuen Eigentümerin oder dem neuen Eigentümer.", "يصبح من ذلك الحين ملكًا للمالك الجديد.";
    GiveUpSurely: "Give up, the new owner has it", "Aufgeben, es wechselt den Eigentümer", "ترك وتسليمه للمالك الجديد";
    Report: "Report as CSV", "Bericht als CSV", "تقرير CSV";
    OnlyLooks: "Only administrators of the hub steer a transfer.", "Nur die Verwaltung des Hubs steuert eine Übertragung.", "لا يوجّه النقل إلا مسؤولو الحساب المركزي.";
    NothingToSteer: "It has come to its end; there is nothing to steer.", "Sie ist zu Ende; es gibt nichts zu steuern.", "انتهى النقل؛ لا شيء لتوجيهه.";
    OtherState: "It stands otherwise by now. Look at it as it is.", "Sie steht inzwischen anders. Sehen Sie sich an, wie es ist.", "تغيّرت حالته الآن. انظر إليه كما هو.";
}

/// How much has arrived of what moves along.
pub(crate) fn arrived(language: Language, moved: u64, planned: u64) -> String {
    let (moved, planned) = (number(language, moved), number(language, planned));
    match language {
        Language::English => {
            format!("{moved} of {planned} pieces that move along with you have arrived.")
        }
        Language::German => {
            format!("{moved} von {planned} Stücken, die mit Ihnen umziehen, sind angekommen.")
        }
        Language::Arabic => format!("وصل {moved} من {planned} من القطع التي تنتقل معك."),
    }
}
