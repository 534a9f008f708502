// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity >=0.8.20;

// Generated from contracts/libs/alm-abi by `cargo alm check --update`; edit it there.

/// @title Callbacks of a credit desk
/// @notice A caller who wants to act in the middle of `execute` or `liquidate` (to swap what he was paid, to raise what he
/// has to pay) implements these. The desk calls nobody but its own caller, who has to check that it is the desk.
/// @dev The desk is locked meanwhile: every change of it, and every view of value, reverts.
interface ICreditCallback {
    /// @notice An action of kind 6 of a batch, with its fields.
    /// @param account The account of the batch.
    /// @param asset As in the action.
    /// @param amount As in the action.
    /// @param limit As in the action.
    /// @param term As in the action.
    function onExecute(address account, address asset, uint256 amount, uint256 limit, uint64 term) external;

    /// @notice Collateral of a liquidation has been paid out; what it costs is pulled next, by allowance.
    /// @param account Whose collateral it was.
    /// @param debt The token that is pulled.
    /// @param repaid How much of it.
    /// @param collateral The token that was paid out.
    /// @param seized How much of it.
    function onLiquidate(address account, address debt, uint256 repaid, address collateral, uint256 seized) external;
}
