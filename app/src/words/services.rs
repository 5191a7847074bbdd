//! What the panel of services and the pages of jobs outside say.

use super::phrase::phrases;

phrases! {
    /// A fixed text about accounts and services outside.
    ServicePhrase of services;
    Title: "Account and services", "Konto und Dienste", "الحساب والخدمات";
    Account: "Account", "Konto", "الحساب";
    Forwarding: "Mail sent on", "Nachsendung", "إعادة توجيه البريد";
    ForwardingEnds: "End of mail sent on", "Ende der Nachsendung", "إنهاء إعادة توجيه البريد";
    ForwardingText: "Make a contact at the former customer that sends mail on until its last day, then mark it as done.",
        "Legen Sie beim früheren Kunden einen Kontakt an, der bis zum letzten Tag nachsendet, und markieren Sie es dann als erledigt.",
        "أنشئ لدى العميل السابق جهة اتصال تعيد توجيه البريد حتى يومها الأخير، ثم ضع علامة تم.";
    ForwardingEndsText: "Remove the contact at the former customer, then mark it as done.",
        "Entfernen Sie den Kontakt beim früheren Kunden und markieren Sie es dann als erledigt.",
        "أزل جهة الاتصال لدى العميل السابق، ثم ضع علامة تم.";
    ForwardedTo: "Goes to", "Geht an", "يذهب إلى";
    LastDay: "Last day", "Letzter Tag", "اليوم الأخير";
    Jobs: "Provisioning", "Bereitstellung", "التهيئة";
    JobsText: "Accounts and services outside that are not as they should be.", "Konten und Dienste außerhalb, die nicht so sind, wie sie sein sollen.",
        "حسابات وخدمات خارجية ليست كما ينبغي.";
    NoJobs: "Nothing here waits or failed.", "Hier wartet nichts, und nichts ist fehlgeschlagen.", "لا شيء هنا ينتظر أو فشل.";
    Open: "Everything open", "Alles Offene", "كل المفتوح";
    Person: "Person", "Person", "الشخص";
    What: "What", "Was", "ماذا";
    Organization: "Organization", "Organisation", "المؤسسة";
    Connector: "Carried by", "Übertragen durch", "ينقله";
    ByHand: "An administrator, by hand", "Eine Administratorin oder ein Administrator, von Hand", "مسؤول، يدويًا";
    Tries: "Tries in vain", "Vergebliche Versuche", "محاولات بلا جدوى";
    Next: "Next try", "Nächster Versuch", "المحاولة التالية";
    AwaitsAccount: "It waits until the account has arrived.", "Es wartet, bis das Konto angekommen ist.", "ينتظر حتى يصل الحساب.";
    Cause: "Cause and steps", "Ursache und Schritte", "السبب والخطوات";
    Log: "What happened", "Was geschah", "ما الذي حدث";
    Everything: "Everything about it", "Alles dazu", "كل ما يتعلق به";

    // causes
    Unreachable: "The other end cannot be reached. It is tried again by itself.", "Die Gegenstelle ist nicht erreichbar. Es wird von selbst erneut versucht.", "لا يمكن الوصول إلى الطرف الآخر. ستُعاد المحاولة تلقائيًا.";
    Refused: "The other end refused it. Look at its rights, then retry.", "Die Gegenstelle hat abgelehnt. Prüfen Sie ihre Rechte und versuchen Sie es erneut.", "رفضه الطرف الآخر. راجع صلاحياته ثم أعد المحاولة.";
    NotFound: "Something is not there that has to be. Make it there, then retry.", "Etwas Nötiges ist dort nicht vorhanden. Legen Sie es an und versuchen Sie es erneut.", "شيء لازم غير موجود هناك. أنشئه ثم أعد المحاولة.";
    Conflict: "Somebody else has the name or address there. Settle that, then retry.", "Jemand anderes hat dort den Namen oder die Adresse. Klären Sie das und versuchen Sie es erneut.", "لدى شخص آخر هذا الاسم أو العنوان هناك. سوِّ ذلك ثم أعد المحاولة.";
    Invalid: "What was ordered or configured cannot be so. Correct the connector, then retry.", "Was angeordnet oder eingestellt ist, geht so nicht. Berichtigen Sie die Anbindung und versuchen Sie es erneut.", "ما طُلب أو ضُبط لا يصلح. صحّح الموصّل ثم أعد المحاولة.";
    Timeout: "There was no answer in time.", "Es kam rechtzeitig keine Antwort.", "لم يأتِ جواب في الوقت المناسب.";
    StepDone: "Done", "Erledigt", "تم";
    StepFailed: "Failed", "Fehlgeschlagen", "فشل";
    StepNotTried: "Not tried", "Nicht versucht", "لم يُجرَّب";

    // events
    Ordered: "Ordered", "Angeordnet", "طُلب";
    Waits: "Something has to be filled in", "Etwas ist auszufüllen", "يجب ملء شيء";
    TriedInVain: "Tried in vain", "Vergeblich versucht", "جُرِّب بلا جدوى";
    Accepted: "Taken up by the other end", "Von der Gegenstelle aufgenommen", "تسلّمه الطرف الآخر";
    Done: "Done", "Erledigt", "تم";
    FailedForGood: "Failed", "Fehlgeschlagen", "فشل";
    Retried: "Asked for once more", "Erneut angefordert", "طُلب مرة أخرى";
    WasReset: "Reset", "Zurückgesetzt", "أُعيد ضبطه";
    Cancelled: "Taken back before it began", "Zurückgenommen, bevor es begann", "أُلغي قبل أن يبدأ";

    // deeds
    Provision: "Provision", "Bereitstellen", "تهيئة";
    Deprovision: "Take away", "Wegnehmen", "إزالة";
    DeprovisionSurely: "Take it away, its data is lost", "Wegnehmen, die Daten gehen verloren", "إزالتها مع فقدان بياناتها";
    Retry: "Retry", "Erneut versuchen", "إعادة المحاولة";
    Reset: "Reset status", "Status zurücksetzen", "إعادة ضبط الحالة";
    MarkDone: "Mark as done", "Als erledigt markieren", "وضع علامة تم";
    MarkFailed: "Mark as failed", "Als fehlgeschlagen markieren", "وضع علامة فشل";
    RollBack: "Back to the former level", "Zurück zur früheren Stufe", "العودة إلى المستوى السابق";
    Reason: "Why it failed", "Warum es fehlschlug", "سبب الفشل";
    Instance: "Instance", "Instanz", "النسخة";
    Plan: "Plan", "Tarif", "الخطة";
    ChooseLevel: "Choose where and at which level, then provision.", "Wählen Sie, wo und auf welcher Stufe, und stellen Sie dann bereit.", "اختر المكان والمستوى ثم هيّئ.";
    FillIn: "Fill in what is missing, then provision.", "Füllen Sie aus, was fehlt, und stellen Sie dann bereit.", "املأ ما ينقص ثم هيّئ.";
    DataLoss: "What the service holds of this person will be lost.", "Was der Dienst von dieser Person hält, geht verloren.", "سيُفقد ما تحتفظ به الخدمة لهذا الشخص.";
}
