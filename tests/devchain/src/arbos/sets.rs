//! Sets of addresses in ArbOS's storage: a size, a list, and the position of every member.

use alloy_primitives::{Address, U256};

use super::{
    context::{Failure, PrecompileCall, State},
    storage::{LAYOUT, Space},
};

/// A set of addresses.
pub(crate) struct AddressSet {
    list: Space,
    positions: Space,
}

/// The chain owners.
pub(crate) fn chain_owners() -> AddressSet {
    AddressSet::new(&LAYOUT.chain_owners)
}

/// The cache managers.
pub(crate) fn cache_managers() -> AddressSet {
    AddressSet::new(&LAYOUT.cache_managers)
}

impl AddressSet {
    fn new(space: &Space) -> Self {
        Self {
            list: space.clone(),
            positions: space.sub(&[0]),
        }
    }

    /// Slots of a set that has just these members.
    pub(crate) fn initial(&self, members: &[Address]) -> Vec<(U256, U256)> {
        let mut slots = vec![(self.list.at(0), U256::from(members.len()))];
        for (position, member) in (1..).zip(members) {
            slots.push((self.list.at(position), value(*member)));
            slots.push((self.position_slot(*member), U256::from(position)));
        }
        slots
    }

    /// Whether `member` is in the set, without gas.
    pub(crate) fn contains_free(
        &self,
        state: &mut dyn State,
        member: Address,
    ) -> Result<bool, Failure> {
        Ok(!state.read(self.position_slot(member))?.is_zero())
    }

    /// Whether `member` is in the set.
    pub(crate) fn contains(
        &self,
        call: &mut PrecompileCall<'_>,
        member: Address,
    ) -> Result<bool, Failure> {
        Ok(!call.read(self.position_slot(member))?.is_zero())
    }

    /// All members.
    pub(crate) fn members(&self, call: &mut PrecompileCall<'_>) -> Result<Vec<Address>, Failure> {
        let size = call.read_u64(self.list.at(0))?;
        (1..=size)
            .map(|position| call.read_address(self.list.at(position)))
            .collect()
    }

    /// Adds `member`; nothing happens when it is in already.
    pub(crate) fn add(
        &self,
        call: &mut PrecompileCall<'_>,
        member: Address,
    ) -> Result<(), Failure> {
        if self.contains(call, member)? {
            return Ok(());
        }
        let position = call.read_u64(self.list.at(0))? + 1;
        call.write(self.list.at(position), value(member))?;
        call.write_u64(self.position_slot(member), position)?;
        call.write_u64(self.list.at(0), position)
    }

    /// Removes `member`; the last one takes its place.
    ///
    /// # Errors
    /// [`Failure::Revert`] when it is not in the set.
    pub(crate) fn remove(
        &self,
        call: &mut PrecompileCall<'_>,
        member: Address,
    ) -> Result<(), Failure> {
        let position = call.read_u64(self.position_slot(member))?;
        if position == 0 {
            return Err(Failure::Revert);
        }
        let size = call.read_u64(self.list.at(0))?;
        if position != size {
            let last = call.read_address(self.list.at(size))?;
            call.write(self.list.at(position), value(last))?;
            call.write_u64(self.position_slot(last), position)?;
        }
        call.write_u64(self.position_slot(member), 0)?;
        call.write_u64(self.list.at(size), 0)?;
        call.write_u64(self.list.at(0), size - 1)
    }

    fn position_slot(&self, member: Address) -> U256 {
        self.positions.slot(member.into_word())
    }
}

fn value(member: Address) -> U256 {
    member.into_word().into()
}
