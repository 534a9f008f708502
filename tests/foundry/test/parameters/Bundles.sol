// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IParameters} from "alm-interfaces/IParameters.sol";

/// @title Changes of parameters as they are made: in bundles, and on a condition
abstract contract Bundles {
    /// A bundle of one change.
    function one(uint8 parameter, int128 value) internal pure returns (IParameters.Change[] memory changes) {
        changes = new IParameters.Change[](1);
        changes[0] = IParameters.Change(parameter, value);
    }

    /// A bundle of two changes.
    function two(uint8 first, int128 value, uint8 second, int128 other)
        internal
        pure
        returns (IParameters.Change[] memory changes)
    {
        changes = new IParameters.Change[](2);
        changes[0] = IParameters.Change(first, value);
        changes[1] = IParameters.Change(second, other);
    }

    /// Demands nothing of the book.
    function none() internal pure returns (IParameters.Condition memory) {
        int128 low = type(int128).min;
        int128 high = type(int128).max;
        return IParameters.Condition(low, high, high, low, low);
    }
}
