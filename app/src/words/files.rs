//! What exporting and importing people says.

use super::arabic::Arabic;
use super::english::English;
use super::german::German;
use super::moving::{ar, de, en};
use super::number::number;
use super::phrase::phrases;
use super::{Language, isolated};

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
    ColumnEmail: "E-mail", "E-Mail", "البريد الإلكتروني";
    ColumnStatus: "Status", "Status", "الحالة";
    ColumnPosition: "Position", "Position", "المنصب";
    ColumnManager: "Manager", "Vorgesetzte Person", "المدير";
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
    TooManyColumns: "The table has too many columns. Take out those you do not need.", "Die Tabelle hat zu viele Spalten. Nehmen Sie heraus, was nicht gebraucht wird.", "أعمدة الجدول كثيرة جدًا. احذف ما لا تحتاج إليه.";
    TooManyRows: "The file has too many rows. Split it.", "Die Datei hat zu viele Zeilen. Teilen Sie sie.", "صفوف الملف كثيرة جدًا. قسّمه.";

    // the rows
    Row: "Row", "Zeile", "الصف";
    Rows: "Rows", "Zeilen", "الصفوف";
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
    Pause: "Pause", "Pausieren", "إيقاف مؤقت";
    Pausing: "Pausing after the row in hand", "Pausiert nach der laufenden Zeile", "يتوقف مؤقتًا بعد الصف الحالي";
    PausedText: "What was done stands. It rests until you go on.", "Was erledigt ist, bleibt. Es ruht, bis Sie fortsetzen.", "ما أُنجز باقٍ. ينتظر حتى تتابع.";
    Retry: "Retry failed rows", "Fehlgeschlagene Zeilen wiederholen", "إعادة محاولة الصفوف الفاشلة";
    Stopping: "Stopping after the row in hand", "Hält nach der laufenden Zeile an", "يتوقف بعد الصف الحالي";
    LookMissed: "No answer just now, so these figures may be old. The file goes on, and the page looks again by itself.",
        "Gerade kommt keine Antwort, die Zahlen können also alt sein. Die Datei läuft weiter, und die Seite sieht von selbst wieder nach.",
        "لا جواب الآن، فقد تكون هذه الأرقام قديمة. يستمر الملف، وستنظر الصفحة من جديد تلقائيًا.";
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
    StatePaused: "Paused", "Pausiert", "متوقف مؤقتًا";
    BrokeOffText: "What was done stands. Going on is harmless.", "Was erledigt ist, bleibt. Fortsetzen schadet nicht.", "ما أُنجز باقٍ. المتابعة لا تضر.";


    // jobs
    Jobs: "Jobs", "Aufträge", "المهام";
    JobsText: "The files you handed in, wherever you acted. What runs goes on without this page.",
        "Die Dateien, die Sie eingereicht haben, wo immer Sie tätig waren. Was läuft, läuft auch ohne diese Seite weiter.",
        "الملفات التي قدمتها أينما كنت تعمل. ما هو قيد التشغيل يستمر من دون هذه الصفحة.";
    JobsEmpty: "You have handed in no file yet.", "Sie haben noch keine Datei eingereicht.", "لم تقدم أي ملف بعد.";
    Progress: "Progress", "Fortschritt", "التقدم";
    StateRefused: "Refused", "Abgelehnt", "مرفوض";
    NoSignYet: "Nobody works on it yet.", "Noch arbeitet niemand daran.", "لا أحد يعمل عليه بعد.";
    LessThanAMinute: "Less than a minute left", "Weniger als eine Minute", "بقي أقل من دقيقة";

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
    FaultWord: "This word is not understood. Write Yes or No, and in Status Enabled, Disabled, Pending or Deleted.",
        "Dieses Wort wird nicht verstanden. Schreiben Sie Yes oder No, unter Status Enabled, Disabled, Pending oder Deleted.",
        "هذه الكلمة غير مفهومة. اكتب Yes أو No، وفي Status اكتب Enabled أو Disabled أو Pending أو Deleted.";
    FaultAddress: "This is no e-mail address.", "Das ist keine E-Mail-Adresse.", "هذا ليس عنوان بريد إلكتروني.";
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
            "too-many-columns" => Self::TooManyColumns,
            "column-twice" => Self::FaultColumnTwice,
            "sponsor-and-organization" => Self::FaultSponsorAndOrganization,
            "empty-cell" => Self::FaultEmptyCell,
            "bad-date" => Self::FaultBadDate,
            "unknown-word" => Self::FaultWord,
            "bad-address" => Self::FaultAddress,
            "bad-mapping-id" => Self::FaultMappingId,
            "out-of-range" => Self::FaultTooLong,
            "ragged-row" => Self::FaultRowLength,
            "too-large" | "too-many-values" => Self::FileTooLarge,
            "too-many-rows" => Self::TooManyRows,
            _ => Self::FaultOther,
        }
    }
}

/// What these pages say with numbers.
pub trait FileSpeech {
    /// A place in a file; the row as a whole where there is no column.
    fn row_and_column(&self, row: u64, column: u64) -> String;
    /// The same where the column has a name.
    fn row_and_name(&self, row: u64, name: &str) -> String;
    /// How many faults there are that are not told one by one.
    fn more_faults(&self, count: u64) -> String;
    /// How many rows come to an end in a second.
    fn rows_a_second(&self, rows: u64) -> String;
    /// The same in a minute, where they are few.
    fn rows_a_minute(&self, rows: u64) -> String;
    /// How long the rest takes, in minutes.
    fn minutes_left(&self, minutes: u64) -> String;
    /// The same where it is known as a range: at least and at most so many.
    fn minutes_left_between(&self, range: (u64, u64)) -> String;
    /// When whoever works on a file last said so.
    fn last_sign(&self, seconds: u64) -> String;
}

impl FileSpeech for English {
    fn row_and_column(&self, row: u64, column: u64) -> String {
        let n = |value| number(Language::English, value);
        match column {
            0 => format!("Row {}", n(row)),
            _ => format!("Row {}, column {}", n(row), n(column)),
        }
    }
    fn row_and_name(&self, row: u64, name: &str) -> String {
        format!("Row {}, {}", number(Language::English, row), isolated(name))
    }
    fn more_faults(&self, count: u64) -> String {
        format!("And {}.", en(count, "more fault", "more faults"))
    }
    fn rows_a_second(&self, rows: u64) -> String {
        format!("{} a second", en(rows, "row", "rows"))
    }
    fn rows_a_minute(&self, rows: u64) -> String {
        format!("{} a minute", en(rows, "row", "rows"))
    }
    fn minutes_left(&self, minutes: u64) -> String {
        format!("About {} left", en(minutes, "minute", "minutes"))
    }
    fn minutes_left_between(&self, (least, most): (u64, u64)) -> String {
        if least == most {
            return self.minutes_left(most);
        }
        let least = number(Language::English, least);
        format!("About {least} to {} left", en(most, "minute", "minutes"))
    }
    fn last_sign(&self, seconds: u64) -> String {
        let ago = en(seconds, "second", "seconds");
        format!("Last sign of life {ago} ago")
    }
}

impl FileSpeech for German {
    fn row_and_column(&self, row: u64, column: u64) -> String {
        let n = |value| number(Language::German, value);
        match column {
            0 => format!("Zeile {}", n(row)),
            _ => format!("Zeile {}, Spalte {}", n(row), n(column)),
        }
    }
    fn row_and_name(&self, row: u64, name: &str) -> String {
        format!(
            "Zeile {}, {}",
            number(Language::German, row),
            isolated(name)
        )
    }
    fn more_faults(&self, count: u64) -> String {
        format!("Und {}.", de(count, "weiterer Fehler", "weitere Fehler"))
    }
    fn rows_a_second(&self, rows: u64) -> String {
        format!("{} in der Sekunde", de(rows, "Zeile", "Zeilen"))
    }
    fn rows_a_minute(&self, rows: u64) -> String {
        format!("{} in der Minute", de(rows, "Zeile", "Zeilen"))
    }
    fn minutes_left(&self, minutes: u64) -> String {
        format!("Noch etwa {}", de(minutes, "Minute", "Minuten"))
    }
    fn minutes_left_between(&self, (least, most): (u64, u64)) -> String {
        if least == most {
            return self.minutes_left(most);
        }
        let least = number(Language::German, least);
        format!("Noch etwa {least} bis {}", de(most, "Minute", "Minuten"))
    }
    fn last_sign(&self, seconds: u64) -> String {
        let ago = de(seconds, "Sekunde", "Sekunden");
        format!("Letztes Lebenszeichen vor {ago}")
    }
}

impl FileSpeech for Arabic {
    fn row_and_column(&self, row: u64, column: u64) -> String {
        let n = |value| number(Language::Arabic, value);
        match column {
            0 => format!("الصف {}", n(row)),
            _ => format!("الصف {}، العمود {}", n(row), n(column)),
        }
    }
    fn row_and_name(&self, row: u64, name: &str) -> String {
        format!("الصف {}، {}", number(Language::Arabic, row), isolated(name))
    }
    fn more_faults(&self, count: u64) -> String {
        let words = ["خطأ آخر", "خطأين آخرين", "أخطاء أخرى", "خطأ آخر", "خطأ آخر"];
        format!("إضافةً إلى {}.", ar(count, words))
    }
    fn rows_a_second(&self, rows: u64) -> String {
        format!("{} في الثانية", ar(rows, ROWS))
    }
    fn rows_a_minute(&self, rows: u64) -> String {
        format!("{} في الدقيقة", ar(rows, ROWS))
    }
    fn minutes_left(&self, minutes: u64) -> String {
        let words = ["دقيقة واحدة", "دقيقتان", "دقائق", "دقيقة", "دقيقة"];
        format!("بقي نحو {}", ar(minutes, words))
    }
    fn minutes_left_between(&self, (least, most): (u64, u64)) -> String {
        if least == most {
            return self.minutes_left(most);
        }
        let words = ["دقيقة واحدة", "دقيقتين", "دقائق", "دقيقة", "دقيقة"];
        let least = number(Language::Arabic, least);
        format!("بقي من نحو {least} إلى {}", ar(most, words))
    }
    fn last_sign(&self, seconds: u64) -> String {
        let words = ["ثانية واحدة", "ثانيتين", "ثوانٍ", "ثانية", "ثانية"];
        format!("آخر علامة نشاط قبل {}", ar(seconds, words))
    }
}

/// Rows, counted in Arabic.
const ROWS: [&str; 5] = ["صف واحد", "صفان", "صفوف", "صفًا", "صف"];
