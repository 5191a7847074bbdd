//! Which course a move takes, by the dial plans of both ends (telephony 4 and 11.4 to 11.6, ruling 49).

use crate::telephony::DialPlan;
use DialPlan::{NonSlc, None as NoPlan, Slc};

/// What becomes of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinesGo {
    /// They go along, with their numbers.
    Along,
    /// They stay and are taken off every device that goes.
    Nowhere,
}

/// What gets the default calling search space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultCssOf {
    /// Nothing.
    Nothing,
    /// Each line that goes along, twice: its own and the one of shared lines.
    Lines,
    /// Each phone and profile that goes along.
    Devices,
}

/// A course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    /// What becomes of lines.
    pub lines: LinesGo,
    /// What gets the default calling search space.
    pub default_css: DefaultCssOf,
}

const fn course(lines: LinesGo, default_css: DefaultCssOf) -> Option<Course> {
    Some(Course { lines, default_css })
}

/// From one dial plan to another: the course, or none where numbers of the one do not fit the other.
pub const COURSES: [(DialPlan, DialPlan, Option<Course>); 9] = [
    (
        NonSlc,
        NonSlc,
        course(LinesGo::Along, DefaultCssOf::Nothing),
    ),
    (NonSlc, NoPlan, course(LinesGo::Along, DefaultCssOf::Lines)),
    (NonSlc, Slc, None),
    (Slc, Slc, course(LinesGo::Nowhere, DefaultCssOf::Nothing)),
    (Slc, NoPlan, course(LinesGo::Nowhere, DefaultCssOf::Devices)),
    (Slc, NonSlc, None),
    (
        NoPlan,
        NoPlan,
        course(LinesGo::Along, DefaultCssOf::Nothing),
    ),
    (
        NoPlan,
        NonSlc,
        course(LinesGo::Along, DefaultCssOf::Nothing),
    ),
    (NoPlan, Slc, None),
];

impl Course {
    /// The course of who is placed onto a site without any numbers, which then could not fit there either (ruling 45).
    pub const WITHOUT_NUMBERS: Self = Self {
        lines: LinesGo::Nowhere,
        default_css: DefaultCssOf::Nothing,
    };

    /// What would go where numbers do not fit, to tell what the destination lacks for it (telephony 4.5).
    pub fn unfit(source: DialPlan) -> Self {
        let lines = match source {
            Slc => LinesGo::Nowhere,
            NonSlc | NoPlan => LinesGo::Along,
        };
        Self {
            lines,
            default_css: DefaultCssOf::Nothing,
        }
    }

    /// The course of a move; none where there is none.
    pub fn between(source: DialPlan, destination: DialPlan) -> Option<Self> {
        let mut rows = COURSES.iter();
        let row = rows.find(|(from, to, _)| (*from, *to) == (source, destination));
        row.and_then(|(.., course)| *course)
    }
}
