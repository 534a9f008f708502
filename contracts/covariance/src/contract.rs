//! The entry points: decode, call the topic's module, encode.

// What the SDK's macro for storage names.
use alloc::{vec, vec::Vec};

use alm_stylus::{Failure, arguments::Arguments, lock::locked, ownable, words::Output};
use stylus_sdk::prelude::*;

use crate::selectors::{
    ACCEPT_OWNERSHIP, CONFIG, CONSTRUCTOR, CORRELATION, CREDIT, GROUP_CREDIT, JOIN, LEAVE,
    MEMBER_AT, MEMBERS, OWNER, PENDING_OWNER, SAMPLE, SAMPLE_ALL, SET_RULES, TRANSFER_OWNERSHIP,
};

/// The contract. Its storage: `config.rs`, `member.rs`, `pairs.rs`.
#[storage]
#[cfg_attr(feature = "export-abi", entrypoint)]
pub struct Covariance {}

// Every function goes through the router, the constructor too: the owner's slot is its guard.
alm_stylus::entrypoint!(Covariance);

// The exporter has to see the constructor.
#[cfg(feature = "export-abi")]
#[public]
impl Covariance {
    /// Names the owner, the risk engine and the length of a sampling slot in seconds.
    #[constructor]
    pub fn construct(
        &mut self,
        owner: alloy_primitives::Address,
        engine: alloy_primitives::Address,
        interval: u32,
    ) -> Result<(), Vec<u8>> {
        use alloy_sol_types::SolValue;

        let arguments = (owner, engine, interval).abi_encode_params();
        self.route(&[&CONSTRUCTOR.to_be_bytes(), arguments.as_slice()].concat())
            .map(|_| ())
    }
}

impl Covariance {
    /// Every function of the interface.
    #[inline(always)]
    fn dispatch(&mut self, calldata: &[u8], output: &mut Output) -> Result<(), Failure> {
        let Some((selector, arguments)) = Arguments::split(calldata) else {
            return Err(Failure::empty());
        };
        match selector {
            SAMPLE_ALL => locked(|| self.sample(u16::MAX, output)),
            SAMPLE => {
                let mut mask = [0];
                arguments.numbers(0, &[2], &mut mask)?;
                let [mask] = mask;
                locked(|| self.sample(mask as u16, output))
            }
            CREDIT => self.tell_credit(&arguments, output),
            GROUP_CREDIT => self.tell_group_credit(&arguments, output),
            CORRELATION => self.tell_correlation(&arguments, output),
            MEMBER_AT => self.tell_member(&arguments, output),
            CONSTRUCTOR => self.initialise(&arguments),
            SET_RULES => self.set_rules(&arguments),
            ACCEPT_OWNERSHIP => ownable::accept(self.vm()),
            TRANSFER_OWNERSHIP | JOIN | LEAVE => self.govern(selector, &arguments),
            _ => self.tell(selector, output),
        }
    }

    /// What names an address.
    #[inline(always)]
    fn govern(&mut self, selector: u32, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let address = arguments.address(0).ok_or_else(Failure::empty)?;
        match selector {
            JOIN => locked(|| self.join(address)),
            LEAVE => self.leave(address),
            _ => ownable::nominate(self.vm(), address),
        }
    }

    /// Views without arguments.
    #[inline(always)]
    fn tell(&self, selector: u32, output: &mut Output) -> Result<(), Failure> {
        match selector {
            CONFIG => self.tell_config(output),
            MEMBERS => self.tell_members(output),
            OWNER => {
                output.append(&ownable::owner(self.vm()));
            }
            PENDING_OWNER => {
                output.append(&ownable::pending(self.vm()));
            }
            _ => return Err(Failure::empty()),
        }
        Ok(())
    }
}
