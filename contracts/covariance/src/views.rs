//! What the matrix tells.

use alm_engine::{
    covariance::{
        Estimate,
        credit::{Portfolio, group_credit},
        triangle::ASSETS,
    },
    units::WAD,
};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    words::{Output, signed},
};
use stylus_sdk::prelude::*;

use crate::{
    config::Config,
    contract::Covariance,
    errors::{Rule, within},
    member::Member,
    pairs::Page,
};

/// The largest haircut, so that a sum of sixteen is a number.
const HAIRCUT_MAX: u128 = u128::MAX >> 16;

impl Covariance {
    /// `Config`.
    pub(crate) fn tell_config(&self, output: &mut Output) {
        let config = self.config();
        output.append(&config.engine).numbers(&config.figures);
    }

    /// The asset of every place.
    pub(crate) fn tell_members(&self, output: &mut Output) {
        for place in 0..ASSETS {
            output.append(&self.identity(place).asset);
        }
    }

    /// `Member`.
    pub(crate) fn tell_member(
        &self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let [place] = places(arguments)?;
        let member = self.member(place);
        output
            .append(&self.identity(place).asset)
            .numbers(&[
                member.price,
                member.slot.into(),
                member.span.into(),
                member.variance,
            ])
            .append(&signed(if member.slot == 0 { 0 } else { member.fresh }))
            .numbers(&[member.pull.into()]);
        Ok(())
    }

    /// The correlation of two places, as measured and as believed.
    pub(crate) fn tell_correlation(
        &self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let [one, other] = places(arguments)?;
        let estimate = self.estimate(&mut Page::empty(), one, other);
        let pair = [self.member(one), self.member(other)];
        let believed = self.believed(&self.config(), estimate, [&pair[0], &pair[1]]);
        output
            .append(&signed(estimate.correlation))
            .numbers(&[estimate.samples.max(0) as u128, believed]);
        Ok(())
    }

    /// What a portfolio is credited, given a haircut for each place.
    pub(crate) fn tell_credit(
        &self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut given = [0; ASSETS];
        arguments.numbers(0, &[16; ASSETS], &mut given)?;
        let (mut haircuts, mut members, mut at) =
            ([0; ASSETS], [Member::default(); ASSETS], [0; ASSETS]);
        let mut count = 0usize;
        // Only what is in the portfolio is looked at.
        for (place, haircut) in given
            .iter()
            .enumerate()
            .filter(|(_, haircut)| **haircut > 0)
        {
            within(Rule::Haircut, *haircut, 0, HAIRCUT_MAX)?;
            if let (Some(to), Some(member), Some(index)) = (
                haircuts.get_mut(count),
                members.get_mut(count),
                at.get_mut(count),
            ) {
                (*to, *member, *index) = (*haircut, self.member(place), place);
            }
            count = count.saturating_add(1);
        }
        let config = self.config();
        let mut page = Page::empty();
        let portfolio = haircuts.get(..count).unwrap_or_default();
        let credit = Portfolio(portfolio).credit(|low, high| {
            let (Some(one), Some(other)) = (members.get(low), members.get(high)) else {
                return WAD as i128;
            };
            let place = |index: usize| at.get(index).copied().unwrap_or(0);
            let estimate = self.estimate(&mut page, place(low), place(high));
            self.believed(&config, estimate, [one, other]) as i128
        });
        output.numbers(&[credit]);
        Ok(())
    }

    /// What any portfolio of groups is credited.
    pub(crate) fn tell_group_credit(
        &self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut groups = [0];
        arguments.numbers(0, &[8], &mut groups)?;
        let [groups] = groups;
        let group = |place: usize| groups >> place.saturating_mul(4) & 15;
        let config = self.config();
        let mut members = [Member::default(); ASSETS];
        for (place, member) in members.iter_mut().enumerate().take(config.places()) {
            *member = self.member(place);
        }
        let mut page = Page::empty();
        let mut highest = None;
        for (high, one) in members.iter().enumerate().filter(|(_, one)| one.slot > 0) {
            for (low, other) in members.iter().enumerate().take(high) {
                if other.slot == 0 || group(high) == group(low) {
                    continue;
                }
                let estimate = self.estimate(&mut page, low, high);
                let believed = self.believed(&config, estimate, [one, other]);
                highest = highest.max(Some(believed));
            }
        }
        output.numbers(&[highest.map_or(0, group_credit)]);
        Ok(())
    }

    /// What a lender should use now.
    fn believed(&self, config: &Config, estimate: Estimate, pair: [&Member; 2]) -> u128 {
        let now = self.vm().block_timestamp();
        let [one, other] = pair;
        if one.is_stale(config.interval(), now) || other.is_stale(config.interval(), now) {
            return WAD;
        }
        estimate.believed(&config.stress(one.pull.max(other.pull)))
    }
}

/// Places as arguments.
fn places<const COUNT: usize>(arguments: &Arguments<'_>) -> Result<[usize; COUNT], Failure> {
    let mut given = [0; COUNT];
    arguments.numbers(0, &[1; COUNT], &mut given)?;
    let most = ASSETS as u128;
    for place in given {
        within(Rule::Place, place, 0, most.saturating_sub(1))?;
    }
    Ok(given.map(|place| place as usize))
}
