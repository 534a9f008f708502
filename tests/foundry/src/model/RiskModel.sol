// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {IRiskEngine} from "alm-interfaces/IRiskEngine.sol";
import {Normal} from "./Normal.sol";

/// @title The risk engine's rules once more, in plain Solidity
/// @notice Clear rather than cheap, and on another library's maths: a second opinion, to be compared within a
///         tolerance. Wad unless a name says otherwise.
library RiskModel {
    using FixedPointMathLib for uint256;

    uint256 internal constant WAD = 1e18;
    uint256 internal constant YEAR = 365 days;
    uint256 internal constant TAU_FAST = 1 days;
    uint256 internal constant TAU_SLOW = 16 days;
    uint256 internal constant STEP_MAX = 3 * TAU_FAST;

    /// @notice Variances per second, scale 1e36.
    struct Variances {
        uint256 fast;
        uint256 slow;
        uint256 used;
    }

    /// @notice The variances that a constant annual volatility (wad) leads to.
    function constantVariance(uint256 volatility) internal pure returns (Variances memory) {
        uint256 variance = volatility * volatility / YEAR;
        return Variances(variance, variance, variance);
    }

    /// @notice The variances after one more price.
    function step(Variances memory old, uint256 lastPrice, uint256 price, uint256 dt)
        internal
        pure
        returns (Variances memory next)
    {
        if (dt > STEP_MAX) dt = STEP_MAX;
        int256 move = FixedPointMathLib.lnWad(int256(price * WAD / lastPrice));
        uint256 observed = uint256(move * move) / dt;
        uint256 slowWeight = _weight(dt, TAU_SLOW);
        next.fast = _average(old.fast, observed, _weight(dt, TAU_FAST));
        next.slow = _average(old.slow, observed, slowWeight);
        next.used = FixedPointMathLib.max(old.used * slowWeight / WAD, FixedPointMathLib.max(next.fast, next.slow));
    }

    /// @notice Annual volatility of a variance.
    function sigma(uint256 variance) internal pure returns (uint256) {
        return (variance * YEAR).sqrt();
    }

    /// @notice Haircut: expected shortfall over the liquidation horizon, lowered to the loss budget.
    function haircut(uint256 variance, IRiskEngine.Parameters memory rules, IRiskEngine.Liquidity memory report)
        internal
        pure
        returns (uint256)
    {
        uint256 floor = uint256(rules.sigmaFloor) * 1e14;
        variance = FixedPointMathLib.max(variance, floor * floor / YEAR);
        uint256 deviation = (variance * horizon(report)).sqrt() * rules.tailMultiplier / 10_000;
        uint256 proceeds = WAD - cost(report);
        int256 quantile = int256(uint256(rules.quantile) * 1e14);
        uint256 kept =
            uint256(Normal.tail(quantile + int256(deviation)) * 1e18 / Normal.tail(quantile)) * proceeds / WAD;
        if (kept == 0) return WAD;
        uint256 loss = expectedLoss(kept, proceeds, deviation);
        uint256 budget = uint256(rules.lossBudget) * 1e12;
        return WAD - (loss > budget ? kept * budget / loss : kept);
    }

    /// @notice Expected loss of a loan: a put on the proceeds, struck at the debt.
    function expectedLoss(uint256 debt, uint256 proceeds, uint256 deviation) internal pure returns (uint256) {
        int256 spread = int256(deviation);
        int256 moneyness = FixedPointMathLib.lnWad(int256(proceeds * WAD / debt));
        int256 d2 = (moneyness - spread * spread / 2e18) * 1e18 / spread;
        int256 owed = int256(debt) * Normal.cdf(-d2) / 1e18;
        int256 fetched = int256(proceeds) * Normal.cdf(-d2 - spread) / 1e18;
        return owed > fetched ? uint256(owed - fetched) : 0;
    }

    /// @notice The threshold the rules aim at.
    function targetThreshold(uint256 haircut_, IRiskEngine.Parameters memory rules, IRiskEngine.Liquidity memory report)
        internal
        pure
        returns (uint256 threshold)
    {
        threshold = (WAD - haircut_) * 10_000 / (10_000 + uint256(rules.bonus));
        threshold = FixedPointMathLib.max(threshold, uint256(rules.thresholdFloor) * 1e14);
        threshold = FixedPointMathLib.min(threshold, uint256(rules.thresholdCap) * 1e14);
        // A sale of the whole exposure moves the price by so many basis points, rounded up.
        uint256 lambda = 10_000 + (uint256(report.slippage) * report.exposure).divUp(report.depth);
        uint256 noSpiral = WAD * 10_000 / lambda * 10_000 / (10_000 + uint256(rules.bonus));
        return FixedPointMathLib.min(threshold, noSpiral);
    }

    /// @notice Seconds until the exposure is sold.
    function horizon(IRiskEngine.Liquidity memory report) internal pure returns (uint256) {
        return uint256(report.latency) + (uint256(report.refill) * report.exposure).divUp(report.depth);
    }

    /// @notice Share of the value lost in the sale, rounded up to a millionth.
    function cost(IRiskEngine.Liquidity memory report) internal pure returns (uint256) {
        uint256 piece = FixedPointMathLib.min(report.exposure, report.depth);
        return uint256(report.halfSpread) * 1e14 + (uint256(report.slippage) * 50 * piece).divUp(report.depth) * 1e12;
    }

    function _weight(uint256 dt, uint256 tau) private pure returns (uint256) {
        return uint256(FixedPointMathLib.expWad(-int256(dt * WAD / tau)));
    }

    function _average(uint256 past, uint256 observed, uint256 weight) private pure returns (uint256) {
        return (past * weight + observed * (WAD - weight)) / WAD;
    }
}
