// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {IFixedBook} from "alm-interfaces/IFixedBook.sol";
import {ILiquidityLens} from "alm-interfaces/ILiquidityLens.sol";
import {IRatesLens} from "alm-interfaces/IRatesLens.sol";

/// @title Coverage, stable funding and survival of a book in plain Solidity
/// @notice The same figures as `ILiquidityLens.liquidity`, of a position and its dues. Risks up, resources down.
library LiquidityYardstick {
    using FixedPointMathLib for uint256;

    uint256 private constant WAD = 1e18;
    uint256 private constant MONTH = 30 days;
    uint256 private constant YEAR = 365 days;
    uint256 private constant MASK = type(uint96).max;

    /// @dev What a book is put through: resources less what leaves at once, and what runs off.
    struct Stress {
        int256 resources;
        uint256 floating;
        uint256 runOff;
    }

    /// @notice All figures. The first of the dues is what is held and owed on demand.
    function figures(IFixedBook.Position memory position, uint256[] memory dues)
        internal
        pure
        returns (IRatesLens.Liquidity memory result)
    {
        result.day = within(position, dues, 1 days).ratio;
        result.week = within(position, dues, 7 days).ratio;
        result.month = coverage(position).ratio;
        (result.available, result.required) = funding(position, dues);
        result.stableFunding = _ratio(result.available, result.required);
        (result.horizon, result.leastGap) = survival(position, dues);
    }

    /// @notice Coverage within thirty days.
    function coverage(IFixedBook.Position memory position)
        internal
        pure
        returns (ILiquidityLens.Coverage memory result)
    {
        int256 resources = _resources(position);
        (uint256 queued, uint256 top, uint256 rest) = _leaving(position);
        uint256 expected = (top * 1e6 + rest * position.runOff).divUp(1e6);
        // At most nine tenths are held for the floating deposits.
        uint256 most = ((top + rest) * 9_000).divUp(position.outflowWeight.max(1));
        result.outflow = expected.min(most) + queued + position.dueLiabilities;
        result.inflow = position.dueAssets / 2;
        result.liquid = resources > 0 ? uint256(resources) : 0;
        uint256 net = result.outflow - result.inflow.min(result.outflow - result.outflow.divUp(4));
        result.ratio = _ratio(result.liquid, net);
        result.surplus = resources - int256(net);
    }

    /// @notice Coverage within a day or a week: what is due by then, and the run-off with the square root of time.
    function within(IFixedBook.Position memory position, uint256[] memory dues, uint256 horizon)
        internal
        pure
        returns (ILiquidityLens.Coverage memory result)
    {
        (uint256 runOff, uint256 assets, uint256 liabilities) =
            (position.runOff, position.dueAssets, position.dueLiabilities);
        (position.dueAssets, position.dueLiabilities) = (0, 0);
        for (uint256 i = 1; i < dues.length && dues[i] >> 192 <= horizon; ++i) {
            position.dueAssets += (dues[i] >> 96) & MASK;
            position.dueLiabilities += dues[i] & MASK;
        }
        position.runOff = (runOff * _root(horizon)).divUp(WAD);
        result = coverage(position);
        (position.runOff, position.dueAssets, position.dueLiabilities) = (runOff, assets, liabilities);
    }

    /// @notice Stable funding there is, and there has to be.
    function funding(IFixedBook.Position memory position, uint256[] memory dues)
        internal
        pure
        returns (uint256 available, uint256 required)
    {
        uint256 granular = _floating(position).zeroFloorSub(position.queued).zeroFloorSub(position.top);
        available = position.equity + granular / 2;
        required = (position.floatingLoans + 1) / 2 + position.overdue;
        (uint256 within_, uint256 beyond, uint256 half) = (0, 0, 0);
        for (uint256 i = 1; i < dues.length; ++i) {
            (uint256 time, uint256 assets) = (dues[i] >> 192, (dues[i] >> 96) & MASK);
            if (time > YEAR) (beyond, available) = (beyond + assets, available + (dues[i] & MASK));
            else within_ += assets;
            if (time <= YEAR && time > YEAR / 2) half += dues[i] & MASK;
        }
        available += half / 2;
        required += (within_ + 1) / 2 + (beyond * 85).divUp(100);
    }

    /// @notice When the cumulative gap closes, and the least it is on the dates something is due.
    function survival(IFixedBook.Position memory position, uint256[] memory dues)
        internal
        pure
        returns (uint256 horizon, int256 least)
    {
        (uint256 queued, uint256 top, uint256 rest) = _leaving(position);
        Stress memory stress =
            Stress(_resources(position) - int256(queued + top), rest, position.runOff * 1e12);
        int256 gap = stress.resources;
        least = gap;
        horizon = type(uint256).max;
        for (uint256 i = 1; i < dues.length; ++i) {
            uint256 time = dues[i] >> 192;
            if (horizon == type(uint256).max) horizon = _exhausted(stress, gap, time);
            gap += int256(((dues[i] >> 96) & MASK) / 2) - int256(dues[i] & MASK);
            int256 left = gap - int256(_ranOff(stress, time));
            if (left < least) least = left;
            if (left < 0 && horizon == type(uint256).max) horizon = time;
        }
        if (horizon == type(uint256).max) horizon = _exhausted(stress, gap, type(uint64).max);
    }

    /// @dev The instant before a time at which more than the gap has run off; the largest number if there is none.
    function _exhausted(Stress memory stress, int256 gap, uint256 time) private pure returns (uint256) {
        uint256 kept = gap > 0 ? uint256(gap) : 0;
        if (kept >= stress.floating || stress.runOff == 0) return type(uint256).max;
        uint256 periods = kept * WAD / stress.floating * WAD / stress.runOff;
        uint256 end = (periods * periods / WAD * MONTH / WAD).min(type(uint64).max);
        return end < time ? end : type(uint256).max;
    }

    function _ranOff(Stress memory stress, uint256 time) private pure returns (uint256) {
        if (time == 0) return 0;
        return (stress.floating * (stress.runOff * _root(time)).divUp(WAD).min(WAD)).divUp(WAD);
    }

    /// @dev `sqrt(time / 30 days)`, wad, to the nearest and one more.
    function _root(uint256 time) private pure returns (uint256) {
        uint256 square = (time * WAD).divUp(MONTH) * WAD;
        uint256 root = square.sqrt();
        return square - root * root > root ? root + 2 : root + 1;
    }

    function _resources(IFixedBook.Position memory position) private pure returns (int256) {
        uint256 kept = position.pot + position.drip + position.reserved + position.matured;
        return int256(position.cash + position.countable) - int256(kept);
    }

    /// @dev What queues, what the largest holder has of the rest, and what others have.
    function _leaving(IFixedBook.Position memory position)
        private
        pure
        returns (uint256 queued, uint256 top, uint256 rest)
    {
        uint256 staying = _floating(position).zeroFloorSub(position.queued);
        (queued, top) = (position.queued, position.top.min(staying));
        rest = staying - top;
    }

    function _floating(IFixedBook.Position memory position) private pure returns (uint256) {
        return position.netValue > 0 ? uint256(position.netValue) : 0;
    }

    function _ratio(uint256 above, uint256 below) private pure returns (uint256) {
        return below == 0 ? type(uint256).max : above * WAD / below;
    }
}
