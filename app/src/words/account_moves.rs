//! What the dialog of a move between accounts says.

use super::phrase::phrases;

phrases! {
    /// A fixed text of the dialog of a move between accounts.
    AccountMovePhrase of account_moves;
    Title: "Move to another account", "In ein anderes Konto umziehen", "النقل إلى حساب آخر";
    MoveUser: "Move user", "Person umziehen", "نقل المستخدم";
    Choose: "What is to happen", "Was geschehen soll", "ما المطلوب";
    Review: "Review", "Prüfen", "المراجعة";
    Done: "Result", "Ergebnis", "النتيجة";
    NewAccount: "New account", "Neues Konto", "الحساب الجديد";
    NewAccountHint: "The hub and its satellites, without the account the person lives in.",
        "Der Hub und seine Satelliten, ohne das Konto, in dem die Person lebt.",
        "الحساب المركزي وتوابعه، ما عدا الحساب الذي يقيم فيه الشخص.";
    NoAccounts: "There is no other account to move to.", "Es gibt kein anderes Konto, in das umgezogen werden kann.", "لا يوجد حساب آخر للنقل إليه.";
    Profile: "Permissions profile", "Berechtigungsprofil", "ملف الصلاحيات";
    ProfileHint: "The old profile is not carried over.", "Das alte Profil wird nicht mitgenommen.", "لا يُنقل الملف القديم.";
    ProfileFirst: "Choose the account first.", "Wählen Sie zuerst das Konto.", "اختر الحساب أولًا.";
    NewOwner: "New owner of what stays", "Wem gehört, was bleibt", "المالك الجديد لما يبقى";
    NewOwnerHint: "This person takes over what is not to move and what cannot. Folders always stay.",
        "Diese Person übernimmt, was nicht mitsoll und was nicht mitkann. Ordner bleiben immer.",
        "يتولى هذا الشخص ما لا يُراد نقله وما لا يمكن نقله. تبقى المجلدات دائمًا.";
    NobodyFound: "Nobody who could take over is called so.", "Niemand, der übernehmen könnte, heißt so.", "لا أحد ممن يمكنهم التولي يحمل هذا الاسم.";
    MoreOwners: "There are more. Type more of the name.", "Es gibt mehr. Geben Sie mehr vom Namen ein.", "هناك المزيد. اكتب المزيد من الاسم.";
    WhatMoves: "What moves along", "Was mitkommt", "ما ينتقل معه";
    MoveProofs: "Move proofs", "Proofs mitnehmen", "نقل البروفات";
    MoveFiles: "Move files", "Dateien mitnehmen", "نقل الملفات";
    FolderName: "Folder name", "Name des Ordners", "اسم المجلد";
    FolderHint: "Everything that moves lands side by side in this new folder.", "Alles, was mitkommt, landet nebeneinander in diesem neuen Ordner.",
        "كل ما ينتقل يصل جنبًا إلى جنب في هذا المجلد الجديد.";
    NoFolder: "Nothing moves along, so no folder is made.", "Nichts kommt mit, also entsteht kein Ordner.", "لا ينتقل شيء، فلا يُنشأ مجلد.";
    FolderPrivate: "Only the moved person sees the folder", "Nur die umgezogene Person sieht den Ordner", "لا يرى المجلد إلا الشخص المنقول";
    Counted: "What moves, what is handed over and what is lost is counted on the next step.",
        "Was mitkommt, was übergeben wird und was verloren geht, zählt der nächste Schritt.",
        "ما ينتقل وما يُسلَّم وما يُفقد يُحصى في الخطوة التالية.";
    MayGoOn: "You may go on with blockers left; the move waits for them.", "Sie können auch mit Hindernissen weitergehen; der Umzug wartet auf sie.",
        "يمكنك المتابعة مع وجود موانع؛ لكن النقل ينتظر زوالها.";
    FirstChoose: "Choose an account first:", "Wählen Sie zuerst ein Konto:", "اختر حسابًا أولًا:";
    ProfileAtOnce: "The person works in the new account at once. What moves along arrives piece by piece.",
        "Die Person arbeitet sofort im neuen Konto. Was mitkommt, trifft Stück für Stück ein.",
        "يعمل الشخص في الحساب الجديد فورًا، ويصل ما ينتقل قطعة بعد قطعة.";
    NothingOnItsWay: "Nothing was to be carried along.", "Es war nichts mitzunehmen.", "لم يكن هناك ما يُنقل.";
    WatchTransfer: "Watch the transfer", "Übertragung verfolgen", "متابعة النقل";
    OneByOne: "People of accounts move one by one. Tick one person.", "Personen aus Konten ziehen einzeln um. Wählen Sie eine Person aus.",
        "يُنقل أشخاص الحسابات واحدًا واحدًا. حدّد شخصًا واحدًا.";
}
