// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

interface IRisk {
    function poke(address asset) external returns (uint256 samples);
    function openingLtv(address asset) external view returns (uint256);
}

/// @title A lender that asks the engine before it lends
contract RiskReader {
    IRisk public immutable engine;

    constructor(IRisk engine_) {
        engine = engine_;
    }

    /// @notice Samples, then says how much may be borrowed against an amount of the asset's value.
    function borrowable(address asset, uint256 value) external returns (uint256) {
        engine.poke(asset);
        return value * engine.openingLtv(asset) / 1e18;
    }

    /// @notice Revert data of a poke that fails.
    function reasonOf(address asset) external returns (bytes memory) {
        try engine.poke(asset) {
            return "";
        } catch (bytes memory reason) {
            return reason;
        }
    }
}
