//! What is found between accounts, and what becomes of what people own, in Arabic.

use super::HERE;
use crate::words::number::number;
use crate::words::{Names, Told, isolated};
use rehome_domain::content::SignIn;
use rehome_domain::ids::UserId;
use rehome_domain::user_move::finding::OwnerFault;
use rehome_domain::user_move::{FindingKind, OutcomeItem};

/// How people sign in.
fn way(sign_in: SignIn) -> &'static str {
    match sign_in {
        SignIn::Password => "بكلمة مرور",
        SignIn::Sso => "بكلمة مرور أو عبر الدليل الخاص",
        SignIn::SsoRequired => "عبر الدليل الخاص وحده",
    }
}

/// Why somebody cannot take over what stays.
fn why_not(fault: OwnerFault) -> &'static str {
    match fault {
        OwnerFault::MovesAlong => "ينتقل هذا الشخص أيضًا.",
        OwnerFault::NotThere => "لا يقيم هذا الشخص في الحساب القديم.",
        OwnerFault::NotActive => "هذا الحساب غير مفعّل.",
        OwnerFault::OnlyLooks => "هذا الملف للاطلاع فقط.",
    }
}

/// Somebody at the head of a title; the reader by the account.
fn who(names: &Names, user: &UserId) -> String {
    names
        .somebody_else(user)
        .unwrap_or_else(|| "حسابك".to_owned())
}

fn n32(value: u32) -> String {
    number(HERE, u64::from(value))
}

/// A finding between accounts in words.
pub(super) fn told(kind: &FindingKind, names: &Names) -> Told {
    use FindingKind as K;
    match kind {
        K::ProfileMissing { user, .. } => Told::new(
            format!("{}: لم يُختر ملف صلاحيات هناك بعد", who(names, user)),
            "لا يُنقل الملف القديم. اختر واحدًا من الحساب الجديد.",
        ),
        K::ProfileNotOffered {
            profile,
            organization,
            ..
        } => Told::new(
            format!("لا يمكن منح {} هناك", names.profile(profile, HERE)),
            format!(
                "ليس لدى {} ملف صلاحيات كهذا، أو أنه معطّل.",
                names.at(organization)
            ),
        ),
        K::ProfileBeyondActor { profile, .. } => Told::new(
            format!("لا يمكنك منح الملف {}", names.profile(profile, HERE)),
            "هو أعلى من ملفك، أو لا يمنحه إلا مسؤول الفوترة.",
        ),
        K::NewOwnerMissing { user, .. } => Told::new(
            format!("{}: لا أحد يستلم ما يبقى", who(names, user)),
            "اختر شخصًا من الحساب القديم. يُسأل عن ذلك حتى إن لم يبق شيء.",
        ),
        K::NewOwnerNotEligible { owner, why, .. } => Told::new(
            format!("لا يستطيع {} استلام هذا", names.person(owner)),
            format!("{} اختر شخصًا آخر.", why_not(*why)),
        ),
        K::NobodyToTakeOver { organization, .. } => Told::new(
            "لا أحد يمكنه استلام ما يبقى",
            format!("أضف شخصًا إلى {} أولًا.", names.at(organization)),
        ),
        K::FolderNameIllegal { .. } => Told::new(
            "يحتاج المجلد إلى اسم",
            "اكتب اسمًا بلا محارف تحكم. يضم المجلد ما ينتقل.",
        ),
        K::NoSeat {
            organization,
            limit,
            would_be,
            ..
        } => Told::new(
            format!("لا مقعد شاغرًا في {}", names.at(organization)),
            format!("المقاعد: {}. المطلوب: {}.", n32(*limit), n32(*would_be)),
        ),
        K::AccountStorageFull {
            organization,
            limit,
            would_be,
            ..
        } => Told::new(
            format!("لا تتسع {} لما ينتقل", names.at(organization)),
            format!(
                "سعة التخزين بالبايت: {}. المطلوب: {}.",
                number(HERE, *limit),
                number(HERE, *would_be)
            ),
        ),
        K::TransferRunning { user, .. } => Told::new(
            format!("{} ما زال في الطريق", who(names, user)),
            "لم تصل أشياء الانتقال الأخير بعد. انتظر حتى تصل.",
        ),
        K::TakesOverFromOthers { user, from, .. } => Told::new(
            format!("{} يستلم من شخص أشياؤه في الطريق", who(names, user)),
            format!("انتظر حتى تصل أشياء {}.", names.person(from)),
        ),
        K::LastBillingAdministrator { organization, .. } => Told::new(
            format!("تبقى {} بلا مسؤول فوترة", names.at(organization)),
            "يجب أن يبقى من يستطيع إعادة الصلاحيات.",
        ),
        K::BillingContact {
            user, organization, ..
        } => Told::new(
            format!("{} يتلقى الفواتير", who(names, user)),
            format!(
                "تذهب فواتير {} إليه. عيّن شخصًا آخر أولًا.",
                names.at(organization)
            ),
        ),
        K::DropzoneOwned { user, count, .. } => Told::new(
            format!("لدى {} مناطق إيداع", who(names, user)),
            format!("يجب تسليمها أولًا. العدد: {}.", n32(*count)),
        ),
        K::OwnItemsViewOnly { user, profile, .. } => Told::new(
            format!("{} سيطّلع فقط على ما ينتقل", who(names, user)),
            format!(
                "الملف {} لا يغيّر شيئًا، حتى ما يملكه صاحبه.",
                names.profile(profile, HERE)
            ),
        ),
        K::VersionSetsStay { count, .. } => Told::new(
            "تبقى مجموعات إصدارات لأن غيره يملك جزءًا منها",
            format!(
                "تنتقل المجموعة كاملة أو لا تنتقل. المجموعات الباقية: {}.",
                n32(*count)
            ),
        ),
        K::CustomValuesLost { count, .. } => Told::new(
            "تُفقد قيم الحقول المخصصة",
            format!(
                "هي تابعة للحساب القديم؛ استخرج تقاريرها أولًا. العناصر ذات القيم: {}.",
                n32(*count)
            ),
        ),
        K::ActionFlagsBecomeText { count, .. } => Told::new(
            "تصير علامات التعليقات نصًا",
            format!(
                "لا يمكن التصفية بها بعد ذلك. العناصر ذات العلامات: {}.",
                n32(*count)
            ),
        ),
        K::ViewsLeftBehind { count, .. } => Told::new(
            "تبقى طرق العرض الخاصة",
            format!(
                "لا يراها أحد بعد ذلك؛ صدّرها لإنشائها من جديد. العدد: {}.",
                n32(*count)
            ),
        ),
        K::GroupsHandedOver { count, private, .. } => Told::new(
            "تنتقل المجموعات إلى المالك الجديد",
            format!(
                "صدّرها لإنشائها من جديد. المجموعات: {}، منها خاصة: {}.",
                n32(*count),
                n32(*private)
            ),
        ),
        K::SightLost {
            organization,
            people,
            items,
            ..
        } => Told::new(
            "لا يرى آخرون ما ينتقل بعد ذلك",
            format!(
                "في {}: عدد من يفقدون الرؤية: {}؛ وأقصى عدد عناصر لكل منهم: {}.",
                names.at(organization),
                n32(*people),
                n32(*items)
            ),
        ),
        K::FolderPublic { folder, .. } => Told::new(
            format!("يرى الجميع هناك المجلد {}", isolated(folder)),
            "فيه ما ينتقل. اجعله خاصًا ليبقى لصاحبه.",
        ),
        K::SignInChanges {
            organization,
            before,
            after,
            ..
        } => Told::new(
            "يختلف تسجيل الدخول هناك",
            format!(
                "في {} يكون الدخول {} لا {}. يسري ذلك من الدخول التالي.",
                names.at(organization),
                way(*after),
                way(*before)
            ),
        ),
        K::ItemsMove {
            proofs,
            files,
            bytes,
            folder,
            ..
        } => Told::new(
            format!("تنتقل البروفات والملفات إلى المجلد {}", isolated(folder)),
            format!(
                "تصل واحدة تلو الأخرى. البروفات: {}، الملفات: {}، البايتات: {}.",
                n32(*proofs),
                n32(*files),
                number(HERE, *bytes)
            ),
        ),
        K::ItemsHandedOver {
            owner,
            proofs,
            files,
            folders,
            trashed,
            ..
        } => Told::new(
            format!("{} يستلم ما يبقى", names.person(owner)),
            format!(
                "البروفات: {}، الملفات: {}، المجلدات: {}؛ في المهملات: {}.",
                n32(*proofs),
                n32(*files),
                n32(*folders),
                n32(*trashed)
            ),
        ),
        K::FolderRenamed { folder, .. } => Told::new(
            format!("سيُسمى المجلد {}", isolated(folder)),
            "يوجد مجلد بالاسم المطلوب؛ ويبقى الاثنان منفصلين.",
        ),
        K::TemplatesStay {
            proofs, templates, ..
        } => Told::new(
            "تبقى قوالب سير العمل",
            format!(
                "تنتقل مراحل المراجعة؛ وتُنشأ القوالب يدويًا. بروفات ذات مراحل: {}، قوالب خاصة: {}.",
                n32(*proofs),
                n32(*templates)
            ),
        ),
        K::TagsMadeAnew { count, .. } => Told::new(
            "تُنشأ الوسوم من جديد",
            format!(
                "الوسوم تابعة للحساب، وتُنشأ هناك بأسمائها. الوسوم: {}.",
                n32(*count)
            ),
        ),
        K::LeftoverAccess {
            user,
            folders,
            items,
            ..
        } => Told::new(
            format!("{} ما زال يرى شيئًا من الحساب القديم", who(names, user)),
            format!(
                "للاطلاع فقط. مجلدات أنشأها هناك: {}، عناصر: {}.",
                n32(*folders),
                n32(*items)
            ),
        ),
        // Everything else is told beside this file; a test holds that nothing comes here.
        other => Told::new(other.code(), ""),
    }
}

/// An outcome between accounts in words; none for what is told beside this file.
pub(super) fn outcome(item: &OutcomeItem, names: &Names) -> Option<String> {
    Some(match item {
        OutcomeItem::PermissionProfile { before, after } => format!(
            "ملف الصلاحيات: {} يصير {}",
            names.profile(before, HERE),
            names.profile(after, HERE)
        ),
        OutcomeItem::Transferred { pieces, folder } => format!(
            "بروفات وملفات تنتقل إلى المجلد {}: {}",
            isolated(folder),
            n32(*pieces)
        ),
        OutcomeItem::Belongings {
            user,
            items,
            folders,
            others,
        } => format!(
            "تسليم مع {}: عناصر {}، مجلدات {}، أخرى {}",
            names.person(user),
            n32(*items),
            n32(*folders),
            n32(*others)
        ),
        OutcomeItem::Sight { items } => format!("رؤية عناصر تنتقل: {}", n32(*items)),
        _ => return None,
    })
}
