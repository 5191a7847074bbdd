//! What is found, in Arabic.

use super::{DAY, DEPENDENT, EFFECT, HERE, PERSON, count, state, whose};
use crate::words::number::number;
use crate::words::{Names, Told, isolated};
use rehome_domain::user_move::FindingKind;
use rehome_domain::user_move::snapshot::TakenName;

/// A finding in words.
pub(super) fn told(kind: &FindingKind, names: &Names) -> Told {
    use FindingKind as K;
    match kind {
        K::UnknownUser { user } => Told::new(
            "لا أحد بهذا الاسم",
            format!("{} ليس بين من يمكنك رؤيتهم.", names.person(user)),
        ),
        K::NotAtSource { expected, home } => Told::new(
            "المقر مختلف",
            format!(
                "يذكر الطلب {}، والمقر هو {}.",
                names.at(expected),
                names.at(home)
            ),
        ),
        K::UserDeleted { .. } => Told::new("الحساب محذوف", "المحذوفون لا ينتقلون."),
        K::DependentMovesWithSponsor { sponsor } => Told::new(
            "المُعالون لا ينتقلون وحدهم",
            format!("تنتقل الأسرة كلها عندما ينتقل {}.", names.person(sponsor)),
        ),
        K::UserLocked { user } => match names.somebody_else(user) {
            None => Told::new("حسابك مقفل", "يبقيك القفل في مقرك، فلا يمكنك الانتقال بنفسك."),
            Some(name) => Told::new(
                format!("حساب {name} مقفل"),
                "يبقي القفل الأسرة كلها في مقرها.",
            ),
        },
        K::RankTooHigh { user, .. } => Told::new(
            format!("رتبة {} أعلى", names.person(user)),
            "لا ينقل أحد من هو أعلى منه رتبة حيث يعمل.",
        ),
        K::UniquenessOff { organization } => Told::new(
            format!("لا تشترط {} أسماء فريدة", names.at(organization)),
            "لا ينتقل أحد قبل التحقق من أن أسماء الدخول فريدة هناك.",
        ),
        K::UserMoveOff { organization } => Told::new(
            format!("الانتقال متوقف في {}", names.at(organization)),
            "يمكن لأحد المسؤولين تشغيله.",
        ),
        K::AlreadyAtDestination { organization } => Told::new(
            format!("المقر هو {} بالفعل", names.at(organization)),
            "لا شيء يُنقل.",
        ),
        K::DestinationNotActive {
            organization,
            status,
        } => Told::new(
            format!("حالة {}: {}", names.at(organization), state(*status)),
            "لا يمكن لأحد الانتقال إلى هناك.",
        ),
        K::SourceNotActive {
            organization,
            status,
        } => Told::new(
            format!("حالة {}: {}", names.at(organization), state(*status)),
            "لا ينقل الناس منها إلا مسؤول المجموعة.",
        ),
        K::SelfMovesNotAccepted { organization } => Told::new(
            format!("لا تقبل {} من ينتقل بنفسه", names.at(organization)),
            "ما زال بإمكان أحد المسؤولين نقلك.",
        ),
        K::DestinationWithdrawn { organization } => Told::new(
            format!("لم تعد {} تشارك في الانتقالات", names.at(organization)),
            "كانت في القائمة عندما اطّلعت.",
        ),
        K::NameTaken {
            user,
            organization,
            name,
        } => {
            let (yours, thing) = match name {
                TakenName::Username => ("اسم دخولك", "اسم دخول"),
                TakenName::MappingId => ("معرّف ربطك", "معرّف ربط"),
            };
            Told::new(
                format!(
                    "{} مستعمل في {}",
                    whose(names.somebody_else(user), yours, thing),
                    names.at(organization)
                ),
                "هو لشخص آخر هناك. يحتاج أحدهما إلى غيره.",
            )
        }
        K::PositionUnknown {
            organization,
            position,
        } => Told::new(
            format!("لا يوجد موضع {}", names.position(position)),
            format!("لدى {} مواضع أخرى.", names.at(organization)),
        ),
        K::PositionIsRoot {
            organization,
            position,
        } => Told::new(
            format!("{} هو القمة", names.position(position)),
            format!("تطلب {} من الجميع موضعًا تحت القمة.", names.at(organization)),
        ),
        K::SubscriptionNotKept { organization } => Told::new(
            format!("لا يمكن إبقاء الاشتراك في {}", names.at(organization)),
            "لا يملكه أحد من الأسرة، أو هو اشتراك في المقر الجديد نفسه.",
        ),
        K::FieldNotApplicable { field } => Told::new(
            format!("لا مكان للحقل {} هنا", isolated(field)),
            "الانتقال بين هاتين المؤسستين لا يعرف هذا الحقل.",
        ),
        K::FutureDate { field } => Told::new(
            format!("{} في المستقبل", isolated(field)),
            "يحدث الانتقال فورًا، ولا يُجدول لوقت لاحق.",
        ),
        K::TooManySubjects { selected, limit } => Told::new(
            format!("عدد المختارين: {}", count(u64::from(*selected), &PERSON)),
            format!(
                "الحد الأقصى في الطلب الواحد {}.",
                number(HERE, u64::from(*limit))
            ),
        ),
        K::HiddenBlocker {} => Told::new(
            "يمنع ذلك شيء لا يمكنك رؤيته",
            "يمكن لمن يرى أكثر أن يخبرك ما هو.",
        ),
        K::RoleRevoked {
            user,
            role,
            organization,
        } => Told::new(
            format!(
                "ينتهي {} {} في {}",
                whose(names.somebody_else(user), "دورك", "دور"),
                names.role(role, HERE),
                names.at(organization)
            ),
            "الانتقال عائدًا لا يعيده.",
        ),
        K::SubscriptionCancelled {
            user, organization, ..
        } => Told::new(
            format!(
                "ينتهي {} في {}",
                whose(names.somebody_else(user), "اشتراكك", "اشتراك"),
                names.at(organization)
            ),
            "يمكن الاشتراك من جديد من المقر الجديد.",
        ),
        K::LastAdministrator { organization } => Told::new(
            format!("تفقد {} آخر مسؤول فيها", names.at(organization)),
            "لا يبقى هناك من يمنح الأدوار أو يغيّر الإعدادات.",
        ),
        K::AdministratorAcrossEnterprises { user, organization } => Told::new(
            format!(
                "لا يصل {} إلى المقر الجديد",
                whose(names.somebody_else(user), "دورك", "دور")
            ),
            format!("يبقى دور مسؤول المجموعة في {}.", names.at(organization)),
        ),
        K::EnterpriseAlertsOnly { organization } => Told::new(
            "لا تصل إلا تنبيهات المجموعة كلها",
            format!(
                "من مقرهم {} لا تصلهم تنبيهات المؤسسات الفرعية.",
                names.at(organization)
            ),
        ),
        K::PositionRequired { user, organization } => match names.somebody_else(user) {
            None => Told::new(
                "تحتاج هناك إلى موضع",
                format!(
                    "تطلب {} من الجميع موضعًا، وبدونه يُعد ملفك ناقصًا.",
                    names.at(organization)
                ),
            ),
            Some(name) => Told::new(
                format!("يحتاج {name} هناك إلى موضع"),
                format!(
                    "تطلب {} من الجميع موضعًا، وبدونه يُعد الملف ناقصًا.",
                    names.at(organization)
                ),
            ),
        },
        K::MembershipRemoved { user, group } => Told::new(
            format!(
                "تنتهي {} في {}",
                whose(names.somebody_else(user), "عضويتك", "عضوية"),
                names.group(group)
            ),
            "المجموعة تابعة للمؤسسة التي تُترك.",
        ),
        K::MembershipEnds { user, group } => Told::new(
            format!(
                "تُحدَّد {} في {} من جديد",
                whose(names.somebody_else(user), "عضويتك", "عضوية"),
                names.group(group)
            ),
            "تضم المجموعة من تنطبق عليه شروطها في المؤسسة التي تُترك.",
        ),
        K::ManagerCleared { user, manager } => {
            match (names.somebody_else(user), names.somebody_else(manager)) {
                (None, _) => Told::new(
                    format!("لم يعد {} مديرك", names.person(manager)),
                    "لا مدير لك إلى أن يحدده أحد.",
                ),
                (Some(name), None) => Told::new(
                    format!("لم تعد مدير {name}"),
                    format!("لا مدير لدى {name} إلى أن يحدده أحد."),
                ),
                (Some(name), Some(manager)) => Told::new(
                    format!("لم يعد {manager} مدير {name}"),
                    format!("لا مدير لدى {name} إلى أن يحدده أحد."),
                ),
            }
        }
        K::OwnAccount { .. } => Told::new("أنت ضمن المختارين", "تنقل حسابك أنت بصفتك مشغّلًا."),
        K::HiddenEffects { count: hidden } => Told::new(
            format!("{} لا يمكنك رؤيته", count(u64::from(*hidden), &EFFECT)),
            "يمكن لمن يرى أكثر أن يخبرك ما هو.",
        ),
        K::DependentsMove { count: all, hidden } => {
            let text = match hidden {
                0 => "تنتقل الأسرة معًا.".to_owned(),
                hidden => format!(
                    "تنتقل الأسرة معًا. منهم من لا يمكنك رؤيته: {}.",
                    number(HERE, u64::from(*hidden))
                ),
            };
            Told::new(
                format!("ينتقل معك {}", count(u64::from(*all), &DEPENDENT)),
                text,
            )
        }
        K::PositionDropped {
            user,
            organization,
            position,
        } => Told::new(
            format!(
                "يُترك {} {}",
                whose(names.somebody_else(user), "موضعك", "موضع"),
                names.position(position)
            ),
            format!("تحتفظ به {} للعودة.", names.at(organization)),
        ),
        K::PositionReinstated {
            user,
            organization,
            position,
        } => Told::new(
            format!(
                "يعود {} السابق {}",
                whose(names.somebody_else(user), "موضعك", "موضع"),
                names.position(position)
            ),
            format!("احتفظت به {}.", names.at(organization)),
        ),
        K::PositionReinstatedAtRoot {
            user, organization, ..
        } => Told::new(
            format!(
                "لم يعد {} السابق موجودًا",
                whose(names.somebody_else(user), "موضعك", "موضع")
            ),
            format!("تحل محله قمة {} إلى أن يُختار غيره.", names.at(organization)),
        ),
        K::LookChanges { organization } => Told::new(
            "تبدو الصفحات هناك مختلفة",
            format!("تأخذ مظهر {} وإعداداتها.", names.at(organization)),
        ),
        K::LockSet { user } => match names.somebody_else(user) {
            None => Told::new(
                "يُقفل حسابك بعد ذلك",
                "لا يمكنك الانتقال بنفسك إلى أن يُرفع القفل.",
            ),
            Some(name) => Told::new(
                format!("يُقفل حساب {name} بعد ذلك"),
                "يبقى القفل إلى أن يرفعه أحد.",
            ),
        },
        K::AttributeDormant { attribute, .. } => Told::new(
            format!("لا يظهر حقل الملف {} هناك", names.attribute(attribute, HERE)),
            "تُحفظ قيمته وتعود عند الرجوع.",
        ),
        K::AttributeAwakes { attribute, .. } => Told::new(
            format!(
                "يظهر حقل الملف {} من جديد",
                names.attribute(attribute, HERE)
            ),
            "حُفظت قيمته منذ الإقامة السابقة.",
        ),
        K::Superseded { by, home } => Told::new(
            "جاء انتقال آخر بعد هذا",
            match by {
                Some(_) => format!("المقر الآن {}. لا يمكن إلغاء إلا آخر انتقال.", names.at(home)),
                None => format!("المقر الآن {}.", names.at(home)),
            },
        ),
        K::AlreadyUndone {} => Told::new("أُلغي هذا الانتقال بالفعل", "لا يُلغى مرتين."),
        K::CopyChangedSince { user } => Told::new(
            format!("لم يعد {} كما أنشأته النسخة", names.person(user)),
            "سيضيع ما أُضيف أو تغيّر منذ ذلك الحين. احذف الحساب أو عطّله بدلًا من ذلك.",
        ),
        K::MoveForgotten {} => Told::new(
            "نُسي ما غيّره هذا الانتقال",
            "تُحفظ التفاصيل هنا مدة محددة فقط. ما نُسي لا يُلغى؛ انقل الشخص بدلًا من ذلك.",
        ),
        K::UndoTooLate { days } => Told::new(
            "انتهت مهلة الإلغاء",
            format!("مهلة إلغاء الانتقال {}.", count(u64::from(*days), &DAY)),
        ),
        K::ChangedSince { user } => Told::new(
            "تغيّر شيء منذ ذلك الحين ويبقى",
            format!(
                "يبقى {} هناك كما هو الآن.",
                whose(names.somebody_else(user), "ملفك", "ملف")
            ),
        ),
        K::RoleNotRestored { user, role, .. } => Told::new(
            format!(
                "لا يعود {} {}",
                whose(names.somebody_else(user), "دورك", "دور"),
                names.role(role, HERE)
            ),
            "يمكن لمن يحق له منحه أن يمنحه من جديد.",
        ),
        K::LocationMismatch { .. }
        | K::OwnAccountNotMoved { .. }
        | K::UserIsTemplate { .. }
        | K::UserSynced { .. }
        | K::UserBusy { .. }
        | K::UserNotProvisioned { .. }
        | K::UserDisabled { .. }
        | K::ServiceNotMovable { .. }
        | K::DestServiceMissing { .. }
        | K::DestInstanceUnmapped { .. }
        | K::DestPlanUnmapped { .. }
        | K::PlanNotOffered { .. }
        | K::ServiceNotHeld { .. }
        | K::DispositionNotAllowed { .. }
        | K::DependencyMissing { .. }
        | K::UserLimit { .. }
        | K::ServiceLimit { .. }
        | K::StorageLimit { .. }
        | K::NameMissing { .. }
        | K::NameIllegal { .. }
        | K::DomainNotOwned { .. }
        | K::UpnTaken { .. }
        | K::ManagerNotEligible { .. }
        | K::AddressTaken { .. }
        | K::UsernameTaken { .. }
        | K::UsernameTooLong { .. }
        | K::RenameNotAllowed { .. }
        | K::AddressNotHeld { .. }
        | K::PasswordPolicy { .. }
        | K::ExpiryPassed { .. }
        | K::PrimaryAddress { .. }
        | K::ServiceNotOffered { .. }
        | K::ServiceRightsMissing { .. }
        | K::PropertyUnknown { .. }
        | K::BareIdentity { .. }
        | K::ServiceDeprovisioned { .. }
        | K::ServiceRecreated { .. }
        | K::PlanLevelChanges { .. }
        | K::LicencesRunOut { .. }
        | K::AccountProtected { .. }
        | K::PrimaryOnRelay { .. }
        | K::RoleNotAllowed { .. }
        | K::DepartmentUnassigned { .. }
        | K::OfficeUnassigned { .. }
        | K::DelegationRemoved { .. }
        | K::ConfigurationNeeded { .. }
        | K::AddressDropped { .. }
        | K::AddressForwarded { .. }
        | K::UsernameKept { .. }
        | K::SessionsEnd { .. }
        | K::RoleInert { .. } => super::hosting::told(kind, names),
        K::DifferentCustomer { .. }
        | K::TelephonyInTheWay { .. }
        | K::UpwardMove { .. }
        | K::EnterpriseDeployment { .. }
        | K::SiteFactMissing { .. }
        | K::DeviceListDiffers { .. }
        | K::CountryDiffers { .. }
        | K::OutsideSyncTo { .. }
        | K::ClusterNotListed { .. }
        | K::DialPlansDiffer { .. }
        | K::SiteDefaultsMissing { .. }
        | K::RoleNotValid { .. }
        | K::RoleBeyondActor { .. }
        | K::LineCollision { .. }
        | K::InventoryCollision { .. }
        | K::E164Association { .. }
        | K::PickupGroup { .. }
        | K::HuntList { .. }
        | K::NumberRouting { .. }
        | K::AgentLine { .. }
        | K::LineDisassociated { .. }
        | K::VoicemailStale { .. }
        | K::SharedLine { .. }
        | K::LineKept { .. }
        | K::DefaultCss { .. }
        | K::ForeignCss { .. }
        | K::ServicesLeftBehind { .. }
        | K::DeskPhoneLeft { .. }
        | K::PrimaryLineCleared { .. }
        | K::NumberToAssign { .. }
        | K::NumbersLeftBehind { .. }
        | K::AdminScopeByHand { .. } => super::telephony::told(kind, names),
        K::ProfileMissing { .. }
        | K::ProfileNotOffered { .. }
        | K::ProfileBeyondActor { .. }
        | K::NewOwnerMissing { .. }
        | K::NewOwnerNotEligible { .. }
        | K::NobodyToTakeOver { .. }
        | K::FolderNameIllegal { .. }
        | K::NoSeat { .. }
        | K::AccountStorageFull { .. }
        | K::TransferRunning { .. }
        | K::TakesOverFromOthers { .. }
        | K::LastBillingAdministrator { .. }
        | K::BillingContact { .. }
        | K::DropzoneOwned { .. }
        | K::OwnItemsViewOnly { .. }
        | K::VersionSetsStay { .. }
        | K::CustomValuesLost { .. }
        | K::ActionFlagsBecomeText { .. }
        | K::ViewsLeftBehind { .. }
        | K::GroupsHandedOver { .. }
        | K::SightLost { .. }
        | K::FolderPublic { .. }
        | K::SignInChanges { .. }
        | K::ItemsMove { .. }
        | K::ItemsHandedOver { .. }
        | K::FolderRenamed { .. }
        | K::TemplatesStay { .. }
        | K::TagsMadeAnew { .. }
        | K::LeftoverAccess { .. } => super::content::told(kind, names),
    }
}
