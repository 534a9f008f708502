// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {IRatesLens} from "alm-interfaces/IRatesLens.sol";

/// @title The six interest-rate shocks in plain Solidity
/// @notice The same figures as `IRatesLens.shocksOf`: two economic values and their difference.
library ShockYardstick {
    int256 private constant WAD = 1e18;
    int256 private constant BPS = 1e14;

    function outcome(
        int128[19] memory net,
        int64[19] memory rates,
        uint16[3] memory sizes,
        int64 floor
    ) internal pure returns (IRatesLens.Shocks memory result) {
        int256 base = _value(net, rates, sizes, floor, 6);
        result.value = base / WAD;
        for (uint256 shock; shock < 6; ++shock) {
            int256 loss = base - _value(net, rates, sizes, floor, shock);
            result.losses[shock] = loss / WAD;
            if (result.losses[shock] > int256(result.measure)) result.measure = uint256(result.losses[shock]);
        }
        result.incomeUp = _income(net, rates, sizes, floor, 0);
        result.incomeDown = _income(net, rates, sizes, floor, 1);
    }

    /// @notice The midpoints of Basel's buckets, in ten thousandths of a year.
    function midpoints() internal pure returns (uint32[19] memory) {
        return [
            uint32(28), 417, 1_667, 3_750, 6_250, 8_750, 12_500, 17_500, 25_000, 35_000, 45_000, 55_000, 65_000,
            75_000, 85_000, 95_000, 125_000, 175_000, 250_000
        ];
    }

    function _value(
        int128[19] memory net,
        int64[19] memory rates,
        uint16[3] memory sizes,
        int64 floor,
        uint256 shock
    ) private pure returns (int256 value) {
        uint32[19] memory times = midpoints();
        for (uint256 k; k < 19; ++k) {
            if (net[k] == 0) continue;
            int256 time = int256(uint256(times[k])) * WAD / 10_000;
            int256 rate = shock == 6 ? int256(rates[k]) : _shocked(rates[k], time, sizes, floor, shock);
            value += int256(net[k]) * FixedPointMathLib.expWad(-rate * time / WAD);
        }
    }

    function _income(
        int128[19] memory net,
        int64[19] memory rates,
        uint16[3] memory sizes,
        int64 floor,
        uint256 shock
    ) private pure returns (int256 loss) {
        uint32[19] memory times = midpoints();
        for (uint256 k; k < 19; ++k) {
            if (net[k] == 0 || times[k] >= 10_000) continue;
            int256 time = int256(uint256(times[k])) * WAD / 10_000;
            int256 moved = _shocked(rates[k], time, sizes, floor, shock) - rates[k];
            loss -= int256(net[k]) * moved * (WAD - time) / WAD;
        }
        loss /= WAD;
    }

    function _shocked(int64 rate, int256 time, uint16[3] memory sizes, int64 floor, uint256 shock)
        private
        pure
        returns (int256 shocked)
    {
        shocked = int256(rate) + _move(time, sizes, shock);
        if (floor != type(int64).min && shocked < floor) shocked = floor;
    }

    function _move(int256 time, uint16[3] memory sizes, uint256 shock) private pure returns (int256) {
        int256 parallel = int256(uint256(sizes[0])) * BPS;
        if (shock == 0) return parallel;
        if (shock == 1) return -parallel;
        int256 shape = FixedPointMathLib.expWad(-time / 4);
        int256 short = int256(uint256(sizes[1])) * BPS * shape / WAD;
        int256 long = int256(uint256(sizes[2])) * BPS * (WAD - shape) / WAD;
        if (shock == 2) return long * 90 / 100 - short * 65 / 100;
        if (shock == 3) return short * 80 / 100 - long * 60 / 100;
        return shock == 4 ? short : -short;
    }
}
