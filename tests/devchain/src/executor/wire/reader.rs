//! A cursor over bytes that never reads past their end.

use alloy_primitives::{Address, B256, Bytes, U256};

use super::WireError;

/// Takes fields one after the other.
pub(in crate::executor) struct Reader<'a> {
    data: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(in crate::executor) fn new(data: &'a [u8]) -> Self {
        Self { data, at: 0 }
    }

    pub(in crate::executor) fn position(&self) -> usize {
        self.at
    }

    pub(in crate::executor) fn is_empty(&self) -> bool {
        self.at >= self.data.len()
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], WireError> {
        let want = self.at.saturating_add(length);
        let have = self.data.len();
        let field = self
            .data
            .get(self.at..want)
            .ok_or(WireError::Truncated { have, want })?;
        self.at = want;
        Ok(field)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], WireError> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    pub(in crate::executor) fn byte(&mut self) -> Result<u8, WireError> {
        Ok(u8::from_be_bytes(self.array()?))
    }

    pub(in crate::executor) fn number(&mut self) -> Result<u64, WireError> {
        Ok(u64::from_be_bytes(self.array()?))
    }

    pub(in crate::executor) fn word(&mut self) -> Result<B256, WireError> {
        Ok(B256::new(self.array()?))
    }

    pub(in crate::executor) fn integer(&mut self) -> Result<U256, WireError> {
        Ok(U256::from_be_bytes(self.array::<32>()?))
    }

    pub(in crate::executor) fn address(&mut self) -> Result<Address, WireError> {
        Ok(Address::new(self.array()?))
    }

    /// Bytes behind their length in four bytes.
    pub(in crate::executor) fn bytes(&mut self) -> Result<Bytes, WireError> {
        let length = u32::from_be_bytes(self.array()?) as usize;
        Ok(Bytes::copy_from_slice(self.take(length)?))
    }
}
