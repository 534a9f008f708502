//! The liquidity coverage ratio: liquid assets over the net outflow of a horizon.

use alloy_primitives::U256;

const WAD: u64 = 1_000_000_000_000_000_000;

/// Liquid assets by their level, after haircuts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HighQuality {
    /// Cash.
    pub level1: u128,
    /// What becomes cash at once at nearly its value.
    pub level2a: u128,
    /// What may be sold within the horizon.
    pub level2b: u128,
}

impl HighQuality {
    /// What of it counts: level 2 for 40 % of the stock at most, level 2B for 15 %. Rounded down.
    ///
    /// `L1 + L2A + L2B - max(L2A + L2B - 2/3 L1, L2B - 15/85 (L1 + L2A), 0)`, the single form of both caps.
    #[must_use]
    pub fn stock(&self) -> u128 {
        // In units of 1/51, the least common denominator of 2/3 and 3/17.
        let [one, a, b] =
            [self.level1, self.level2a, self.level2b].map(|level| level.saturating_mul(51));
        let above40 = a.saturating_add(b).saturating_sub(one / 3 * 2);
        let above15 = b.saturating_sub(one.saturating_add(a) / 17 * 3);
        let excess = above40.max(above15).div_ceil(51);
        let all = self
            .level1
            .saturating_add(self.level2a)
            .saturating_add(self.level2b);
        all.saturating_sub(excess)
    }
}

/// Coverage over one horizon.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Coverage {
    /// What may be paid with.
    pub stock: u128,
    /// What may be asked for.
    pub outflow: u128,
    /// What may be counted upon.
    pub inflow: u128,
}

impl Coverage {
    /// The outflow less the inflow, of which three quarters of the outflow count at most; rounded up.
    #[must_use]
    pub fn net_outflow(&self) -> u128 {
        self.outflow
            - self
                .inflow
                .min(self.outflow / 4 * 3 + self.outflow % 4 * 3 / 4)
    }

    /// The ratio as a wad, rounded down; `None` where nothing may be asked for. Saturates.
    #[must_use]
    pub fn ratio(&self) -> Option<u128> {
        let net = self.net_outflow();
        if net == 0 {
            return None;
        }
        let ratio = U256::from(self.stock) * U256::from(WAD) / U256::from(net);
        Some(u128::try_from(ratio).unwrap_or(u128::MAX))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    const DECIMALS: usize = 18;

    /// A decimal text in units of 1e-18, exactly.
    fn units(text: &str) -> u128 {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = format!("{whole}{fraction:0<DECIMALS$}");
        let kept = &digits[..whole.len() + DECIMALS];
        kept.parse().expect(text)
    }

    fn sum(balances: &Value, factors: &Value) -> u128 {
        let of = |(name, text): (&String, &Value)| {
            let factor = units(factors[name].as_str().expect(name));
            // Balances have two decimals and factors two: the product is exact.
            units(text.as_str().expect(name)) / 1_000_000_000 * (factor / 1_000_000_000)
        };
        balances.as_object().into_iter().flatten().map(of).sum()
    }

    #[test]
    fn vectors_lcr_of_pools_without_secured_funding() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/lcr.json");
        let folder = std::env::var("ALM_VECTORS").map(|folder| format!("{folder}/lcr.json"));
        let text = std::fs::read_to_string(folder.as_deref().unwrap_or(path)).expect("the vectors");
        let file: Value = serde_json::from_str(&text).expect("JSON");
        let mut checked = 0;
        for case in file["cases"].as_array().expect("cases") {
            let assets = case["in"]["hqla_market_value"].as_object().expect("assets");
            if assets.keys().any(|name| name.starts_with("sft_adj")) {
                continue;
            }
            let level = |names: &[&str]| -> u128 {
                let held = names
                    .iter()
                    .filter_map(|name| Some((*name, assets.get(*name)?.as_str()?)));
                held.map(|(name, text)| {
                    let haircut = units(file["factors"]["haircut"][name].as_str().expect(name));
                    units(text) / 1_000_000_000 * ((units("1") - haircut) / 1_000_000_000)
                })
                .sum()
            };
            let held = HighQuality {
                level1: level(&["l1"]),
                level2a: level(&["l2a"]),
                level2b: level(&["l2b_rmbs", "l2b_corp", "l2b_equity"]),
            };
            let coverage = Coverage {
                stock: held.stock(),
                outflow: sum(&case["in"]["outflow_balances"], &file["factors"]["outflow"]),
                inflow: sum(&case["in"]["inflow_balances"], &file["factors"]["inflow"]),
            };
            let out = |name: &str| units(case["out"][name].as_str().expect(name));
            let id = case["id"].as_str().expect("an id");
            assert!(
                held.stock().abs_diff(out("hqla")) <= 1,
                "{id}: stock {}",
                held.stock()
            );
            assert!(
                coverage.net_outflow().abs_diff(out("net_outflows")) <= 1,
                "{id}: net outflow"
            );
            let ratio = coverage.ratio().expect(id);
            assert!(ratio.abs_diff(out("lcr")) <= 2, "{id}: {ratio}");
            checked += 1;
        }
        assert!(checked >= 19, "{checked} cases");
    }

    #[test]
    fn test_coverage_counts_inflows_up_to_three_quarters() {
        let of = |inflow| {
            Coverage {
                stock: 10,
                outflow: 7,
                inflow,
            }
            .net_outflow()
        };
        assert_eq!([of(0), of(4), of(5), of(6), of(100)], [7, 3, 2, 2, 2]);
        assert_eq!(
            Coverage {
                stock: 10,
                outflow: 0,
                inflow: 3
            }
            .ratio(),
            None
        );
    }
}
