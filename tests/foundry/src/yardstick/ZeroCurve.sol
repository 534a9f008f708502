// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

/// @title A zero curve in plain Solidity
/// @notice Linear in the zero rate between nodes, flat outside.
library ZeroCurve {
    int256 private constant YEAR = 365 days;

    /// @notice The discount factor of a time ahead, wad.
    function factor(uint256[] memory nodes, uint256 time) internal pure returns (uint256) {
        return uint256(FixedPointMathLib.expWad(-(rate(nodes, time) * int256(time)) / YEAR));
    }

    /// @notice The zero rate of a time ahead, by the year, wad.
    function rate(uint256[] memory nodes, uint256 time) internal pure returns (int256) {
        if (nodes.length == 0) return 0;
        uint256 next;
        while (next < nodes.length && _time(nodes[next]) < time) ++next;
        if (next == 0) return _rate(nodes[0]);
        if (next == nodes.length) return _rate(nodes[next - 1]);
        (uint256 start, uint256 end) = (_time(nodes[next - 1]), _time(nodes[next]));
        int256 sum = _rate(nodes[next - 1]) * int256(end - time) + _rate(nodes[next]) * int256(time - start);
        return sum / int256(end - start);
    }

    function _time(uint256 node) private pure returns (uint256) {
        return uint32(node >> 64);
    }

    function _rate(uint256 node) private pure returns (int256) {
        return int64(uint64(node));
    }
}
