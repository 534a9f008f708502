//! Paying for memory before it grows.

use super::{HostResult, Hostio};
use crate::program::pricing::HOSTIO;

/// More than 65,535 pages are out of ink from this ArbOS version on, truncated before.
const ARBOS_WIDE_PAGES: u64 = 59;

impl Hostio<'_, '_> {
    /// Pays for new pages; they are paid for even if the memory then cannot grow.
    pub fn pay_for_memory_grow(&mut self, pages: u32) -> HostResult<()> {
        let pages = match u16::try_from(pages) {
            Ok(pages) => pages,
            Err(_) if self.host.env.arbos_version >= ARBOS_WIDE_PAGES => return self.exhaust(),
            Err(_) => pages as u16,
        };
        if pages == 0 {
            self.buy_ink(HOSTIO)?;
        } else {
            let gas = self.host.api.add_pages(pages)?;
            self.buy_gas(gas)?;
        }
        self.trace("pay_for_memory_grow", &[&pages.to_be_bytes()], &[])
    }
}
