//! The host functions.

use alloy_primitives::{Address, B256, Bytes, U256};

use super::{World, diverged};
use crate::{
    executor::wire::{Action, Answer, Read, Record},
    program::api::{
        ApiError, ApiResult, CallAnswer, CallKind, CallRequest, CreateAnswer, CreateRequest,
        EvmApi, StoreOutcome,
    },
};

impl EvmApi for World<'_> {
    fn storage_load(&mut self, key: B256) -> ApiResult<(B256, u64)> {
        let value = word(&self.read(Read::Slot(key))?);
        Ok((value, self.gas.load(key)))
    }

    fn storage_store(
        &mut self,
        slots: &[(B256, B256)],
        gas_left: u64,
    ) -> ApiResult<(StoreOutcome, u64)> {
        if slots.is_empty() {
            return Ok((StoreOutcome::Done, 0));
        }
        if self.env.read_only {
            return Ok((StoreOutcome::WriteProtection, 0));
        }
        let mut cost = 0_u64;
        for (key, value) in slots {
            self.absorb();
            let before = self.known.get(&Read::Slot(*key)).map(|value| word(value));
            cost = cost.saturating_add(self.gas.store(*key, before, *value));
            if cost > gas_left {
                return Ok((StoreOutcome::OutOfGas, cost));
            }
            self.store(*key, *value)?;
        }
        Ok((StoreOutcome::Done, cost))
    }

    fn transient_load(&mut self, key: B256) -> ApiResult<B256> {
        self.read(Read::Transient(key)).map(|value| word(&value))
    }

    fn transient_store(&mut self, key: B256, value: B256) -> ApiResult<bool> {
        if self.env.read_only {
            return Ok(false);
        }
        self.effect(&Record::TransientStore, Action::TransientStore(key, value))?;
        self.wrote(Read::Transient(key), value);
        Ok(true)
    }

    fn call(&mut self, request: CallRequest) -> ApiResult<CallAnswer> {
        if self.env.read_only && request.kind == CallKind::Call && !request.value.is_zero() {
            return Ok(CallAnswer {
                success: false,
                output: Bytes::new(),
                gas_cost: 0,
            });
        }
        let base = self.gas.call_base(request.target, request.value);
        let Some(left) = request.gas_left.checked_sub(base) else {
            let gas_cost = request.gas_left;
            return Ok(CallAnswer {
                success: false,
                output: Bytes::new(),
                gas_cost,
            });
        };
        let forwarded = (left - left / 64).min(request.gas_requested);
        let Answer {
            success,
            gas,
            output,
        } = self.answer_call(&request, forwarded)?;
        if request.kind != CallKind::Static {
            self.forget();
        }
        Ok(CallAnswer {
            success,
            output,
            gas_cost: base.saturating_add(gas.min(forwarded)),
        })
    }

    fn create(&mut self, request: CreateRequest) -> ApiResult<CreateAnswer> {
        let base = self
            .gas
            .create_base(request.salt.is_some(), request.code.len());
        if self.env.read_only || request.gas_left < base {
            return Ok(CreateAnswer::HostError);
        }
        match self.next_record() {
            Some(Record::Create {
                address,
                output,
                gas,
            }) => {
                self.forget();
                let address = (!address.is_zero()).then_some(address);
                let gas_cost = base.saturating_add(gas.min(request.gas_left - base));
                Ok(CreateAnswer::Done {
                    address,
                    output,
                    gas_cost,
                })
            }
            Some(record) => Err(diverged("a deployment", &record)),
            None => {
                let CreateRequest {
                    code,
                    endowment,
                    salt,
                    ..
                } = request;
                self.act(Action::Create {
                    salt,
                    value: endowment,
                    code,
                })?;
                Err(ApiError::Suspended)
            }
        }
    }

    fn emit_log(&mut self, topics: Vec<B256>, data: Bytes) -> ApiResult<bool> {
        if self.env.read_only {
            return Ok(false);
        }
        self.effect(&Record::Log, Action::Log(topics, data))?;
        Ok(true)
    }

    fn account_balance(&mut self, address: Address) -> ApiResult<(U256, u64)> {
        let value = word(&self.read(Read::Balance(address))?);
        Ok((value.into(), self.gas.account(address)))
    }

    fn account_code(&mut self, address: Address) -> ApiResult<(Bytes, u64)> {
        let code = self.read(Read::Code(address))?;
        Ok((code, self.gas.account(address)))
    }

    fn account_codehash(&mut self, address: Address) -> ApiResult<(B256, u64)> {
        let hash = word(&self.read(Read::CodeHash(address))?);
        Ok((hash, self.gas.account(address)))
    }

    fn add_pages(&mut self, pages: u16) -> ApiResult<u64> {
        Ok(self.gas.add_pages(pages))
    }
}

impl World<'_> {
    fn store(&mut self, key: B256, value: B256) -> ApiResult<()> {
        self.effect(&Record::Store, Action::Store(key, value))?;
        self.wrote(Read::Slot(key), value);
        Ok(())
    }

    fn wrote(&mut self, read: Read, value: B256) {
        let value = Bytes::from(value.0);
        self.guesses
            .saw_read(self.env.contract_address, read, value.clone());
        self.known.insert(read, value);
    }

    fn answer_call(&mut self, request: &CallRequest, gas: u64) -> ApiResult<Answer> {
        let contract = self.env.contract_address;
        match self.next_record() {
            Some(Record::Call(answer)) => {
                self.guesses.saw_call(contract, request, &answer);
                Ok(answer)
            }
            Some(record) => Err(diverged("a call", &record)),
            None => {
                let expected = self.guesses.call(contract, request);
                self.act(Action::Call {
                    kind: request.kind,
                    target: request.target,
                    value: request.value,
                    gas,
                    input: request.input.clone(),
                    expected: expected.clone(),
                })?;
                expected.ok_or(ApiError::Suspended)
            }
        }
    }
}

/// The word in a value; a short value is the client's fault and reads as zero-padded.
fn word(value: &[u8]) -> B256 {
    B256::left_padding_from(value.get(..32).unwrap_or(value))
}
