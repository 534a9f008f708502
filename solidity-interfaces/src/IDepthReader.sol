// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity >=0.8.20;

// Generated from contracts/libs/alm-abi by `cargo alm check --update`; edit it there.

/// @title Depth of a pool of concentrated liquidity
/// @notice Tells what a pool pays for a sale that moves its price by a slippage. Stateless, without an owner: reporters, and those
/// who check them, read the same figure.
/// @dev Amounts in base units; bps = 1e-4.
interface IDepthReader {
    /// @notice The asset is neither of the pool's.
    /// @param pool The pool.
    /// @param asset The asset.
    error NotInPool(address pool, address asset);

    /// @notice A pool's answer is no answer of a pool.
    /// @param pool The pool.
    /// @param have Bytes it returned.
    /// @param want Bytes of an answer.
    error PoolGarbage(address pool, uint256 have, uint256 want);

    /// @notice The price is too far from its mean over the window to be looked at.
    /// @param have Distance in ticks.
    /// @param want The largest: as many as the slippage has basis points.
    error SpotMoved(uint256 have, uint256 want);

    /// @notice An argument lies outside its bounds.
    /// @param argument 0 the slippage, 1 the window.
    /// @param have The value given.
    /// @param min The lowest allowed.
    /// @param max The highest allowed.
    error ArgumentOutOfBounds(uint8 argument, uint256 have, uint256 min, uint256 max);

    /// @notice What a pool pays, before fees, for a sale of an asset that moves its price down by a slippage: tick by tick, and
    /// held down to the harmonic mean of the pool's liquidity over a window, so that what was added a moment ago counts
    /// next to nothing. Past 64 ticks in use, or 16 words of ticks, nothing more is counted.
    /// @dev What is paid between two ticks is rounded down, and the walk never goes past the slippage. A tick where liquidity
    /// changes is placed to within 3e-18 of the root price, either way: a change by D counts up to 3e-18 times D times the
    /// root price (in the asset sold) too much or too little.
    /// @param pool The pool.
    /// @param asset The asset sold.
    /// @param slippage 1 to 2000 bps.
    /// @param window Seconds, 600 to 86400; the pool has to remember them.
    /// @return paid Base units of the other asset.
    /// @return spot The same without its history.
    function depth(address pool, address asset, uint16 slippage, uint32 window)
        external
        view
        returns (uint256 paid, uint256 spot);
}
