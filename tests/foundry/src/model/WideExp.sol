// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title The exponential by its power series, with more digits than a wad shows
/// @notice Plain and slow: the argument is divided by 2^8, the series summed, the sum squared eight times, at 128
///         fractional bits. The result is right to about 2^-115 of itself, so its nearest wad is the nearest wad.
library WideExp {
    uint256 private constant ONE = 1 << 128;
    uint256 private constant HALVINGS = 8;

    /// @notice `e^x` rounded to the nearest wad, for a wad of at most 20.
    function exp(uint256 x) internal pure returns (uint256) {
        uint256 argument = ((x << 128) / 1e18) >> HALVINGS;
        (uint256 sum, uint256 term) = (ONE, ONE);
        for (uint256 place = 1; term != 0; ++place) {
            term = ((term * argument) >> 128) / place;
            sum += term;
        }
        for (uint256 i; i < HALVINGS; ++i) {
            sum = Math.mulDiv(sum, sum, ONE);
        }
        return (sum * 1e18 + (ONE >> 1)) >> 128;
    }
}
