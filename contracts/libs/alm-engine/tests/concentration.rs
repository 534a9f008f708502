//! The bound on the largest holder against the list of all balances.

use alm_engine::concentration::{Concentration, Listed};
use proptest::prelude::*;

const HOLDERS: usize = 6;

#[derive(Clone, Debug)]
enum Action {
    Rise(usize, u128),
    Fall(usize, u128),
    Show(u8),
    RoundUp(u128, u128),
    LeaveOut(usize),
}

fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        4 => (0..HOLDERS, 1..1_000u128).prop_map(|(holder, amount)| Action::Rise(holder, amount)),
        4 => (0..HOLDERS, 1..=100u128).prop_map(|(holder, percent)| Action::Fall(holder, percent)),
        2 => any::<u8>().prop_map(Action::Show),
        1 => (0..3u128, 0..3u128).prop_map(|(top, others)| Action::RoundUp(top, others)),
        1 => (0..HOLDERS).prop_map(Action::LeaveOut),
    ]
}

struct World {
    balances: [u128; HOLDERS],
    bounds: Concentration,
    /// Who is left out of the bounds: nobody, or one for good.
    left_out: Option<usize>,
}

impl World {
    fn supply(&self) -> u128 {
        self.balances.iter().sum()
    }

    fn act(&mut self, action: &Action) {
        match *action {
            Action::Rise(holder, amount) => {
                let before = self.balances[holder];
                self.balances[holder] += amount;
                if self.left_out != Some(holder) {
                    self.bounds = self.bounds.risen(before, before + amount);
                }
            }
            Action::Fall(holder, percent) => {
                let before = self.balances[holder];
                self.balances[holder] -= before * percent / 100;
                if self.left_out != Some(holder) {
                    self.bounds = self.bounds.fallen(before, self.balances[holder]);
                }
            }
            Action::Show(mask) => self.show(mask),
            Action::RoundUp(top, others) => {
                self.bounds.others += others;
                self.bounds.top = self.bounds.top.max(self.bounds.others) + top;
            }
            Action::LeaveOut(holder) => {
                if self.left_out.is_none() {
                    self.left_out = Some(holder);
                    self.bounds = self.bounds.without(self.balances[holder]);
                }
            }
        }
    }

    fn show(&mut self, mask: u8) {
        let old = self.bounds;
        let chosen = (0..HOLDERS).filter(|holder| mask & (1 << holder) != 0);
        let listed = chosen.fold(Listed::default(), |listed, holder| {
            if self.left_out == Some(holder) {
                listed.with_left_out(self.balances[holder])
            } else {
                listed.with(self.balances[holder])
            }
        });
        self.bounds = old.shown(self.supply(), &listed);
        assert!(self.bounds.top <= old.top, "a list never raises the bound");
        assert!(self.bounds.others <= old.others, "nor that on the others");
    }

    /// The balances the bounds are about.
    fn bounded(&self) -> impl Iterator<Item = u128> {
        let all = self.balances.iter().enumerate();
        all.filter(|(holder, _)| self.left_out != Some(*holder))
            .map(|(_, balance)| *balance)
    }

    fn check(&self) {
        let largest = self.bounded().max().unwrap_or(0);
        let bound = self.bounds.bound(self.supply());
        assert!(bound >= largest, "INV-TOP-01: {bound} below {largest}");
        let above = self
            .bounded()
            .filter(|balance| *balance > self.bounds.others);
        assert!(above.count() <= 1, "INV-TOP-01: two above the others");
        assert!(
            self.bounds.others <= self.bounds.top,
            "INV-TOP-01: others above top"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn prop_no_balance_exceeds_the_bound(actions in prop::collection::vec(action(), 1..60)) {
        let mut world = World {
            balances: [0; HOLDERS],
            bounds: Concentration::default(),
            left_out: None,
        };
        for action in &actions {
            world.act(action);
            world.check();
        }
        // Listing everybody finds the truth.
        world.show(0xff);
        prop_assert_eq!(world.bounds.top, world.bounded().max().unwrap());
    }
}

#[test]
fn test_the_largest_leaves_and_the_second_is_the_bound() {
    let bounds = Concentration::default().risen(0, 100).risen(0, 60);
    assert_eq!(
        bounds,
        Concentration {
            top: 100,
            others: 60
        }
    );
    assert_eq!(bounds.fallen(100, 0).top, 60);
    assert_eq!(bounds.fallen(100, 80).top, 80);
}

#[test]
fn test_a_stale_bound_falls_to_what_a_list_leaves() {
    // Two of 50 came and left; ten small holders of 3 remain.
    let bounds = Concentration::default().risen(0, 50).risen(0, 50);
    let bounds = bounds.fallen(50, 0).fallen(50, 0);
    assert_eq!((bounds.top, bounds.bound(30)), (50, 30));
    let listed = [3; 9].into_iter().fold(Listed::default(), Listed::with);
    assert_eq!(bounds.shown(30, &listed).top, 3);
}

#[test]
fn test_a_hidden_top_keeps_its_bound() {
    let bounds = Concentration {
        top: 90,
        others: 10,
    };
    let listed = Listed::default().with(5);
    assert_eq!(
        bounds.shown(110, &listed),
        Concentration {
            top: 90,
            others: 10
        }
    );
    assert_eq!(
        bounds.shown(60, &listed),
        Concentration {
            top: 55,
            others: 10
        }
    );
}

#[test]
fn test_who_is_left_out_hides_nobody() {
    // The queue has 100 and is left out, the largest of the others 40.
    let bounds = Concentration::default().risen(0, 100).risen(0, 40);
    let bounds = bounds.without(100);
    assert_eq!((bounds.top, bounds.others), (40, 40));
    // Listed like anybody it would pass for the largest; left out it shows that only 45 of 145 are elsewhere.
    let listed = Listed::default().with(5).with_left_out(100);
    assert_eq!((listed.sum, listed.largest), (105, 5));
    assert_eq!(bounds.shown(145, &listed).top, 40);
    let listed = listed.with(30);
    assert_eq!(bounds.shown(145, &listed).top, 30);
}
