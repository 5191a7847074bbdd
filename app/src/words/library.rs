//! What the library of an account says.

use super::phrase::phrases;

phrases! {
    /// A fixed text of the library.
    LibraryPhrase of library;
    Title: "Library", "Bibliothek", "المكتبة";
    Lead: "Folders, proofs and files you see in this account.", "Ordner, Proofs und Dateien, die Sie in diesem Konto sehen.",
        "المجلدات والبروفات والملفات التي تراها في هذا الحساب.";
    ViewOnly: "View only", "Nur ansehen", "للعرض فقط";
    LeftBehind: "You see this from outside the account, to look at only: you made it there, or somebody of the account let you in.",
        "Sie sehen dies von außerhalb des Kontos, nur zum Ansehen: Sie haben es dort angelegt, oder jemand aus dem Konto lässt Sie hinein.",
        "ترى هذا من خارج الحساب، للعرض فقط: أنشأته هناك، أو أدخلك أحد من الحساب.";
    Folders: "Folders", "Ordner", "المجلدات";
    Items: "Proofs and files", "Proofs und Dateien", "البروفات والملفات";
    Name: "Name", "Name", "الاسم";
    Owner: "Owner", "Gehört", "المالك";
    Size: "Size", "Größe", "الحجم";
    Kind: "Kind", "Art", "النوع";
    Proof: "Proof", "Proof", "بروفة";
    File: "File", "Datei", "ملف";
    Version: "Version", "Version", "النسخة";
    Access: "You may", "Sie dürfen", "يمكنك";
    MayView: "View", "Ansehen", "العرض";
    MayReview: "Review", "Begutachten", "المراجعة";
    MayChange: "Change", "Ändern", "التغيير";
    Yours: "Everything, it is yours", "Alles, es gehört Ihnen", "كل شيء، فهو لك";
    Private: "Private", "Privat", "خاص";
    OpenIt: "Open", "Öffnen", "فتح";
    NoBytes: "Nothing to open: only its entry is known.", "Nichts zu öffnen: nur der Eintrag ist bekannt.", "لا شيء يُفتح: لا يُعرف إلا قيده.";
    MoreFolders: "More folders", "Weitere Ordner", "مجلدات أخرى";
    Nothing: "Nothing is here", "Hier ist nichts", "لا شيء هنا";
    NothingText: "What you hand in here, or others let you see, appears in this place.", "Was Sie hier hochladen oder andere Sie sehen lassen, erscheint an dieser Stelle.",
        "ما ترفعه هنا أو يتيح لك الآخرون رؤيته يظهر في هذا المكان.";
    Others: "Other accounts", "Andere Konten", "حسابات أخرى";
    OthersText: "Where you look after things, or left something you still see.", "Wo Sie sich um etwas kümmern oder etwas zurückgelassen haben, das Sie noch sehen.",
        "حيث تتولى أمورًا أو تركت شيئًا ما زلت تراه.";

    // handing in
    HandIn: "Hand in", "Hochladen", "الرفع";
    ChooseFile: "File", "Datei", "الملف";
    HandInHere: "It is yours, and lies in this place.", "Es gehört Ihnen und liegt an dieser Stelle.", "يصبح ملكك ويقع في هذا المكان.";
    Upload: "Upload", "Hochladen", "رفع";
    NewVersion: "New version", "Neue Version", "نسخة جديدة";
    NewVersionHint: "The version is yours. A set whose versions have several owners stays where it is when one of them moves.",
        "Die Version gehört Ihnen. Eine Reihe, deren Versionen mehreren gehören, bleibt, wo sie ist, wenn jemand davon umzieht.",
        "تصبح النسخة ملكك. المجموعة التي تعود نسخها لعدة مالكين تبقى في مكانها عند انتقال أحدهم.";
    UploadVersion: "Upload version", "Version hochladen", "رفع النسخة";
    HandedIn: "It was handed in.", "Es wurde hochgeladen.", "تم الرفع.";
    VersionHandedIn: "The version was handed in.", "Die Version wurde hochgeladen.", "تم رفع النسخة.";

    // folders
    NewFolder: "New folder", "Neuer Ordner", "مجلد جديد";
    FolderName: "Name of the folder", "Name des Ordners", "اسم المجلد";
    PrivateFolder: "Private: others see it only once it is shared with them", "Privat: andere sehen ihn erst, wenn er mit ihnen geteilt ist",
        "خاص: لا يراه الآخرون إلا إذا شورك معهم";
    PrivateInAnyCase: "It will be private: others see it only once it is shared with them.", "Er wird privat: andere sehen ihn erst, wenn er mit ihnen geteilt ist.",
        "سيكون خاصًا: لا يراه الآخرون إلا إذا شورك معهم.";
    MakeFolder: "Make folder", "Ordner anlegen", "إنشاء المجلد";
    RenameFolder: "Rename this folder", "Diesen Ordner umbenennen", "إعادة تسمية هذا المجلد";
    Rename: "Rename", "Umbenennen", "إعادة التسمية";
    FolderMade: "The folder was made.", "Der Ordner wurde angelegt.", "أُنشئ المجلد.";
    FolderRenamed: "The folder was renamed.", "Der Ordner wurde umbenannt.", "أُعيدت تسمية المجلد.";
    FolderNameIllegal: "Call the folder by a name of 1 to 255 characters, without slashes and control characters.",
        "Geben Sie dem Ordner einen Namen von 1 bis 255 Zeichen, ohne Schrägstriche und Steuerzeichen.",
        "سمّ المجلد باسم من 1 إلى 255 حرفًا، بلا شرطات مائلة أو رموز تحكم.";
    FolderNameTaken: "Another folder is called so here. Choose another name.", "Hier heißt schon ein Ordner so. Wählen Sie einen anderen Namen.",
        "يوجد هنا مجلد بهذا الاسم. اختر اسمًا آخر.";

    // why nothing was handed in
    NoFile: "Choose a file first.", "Wählen Sie zuerst eine Datei.", "اختر ملفًا أولًا.";
    BrokenOff: "The file did not arrive whole. Upload it again.", "Die Datei ist nicht ganz angekommen. Laden Sie sie erneut hoch.", "لم يصل الملف كاملًا. ارفعه من جديد.";
    TooLarge: "The file is larger than may be handed in.", "Die Datei ist größer als erlaubt.", "الملف أكبر من المسموح.";
    NameIllegal: "Call the file by a name of at most 255 characters, without slashes and control characters.",
        "Geben Sie der Datei einen Namen von höchstens 255 Zeichen, ohne Schrägstriche und Steuerzeichen.",
        "سمّ الملف باسم لا يتجاوز 255 حرفًا، بلا شرطات مائلة أو رموز تحكم.";
    NoRoom: "The account has no room left. Ask an administrator, or make room.", "Das Konto hat keinen Platz mehr. Fragen Sie die Verwaltung, oder schaffen Sie Platz.",
        "لا مكان في الحساب. اسأل المسؤول أو أفسح مكانًا.";
    NotActive: "The account takes nothing at the moment.", "Das Konto nimmt gerade nichts an.", "الحساب لا يستقبل شيئًا الآن.";
    Locked: "The proof is locked. Unlock it first.", "Der Proof ist gesperrt. Entsperren Sie ihn zuerst.", "البروفة مقفلة. افتح قفلها أولًا.";
    StoreAway: "The store of files does not answer. Try again in a moment.", "Der Dateispeicher antwortet nicht. Versuchen Sie es gleich noch einmal.",
        "مخزن الملفات لا يجيب. حاول بعد قليل.";
    StoreFull: "The store of files is full. Tell whoever runs this installation.", "Der Dateispeicher ist voll. Sagen Sie es denen, die diese Installation betreiben.",
        "مخزن الملفات ممتلئ. أخبر من يشغّل هذا النظام.";
    StoreRefuses: "The store of files takes nothing in. Tell whoever runs this installation.", "Der Dateispeicher nimmt nichts an. Sagen Sie es denen, die diese Installation betreiben.",
        "مخزن الملفات لا يقبل شيئًا. أخبر من يشغّل هذا النظام.";
    NotTaken: "It was not taken in. Look at the place again.", "Es wurde nicht angenommen. Sehen Sie sich die Stelle noch einmal an.", "لم يُقبل. انظر إلى المكان من جديد.";

    // leftover access
    StillSeenBy: "Left, still sees this", "Weg, sieht dies noch", "غادر وما زال يرى هذا";
    Leftover: "Leftover access", "Verbliebener Zugriff", "الوصول المتبقي";
    LeftoverText: "Who made a folder goes on looking into it after leaving the account. To end that, everything is put into a fresh folder of its owner, and the emptied folders are thrown away.",
        "Wer einen Ordner angelegt hat, sieht nach dem Weggang weiter hinein. Um das zu beenden, kommt alles in einen neuen Ordner der Eigentümerin oder des Eigentümers, und die geleerten Ordner werden gelöscht.",
        "من أنشأ مجلدًا يبقى يراه بعد مغادرة الحساب. لإنهاء ذلك يوضع كل شيء في مجلد جديد لمالكه، وتُحذف المجلدات المفرغة.";
    Remove: "Remove leftover access", "Verbliebenen Zugriff entfernen", "إزالة الوصول المتبقي";
    OfWhom: "Of", "Von", "لـ";
    Emptied: "Folders thrown away", "Gelöschte Ordner", "المجلدات المحذوفة";
    PutAnew: "Items put into fresh folders", "Stücke in neuen Ordnern", "العناصر في مجلدات جديدة";
    Stay: "Folders that stay, as others lie below them", "Ordner, die bleiben, weil andere darunter liegen", "مجلدات تبقى لأن غيرها تحتها";
    NotYours: "Folders only their owner may throw away", "Ordner, die nur ihre Eigentümer löschen dürfen", "مجلدات لا يحذفها إلا مالكوها";
    OthersLose: "Others who see these folders no longer", "Andere, die diese Ordner nicht mehr sehen", "آخرون لن يروا هذه المجلدات";
    StillSeen: "Things the person made and still looks at: that does not end", "Dinge, die die Person gemacht hat und weiter ansieht: das endet nicht", "أشياء صنعها الشخص وما زال يراها: لا ينتهي ذلك";
    NoWayBack: "There is no way back.", "Es gibt keinen Weg zurück.", "لا رجعة في ذلك.";
    RemoveSurely: "Remove, throw the folders away", "Entfernen, die Ordner löschen", "إزالة وحذف المجلدات";
    KeepIt: "Keep it as it is", "So lassen", "إبقاء كما هو";
    Removed: "The leftover access was removed.", "Der verbliebene Zugriff wurde entfernt.", "أُزيل الوصول المتبقي.";
    StillCarried: "Things of this person are still carried away. Wait until the transfer has ended.", "Dinge dieser Person werden noch übertragen. Warten Sie, bis die Übertragung zu Ende ist.",
        "ما زالت أشياء هذا الشخص تُنقل. انتظر حتى ينتهي النقل.";
    ChangedSince: "Something changed since you looked. Look again.", "Seit Sie geschaut haben, hat sich etwas geändert. Sehen Sie noch einmal nach.", "تغيّر شيء منذ اطّلعت. انظر من جديد.";
}

impl LibraryPhrase {
    /// Why nothing was handed in, by the code of the refusal.
    pub(crate) fn of_fault(code: &str) -> Self {
        match code {
            "no-file" => Self::NoFile,
            "broken-off" => Self::BrokenOff,
            "too-large" => Self::TooLarge,
            "file-name-illegal" => Self::NameIllegal,
            "account-storage-full" => Self::NoRoom,
            "account-not-active" => Self::NotActive,
            "item-locked" => Self::Locked,
            "folder-name-illegal" => Self::FolderNameIllegal,
            "folder-name-taken" => Self::FolderNameTaken,
            "unavailable" => Self::StoreAway,
            "store-full" => Self::StoreFull,
            "store-refuses" => Self::StoreRefuses,
            _ => Self::NotTaken,
        }
    }
}
