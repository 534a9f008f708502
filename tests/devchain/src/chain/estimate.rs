//! How much gas a transaction needs.

use crate::evm::types::{ExecError, ExecOptions, Executed, Message, Status};

use super::{Chain, ChainError, Simulation};

/// Gas of a transfer to an account without code.
const TRANSFER_GAS: u64 = 21_000;
/// What a storage write or a value call must find besides its own cost.
const STIPEND: u64 = 2_300;

impl Chain {
    /// The smallest gas limit, to about a thousandth, with which the message succeeds. A program
    /// or contract that keeps back a 64th at every call needs more than it uses, so the figure is
    /// searched for, not computed. Execution is capped as that of a transaction is: what needs more
    /// than its 32 million has no estimate, however high the limit asked for.
    ///
    /// # Errors
    /// When it fails however much gas it gets.
    pub fn estimate(&mut self, simulation: &Simulation) -> Result<u64, ChainError> {
        let options = ExecOptions {
            estimate: true,
            ..simulation.options
        };
        self.smallest(&Simulation {
            options,
            ..simulation.clone()
        })
    }

    fn smallest(&mut self, simulation: &Simulation) -> Result<u64, ChainError> {
        let cap = self.estimation_cap(simulation)?;
        let (enough, used) = match self.attempt(simulation, cap)? {
            Attempt::Success(executed) => (cap, executed.gas_used),
            Attempt::Failure(executed) => return Err(failure(*executed, cap)),
            Attempt::TooLittle => return Err(ChainError::GasRequired(cap)),
        };
        let guess = guess(used).min(cap);
        let (low, high) = if guess < enough && self.suffices(simulation, guess)? {
            (used.saturating_sub(1), guess)
        } else {
            (guess.min(used.saturating_sub(1)), enough)
        };
        self.search(simulation, low, high)
    }

    fn search(
        &mut self,
        simulation: &Simulation,
        mut low: u64,
        mut high: u64,
    ) -> Result<u64, ChainError> {
        if high > low + 1 && self.suffices(simulation, low + 1)? {
            return Ok(low + 1);
        }
        while high - low > 1 + high / 1_000 {
            // Far from the low end most of the range is far too much: lean to the low end.
            let middle = (low + (high - low) / 2).min(low.max(TRANSFER_GAS).saturating_mul(2));
            if self.suffices(simulation, middle)? {
                high = middle;
            } else {
                low = middle;
            }
        }
        Ok(high)
    }

    fn estimation_cap(&mut self, simulation: &Simulation) -> Result<u64, ChainError> {
        let message = &simulation.message;
        let cap = self.gas_cap(simulation)?.min(message.gas_limit);
        if message.gas_price == 0 {
            return Ok(cap);
        }
        let view = self.view(simulation.at)?.with_overrides(&simulation.state);
        let balance = view.head(message.from).unwrap_or_default().balance;
        let Some(left) = balance.checked_sub(message.value) else {
            return Err(ExecError::InsufficientFunds {
                have: balance,
                want: message.value,
            }
            .into());
        };
        let price = alloy_primitives::U256::from(message.gas_price);
        Ok(cap.min((left / price).saturating_to()))
    }

    fn suffices(&mut self, simulation: &Simulation, gas: u64) -> Result<bool, ChainError> {
        Ok(matches!(
            self.attempt(simulation, gas)?,
            Attempt::Success(_)
        ))
    }

    fn attempt(&mut self, simulation: &Simulation, gas: u64) -> Result<Attempt, ChainError> {
        let message = Message {
            gas_limit: gas,
            ..simulation.message.clone()
        };
        match self.simulate(&Simulation {
            message,
            ..simulation.clone()
        }) {
            Ok(executed) if executed.status == Status::Success => {
                Ok(Attempt::Success(Box::new(executed)))
            }
            Ok(executed) => Ok(Attempt::Failure(Box::new(executed))),
            Err(ChainError::Exec(ExecError::IntrinsicGasTooLow { .. })) => Ok(Attempt::TooLittle),
            Err(error) => Err(error),
        }
    }
}

/// How one try ended.
enum Attempt {
    Success(Box<Executed>),
    Failure(Box<Executed>),
    TooLittle,
}

/// Enough for most: what was used, refunds of up to a fifth, a stipend, and a 64th on top.
fn guess(used: u64) -> u64 {
    let before_refund = used.saturating_add(used / 4);
    let with_stipend = before_refund.saturating_add(STIPEND);
    with_stipend.saturating_add(with_stipend / 63)
}

fn failure(executed: Executed, cap: u64) -> ChainError {
    match executed.status {
        Status::Halt(reason) if !is_out_of_gas(&reason) => ChainError::Halted(reason),
        Status::Revert => ChainError::Reverted(executed.output),
        _ => ChainError::GasRequired(cap),
    }
}

fn is_out_of_gas(reason: &str) -> bool {
    let reason = reason.to_ascii_lowercase().replace(' ', "");
    reason.contains("outofgas")
}
