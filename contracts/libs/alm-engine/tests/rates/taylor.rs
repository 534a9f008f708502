//! The adaptive curve in integers, as deployed contracts compute it: wads per second, quotients towards zero, an
//! exponential of second order. Written from its published formulas.

const WAD: i128 = 1_000_000_000_000_000_000;
const YEAR: i128 = 31_536_000;
const TARGET: i128 = WAD / 10 * 9;
const STEEPNESS: i128 = 4 * WAD;
const SPEED: i128 = 50 * WAD / YEAR;
const LEAST: i128 = WAD / 1_000 / YEAR;
const MOST: i128 = 2 * WAD / YEAR;
const LN_2: i128 = 693_147_180_559_945_309;

/// The distance from the target on its side.
pub(crate) fn error(utilisation: i128) -> i128 {
    let longest = if utilisation > TARGET {
        WAD - TARGET
    } else {
        TARGET
    };
    (utilisation - TARGET) * WAD / longest
}

/// `e^x` by halving to at most ln 2 / 2 and a series of second order.
fn exp(x: i128) -> i128 {
    let nearest = if x < 0 { x - LN_2 / 2 } else { x + LN_2 / 2 };
    let halvings = nearest / LN_2;
    let rest = x - halvings * LN_2;
    let series = WAD + rest + rest * rest / WAD / 2;
    if halvings >= 0 {
        series << halvings
    } else {
        series >> -halvings
    }
}

/// The mean rate and the rate at target after a stretch, wads per second.
pub(crate) fn over(at_target: i128, utilisation: i128, seconds: i128) -> (i128, i128) {
    let error = error(utilisation);
    let drift = SPEED * error / WAD * seconds;
    let moved = |drift: i128| (at_target * exp(drift) / WAD).clamp(LEAST, MOST);
    let (end, mean) = if drift == 0 {
        (at_target, at_target)
    } else {
        let end = moved(drift);
        (end, (at_target + end + 2 * moved(drift / 2)) / 4)
    };
    let slope = if error < 0 {
        WAD - WAD * WAD / STEEPNESS
    } else {
        STEEPNESS - WAD
    };
    ((slope * error / WAD + WAD) * mean / WAD, end)
}
