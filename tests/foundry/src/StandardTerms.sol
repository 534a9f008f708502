// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IBufferTreasury} from "alm-interfaces/IBufferTreasury.sol";
import {IFixedBook} from "alm-interfaces/IFixedBook.sol";

/// @title The terms of a pool that tests start from
library StandardTerms {
    /// @dev Of a book whose token has so many decimals.
    function book(uint8 decimals) internal pure returns (IBalanceSheet.Terms memory) {
        return IBalanceSheet.Terms({
            reserveFactor: 1_000,
            bufferShare: 500,
            outflowWeight: 5_000,
            runOffFloor: 1_000,
            curvature: 2_000,
            steepest: 1_000,
            neutralSurplus: 1_000,
            lendingSurplus: 500,
            exitSurplus: 0,
            scaleExponent: decimals + 3,
            minimumExponent: decimals,
            depositCap: uint96(10_000_000_000 * 10 ** decimals)
        });
    }

    /// @dev Of its fixed positions.
    function fixedPositions(uint8 decimals) internal pure returns (IFixedBook.FixedTerms memory) {
        return IFixedBook.FixedTerms({
            halfSpread: 25,
            shock: 200,
            neutralLoss: 200,
            lendingLoss: 2_000,
            exitLoss: 3_000,
            depositCap: uint96(100_000_000 * 10 ** decimals)
        });
    }

    /// @dev Of its buffer pool.
    function buffer(uint8 decimals) internal pure returns (IBufferTreasury.BufferTerms memory) {
        return IBufferTreasury.BufferTerms({
            cooldown: 30 days,
            cashFloor: 2_000,
            band: 100,
            stress: 2_000,
            thin: 2_000,
            ample: 10_000,
            premium: 500,
            cap: 100_000_000 * 10 ** decimals
        });
    }

    /// @dev Of the curve's nodes over its floating rate, bps.
    function spreads() internal pure returns (int16[6] memory) {
        return [int16(0), 10, 30, 60, 100, 150];
    }
}
