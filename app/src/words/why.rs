//! What the page Why? says, and every rule in words.

use super::phrase::phrases;

phrases! {
    /// A fixed text of this page.
    WhyPhrase of why;
    Why: "Why?", "Warum?", "لماذا؟";
    WhyLead: "Why somebody can or cannot be moved: who decides, what counts, and what every rule says.",
        "Warum jemand umziehen kann oder nicht: wer entscheidet, was gilt und was jede Regel sagt.",
        "لماذا يمكن نقل شخص أو لا يمكن: من يقرر، وما المعتبر، وما تقوله كل قاعدة.";
    Person: "Who is to move", "Wer umziehen soll", "من سينتقل";
    PersonHint: "Sign-in name", "Anmeldename", "اسم الدخول";
    To: "To which organization", "In welche Organisation", "إلى أي مؤسسة";
    ToHint: "Type to find an organization, or its code", "Tippen, um eine Organisation zu finden, oder ihr Code", "اكتب للعثور على مؤسسة، أو رمزها";
    ToCodeHint: "The code of the organization", "Der Code der Organisation", "رمز المؤسسة";
    Actor: "Who would do it", "Wer es täte", "من سيفعل ذلك";
    ActorHint: "Sign-in name; you, where nobody is named", "Anmeldename; Sie selbst, wo niemand genannt ist", "اسم الدخول؛ أنت إن لم يُذكر أحد";
    Ask: "Show why", "Zeigen, warum", "عرض السبب";
    NotFound: "The person, the organization or who would do it is not there, or you cannot see them.",
        "Die Person, die Organisation oder wer es täte, ist nicht da, oder Sie sehen sie nicht.",
        "الشخص أو المؤسسة أو من سيفعل ذلك غير موجود، أو لا يمكنك رؤيته.";
    Answer: "The answer", "Die Antwort", "الجواب";
    You: "You", "Sie", "أنت";
    Facts: "What counts", "Was gilt", "ما المعتبر";
    Decides: "Settings of", "Einstellungen von", "إعدادات";
    NoCommonTree: "Nobody: the two lie in different trees.", "Niemandem: die beiden liegen in verschiedenen Bäumen.", "لا أحد: تقعان في شجرتين مختلفتين.";
    Uniqueness: "Unique names", "Eindeutige Namen", "الأسماء الفريدة";
    UserMove: "User Move", "User Move", "نقل المستخدم";
    Destination: "Destination", "Ziel", "الوجهة";
    Keys: "Keys where they act", "Schlüssel am Ort des Handelns", "المفاتيح حيث يعمل";
    NoKeys: "No key about moves is held there.", "Dort wird kein Schlüssel für Umzüge gehalten.", "لا مفتاح للانتقالات هناك.";
    Role: "Role", "Rolle", "الدور";
    Opens: "What it opens", "Was er öffnet", "ما الذي يفتحه";
    Reach: "How far", "Wie weit", "إلى أي مدى";
    OpensRelease: "Letting people go", "Personen gehen lassen", "إخراج الأشخاص";
    OpensAdmit: "Taking people in", "Personen aufnehmen", "قبول الأشخاص";
    OpensView: "Seeing people", "Personen sehen", "رؤية الأشخاص";
    ReachHere: "Where they act", "Am Ort des Handelns", "حيث يعمل";
    ReachSubtree: "Where they act and below", "Am Ort des Handelns und darunter", "حيث يعمل وما تحته";
    ReachListed: "The available organizations", "Die verfügbaren Organisationen", "المؤسسات المتاحة";
    Rules: "Every rule", "Jede Regel", "كل قاعدة";
    RulesText: "In the order in which they are asked.", "In der Reihenfolge, in der sie gefragt werden.", "بالترتيب الذي تُسأل به.";
    Rule: "Rule", "Regel", "القاعدة";
    Says: "What it says here", "Was sie hier sagt", "ما تقوله هنا";
    Silent: "Nothing", "Nichts", "لا شيء";
    Source: "From", "Aus", "المصدر";
    StandingOutOfView: "The person or one of the two organizations is out of their view. For them it does not exist, and no rule is asked.",
        "Die Person oder eine der beiden Organisationen liegt außerhalb ihrer Sicht. Für sie gibt es sie nicht, und keine Regel wird gefragt.",
        "الشخص أو إحدى المؤسستين خارج نطاق رؤيتهم. لا وجود لها بالنسبة إليهم ولا تُسأل أي قاعدة.";
    StandingWithoutKey: "They see both ends, but no role of theirs opens this kind of move.",
        "Sie sehen beide Enden, aber keine ihrer Rollen öffnet diese Art von Umzug.",
        "يرون الطرفين، لكن لا دور لهم يفتح هذا النوع من الانتقال.";
    StandingOneself: "They move themselves: the list, User Move and the destination's own choice bind them.",
        "Sie ziehen selbst um: Liste, User Move und die Wahl des Ziels binden sie.",
        "ينتقلون بأنفسهم: تُلزمهم القائمة وUser Move وخيار الوجهة.";
    StandingBound: "They move people as an operator of a suborganization: the list and User Move bind them.",
        "Sie ziehen Personen als Bedienende einer Unterorganisation um: Liste und User Move binden sie.",
        "ينقلون الأشخاص كمشغّلين لمؤسسة فرعية: تُلزمهم القائمة وUser Move.";
    StandingUnbound: "They administer both ends: neither the list nor User Move binds them.",
        "Sie verwalten beide Enden: weder Liste noch User Move binden sie.",
        "يديرون الطرفين: لا تُلزمهم القائمة ولا User Move.";
    NothingInTheWay: "Nothing stands in the way, and there is nothing to tell.", "Nichts steht im Weg, und es gibt nichts zu sagen.", "لا شيء يمنع، ولا شيء يُقال.";

    // the rules
    SubjectLivesAtTheNamedSource: "Where a source is named, the person lives there.", "Wo eine Herkunft genannt ist, lebt die Person dort.", "حيث يُذكر المصدر، يقيم الشخص فيه.";
    SubjectIsNotDeleted: "Deleted people are not moved; disabled and pending ones can be.", "Gelöschte ziehen nicht um; Deaktivierte und Ausstehende können es.", "لا يُنقل المحذوفون؛ ويمكن نقل المعطلين والمعلقين.";
    DependentsAreNotMovedAlone: "A dependent follows the sponsor and does not move alone.", "Angehörige folgen der betreuenden Person und ziehen nicht allein um.", "يتبع التابع كفيله ولا ينتقل وحده.";
    SubjectIsNotLocked: "A lock holds people back, except where an operator overrides it. A locked dependent moves with the sponsor.",
        "Eine Sperre hält zurück, außer wo jemand am Bildschirm sie übergeht. Gesperrte Angehörige ziehen mit der betreuenden Person um.",
        "القفل يمنع الانتقال إلا إذا تجاوزه مشغّل. وينتقل التابع المقفل مع كفيله.";
    NobodyInTheFamilyOutranksTheActor: "Nobody moves a family with a member of a higher rank at either end.", "Niemand zieht eine Familie um, in der jemand an einem der Enden einen höheren Rang hat.", "لا ينقل أحد عائلة فيها من هو أعلى رتبة في أحد الطرفين.";
    NamesAreFreeAtTheDestination: "Sign-in names and mapping IDs are free at the destination.", "Anmeldenamen und Zuordnungskennungen sind am Ziel frei.", "أسماء الدخول ومعرّفات الربط متاحة في الوجهة.";
    UniquenessIsRequired: "Nobody moves unless unique names are required.", "Niemand zieht um, solange eindeutige Namen nicht verlangt sind.", "لا ينتقل أحد ما لم تكن الأسماء الفريدة مطلوبة.";
    UserMoveIsOn: "User Move is on, for who moves alone and for operators of suborganizations.", "User Move ist an, für alle, die selbst umziehen, und für Bedienende von Unterorganisationen.", "User Move مفعّل لمن ينتقل بنفسه ولمشغّلي المؤسسات الفرعية.";
    DestinationIsAnother: "Nobody moves to where they live.", "Niemand zieht dorthin, wo er lebt.", "لا ينتقل أحد إلى حيث يقيم.";
    DestinationIsActive: "The destination is active.", "Das Ziel ist aktiv.", "الوجهة نشطة.";
    SourceIsActive: "Only Enterprise Administrators move people out of what is not active.", "Nur die Unternehmensverwaltung zieht Personen aus dem um, was nicht aktiv ist.", "لا يُخرج الأشخاص مما ليس نشطًا إلا مسؤول المجموعة.";
    DestinationAcceptsSelfMoves: "The destination has opted in to people who move themselves.", "Das Ziel nimmt Personen, die selbst umziehen.", "وافقت الوجهة على من ينتقلون بأنفسهم.";
    FieldsApplyToThisMove: "Nothing is asked for that this move cannot use.", "Es wird nichts verlangt, was dieser Umzug nicht kennt.", "لا يُطلب ما لا يستعمله هذا الانتقال.";
    DatesAreNow: "No later day is asked for.", "Es wird kein späterer Tag verlangt.", "لا يُطلب يوم لاحق.";
    ChosenPositionExists: "A chosen position is one of the destination.", "Eine gewählte Position gehört zum Ziel.", "الموقع المختار من مواقع الوجهة.";
    ChosenPositionIsNotTheRoot: "Where a position is required, the top cannot be chosen.", "Wo eine Position nötig ist, kann die Spitze nicht gewählt werden.", "حيث الموقع مطلوب، لا يمكن اختيار القمة.";
    KeptSubscriptionsExist: "Only a present subscription to elsewhere can be kept.", "Behalten werden kann nur ein bestehendes Abonnement woanders.", "لا يُحتفظ إلا باشتراك قائم في مكان آخر.";
    RolesAtTheSourceAreRevoked: "Roles at the old home end; those elsewhere stay.", "Rollen am alten Zuhause enden; die anderswo bleiben.", "تنتهي الأدوار في المقر القديم وتبقى التي في غيره.";
    SubscriptionsAreCancelled: "Present and future subscriptions end.", "Jetzige und künftige Abonnements enden.", "تنتهي الاشتراكات الحالية والمستقبلية.";
    SourceKeepsAnAdministrator: "It is told when the last Organization Administrator leaves.", "Es wird gesagt, wenn die letzte Organisationsverwaltung geht.", "يُنبَّه عند مغادرة آخر مسؤول للمؤسسة.";
    AdministratorsStayInTheirEnterprise: "An Enterprise Administrator who leaves keeps the role there and gets none in the new enterprise.",
        "Wer als Unternehmensverwaltung geht, behält die Rolle dort und bekommt im neuen Unternehmen keine.",
        "يحتفظ مسؤول المجموعة المغادر بدوره هناك ولا يحصل على دور في المجموعة الجديدة.";
    EnterpriseHomesGetEnterpriseAlertsOnly: "Who lives at an enterprise gets only its alerts.", "Wer bei einem Unternehmen selbst lebt, bekommt nur dessen Alarme.", "من يقيم في المجموعة نفسها لا تصله إلا تنبيهاتها.";
    RequiredPositionIsKnown: "Where a position is required and none is known, the profile is incomplete.", "Wo eine Position nötig und keine bekannt ist, ist das Profil unvollständig.", "حيث الموقع مطلوب ولا يُعرف، يكون الملف الشخصي ناقصًا.";
    MembershipsAreRemoved: "Memberships in lists of the old home end.", "Mitgliedschaften in Listen des alten Zuhauses enden.", "تنتهي العضويات في قوائم المقر القديم.";
    ManagersStayBehind: "A manager who stays behind is a manager no longer.", "Wer als vorgesetzte Person zurückbleibt, ist es nicht mehr.", "المدير الذي يبقى لا يعود مديرًا.";
    OwnAccountIsNotInTheSelection: "Who moves the own account as an operator is warned.", "Wer als Bedienende das eigene Konto umzieht, wird gewarnt.", "يُحذَّر من ينقل حسابه الشخصي كمشغّل.";
    DependentsComeAlong: "Dependents come along.", "Angehörige ziehen mit um.", "ينتقل التابعون معه.";
    DynamicMembershipsEnd: "Lists that fill themselves at the old home are worked out anew.", "Listen, die sich am alten Zuhause selbst füllen, werden neu bestimmt.", "تُحسب من جديد القوائم الآلية للمقر القديم.";
    PositionIsDropped: "The position at the old home is left and remembered.", "Die Position am alten Zuhause wird verlassen und gemerkt.", "يُترك الموقع في المقر القديم ويُحفظ.";
    PositionIsReinstated: "A remembered position is taken up again.", "Eine gemerkte Position wird wieder eingenommen.", "يُستعاد الموقع المحفوظ.";
    LookChanges: "The pages take the look of the new home.", "Die Seiten sehen aus wie das neue Zuhause.", "تأخذ الصفحات مظهر المقر الجديد.";
    LockIsSet: "Who is moved is locked afterwards where the operator says so.", "Wer umzieht, ist danach gesperrt, wo es so verlangt wird.", "يُقفل المنقول بعد ذلك إن طلب المشغّل.";
    AttributesFallDormant: "Attributes of the old home alone are hidden until the person comes back.", "Attribute nur des alten Zuhauses sind verborgen, bis die Person zurückkommt.", "تُخفى سمات المقر القديم وحده إلى أن يعود الشخص.";
    AttributesAwake: "Attributes of the new home are seen again.", "Attribute des neuen Zuhauses sind wieder zu sehen.", "تظهر سمات المقر الجديد من جديد.";
}

impl WhyPhrase {
    /// A rule in words, by its name.
    pub(crate) fn of_rule(name: &str) -> Option<Self> {
        Some(match name {
            "subject_lives_at_the_named_source" => Self::SubjectLivesAtTheNamedSource,
            "subject_is_not_deleted" => Self::SubjectIsNotDeleted,
            "dependents_are_not_moved_alone" => Self::DependentsAreNotMovedAlone,
            "subject_is_not_locked" => Self::SubjectIsNotLocked,
            "nobody_in_the_family_outranks_the_actor" => Self::NobodyInTheFamilyOutranksTheActor,
            "names_are_free_at_the_destination" => Self::NamesAreFreeAtTheDestination,
            "uniqueness_is_required" => Self::UniquenessIsRequired,
            "user_move_is_on" => Self::UserMoveIsOn,
            "destination_is_another" => Self::DestinationIsAnother,
            "destination_is_active" => Self::DestinationIsActive,
            "source_is_active" => Self::SourceIsActive,
            "destination_accepts_self_moves" => Self::DestinationAcceptsSelfMoves,
            "fields_apply_to_this_move" => Self::FieldsApplyToThisMove,
            "dates_are_now" => Self::DatesAreNow,
            "chosen_position_exists" => Self::ChosenPositionExists,
            "chosen_position_is_not_the_root" => Self::ChosenPositionIsNotTheRoot,
            "kept_subscriptions_exist" => Self::KeptSubscriptionsExist,
            "roles_at_the_source_are_revoked" => Self::RolesAtTheSourceAreRevoked,
            "subscriptions_are_cancelled" => Self::SubscriptionsAreCancelled,
            "source_keeps_an_administrator" => Self::SourceKeepsAnAdministrator,
            "administrators_stay_in_their_enterprise" => Self::AdministratorsStayInTheirEnterprise,
            "enterprise_homes_get_enterprise_alerts_only" => {
                Self::EnterpriseHomesGetEnterpriseAlertsOnly
            }
            "required_position_is_known" => Self::RequiredPositionIsKnown,
            "memberships_are_removed" => Self::MembershipsAreRemoved,
            "managers_stay_behind" => Self::ManagersStayBehind,
            "own_account_is_not_in_the_selection" => Self::OwnAccountIsNotInTheSelection,
            "dependents_come_along" => Self::DependentsComeAlong,
            "dynamic_memberships_end" => Self::DynamicMembershipsEnd,
            "position_is_dropped" => Self::PositionIsDropped,
            "position_is_reinstated" => Self::PositionIsReinstated,
            "look_changes" => Self::LookChanges,
            "lock_is_set" => Self::LockIsSet,
            "attributes_fall_dormant" => Self::AttributesFallDormant,
            "attributes_awake" => Self::AttributesAwake,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_words_of_its_own() {
        let mut told = Vec::new();
        for rule in rehome_domain::user_move::rules::RULES {
            let phrase = WhyPhrase::of_rule(rule.name);
            assert!(phrase.is_some(), "{}", rule.name);
            assert!(!told.contains(&phrase), "{}", rule.name);
            told.push(phrase);
        }
        assert_eq!(WhyPhrase::of_rule("no_such_rule"), None);
    }
}
