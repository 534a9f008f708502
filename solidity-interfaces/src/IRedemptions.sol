// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity >=0.8.20;

// Generated from contracts/libs/alm-abi by `cargo alm check --update`; edit it there.

/// @title The queued redemptions of a balance sheet
/// @notice What the vault of a book asks for those who queue to leave: cash is set aside at the price of the block in
/// which it is there, and paid out when they come for it. The same contract as `IBalanceSheet`, whose units, rounding
/// and errors hold here.
interface IRedemptions {
    /// @notice Redemptions were settled: assets are set aside for shares to burn.
    /// @param token The token.
    /// @param shares Shares to burn.
    /// @param assets What was set aside.
    event Reserved(address indexed token, uint256 shares, uint256 assets);

    /// @notice A settled redemption was collected.
    /// @param token The token.
    /// @param receiver Who was paid.
    /// @param assets What was paid.
    event Released(address indexed token, address indexed receiver, uint256 assets);

    /// @notice Keeps what of the floating deposits queues to leave. The book's vault only. Never refused by a limit.
    /// @param token The token.
    /// @param queued Shares that queue.
    /// @param supply The vault's shares.
    function setQueued(address token, uint256 queued, uint256 supply) external;

    /// @notice Settles queued redemptions with the cash that is free for them, at the exit price of this block, without a
    /// fee. The book's vault only. Never refused by a limit, a pause or a rate.
    /// @param token The token.
    /// @param wanted Shares to settle at most.
    /// @param queued Shares that queue, these included.
    /// @param supply The vault's shares before.
    /// @return shares Shares to burn; none while there is no cash.
    /// @return assets What is set aside for them, rounded down.
    function reserve(address token, uint256 wanted, uint256 queued, uint256 supply)
        external returns (uint256 shares, uint256 assets);

    /// @notice Pays out of what was set aside. The book's vault only. Never refused by a limit, a pause or a rate.
    /// @param token The token.
    /// @param assets The amount.
    /// @param receiver Who is paid.
    function release(address token, uint256 assets, address receiver) external;
}
