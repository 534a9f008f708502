// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {IRatesLens} from "alm-interfaces/IRatesLens.sol";
import {ZeroCurve} from "./ZeroCurve.sol";

/// @title Present value, duration and convexity in plain Solidity
/// @notice The same figures as `IRatesLens.valuationOf` and `keyRatesOf`, written as one would write them on an EVM: wads, an
/// exponential of another library, one loop. A differential oracle, and what the lens is measured against.
library LadderYardstick {
    uint256 private constant WAD = 1e18;
    uint256 private constant YEAR = 365 days;

    /// @dev Sums of one side: `sum PV`, `sum t PV`, `sum t^2 PV`; amounts at 1e18, times in years.
    struct Sums {
        uint256 value;
        uint256 first;
        uint256 second;
    }

    error TooMany(uint256 have, uint256 want);

    function valuation(uint256[] memory dues, uint256[] memory nodes)
        internal
        pure
        returns (IRatesLens.Valuation memory result)
    {
        _check(dues.length);
        _check(nodes.length);
        Sums memory assets;
        Sums memory liabilities;
        for (uint256 i; i < dues.length; ++i) {
            uint256 time = (dues[i] >> 192) * WAD / YEAR;
            uint256 factor = ZeroCurve.factor(nodes, dues[i] >> 192);
            _add(assets, (dues[i] >> 96) & type(uint96).max, time, factor);
            _add(liabilities, dues[i] & type(uint96).max, time, factor);
        }
        result.assets = assets.value / WAD;
        result.liabilities = (liabilities.value + WAD - 1) / WAD;
        result.assetDuration = _over(assets.first, assets.value);
        result.liabilityDuration = _over(liabilities.first, liabilities.value);
        result.assetConvexity = _over(assets.second, assets.value);
        result.liabilityConvexity = _over(liabilities.second, liabilities.value);
        result.assetDispersion = _dispersion(result.assetConvexity, result.assetDuration);
        result.liabilityDispersion = _dispersion(result.liabilityConvexity, result.liabilityDuration);
        _net(result, assets, liabilities);
    }

    function keyRates(uint256[] memory dues, uint256[] memory nodes, uint256[] memory knots)
        internal
        pure
        returns (int256[] memory figures)
    {
        _check(dues.length);
        _check(nodes.length);
        _check(knots.length);
        figures = new int256[](knots.length);
        for (uint256 i; i < dues.length && knots.length > 0; ++i) {
            uint256 time = dues[i] >> 192;
            int256 net = int256((dues[i] >> 96) & type(uint96).max) - int256(dues[i] & type(uint96).max);
            int256 first = net * int256(ZeroCurve.factor(nodes, time)) * int256(time) / int256(YEAR);
            uint256 at;
            while (at + 1 < knots.length && time >= knots[at + 1]) ++at;
            int256 further;
            if (at + 1 < knots.length && time > knots[at] && knots[at + 1] > knots[at]) {
                further = first * int256(time - knots[at]) / int256(knots[at + 1] - knots[at]);
                figures[at + 1] += further;
            }
            figures[at] += first - further;
        }
        for (uint256 i; i < figures.length; ++i) {
            figures[i] /= int256(WAD * 10_000);
        }
    }

    function _add(Sums memory sums, uint256 face, uint256 time, uint256 factor) private pure {
        uint256 value = face * factor;
        sums.value += value;
        sums.first += value * time / WAD;
        sums.second += value * time / WAD * time / WAD;
    }

    function _net(IRatesLens.Valuation memory result, Sums memory assets, Sums memory liabilities) private pure {
        int256 first = int256(assets.first) - int256(liabilities.first);
        int256 second = int256(assets.second) - int256(liabilities.second);
        result.dv01 = first / int256(WAD * 10_000);
        result.convexity = second / int256(WAD);
        if (assets.value > 0) result.durationGap = first * int256(WAD) / int256(assets.value);
        if (assets.value > liabilities.value) {
            result.equityDuration = first * int256(WAD) / int256(assets.value - liabilities.value);
        }
        if (_distance(assets.value, liabilities.value) <= liabilities.value / 400) result.redington |= 1;
        if (_distance(result.assetDuration, result.liabilityDuration) <= WAD / 200) result.redington |= 2;
        if (result.assetConvexity > result.liabilityConvexity) result.redington |= 4;
    }

    function _over(uint256 sum, uint256 value) private pure returns (uint256) {
        return value == 0 ? 0 : sum * WAD / value;
    }

    function _dispersion(uint256 convexity, uint256 duration) private pure returns (uint256) {
        return FixedPointMathLib.zeroFloorSub(convexity, duration * duration / WAD);
    }

    function _distance(uint256 a, uint256 b) private pure returns (uint256) {
        return a > b ? a - b : b - a;
    }

    function _check(uint256 length) private pure {
        if (length > 128) revert TooMany(length, 128);
    }
}
