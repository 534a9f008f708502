//! Upgrades of ArbOS: one that is scheduled takes effect with the first block at or after its time.

use alloy_primitives::U256;
use revm::Database;

use super::{
    params::StylusParams,
    storage::{ARBOS_STATE, LAYOUT, Space, root},
};

/// Newest version of ArbOS whose rules are known.
pub const NEWEST: u64 = 61;

/// The version whose rules are in force; `None` where there is no ArbOS.
///
/// # Errors
/// Those of the database.
pub(crate) fn version<DB: Database>(db: &mut DB) -> Result<Option<u64>, DB::Error> {
    let word = read(db, LAYOUT.hot.version)?;
    Ok(Some(word.saturating_to()).filter(|version| *version != 0))
}

/// Slots of ArbOS that a block at `time` begins by writing: none unless an upgrade is due. A
/// version older than the present one is no upgrade; one that is newer than [`NEWEST`] would stop
/// a real node, and here is left waiting.
///
/// # Errors
/// Those of the database.
pub(crate) fn due<DB: Database>(db: &mut DB, time: u64) -> Result<Vec<(U256, U256)>, DB::Error> {
    let target: u64 = read(db, LAYOUT.hot.upgrade_version)?.saturating_to();
    if target == 0 {
        return Ok(Vec::new());
    }
    let current: u64 = read(db, LAYOUT.hot.version)?.saturating_to();
    let scheduled = read(db, Space::ROOT.at(root::UPGRADE_TIMESTAMP))?;
    if target <= current || U256::from(time) < scheduled {
        return Ok(Vec::new());
    }
    if target > NEWEST {
        tracing::warn!(
            target,
            NEWEST,
            "an upgrade of ArbOS is due whose rules are not known"
        );
        return Ok(Vec::new());
    }
    let [first, second] = LAYOUT.param_slots;
    let mut params = StylusParams::decode([read(db, first)?, read(db, second)?]);
    params.upgrade(current, target);
    let mut slots = vec![(LAYOUT.hot.version, U256::from(target))];
    slots.extend(LAYOUT.param_slots.into_iter().zip(params.encode()));
    Ok(slots)
}

fn read<DB: Database>(db: &mut DB, slot: U256) -> Result<U256, DB::Error> {
    db.storage(ARBOS_STATE, slot)
}
