// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title Tells whether the current frame is static
library Probe {
    /// @notice Where the probe lives.
    address internal constant ADDRESS = address(uint160(uint256(keccak256("alm.stylus-program.probe"))));

    /// @notice Writes zero to transient slot zero, and stops. Static frames forbid it.
    bytes internal constant CODE = hex"5f5f5d00";

    /// @notice Whether no state may change here.
    function readOnly() internal returns (bool) {
        (bool allowed,) = ADDRESS.call{gas: 5_000}("");
        return !allowed;
    }
}
