//! What governance may do to the parameters of a book: who may move which figure, how far and how often.
//!
//! The owner moves a parameter anywhere within the bounds compiled here. The steward moves it within a band the owner has
//! set inside of them, by steps and with a delay, until its term ends. The steward's admin may tighten a band or end the
//! term sooner, and can do nothing else.

pub mod band;
pub mod bounds;
pub mod bundle;
pub mod condition;
pub mod term;

/// Number of governed parameters of a book.
pub const COUNT: usize = 24;

/// Which rule is broken. The first are about a parameter, a field of a band or a figure of a condition; the last, from
/// [`Rule::StewardExpired`] on, about a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// There is no such parameter: have its index, want the last there is.
    UnknownParameter,
    /// Parameters of a bundle are not in rising order, each once: have the index, want the least possible.
    ParameterOutOfOrder,
    /// A value is outside the compiled bounds: have it, want the bound.
    ParameterOutOfBounds,
    /// The steward has no band for the parameter: have its step, want at least one.
    BandClosed,
    /// A value is outside the steward's band: have it, want the edge.
    OutsideBand,
    /// A value is too far from the present one: have the distance, want the largest.
    StepTooLarge,
    /// The last move is too recent: have now, want the first instant of the next.
    ChangeTooSoon,
    /// A field of a band is outside of what the code allows: have it, want the bound.
    BandOutOfBounds,
    /// A field of a band would be looser than it is: have it, want the present one.
    BandWidened,
    /// A figure of the book is not what the caller demands of it after the change: have it, want the demand.
    ConditionFailed,
    /// The steward's term is over: have now, want the end.
    StewardExpired,
    /// The steward's term would be too long: have its end, want the last possible.
    TermTooLong,
    /// The steward's term would not become shorter: have the new end, want an earlier one than this.
    TermExtended,
}

/// A rule that is broken, and the numbers a caller needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Violation {
    /// The rule.
    pub rule: Rule,
    /// The parameter, the field of a band or the figure of a condition.
    pub subject: u8,
    /// What there is, or was given.
    pub have: i128,
    /// What is needed, or allowed.
    pub want: i128,
}

/// Refuses unless a rule holds.
///
/// # Errors
/// The violation, as given.
#[inline(never)]
pub(crate) const fn require(
    holds: bool,
    rule: Rule,
    subject: u8,
    have: i128,
    want: i128,
) -> Result<(), Violation> {
    if holds {
        return Ok(());
    }
    Err(Violation {
        rule,
        subject,
        have,
        want,
    })
}

/// Refuses a figure outside a closed range, with the edge it passes.
///
/// # Errors
/// The violation, as given.
#[inline(never)]
pub(crate) fn within(
    rule: Rule,
    subject: u8,
    have: i128,
    [low, high]: [i128; 2],
) -> Result<(), Violation> {
    require(have >= low, rule, subject, have, low)?;
    require(have <= high, rule, subject, have, high)
}
