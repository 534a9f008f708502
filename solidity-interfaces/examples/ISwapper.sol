// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.24;

/// @title What sells one token for another
/// @notice An adapter of a market, chosen by whoever trades. It is paid before it is called.
interface ISwapper {
    /// @notice Sells what it was paid.
    /// @param sold The token it was paid in.
    /// @param bought The token to pay out.
    /// @param amount How much it was paid.
    /// @param minimum Least to pay out.
    /// @param receiver Who is paid.
    function swap(address sold, address bought, uint256 amount, uint256 minimum, address receiver) external;
}
