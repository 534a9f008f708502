//! What a pool says of itself.

use alloy_sol_types::{SolCall, SolError};
use alm_abi::{
    IConcentratedPool::{
        liquidityCall, observeCall, slot0Call, tickBitmapCall, tickSpacingCall, ticksCall,
        token0Call, token1Call,
    },
    IDepthReader::PoolGarbage,
};
use alm_engine::depth::{pool::History, ticks::RootPrice};
use alm_stylus::{
    Failure, calls,
    packed::number,
    words::{Output, Word, signed, subtract, word},
};
use stylus_sdk::stylus_core::Host;

/// A pool, and the chain to ask it on.
pub(crate) struct Pool<'a, H> {
    pub(crate) vm: &'a H,
    pub(crate) address: &'a Word,
}

impl<H: Host> Pool<'_, H> {
    /// The two assets.
    pub(crate) fn tokens(&self) -> Result<[Word; 2], Failure> {
        let mut tokens = [[0; 32]; 2];
        let selectors = [token0Call::SELECTOR, token1Call::SELECTOR];
        for (token, selector) in tokens.as_chunks_mut::<1>().0.iter_mut().zip(selectors) {
            self.ask(selector, &[], token)?;
        }
        Ok(tokens)
    }

    /// The price, and the tick at or below it.
    pub(crate) fn price(&self) -> Result<(RootPrice, i32), Failure> {
        let mut answer = [[0; 32]; 2];
        self.ask(slot0Call::SELECTOR, &[], &mut answer)?;
        let [root, tick] = &answer;
        let price = RootPrice {
            high: part(root, 12, 4) as u32,
            low: part(root, 16, 16),
        };
        Ok((price, integer(tick) as i32))
    }

    /// Liquidity at the price.
    pub(crate) fn liquidity(&self) -> Result<u128, Failure> {
        let mut answer = [[0; 32]];
        self.ask(liquidityCall::SELECTOR, &[], &mut answer)?;
        let [answer] = &answer;
        Ok(part(answer, 16, 16))
    }

    /// Distance of the ticks that may be in use.
    pub(crate) fn spacing(&self) -> Result<i32, Failure> {
        let mut answer = [[0; 32]];
        self.ask(tickSpacingCall::SELECTOR, &[], &mut answer)?;
        let [answer] = &answer;
        Ok(integer(answer) as i32)
    }

    /// Which ticks of a word are in use.
    pub(crate) fn ticks_in_use(&self, number: i16) -> Result<Word, Failure> {
        let mut answer = [[0; 32]];
        let number = signed(number.into());
        self.ask(tickBitmapCall::SELECTOR, &[number], &mut answer)?;
        let [answer] = answer;
        Ok(answer)
    }

    /// What is added to the liquidity when a tick is crossed upwards.
    pub(crate) fn net_liquidity(&self, tick: i32) -> Result<i128, Failure> {
        let mut answer = [[0; 32]; 2];
        self.ask(ticksCall::SELECTOR, &[signed(tick.into())], &mut answer)?;
        let [_, net] = &answer;
        Ok(integer(net))
    }

    /// The window that ends now.
    pub(crate) fn history(&self, window: u32) -> Result<History, Failure> {
        // Two offsets, and two lists of two.
        let mut answer = [[0; 32]; 8];
        let arguments = [word(32), word(2), word(window.into()), [0; 32]];
        self.ask(observeCall::SELECTOR, &arguments, &mut answer)?;
        let [_, _, _, first, last, _, before, mut now] = answer;
        let ticks = integer(&last).wrapping_sub(integer(&first));
        // The sum may wrap at 160 bits.
        let _ = subtract(&mut now, &before);
        let is_huge = part(&now, 12, 4) != 0;
        let sum = part(&now, 16, 16);
        Ok(History {
            window,
            ticks: ticks as i64,
            seconds_per_liquidity: if is_huge { u128::MAX } else { sum },
        })
    }

    /// Asks, and demands as many words as an answer has.
    #[inline(never)]
    fn ask(
        &self,
        selector: [u8; 4],
        arguments: &[Word],
        answer: &mut [Word],
    ) -> Result<(), Failure> {
        let mut request = Output::default();
        request.append(&selector).append(arguments.as_flattened());
        let have = calls::consult(self.vm, self.address, &request, answer)?;
        let want = answer.as_flattened().len();
        if have < want {
            let figures = [*self.address, word(have as u128), word(want as u128)];
            return Err(Failure::new(PoolGarbage::SELECTOR, &figures));
        }
        Ok(())
    }
}

/// Bytes of a word as a number, whatever stands before them.
fn part(word: &Word, first: usize, count: usize) -> u128 {
    let mut kept = [0; 32];
    let bytes = word.iter().skip(first).take(count);
    let start = 32usize.saturating_sub(count);
    kept.iter_mut()
        .skip(start)
        .zip(bytes)
        .for_each(|(to, from)| *to = *from);
    number(&kept, 16).unwrap_or(0)
}

/// A signed word of at most 128 bits.
fn integer(word: &Word) -> i128 {
    part(word, 16, 16) as i128
}
