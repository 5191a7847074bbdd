//! What the screens say of groups and of who may act for whom.

use super::phrase::phrases;

phrases! {
    /// A fixed text about groups and delegations.
    GroupPhrase of groups;
    Groups: "Groups", "Gruppen", "المجموعات";
    Hint: "People leave these groups when they move to another customer.", "Wer zu einem anderen Kunden umzieht, verlässt diese Gruppen.", "من ينتقل إلى عميل آخر يغادر هذه المجموعات.";
    NoGroups: "There are no groups.", "Es gibt keine Gruppen.", "لا توجد مجموعات.";
    Dynamic: "By conditions", "Nach Bedingungen", "بشروط";
    NewGroup: "New group", "Neue Gruppe", "مجموعة جديدة";
    Make: "Make it", "Anlegen", "إنشاء";
    Name: "Name of the group", "Name der Gruppe", "اسم المجموعة";
    Rename: "Call it so", "So nennen", "تسمية";
    RemoveGroup: "Remove the group", "Gruppe entfernen", "إزالة المجموعة";
    RemoveSurely: "Yes, remove it", "Ja, entfernen", "نعم، أزلها";
    KeepGroup: "Keep it", "Behalten", "إبقاء";
    EverybodyLeaves: "Everybody in it leaves it. This cannot be taken back.", "Alle darin verlassen sie. Das lässt sich nicht rückgängig machen.", "سيغادرها كل من فيها. لا يمكن التراجع عن ذلك.";
    PutIn: "Put somebody in", "Jemanden aufnehmen", "إضافة شخص";
    Delegations: "Who may act for the person", "Wer für die Person handeln darf", "من ينوب عن الشخص";
    NoDelegations: "Nobody", "Niemand", "لا أحد";
    LetAct: "Let somebody act", "Jemanden handeln lassen", "السماح لشخص بالنيابة";
    LastDay: "Last day, if it ends", "Letzter Tag, falls es endet", "آخر يوم، إن كان للنيابة نهاية";
    WhatFor: "What for, if anybody asks", "Wofür, falls jemand fragt", "لأي غرض، إن سُئل";
    Until: "until", "bis", "حتى";
}
