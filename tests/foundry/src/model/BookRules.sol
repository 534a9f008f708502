// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {WideExp} from "./WideExp.sol";

/// @title The rules of a floating book in plain Solidity
/// @notice A second opinion on `balance-sheet`, in 256-bit arithmetic and written from the formulas of its documents:
///         closed forms and plain bisection where the contract searches in steps.
library BookRules {
    uint256 internal constant BPS = 10_000;
    uint256 internal constant MILLION = 1_000_000;
    uint256 internal constant MOST_HELD = 9_000;
    uint256 internal constant WAD = 1e18;
    uint256 internal constant INDEX_ONE = 1e24;
    uint256 internal constant WEEK = 7 days;
    uint256 internal constant AMOUNT_MAX = type(uint96).max;
    uint256 private constant FRESH = 0.06e18;

    /// @notice What a liquidity surplus is read from.
    struct Liquidity {
        // Cash less the pot, the unreleased drip and what is set aside.
        int256 resources;
        uint256 floating;
        // What of it waits to leave.
        uint256 queued;
        uint256 top;
        // Parts per million.
        uint256 runOff;
        // Basis points.
        uint256 weight;
    }

    /// @notice What imbalance costs.
    struct Shape {
        uint256 scale;
        uint256 curvature;
        uint256 steepest;
        // The surplus below which it costs.
        int256 neutral;
    }

    function ceilDiv(uint256 a, uint256 b) internal pure returns (uint256) {
        return Math.ceilDiv(a, b);
    }

    function less(uint256 a, uint256 b) internal pure returns (uint256) {
        return a > b ? a - b : 0;
    }

    function gain(int256 value) internal pure returns (uint256) {
        return value > 0 ? uint256(value) : 0;
    }

    // ---------------------------------------------------------------------------------------------- debt and drip

    /// @notice The index after some seconds: two units of 1e-18 above the nearest growth, then up.
    function grown(uint256 index, uint256 rate, uint256 elapsed) internal pure returns (uint256) {
        uint256 exponent = rate * elapsed;
        if (exponent == 0) return index;
        uint256 growth = WideExp.exp(Math.min(exponent, 20e18)) + 2;
        return Math.min(ceilDiv(index * growth, WAD), AMOUNT_MAX);
    }

    /// @notice What debt shares owe.
    function owed(uint256 shares, uint256 index) internal pure returns (uint256) {
        return ceilDiv(shares * index, INDEX_ONE);
    }

    /// @notice What of a drip is still to be released.
    function remaining(uint256 amount, uint256 from, uint256 until, uint256 now_) internal pure returns (uint256) {
        if (amount == 0 || now_ >= until) return 0;
        return ceilDiv(amount * (until - Math.max(now_, from)), until - from);
    }

    /// @notice How long a drip lasts after a gain: the mean of both times, weighed by the amounts, rounded down.
    function wait(uint256 old, uint256 left, uint256 added) internal pure returns (uint256) {
        return (old * Math.min(left, WEEK) + added * WEEK) / (old + added);
    }

    // ---------------------------------------------------------------------------------------- liquidity and its price

    /// @notice What does not wait to leave.
    function staying(Liquidity memory book) internal pure returns (uint256) {
        return less(book.floating, book.queued);
    }

    /// @notice The surplus once floating deposits worth `gross` have left.
    function surplusAfter(Liquidity memory book, uint256 gross) internal pure returns (int256) {
        uint256 rest = less(less(book.floating, gross), book.queued);
        uint256 top = Math.min(book.top, rest);
        uint256 running = (top * MILLION + (rest - top) * book.runOff) * book.weight;
        // At most nine tenths of the deposits are held for them.
        uint256 cover = Math.min(ceilDiv(running, MILLION * BPS), ceilDiv(rest * MOST_HELD, BPS));
        return book.resources - int256(gross) - int256(cover + ceilDiv(book.queued * book.weight, BPS));
    }

    /// @notice The potential of a surplus: a parabola, and a line from where its slope is steep enough.
    function potential(Shape memory shape, int256 surplus) internal pure returns (uint256) {
        uint256 distance = gain(shape.neutral - surplus);
        if (distance == 0 || shape.curvature == 0 || shape.steepest == 0) return 0;
        uint256 slope = shape.curvature * distance;
        uint256 knee = shape.steepest * shape.scale;
        if (slope <= knee) return ceilDiv(slope * distance, 2 * BPS * shape.scale);
        return ceilDiv((2 * slope - knee) * shape.steepest, 2 * BPS * shape.curvature);
    }

    /// @notice What an exit worth `gross` pays out.
    function exitNet(Liquidity memory book, Shape memory shape, uint256 gross) internal pure returns (uint256) {
        uint256 rise = less(potential(shape, surplusAfter(book, gross)), potential(shape, surplusAfter(book, 0)));
        return less(gross, rise);
    }

    /// @notice The least exit that pays out `net`; the caller knows that there is one.
    function exitGross(Liquidity memory book, Shape memory shape, uint256 net) internal pure returns (uint256) {
        (uint256 low, uint256 high) = (net, staying(book));
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (exitNet(book, shape, middle) >= net) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    /// @notice The most that may leave: the edge and the cash allow no more.
    function exitMost(Liquidity memory book, Shape memory shape, int256 edge, uint256 cash)
        internal
        pure
        returns (uint256 low)
    {
        int256 least = edge < surplusAfter(book, 0) ? edge : surplusAfter(book, 0);
        uint256 high = staying(book);
        while (low < high) {
            uint256 middle = (low + high + 1) / 2;
            bool fits = surplusAfter(book, middle) >= least && exitNet(book, shape, middle) <= cash;
            if (fits) low = middle;
            else high = middle - 1;
        }
    }

    /// @notice What a loan costs the surplus: the least that leaves `assets` after its own fee.
    function loanGross(Shape memory shape, int256 surplus, uint256 assets) internal pure returns (uint256) {
        uint256 before = potential(shape, surplus);
        (uint256 low, uint256 high) = (assets, assets + assets / 9 + 2);
        while (low < high) {
            uint256 middle = (low + high) / 2;
            uint256 fee = potential(shape, surplus - int256(middle)) - before;
            if (middle >= assets + fee) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    // ------------------------------------------------------------------------------------------------- the statistics

    /// @notice The slow size after a day.
    function slowSize(uint256 slow, uint256 size) internal pure returns (uint256) {
        if (size > slow) return slow + (size - slow) * FRESH / WAD;
        return slow - ceilDiv((slow - size) * FRESH, WAD);
    }

    /// @notice The net outflow of some days as a share of what there was, by the day, rounded up.
    function observed(uint256 opening, uint256 closing, uint256 days_) internal pure returns (int256) {
        uint256 base = opening * Math.max(Math.min(days_, type(uint16).max), 1);
        if (closing < opening) return int256(Math.min(ceilDiv((opening - closing) * WAD, base), WAD));
        return -int256(Math.min((closing - opening) * WAD / base, WAD));
    }

    /// @notice Mean and variance after an observation.
    function remembered(int256 mean, uint256 variance, int256 seen) internal pure returns (int256, uint256) {
        uint256 distance = uint256(seen > mean ? seen - mean : mean - seen);
        uint256 spread = ceilDiv(ceilDiv(distance * distance, WAD) * FRESH, WAD);
        int256 moved =
            seen > mean ? mean + int256(ceilDiv(distance * FRESH, WAD)) : mean - int256(distance * FRESH / WAD);
        return (moved, ceilDiv((variance + spread) * (WAD - FRESH), WAD));
    }

    /// @notice The run-off over 30 days at 99 %, parts per million.
    function runOff(int256 mean, uint256 variance, uint256 floor) internal pure returns (uint256) {
        uint256 square = variance * 30 * WAD;
        uint256 root = Math.sqrt(square);
        if (square - root * root > root) ++root; // to the nearest
        uint256 above = ceilDiv((root + 1) * 2_326_347_874_040_841_100, WAD);
        uint256 share = ceilDiv(gain(mean) * 30 + above, WAD / MILLION);
        return Math.min(Math.max(share, floor), MILLION);
    }
}
