//! Who of the depositors comes and who leaves.

/// One, in millionths.
const MILLION: u128 = 1_000_000;

/// Depositors with fixed parts of the deposits, the largest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Population {
    /// Parts in millionths, one in all.
    parts: Vec<u128>,
}

impl Population {
    /// `count` depositors (at least two), the first with `largest` millionths, the others with equal parts.
    #[must_use]
    pub fn new(count: u32, largest: u32) -> Self {
        let (largest, others) = (
            u128::from(largest).min(MILLION),
            u128::from(count.max(2)) - 1,
        );
        let equal = (MILLION - largest) / others;
        let mut parts = vec![equal; others as usize];
        parts.insert(0, MILLION - equal * others);
        Self { parts }
    }

    /// How many they are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parts.len()
    }

    /// Whether there is nobody: never.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Who brings `amount`, and how much each: whoever is furthest below his part afterwards, first.
    #[must_use]
    pub fn bring(&self, balances: &[u128], amount: u128) -> Vec<(usize, u128)> {
        let total = balances.iter().sum::<u128>() + amount;
        let missing = |(index, part): (usize, &u128)| {
            let target = total.saturating_mul(*part) / MILLION;
            (index, target.saturating_sub(held(balances, index)))
        };
        let mut split = share(self.parts.iter().enumerate().map(missing).collect(), amount);
        let given: u128 = split.iter().map(|(_, part)| part).sum();
        // Parts are rounded down: the first brings what is left over.
        if let Some(first) = split.first_mut() {
            first.1 += amount - given;
        } else if amount > 0 {
            split.push((0, amount));
        }
        split
    }

    /// Who takes `amount`, and how much each: whoever is furthest above his part afterwards, first. Nobody takes more than
    /// he has; what all of them have not, nobody takes.
    #[must_use]
    pub fn take(&self, balances: &[u128], amount: u128) -> Vec<(usize, u128)> {
        let all: u128 = balances.iter().sum();
        let amount = amount.min(all);
        let total = all - amount;
        let excess = |(index, part): (usize, &u128)| {
            let target = total.saturating_mul(*part).div_ceil(MILLION);
            (index, held(balances, index).saturating_sub(target))
        };
        let mut split = share(self.parts.iter().enumerate().map(excess).collect(), amount);
        let mut left = amount - split.iter().map(|(_, part)| part).sum::<u128>();
        // Parts are rounded up: what is left over comes from whoever still has something.
        for (index, part) in &mut split {
            let more = left.min(held(balances, *index) - *part);
            *part += more;
            left -= more;
        }
        for index in 0..balances.len() {
            let taken = split.iter().any(|(other, _)| *other == index);
            let more = if taken {
                0
            } else {
                left.min(held(balances, index))
            };
            if more > 0 {
                split.push((index, more));
                left -= more;
            }
        }
        split
    }
}

/// Shares an amount out to the largest room first.
fn share(mut rooms: Vec<(usize, u128)>, amount: u128) -> Vec<(usize, u128)> {
    rooms.sort_by_key(|(index, room)| (std::cmp::Reverse(*room), *index));
    let mut left = amount;
    let mut split = Vec::new();
    for (index, room) in rooms {
        let part = room.min(left);
        if part == 0 {
            break;
        }
        split.push((index, part));
        left -= part;
    }
    split
}

fn held(balances: &[u128], index: usize) -> u128 {
    balances.get(index).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apply(balances: &mut [u128], split: &[(usize, u128)], sign: i128) {
        for (index, part) in split {
            balances[*index] = balances[*index]
                .checked_add_signed(sign * *part as i128)
                .expect("enough");
        }
    }

    #[test]
    fn test_first_deposit_sets_the_parts() {
        let population = Population::new(5, 400_000);
        let mut balances = vec![0; 5];
        let split = population.bring(&balances, 1_000_000_007);
        apply(&mut balances, &split, 1);
        assert_eq!(balances.iter().sum::<u128>(), 1_000_000_007);
        assert_eq!(
            (balances[0] / 1_000_000, balances[4] / 1_000_000),
            (400, 150)
        );
    }

    #[test]
    fn test_flows_take_turns_and_the_parts_hold() {
        let population = Population::new(24, 100_000);
        let mut balances = vec![0; 24];
        let split = population.bring(&balances, 1_000_000_000);
        apply(&mut balances, &split, 1);
        let mut turns = std::collections::BTreeSet::new();
        for step in 0..400u128 {
            let amount = 3_000_000 + step * 1_000;
            let out = population.take(&balances, amount);
            assert_eq!(out.iter().map(|(_, part)| part).sum::<u128>(), amount);
            turns.extend(out.iter().map(|(index, _)| *index));
            apply(&mut balances, &out, -1);
            let inn = population.bring(&balances, 2_000_000);
            assert_eq!(inn.iter().map(|(_, part)| part).sum::<u128>(), 2_000_000);
            apply(&mut balances, &inn, 1);
        }
        assert_eq!(turns.len(), 24, "everybody leaves in turn");
        let total: u128 = balances.iter().sum();
        let largest = balances[0] as f64 / total as f64;
        assert!((0.09..0.12).contains(&largest), "{largest}");
    }

    #[test]
    fn test_take_ends_where_nobody_has_anything() {
        let population = Population::new(3, 500_000);
        let split = population.take(&[5, 0, 2], 100);
        assert_eq!(split.iter().map(|(_, part)| part).sum::<u128>(), 7);
        assert_eq!(population.take(&[0, 0, 0], 9), []);
        assert_eq!(population.bring(&[0, 0, 0], 0), []);
    }
}
