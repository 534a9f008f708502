// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IFixedBook} from "alm-interfaces/IFixedBook.sol";
import {ILiquidityLens} from "alm-interfaces/ILiquidityLens.sol";
import {IRateModel} from "alm-interfaces/IRateModel.sol";
import {IRatesLens} from "alm-interfaces/IRatesLens.sol";
import {LadderYardstick} from "./LadderYardstick.sol";
import {LiquidityYardstick} from "./LiquidityYardstick.sol";
import {ShockYardstick} from "./ShockYardstick.sol";
import {ZeroCurve} from "./ZeroCurve.sol";

/// @title The lenses' reads of a book in plain Solidity
/// @notice Asks the book what the lenses ask it, and computes the same: to compare answers, and gas.
contract BookYardstick {
    uint256 private constant WEEK = 7 days;

    /// @notice As `ILiquidityLens.coverage`.
    function coverage(address sheet, address token) external view returns (ILiquidityLens.Coverage memory) {
        return LiquidityYardstick.coverage(IFixedBook(sheet).position(token));
    }

    /// @notice As `IRatesLens.report`.
    function report(address sheet, address token, uint16 parallel, uint16 short, uint16 long)
        external
        view
        returns (
            IRatesLens.Liquidity memory liquid,
            IRatesLens.Valuation memory valued,
            IRatesLens.Shocks memory shocked
        )
    {
        IFixedBook.Position memory position = IFixedBook(sheet).position(token);
        uint256[] memory dues = _dues(position, sheet, token);
        uint256[] memory nodes = _nodes(position.rateModel, token);
        liquid = LiquidityYardstick.figures(position, dues);
        valued = LadderYardstick.valuation(dues, nodes);
        (int128[19] memory net, int64[19] memory rates) = _exposure(dues, nodes);
        shocked = ShockYardstick.outcome(net, rates, [parallel, short, long], 0);
    }

    /// @dev What is held and owed on demand, then the weeks that hold something.
    function _dues(IFixedBook.Position memory position, address sheet, address token)
        private
        view
        returns (uint256[] memory dues)
    {
        (uint64 first, uint256[104] memory faces) = IFixedBook(sheet).ladder(token);
        dues = new uint256[](105);
        int256 owed = position.claims - int256(position.equity);
        uint256 assets = position.cash + position.floatingLoans + (owed < 0 ? uint256(-owed) : 0);
        uint256 liabilities = (position.netValue > 0 ? uint256(position.netValue) : 0) + position.drip
            + (owed > 0 ? uint256(owed) : 0);
        dues[0] = assets << 96 | liabilities;
        uint256 count = 1;
        uint256 time = first > position.timestamp ? first - position.timestamp : 0;
        for (uint256 i; i < 104; ++i) {
            if (faces[i] > 0) dues[count++] = time << 192 | faces[i] >> 128 << 96 | uint128(faces[i]);
            time += WEEK;
        }
        assembly ("memory-safe") {
            mstore(dues, count)
        }
    }

    function _nodes(address model, address token) private view returns (uint256[] memory nodes) {
        uint16[6] memory tenors = [uint16(7), 30, 91, 182, 364, 728];
        (uint256[6] memory low, uint256[6] memory high) = IRateModel(model).curve(token);
        nodes = new uint256[](6);
        for (uint256 i; i < 6; ++i) {
            nodes[i] = (uint256(tenors[i]) * 1 days) << 64 | (low[i] + high[i]) / 2;
        }
    }

    /// @dev Assets less liabilities by Basel's buckets, and the zero rates at their midpoints.
    function _exposure(uint256[] memory dues, uint256[] memory nodes)
        private
        pure
        returns (int128[19] memory net, int64[19] memory rates)
    {
        uint256 bucket;
        for (uint256 i; i < dues.length; ++i) {
            while (bucket < 18 && dues[i] >> 192 > _end(bucket)) ++bucket;
            net[bucket] +=
                int128(int256((dues[i] >> 96) & type(uint96).max) - int256(dues[i] & type(uint96).max));
        }
        uint32[19] memory midpoints = ShockYardstick.midpoints();
        for (uint256 k; k < 19; ++k) {
            if (net[k] != 0) rates[k] = int64(ZeroCurve.rate(nodes, uint256(midpoints[k]) * 365 days / 10_000));
        }
    }

    /// @dev The far end of a bucket: overnight, 1, 3, 6, 9 and 12 months, 1.5 and 2 years, then years to 10, 15 and 20.
    function _end(uint256 bucket) private pure returns (uint256) {
        if (bucket == 0) return 1 days;
        if (bucket == 1) return uint256(365 days) / 12;
        if (bucket < 6) return (bucket - 1) * 365 days / 4;
        if (bucket < 8) return (bucket - 3) * 365 days / 2;
        if (bucket < 16) return (bucket - 5) * 365 days;
        return (bucket - 13) * 5 * 365 days;
    }
}
