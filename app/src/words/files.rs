//! What exporting and importing people says.

use super::phrase::phrases;

phrases! {
    /// A fixed text of these pages.
    FilePhrase of files;
    // export
    Export: "Export", "Exportieren", "تصدير";
    ExportUsers: "Export users", "Benutzer exportieren", "تصدير المستخدمين";
    ExportText: "A table to look at, or to edit and import again.", "Eine Tabelle zum Ansehen oder zum Bearbeiten und erneuten Importieren.",
        "جدول للاطلاع أو للتعديل ثم الاستيراد من جديد.";
    Columns: "Columns", "Spalten", "الأعمدة";
    UsernameAlways: "Username is always there.", "Der Benutzername ist immer dabei.", "اسم المستخدم موجود دائمًا.";
    ColumnOrganization: "Organization", "Organisation", "المؤسسة";
    ColumnLock: "Prevent User Move", "Prevent User Move", "منع نقل المستخدم";
    ColumnSponsor: "Sponsor", "Betreuende Person", "الكفيل";
    ColumnName: "Display name", "Anzeigename", "الاسم المعروض";
    ColumnGiven: "Given name", "Vorname", "الاسم الأول";
    ColumnSurname: "Surname", "Nachname", "اسم العائلة";
    ColumnMappingId: "Mapping ID", "Zuordnungskennung", "معرّف الربط";
    Attributes: "Attributes", "Attribute", "السمات";
    OrganizationOrSponsor: "A file holds Organization or Sponsor, never both.", "Eine Datei enthält Organisation oder betreuende Person, nie beides.",
        "يحتوي الملف على المؤسسة أو الكفيل، وليس كليهما.";
    Download: "Download CSV", "CSV herunterladen", "تنزيل CSV";
    EverybodyFound: "Everybody the filter finds", "Alle, die der Filter findet", "كل من يجده المرشح";
    EverybodyInView: "Everybody you can see here", "Alle, die Sie hier sehen", "كل من تراه هنا";

    // import
    Import: "Import", "Importieren", "استيراد";
    ImportUsers: "Import users", "Benutzer importieren", "استيراد المستخدمين";
    ImportText: "A file of people or of moves. Every row is judged before anything is changed.",
        "Eine Datei mit Personen oder Umzügen. Jede Zeile wird geprüft, bevor sich etwas ändert.",
        "ملف أشخاص أو انتقالات. يُفحص كل صف قبل أن يتغير أي شيء.";
    File: "File", "Datei", "الملف";
    FileHint: "CSV, or a list in JSON or YAML; up to 32 MB and 150,000 rows.", "CSV oder eine Liste in JSON oder YAML; bis 32 MB und 150.000 Zeilen.",
        "CSV أو قائمة JSON أو YAML؛ حتى ٣٢ ميغابايت و١٥٠٬٠٠٠ صف.";
    Upload: "Look at the file", "Datei prüfen", "فحص الملف";
    UploadAnother: "Another file", "Andere Datei", "ملف آخر";
    LatestFiles: "Latest files", "Letzte Dateien", "أحدث الملفات";
    NoFiles: "You have handed in no file here yet.", "Sie haben hier noch keine Datei eingereicht.", "لم تقدم أي ملف هنا بعد.";
    FileRefused: "The file cannot be read", "Die Datei lässt sich nicht lesen", "لا يمكن قراءة الملف";
    FileRefusedText: "Nothing was changed. Correct what stands below and hand it in again.", "Es wurde nichts geändert. Berichtigen Sie, was unten steht, und reichen Sie sie erneut ein.",
        "لم يتغير شيء. صحّح ما يرد أدناه وقدّمه من جديد.";
    NoFileChosen: "Choose a file first.", "Wählen Sie zuerst eine Datei.", "اختر ملفًا أولًا.";
    FileTooLarge: "The file is too large. Split it.", "Die Datei ist zu groß. Teilen Sie sie.", "الملف كبير جدًا. قسّمه.";
    TooManyRows: "The file has too many rows. Split it.", "Die Datei hat zu viele Zeilen. Teilen Sie sie.", "صفوف الملف كثيرة جدًا. قسّمه.";

    // the rows
    Row: "Row", "Zeile", "الصف";
    Verdict: "Verdict", "Urteil", "الحكم";
    Finding: "Finding", "Befund", "النتيجة";
    Username: "Sign-in name", "Anmeldename", "اسم الدخول";
    Result: "Result", "Ergebnis", "النتيجة";
    CanMove: "Can move", "Kann umziehen", "يمكن نقله";
    CanWithWarnings: "Can, with warnings", "Geht, mit Warnungen", "ممكن مع تحذيرات";
    Cannot: "Cannot", "Geht nicht", "لا يمكن";
    Creates: "New", "Neu", "جديد";
    Changes: "Changes", "Ändert sich", "يتغير";
    NothingToDo: "Nothing to do", "Nichts zu tun", "لا شيء للقيام به";
    All: "All", "Alle", "الكل";
    Warnings: "Warnings", "Warnungen", "تحذيرات";
    Moved: "Moved", "Umgezogen", "انتقل";
    Created: "Created", "Angelegt", "أُنشئ";
    Changed: "Changed", "Geändert", "تغيّر";
    Skipped: "Skipped", "Übersprungen", "تم التخطي";
    Refused: "Refused", "Abgelehnt", "مرفوض";
    Failed: "Failed", "Fehlgeschlagen", "فشل";
    Left: "Not tried", "Nicht versucht", "لم تُجرَّب";
    JudgeAgain: "Judge again", "Erneut prüfen", "إعادة الفحص";
    EditRow: "Change", "Ändern", "تعديل";

    // running
    ConfirmWarnings: "Confirm the warnings", "Warnungen bestätigen", "تأكيد التحذيرات";
    ConfirmWarningsText: "A row with a warning that is not confirmed is refused.", "Eine Zeile mit unbestätigter Warnung wird abgelehnt.", "يُرفض كل صف فيه تحذير غير مؤكد.";
    LockAfter: "Lock everybody who is moved", "Alle Umgezogenen sperren", "قفل كل من ينتقل";
    Run: "Run", "Ausführen", "تشغيل";
    BeforeRunning: "Before it runs", "Vor dem Ausführen", "قبل التشغيل";
    RunAgain: "Go on", "Fortsetzen", "متابعة";
    RunOnce: "Run again", "Erneut ausführen", "تشغيل مرة أخرى";
    Stop: "Stop", "Anhalten", "إيقاف";
    Stopping: "Stopping after the row in hand", "Hält nach der laufenden Zeile an", "يتوقف بعد الصف الحالي";
    GoesOn: "You can leave this page; the file goes on.", "Sie können diese Seite verlassen; die Datei läuft weiter.", "يمكنك مغادرة هذه الصفحة؛ يستمر الملف.";
    NothingWritten: "Nothing is changed yet.", "Es ist noch nichts geändert.", "لم يتغير شيء بعد.";
    NothingToRun: "No row would change anything.", "Keine Zeile würde etwas ändern.", "لا صف يغيّر شيئًا.";
    ResultFile: "Result file", "Ergebnisdatei", "ملف النتائج";
    StateQueued: "Waits", "Wartet", "بالانتظار";
    StateJudging: "Being judged", "Wird geprüft", "قيد الفحص";
    StateJudged: "Judged", "Geprüft", "تم الفحص";
    StateRunning: "Runs", "Läuft", "قيد التشغيل";
    StateCompleted: "Done", "Erledigt", "اكتمل";
    StateCompletedWithErrors: "Done, with rows left out", "Erledigt, mit ausgelassenen Zeilen", "اكتمل مع صفوف متروكة";
    StateFailed: "Broke off", "Abgebrochen", "انقطع";
    StateCancelled: "Stopped", "Angehalten", "متوقف";
    BrokeOffText: "What was done stands. Going on is harmless.", "Was erledigt ist, bleibt. Fortsetzen schadet nicht.", "ما أُنجز باقٍ. المتابعة لا تضر.";

    // what is wrong with a file
    FaultNotUtf8: "The text is not UTF-8. Save it as UTF-8.", "Der Text ist nicht UTF-8. Speichern Sie ihn als UTF-8.", "النص ليس UTF-8. احفظه بترميز UTF-8.";
    FaultMalformed: "This is not CSV, JSON or YAML.", "Das ist weder CSV noch JSON noch YAML.", "هذا ليس CSV ولا JSON ولا YAML.";
    FaultEmpty: "There is nothing in it.", "Es steht nichts darin.", "لا شيء فيه.";
    FaultMissingColumn: "A column is missing: Username, and Organization or destination.", "Eine Spalte fehlt: Username und Organization oder destination.",
        "عمود ناقص: Username، ومعه Organization أو destination.";
    FaultUnknownColumn: "This column means nothing here. Take it out.", "Diese Spalte bedeutet hier nichts. Nehmen Sie sie heraus.", "لا معنى لهذا العمود هنا. احذفه.";
    FaultColumnTwice: "The same column is there twice. Keep one.", "Dieselbe Spalte gibt es zweimal. Behalten Sie eine.", "العمود نفسه موجود مرتين. أبقِ واحدًا.";
    FaultSponsorAndOrganization: "Sponsor and Organization are in one file. Make two files of it.", "Sponsor und Organization stehen in einer Datei. Machen Sie zwei daraus.",
        "Sponsor وOrganization في ملف واحد. اجعلهما ملفين.";
    FaultEmptyCell: "This cell is empty. Fill it in.", "Diese Zelle ist leer. Füllen Sie sie aus.", "هذه الخلية فارغة. املأها.";
    FaultBadDate: "This is no date. Write it like 2026-11-21.", "Das ist kein Datum. Schreiben Sie es wie 2026-11-21.", "هذا ليس تاريخًا. اكتبه مثل 2026-11-21.";
    FaultYesOrNo: "This word is not one of those understood; write Yes or No.", "Dieses Wort wird nicht verstanden; schreiben Sie Yes oder No.", "هذه الكلمة غير مفهومة؛ اكتب Yes أو No.";
    FaultRowLength: "The row has another number of cells than the header.", "Die Zeile hat eine andere Zahl von Zellen als der Kopf.", "عدد خلايا الصف يختلف عن الرأس.";
    FaultMappingId: "This is no mapping ID: 2 to 80 letters and digits.", "Das ist keine Zuordnungskennung: 2 bis 80 Buchstaben und Ziffern.", "هذا ليس معرّف ربط: من ٢ إلى ٨٠ حرفًا ورقمًا.";
    FaultTooLong: "This text is too long.", "Dieser Text ist zu lang.", "هذا النص طويل جدًا.";
    FaultOther: "This cannot be read here.", "Das lässt sich hier nicht lesen.", "لا يمكن قراءة هذا هنا.";
}

impl FilePhrase {
    /// What is wrong with a file, by the code of the fault.
    pub fn of_fault(code: &str) -> Self {
        match code {
            "not-utf8" | "control-character" => Self::FaultNotUtf8,
            "malformed" | "unreadable" | "too-deep" | "alias" | "tag" | "several-documents" => {
                Self::FaultMalformed
            }
            "empty" => Self::FaultEmpty,
            "missing-column" => Self::FaultMissingColumn,
            "unknown-column" => Self::FaultUnknownColumn,
            "column-twice" => Self::FaultColumnTwice,
            "sponsor-and-organization" => Self::FaultSponsorAndOrganization,
            "empty-cell" => Self::FaultEmptyCell,
            "bad-date" => Self::FaultBadDate,
            "unknown-word" => Self::FaultYesOrNo,
            "bad-mapping-id" => Self::FaultMappingId,
            "out-of-range" => Self::FaultTooLong,
            "ragged-row" => Self::FaultRowLength,
            "too-large" | "too-many-values" => Self::FileTooLarge,
            "too-many-rows" => Self::TooManyRows,
            _ => Self::FaultOther,
        }
    }
}
