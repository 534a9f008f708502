// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

/// @title Discount factors in plain Solidity
/// @notice A second opinion on the zero curves of `rate-model`, on another library's exponential. Not rounded in any direction.
library CurveModel {
    uint256 private constant YEAR = 365 days;

    /// @notice The tenors of the nodes, seconds.
    function tenors() internal pure returns (uint256[6] memory) {
        return [uint256(7 days), 30 days, 91 days, 182 days, 364 days, 728 days];
    }

    /// @notice The discount factor of a time ahead: linear in the zero rate between the nodes, flat outside.
    function factor(uint256[6] memory rates, uint256 time) internal pure returns (uint256) {
        uint256[6] memory at = tenors();
        uint256 last = at.length - 1;
        if (time <= at[0]) return _exp(rates[0] * time, YEAR);
        if (time >= at[last]) return _exp(rates[last] * time, YEAR);
        uint256 next = 1;
        while (at[next] < time) ++next;
        (uint256 start, uint256 end) = (at[next - 1], at[next]);
        uint256 sum = rates[next - 1] * (end - time) + rates[next] * (time - start);
        return _exp(sum * time, (end - start) * YEAR);
    }

    /// @notice The rates of the nodes, all moved by a yield, none below zero.
    function moved(uint256[6] memory rates, int256 by) internal pure returns (uint256[6] memory result) {
        for (uint256 node; node < rates.length; ++node) {
            int256 rate = int256(rates[node]) + by;
            result[node] = rate < 0 ? 0 : uint256(rate);
        }
    }

    function _exp(uint256 exponent, uint256 scale) private pure returns (uint256) {
        return uint256(FixedPointMathLib.expWad(-int256(exponent / scale)));
    }
}
