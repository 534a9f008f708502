// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

/// @title The rules of a floating rate in plain Solidity
/// @notice A second opinion on `rate-model`, on another library's exponential. Not rounded in any direction.
library FloatingModel {
    int256 private constant WAD = 1e18;
    int256 private constant TARGET = 0.9e18;
    int256 private constant YEAR = 365 days;

    struct State {
        int256 level;
        int256 mean;
        int256 low;
        int256 high;
        int256 held;
    }

    /// @notice The floating rate by the year.
    function rate(State memory state) internal pure returns (int256) {
        int256 error_ = _error(state.mean);
        return state.level * (WAD + (error_ < 0 ? error_ * 3 / 4 : error_ * 3)) / WAD;
    }

    /// @notice Lets some seconds pass.
    function advance(State memory state, uint256 elapsed) internal pure {
        if (elapsed == 0) return;
        int256 seconds_ = int256(elapsed);
        int256 held = rate(state);
        state.low = _towards(state.low, held, seconds_, held > state.low ? int256(1 days) : int256(1 hours));
        state.high = _towards(state.high, held, seconds_, held > state.high ? int256(1 hours) : int256(1 days));
        state.mean = _towards(state.mean, state.held, seconds_, 10 minutes);
        int256 drift = 50 * _error(state.held) * seconds_ / YEAR;
        int256 level = state.level * FixedPointMathLib.expWad(drift) / WAD;
        state.level = FixedPointMathLib.clamp(level, 0.001e18, 2e18);
    }

    function _error(int256 utilisation) private pure returns (int256) {
        int256 distance = utilisation - TARGET;
        return distance * WAD / (distance > 0 ? WAD - TARGET : TARGET);
    }

    function _towards(int256 past, int256 goal, int256 elapsed, int256 tau) private pure returns (int256) {
        return goal + (past - goal) * FixedPointMathLib.expWad(-elapsed * WAD / tau) / WAD;
    }
}
