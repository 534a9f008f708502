//! WASM pages over a transaction: linear in the pages open, exponential in the most ever open.

/// Pages that cost nothing.
pub const FREE_PAGES: u16 = 2;
/// Gas of each further page that is opened.
pub const PAGE_GAS: u16 = 1000;
/// Most pages open at once.
pub const PAGE_LIMIT: u16 = 128;
/// The limit holds cumulatively from this ArbOS version on.
const ARBOS_CUMULATIVE_LIMIT: u64 = 59;

/// Gas of having ever opened so many pages. A table, because rounding a closed form is not exact.
#[rustfmt::skip]
const EXPONENTIAL: [u64; 129] = [
    1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 5, 6, 7, 8, 9, 11, 12, 14, 17, 19, 22, 25, 29, 33, 38,
    43, 50, 57, 65, 75, 85, 98, 112, 128, 147, 168, 193, 221, 253, 289, 331, 379, 434, 497, 569,
    651, 745, 853, 976, 1117, 1279, 1463, 1675, 1917, 2194, 2511, 2874, 3290, 3765, 4309, 4932,
    5645, 6461, 7395, 8464, 9687, 11087, 12689, 14523, 16621, 19024, 21773, 24919, 28521, 32642,
    37359, 42758, 48938, 56010, 64104, 73368, 83971, 96106, 109994, 125890, 144082, 164904, 188735,
    216010, 247226, 282953, 323844, 370643, 424206, 485509, 555672, 635973, 727880, 833067, 953456,
    1091243, 1248941, 1429429, 1636000, 1872423, 2143012, 2452704, 2807151, 3212820, 3677113,
    4208502, 4816684, 5512756, 6309419, 7221210, 8264766, 9459129, 10826093, 12390601, 14181199,
    16230562, 18576084, 21260563, 24332984, 27849408, 31873999,
];

/// Parameters of the page price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageModel {
    /// Pages that cost nothing.
    pub free_pages: u16,
    /// Gas of each further page.
    pub page_gas: u16,
    /// Most pages open at once.
    pub page_limit: u16,
    /// ArbOS version.
    pub arbos_version: u64,
}

impl PageModel {
    /// The default parameters.
    pub fn new(arbos_version: u64) -> Self {
        Self {
            free_pages: FREE_PAGES,
            page_gas: PAGE_GAS,
            page_limit: PAGE_LIMIT,
            arbos_version,
        }
    }

    /// Gas of opening `new` pages, `u64::MAX` where the limit forbids it.
    pub fn gas(&self, new: u16, open: u16, ever: u16) -> u64 {
        let new_open = open.saturating_add(new);
        if self.arbos_version >= ARBOS_CUMULATIVE_LIMIT && new_open > self.page_limit {
            return u64::MAX;
        }
        let new_ever = ever.max(new_open);
        if new_ever <= self.free_pages {
            return 0;
        }
        let paid = |pages: u16| pages.saturating_sub(self.free_pages);
        let linear = u64::from(paid(new_open) - paid(open)) * u64::from(self.page_gas);
        let exponential = exponential(new_ever).saturating_sub(exponential(ever));
        linear.saturating_add(exponential)
    }
}

fn exponential(pages: u16) -> u64 {
    EXPONENTIAL
        .get(usize::from(pages))
        .copied()
        .unwrap_or(u64::MAX)
}

/// Pages of a transaction: `open` falls back when a frame ends, `ever` lasts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PageCounter {
    /// Pages open now.
    pub open: u16,
    /// Most pages ever open.
    pub ever: u16,
}

impl PageCounter {
    /// Opens pages and returns their gas; the counter moves even if the gas cannot be paid.
    pub fn add(&mut self, new: u16, model: &PageModel) -> u64 {
        let gas = model.gas(new, self.open, self.ever);
        self.open = self.open.saturating_add(new);
        self.ever = self.ever.max(self.open);
        gas
    }

    /// Closes what a frame had opened; `open` is the number before it.
    pub fn restore(&mut self, open: u16) {
        self.open = open;
    }
}
