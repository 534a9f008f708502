//! Where everything lies. Slots 0 and 1 are the ownership, slot 3 is the name in signatures. An address stands at the bottom
//! of its slot, fields above it.

/// The balance sheet, and what holds for all assets: [`GLOBALS`].
pub(crate) const SHEET: u8 = 2;
/// The program that answers what this one does not know; how many assets there are.
pub(crate) const PROGRAM: u8 = 4;
/// Who pushes terms.
pub(crate) const RISK_SOURCE: u8 = 5;
/// Who may pause.
pub(crate) const GUARDIAN: u8 = 6;
/// The sequencer's feed; seconds after a restart.
pub(crate) const SEQUENCER: u8 = 7;
/// The credit for diversification: [`CREDIT`].
pub(crate) const DIVERSIFICATION: u8 = 8;
/// From a token to its number, from one, and what is in custody of it: [`CUSTODY`].
pub(crate) const INDEXES: u8 = 9;
/// From a number to the slots of an asset.
pub(crate) const ASSETS: u8 = 10;
/// From an account to its slots.
pub(crate) const ACCOUNTS: u8 = 11;
/// From an account and an operator to one, or nothing.
pub(crate) const OPERATORS: u8 = 12;

/// Above the balance sheet: from when on the sequencer supports new risk, when that was asked, flags, dust.
pub(crate) static GLOBALS: [u8; 4] = [4, 4, 1, 3];
/// Place of the instant from which the sequencer supports new risk.
pub(crate) const SAFE_FROM: usize = 0;
/// Place of the instant at which that was asked.
pub(crate) const ASKED_AT: usize = 1;
/// Place of the flags: one while new risk is paused.
pub(crate) const PAUSED: usize = 2;
/// Place of what is dust.
pub(crate) const DUST: usize = 3;

/// Above the program's address.
pub(crate) static COUNT: [u8; 2] = [11, 1];
/// Above the sequencer's feed.
pub(crate) static GRACE: [u8; 2] = [8, 4];
/// The credit: from, to, start, end, until.
pub(crate) static CREDIT: [u8; 5] = [4, 4, 5, 5, 5];

/// Slots of an asset: its feed, its terms, its token.
pub(crate) const TERMS: u8 = 1;
/// Place of the token.
pub(crate) const TOKEN: u8 = 2;

/// Above the feed: heartbeat, decimals of token and feed, lowest and highest price as floats, group, exponent of the
/// smallest debt.
pub(crate) static FEED: [u8; 6] = [3, 1, 3, 3, 1, 1];
/// Place of the heartbeat.
pub(crate) const HEARTBEAT: usize = 0;
/// Place of the decimals.
pub(crate) const DECIMALS: usize = 1;
/// Place of the lowest price.
pub(crate) const FLOOR: usize = 2;
/// Place of the highest price.
pub(crate) const CEILING: usize = 3;
/// Place of the group.
pub(crate) const GROUP: usize = 4;
/// Place of the exponent of the smallest debt.
pub(crate) const MINIMUM: usize = 5;
/// Bits of a bound on prices: 18 significant ones.
pub(crate) const BOUND_BITS: u32 = 24;

/// Terms: opening loan to value, threshold from and to, bonus in 1e-5, start, length of the ramp, life; the last two prices
/// noted as floats, and when, in 256 s.
pub(crate) static TERM_WIDTHS: [u8; 10] = [3, 3, 3, 2, 4, 3, 3, 4, 4, 3];
/// Place of the opening loan to value.
pub(crate) const OPEN: usize = 0;
/// Place of the last price noted.
pub(crate) const LAST: usize = 7;
/// Bits of a price noted: 26 significant ones.
pub(crate) const NOTE_BITS: u32 = 32;
/// Significant bits of a price noted, less one: its rounding is below one part in two to this.
pub(crate) const NOTE_PRECISION: u32 = 25;
/// Bits of the seconds left out of when a price was noted.
pub(crate) const NOTE_SHIFT: u32 = 8;
/// What a bonus is kept in.
pub(crate) const BONUS_UNIT: u128 = 100;

/// Of a token: in custody, most of it, nothing, its number.
pub(crate) static CUSTODY: [u8; 4] = [12, 12, 7, 1];

/// An account: bitmaps of collaterals, floating debts and fixed loans; nonce; one while it accepts offers.
pub(crate) static ACCOUNT: [u8; 5] = [8, 8, 1, 8, 1];
/// Place of an account's bitmap of collaterals, and of a pair of amounts after it.
pub(crate) const COLLATERALS: usize = 0;
/// Place of its bitmap of floating debts.
pub(crate) const DEBTS: usize = 1;
/// Place of its bitmap of fixed loans.
pub(crate) const LOANS: usize = 2;
/// Place of its nonce.
pub(crate) const NONCE: usize = 3;
/// Place of whether it accepts offers.
pub(crate) const OFFERS: usize = 4;

/// Two amounts of a slot: of the assets 2n and 2n + 1.
pub(crate) static PAIR: [u8; 2] = [12, 12];
/// First slot of the collateral, after an account's.
pub(crate) const COLLATERAL_PAIRS: u8 = 1;
/// First slot of the debt shares.
pub(crate) const DEBT_PAIRS: u8 = 33;
/// First slot of the fixed loans.
pub(crate) const LOAN_SLOTS: u8 = 65;
/// A loan: asset, week, face, slope.
pub(crate) static LOAN: [u8; 4] = [1, 2, 12, 14];

/// Most assets.
pub(crate) const ASSETS_MAX: u128 = 64;
/// Most collaterals of an account.
pub(crate) const COLLATERALS_MAX: u32 = 16;
/// Most floating debts of an account.
pub(crate) const DEBTS_MAX: u32 = 4;
/// Most fixed loans of an account.
pub(crate) const LOANS_MAX: u32 = 8;
