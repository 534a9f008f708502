//! Four regimes, in steps.
//!
//! Five inputs are graded each epoch. The level they call for is the second highest grade, so that no single input,
//! which somebody may be able to move, decides. The regime follows by one step an epoch: up at once, down after
//! a number of epochs in a row that called for less.

/// Number of inputs.
pub const INPUTS: usize = 5;

/// How things stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Regime {
    /// Nothing to report.
    #[default]
    Normal = 0,
    /// Margins widen.
    Watch = 1,
    /// New risk costs more, deleveraging is offered.
    Stress = 2,
    /// As tight as governance allows.
    Emergency = 3,
}

/// The inputs of one epoch, all in 1e-4, the higher the worse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inputs(pub [u32; INPUTS]);

/// Place of the outflow's surprise in deviations.
pub const SURPRISE: usize = 0;
/// Place of the probability of exhausting liquidity within a day.
pub const EXHAUSTION: usize = 1;
/// Place of the largest holder's part of what is liquid.
pub const CONCENTRATION: usize = 2;
/// Place of the share of the free capacity that the utilisation's drift uses up within a day.
pub const DRIFT: usize = 3;
/// Place of the cascade gain, the largest of all assets.
pub const CASCADE: usize = 4;

/// From where an input calls for Watch, Stress and Emergency, 1e-4 each, not falling.
pub type Limits = [u32; 3];

/// The limits of all inputs, as governance has set them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Limits, in the order of the inputs.
    pub limits: [Limits; INPUTS],
    /// Epochs in a row that must call for less before Watch, Stress and Emergency are left.
    pub dwell: [u8; 3],
}

impl Default for Rules {
    /// Two, three and four deviations; a probability of 0.1, 1 and 5 per cent; a largest holder with a half, all and
    /// twice of what is liquid; a tenth, a third and all of the free capacity a day; a gain of a quarter, a half and one.
    fn default() -> Self {
        Self {
            limits: [
                [20_000, 30_000, 40_000],
                [10, 100, 500],
                [5_000, 10_000, 20_000],
                [1_000, 3_333, 10_000],
                [2_500, 5_000, 10_000],
            ],
            dwell: [3, 2, 2],
        }
    }
}

/// The machine as it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Machine {
    /// The regime in force.
    pub regime: Regime,
    /// The epoch evaluated last; zero before the first.
    pub epoch: u32,
    /// Epochs in a row that called for less.
    pub calm: u8,
}

impl Regime {
    /// The regime of a number, the highest above three.
    #[must_use]
    pub const fn of(number: u8) -> Self {
        match number {
            0 => Self::Normal,
            1 => Self::Watch,
            2 => Self::Stress,
            _ => Self::Emergency,
        }
    }

    fn up(self) -> Self {
        Self::of((self as u8).saturating_add(1))
    }

    fn down(self) -> Self {
        Self::of((self as u8).saturating_sub(1))
    }
}

/// What one input calls for.
#[must_use]
pub fn grade(input: u32, limits: Limits) -> Regime {
    let passed = limits.iter().filter(|limit| input >= **limit).count();
    Regime::of(passed as u8)
}

impl Rules {
    /// What all inputs call for: the second highest grade.
    #[must_use]
    pub fn level(&self, inputs: &Inputs) -> Regime {
        let (mut highest, mut second) = (Regime::Normal, Regime::Normal);
        for (input, limits) in inputs.0.iter().zip(&self.limits) {
            let grade = grade(*input, *limits);
            second = second.max(grade.min(highest));
            highest = highest.max(grade);
        }
        second
    }

    /// The epochs the machine has to call for less before it leaves a regime.
    fn patience(&self, regime: Regime) -> u8 {
        let index = (regime as usize).saturating_sub(1);
        self.dwell.get(index).copied().unwrap_or(1)
    }
}

impl Machine {
    /// The machine after the inputs of an epoch. An epoch that is not later than the last changes nothing, and those that
    /// nobody evaluated count as none, so that calling seldom leaves no regime sooner.
    #[must_use]
    pub fn after(self, epoch: u32, inputs: &Inputs, rules: &Rules) -> Self {
        if epoch <= self.epoch {
            return self;
        }
        let level = rules.level(inputs);
        let here = Self { epoch, ..self };
        if level > self.regime {
            return Self {
                regime: self.regime.up(),
                calm: 0,
                ..here
            };
        }
        if level == self.regime {
            return Self { calm: 0, ..here };
        }
        let calm = self.calm.saturating_add(1);
        if calm < rules.patience(self.regime) {
            return Self { calm, ..here };
        }
        Self {
            regime: self.regime.down(),
            calm: 0,
            ..here
        }
    }
}
