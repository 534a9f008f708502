// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {StylusTest} from "../stylus/StylusTest.sol";

/// @title Tests that read the reference vectors
/// @notice Their numbers are decimal strings: read here as integers at a scale.
abstract contract Vectors is StylusTest {
    /// @notice The text of a file of vectors.
    function read(string memory file) internal view returns (string memory) {
        string memory path = vm.envOr("ALM_VECTORS", string.concat(vm.projectRoot(), "/../vectors"));
        return vm.readFile(string.concat(path, "/", file));
    }

    /// @notice Where a field of a case is.
    function at(uint256 index, string memory field) internal pure returns (string memory) {
        return string.concat(".cases[", vm.toString(index), "].", field);
    }

    function exists(string memory json, uint256 index) internal view returns (bool) {
        return vm.keyExistsJson(json, at(index, "id"));
    }

    /// @notice A decimal number of a case at a scale, to the nearest; zero if it is not there.
    function number(string memory json, string memory path, uint256 decimals) internal view returns (int256) {
        if (!vm.keyExistsJson(json, path)) return 0;
        return parse(vm.parseJsonString(json, path), decimals);
    }

    /// @notice Decimal numbers of a case at a scale.
    function numbers(string memory json, string memory path, uint256 decimals)
        internal
        pure
        returns (int256[] memory values)
    {
        string[] memory texts = vm.parseJsonStringArray(json, path);
        values = new int256[](texts.length);
        for (uint256 i; i < texts.length; ++i) {
            values[i] = parse(texts[i], decimals);
        }
    }

    /// @notice A decimal number at a scale, to the nearest.
    function parse(string memory text, uint256 decimals) internal pure returns (int256) {
        bytes memory digits = bytes(text);
        bool negative = digits.length > 0 && digits[0] == "-";
        uint256 value;
        uint256 left = decimals;
        bool fraction;
        bool up;
        for (uint256 i = negative ? 1 : 0; i < digits.length; ++i) {
            if (digits[i] == ".") {
                fraction = true;
            } else if (!fraction || left > 0) {
                value = value * 10 + uint8(digits[i]) - 48;
                if (fraction) --left;
            } else {
                up = digits[i] >= "5";
                break;
            }
        }
        value = value * 10 ** left + (up ? 1 : 0);
        return negative ? -int256(value) : int256(value);
    }

    function distance(int256 a, int256 b) internal pure returns (uint256) {
        return a > b ? uint256(a - b) : uint256(b - a);
    }
}
