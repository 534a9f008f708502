// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

/// @title The standard normal distribution, by rational approximation
/// @notice Hart's algorithm 5666 as given by G. West, "Better approximations to cumulative normal functions" (2005):
///         15 digits in floating point, here in 18 decimals. It shares nothing with the code it is to check.
library Normal {
    int256 private constant WAD = 1e18;

    /// @notice Probability of a value below `x`, both wad.
    function cdf(int256 x) internal pure returns (int256) {
        int256 upper = tail(x < 0 ? -x : x);
        return x < 0 ? upper : WAD - upper;
    }

    /// @notice Probability of a value above `x >= 0`, both wad.
    function tail(int256 x) internal pure returns (int256) {
        if (x > 37e18) return 0;
        int256 density = FixedPointMathLib.expWad(-x * x / (2 * WAD));
        if (x >= 7.07106781186547e18) return density * WAD / _fraction(x) * WAD / 2.506628274631000502e18;
        return density * _numerator(x) / _denominator(x);
    }

    function _numerator(int256 x) private pure returns (int256 sum) {
        sum = 0.0352624965998911e18 * x / WAD + 0.700383064443688e18;
        sum = sum * x / WAD + 6.37396220353165e18;
        sum = sum * x / WAD + 33.912866078383e18;
        sum = sum * x / WAD + 112.079291497871e18;
        sum = sum * x / WAD + 221.213596169931e18;
        sum = sum * x / WAD + 220.206867912376e18;
    }

    function _denominator(int256 x) private pure returns (int256 sum) {
        sum = 0.0883883476483184e18 * x / WAD + 1.75566716318264e18;
        sum = sum * x / WAD + 16.064177579207e18;
        sum = sum * x / WAD + 86.7807322029461e18;
        sum = sum * x / WAD + 296.564248779674e18;
        sum = sum * x / WAD + 637.333633378831e18;
        sum = sum * x / WAD + 793.826512519948e18;
        sum = sum * x / WAD + 440.413735824752e18;
    }

    function _fraction(int256 x) private pure returns (int256 sum) {
        sum = x + 0.65e18;
        for (int256 step = 4; step > 0; --step) {
            sum = x + step * WAD * WAD / sum;
        }
    }
}
