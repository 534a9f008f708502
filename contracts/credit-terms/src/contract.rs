//! The entry points: decode, find the function, encode.

// What the SDK's macro for storage names.
use alloc::{vec, vec::Vec};

use alm_credit::Desk;
use alm_stylus::{Failure, arguments::Arguments, lock::unlocked, ownable, words::Output};
use stylus_sdk::prelude::*;

use crate::selectors as on;

/// The contract. Its storage is that of the desk which runs it.
#[storage]
#[cfg_attr(feature = "export-abi", entrypoint)]
pub struct CreditTerms {}

alm_stylus::entrypoint!(CreditTerms);

// The exporter has to see the constructor.
#[cfg(feature = "export-abi")]
#[public]
impl CreditTerms {
    /// There is nothing to set.
    #[constructor]
    pub fn construct(&mut self) {}
}

/// A change: no call is out meanwhile.
type Change = (u32, fn(&Desk, &Arguments<'_>) -> Result<(), Failure>);

/// A view; those of value see no account in motion.
type View = (
    u32,
    fn(&Desk, &Arguments<'_>, &mut Output) -> Result<(), Failure>,
);

static CHANGES: [Change; 13] = [
    (on::SET_COLLATERAL_TERMS, Desk::set_collateral_terms),
    (on::SET_PORTFOLIO_CREDIT, Desk::set_portfolio_credit),
    (on::CLOSE_COLLATERAL, Desk::close_collateral),
    (on::OBSERVE, Desk::observe),
    (on::REPORT, Desk::report),
    (on::ACCEPT_OFFERS, Desk::accept_offers),
    (on::SET_PAUSED, Desk::set_paused),
    (on::LIST_ASSET, Desk::list_asset),
    (on::SET_ASSET, Desk::set_asset),
    (on::SET_RISK_SOURCE, Desk::set_risk_source),
    (on::SET_GUARDIAN, Desk::set_guardian),
    (on::SET_SEQUENCER, Desk::set_sequencer),
    (on::SET_DUST, Desk::set_dust),
];

static VIEWS: [View; 14] = [
    (on::IS_OPERATOR, Desk::view_operator),
    (on::NONCES, Desk::view_nonce),
    (on::DOMAIN_SEPARATOR, Desk::view_domain),
    (on::ACCOUNT_OF, Desk::view_account),
    (on::COLLATERAL_OF, Desk::view_collateral),
    (on::DEBT_OF, Desk::view_debt),
    (on::LOAN_OF, Desk::view_loan),
    (on::STANDING, Desk::view_standing),
    (on::BORROWING_POWER, Desk::view_power),
    (on::COLLATERAL_TERMS, Desk::view_terms),
    (on::PORTFOLIO_CREDIT, Desk::view_credit),
    (on::ASSET_OF, Desk::view_asset),
    (on::ASSET_AT, Desk::view_asset_at),
    (on::DESK, Desk::view_desk),
];

impl CreditTerms {
    /// Every function of the interfaces.
    #[inline(always)]
    fn dispatch(&mut self, calldata: &[u8], output: &mut Output) -> Result<(), Failure> {
        let Some((selector, arguments)) = Arguments::split(calldata) else {
            return Err(Failure::empty());
        };
        let vm = self.vm();
        let desk = Desk::of(vm);
        if let Some((_, view)) = VIEWS.iter().find(|(known, _)| *known == selector) {
            return view(&desk, &arguments, output);
        }
        if let Some((_, change)) = CHANGES.iter().find(|(known, _)| *known == selector) {
            unlocked()?;
            return change(&desk, &arguments);
        }
        match selector {
            on::CONSTRUCTOR => {}
            on::OWNER => {
                output.append(&ownable::owner(vm));
            }
            on::PENDING_OWNER => {
                output.append(&ownable::pending(vm));
            }
            on::ACCEPT_OWNERSHIP => return ownable::accept(vm),
            on::TRANSFER_OWNERSHIP => {
                let successor = arguments.address(0).ok_or_else(Failure::empty)?;
                return ownable::nominate(vm, successor);
            }
            _ => return Err(Failure::empty()),
        }
        Ok(())
    }
}
