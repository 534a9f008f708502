//! What the standards ask beside the queue itself: interfaces, and the vault as it is seen from here.

use alloy_sol_types::SolError;
use alm_abi::IRedeemQueue::{ERC4626ExceededMaxDeposit, ERC4626ExceededMaxMint, NoPreview};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    words::{Output, Word},
};

use crate::{
    contract::RedeemQueue,
    selectors::{
        ASSET, CONVERT_TO_ASSETS, CONVERT_TO_SHARES, DEPOSIT, MAX_DEPOSIT, MAX_MINT, MINT,
        PREVIEW_DEPOSIT, PREVIEW_MINT, PREVIEW_REDEEM, PREVIEW_WITHDRAW, TOTAL_ASSETS,
    },
};

/// Identifiers of the interfaces there are: ERC-165, operators and asynchronous redemption of ERC-7540, ERC-7575.
static INTERFACES: [[u8; 4]; 4] = [
    [0x01, 0xff, 0xc9, 0xa7],
    [0xe3, 0xbc, 0x4e, 0x65],
    [0x62, 0x0e, 0xe8, 0xe4],
    [0x2f, 0x0a, 0x18, 0xc5],
];

/// Whether an identifier, at the left of a word, is that of an interface there is.
pub(crate) fn supports(identifier: &Word) -> bool {
    let (head, tail) = identifier.split_at(4);
    INTERFACES.iter().any(|known| known == head) && tail.iter().all(|byte| *byte == 0)
}

impl RedeemQueue {
    /// What the vault answers, and what it would be asked for if deposits were made here.
    #[inline(always)]
    pub(crate) fn as_vault(
        &self,
        selector: u32,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let first = arguments.word(0);
        match selector {
            ASSET | TOTAL_ASSETS => {
                output.append(&self.vault().ask(&selector.to_be_bytes(), None)?);
            }
            CONVERT_TO_SHARES | CONVERT_TO_ASSETS | PREVIEW_DEPOSIT | PREVIEW_MINT => {
                let given = first.ok_or_else(Failure::empty)?;
                output.append(&self.vault().ask(&selector.to_be_bytes(), Some(given))?);
            }
            MAX_DEPOSIT | MAX_MINT => {
                arguments.address(0).ok_or_else(Failure::empty)?;
                output.numbers(&[0]);
            }
            DEPOSIT | MINT => {
                let given = first.ok_or_else(Failure::empty)?;
                let receiver = arguments.address(1).ok_or_else(Failure::empty)?;
                let error = if selector == MINT {
                    ERC4626ExceededMaxMint::SELECTOR
                } else {
                    ERC4626ExceededMaxDeposit::SELECTOR
                };
                return Err(Failure::new(error, &[*receiver, *given, [0; 32]]));
            }
            PREVIEW_REDEEM | PREVIEW_WITHDRAW => {
                return Err(Failure::new(NoPreview::SELECTOR, &[]));
            }
            _ => return Err(Failure::empty()),
        }
        Ok(())
    }
}
