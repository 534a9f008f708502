//! Random pools and random actions from a seed, the same on every machine.

use alm_engine::{
    guard::band::{Edge, Edges},
    imbalance::{huber::Huber, potential::Snapshot},
    money::{Amount, Balance},
    week::WEEK,
};

use super::{Kind, Position, Premium, Rules, Theta, World};

/// SplitMix64 (Steele, Lea and Flood 2014).
#[derive(Clone, Debug)]
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Uniform below `end`, which is not zero.
    pub(crate) fn below(&mut self, end: u128) -> u128 {
        (u128::from(self.next()) << 40 | u128::from(self.next() >> 24)) % end
    }

    /// From 1 to `most`, every order of magnitude alike.
    pub(crate) fn size(&mut self, most: u128) -> u128 {
        let bits = self.below(u128::from(128 - most.leading_zeros())) as u32 + 1;
        (self.below(1 << bits) + 1).min(most)
    }

    pub(crate) fn chance(&mut self, one_in: u128) -> bool {
        self.below(one_in) == 0
    }

    pub(crate) fn kind(&mut self) -> Kind {
        const KINDS: [Kind; 5] = [
            Kind::Deposit,
            Kind::Term,
            Kind::Draw,
            Kind::Loan,
            Kind::Buffer,
        ];
        KINDS[self.below(5) as usize]
    }

    /// A grid date after `now`, up to 104 ahead, the near ones often.
    pub(crate) fn maturity(&mut self, now: u64) -> u64 {
        (now / WEEK + self.size(104) as u64) * WEEK
    }

    /// Parameters for a pool of this size. Half of the time every price is steep and every edge far.
    pub(crate) fn theta(&mut self, size: u128) -> Theta {
        let scale = Amount::new(self.size(4 * size));
        let curvature = self.below(20_000) as u16;
        let steepest = self.below(1_001) as u16;
        let huber = Huber {
            scale,
            curvature,
            steepest,
        };
        let surplus = |share: u128| Balance::new(i128::try_from(share).expect("small"));
        let target = self.below(size);
        let open = self.chance(2);
        let least = |step: u128| {
            if open {
                Balance::new(-(1 << 100))
            } else {
                surplus(target / step)
            }
        };
        let bound = |times: u128, gap: u128| if open { 1 << 100 } else { gap * times };
        let gap = self.size(size) / 1_000;
        let neutral = Edge {
            surplus: surplus(target),
            gap: Amount::new(gap),
        };
        let lending = Edge {
            surplus: least(2),
            gap: Amount::new(bound(4, gap)),
        };
        let exit = Edge {
            surplus: least(8),
            gap: Amount::new(bound(16, gap)),
        };
        Theta {
            snapshot: Snapshot {
                huber,
                neutral,
                shock: self.below(500) as u16,
            },
            edges: Edges {
                neutral,
                lending,
                exit,
            },
            run_off: self.below(1_000_001) as u32,
            coverage: self.below(20_001) as u16,
            top: self.below(size),
            ratios: [0; 2].map(|_| self.below(1_000_000_001) as u32),
        }
    }

    /// A pool that others have used: their positions, and a pot that they have paid for in part.
    pub(crate) fn world(&mut self, rules: Rules) -> World {
        let bits = [12, 40, 70][self.below(3) as usize];
        let size = (1u128 << bits) + self.below(1 << bits);
        let now = 1_700_000_000 + self.next() % (2 * WEEK);
        let mut positions = Vec::with_capacity(16);
        let mut cash = size;
        for kind in [Kind::Term, Kind::Loan, Kind::Draw, Kind::Buffer] {
            let part = self.below(size / 4) + 1;
            match kind {
                Kind::Term => cash += part,
                Kind::Loan | Kind::Draw => cash -= part,
                _ => {}
            }
            let maturity = self.maturity(now);
            positions.push(Position {
                kind,
                size: part,
                maturity,
                paid: Amount::ZERO,
                premium: Premium::default(),
                mine: false,
            });
        }
        positions.push(Position {
            kind: Kind::Deposit,
            size,
            maturity: 0,
            paid: Amount::ZERO,
            premium: Premium::default(),
            mine: false,
        });
        let theta = self.theta(size);
        let mut world = World {
            now,
            cash,
            pot: Amount::ZERO,
            drip: 0,
            matured: 0,
            escrow: 0,
            positions,
            theta,
            rules,
            collected: 0,
            received: 0,
            released: 0,
            moved: (Amount::ZERO, Amount::ZERO),
            cost: 0,
        };
        // Others have paid for a part of the potential, all of it half of the time.
        let potential = world.potential().raw();
        let funded = if self.chance(2) {
            potential
        } else {
            self.below(potential + 1)
        };
        (world.pot, world.collected) = (Amount::new(funded), funded);
        world.cash += funded;
        world.check_identity();
        world
    }
}
