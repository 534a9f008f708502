// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ICreditCallback} from "../src/ICreditCallback.sol";
import {ICreditDesk} from "../src/ICreditDesk.sol";
import {ISwapper} from "./ISwapper.sol";

/// @title A liquidator without money of its own
/// @notice Is paid the collateral, sells it, pays the debt with what it fetched, and keeps the rest for its owner.
/// @dev An example to copy. The desk pays collateral out before it pulls what it costs, and calls nobody but its caller.
contract LiquidatorBot is ICreditCallback, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @notice The credit desk.
    ICreditDesk public immutable DESK;
    /// @notice Who earns.
    address public immutable OWNER;

    ISwapper private transient _market;

    /// @notice Only the owner may do this.
    /// @param caller Who tried.
    error NotOwner(address caller);

    /// @notice Only the desk calls back.
    /// @param caller Who tried.
    error NotDesk(address caller);

    /// @notice An address is missing.
    error ZeroAddress();

    /// @notice A liquidation earns less than it had to.
    /// @param have What it earns, in the token of the debt.
    /// @param want What it had to earn.
    error ProfitTooSmall(uint256 have, uint256 want);

    /// @param desk The credit desk.
    /// @param owner Who earns.
    constructor(ICreditDesk desk, address owner) {
        if (address(desk) == address(0) || owner == address(0)) revert ZeroAddress();
        (DESK, OWNER) = (desk, owner);
    }

    /// @notice Liquidates, and sells what was seized.
    /// @param order As the desk takes it; receiver and callback are this contract's.
    /// @param market Where the collateral is sold.
    /// @param minProfit Least to earn, in the token of the debt.
    /// @return profit What was earned.
    function liquidate(ICreditDesk.Order memory order, ISwapper market, uint256 minProfit)
        external
        nonReentrant
        returns (uint256 profit)
    {
        if (msg.sender != OWNER) revert NotOwner(msg.sender);
        (order.receiver, order.callback) = (address(this), true);
        _market = market;
        IERC20 debt = IERC20(order.debt);
        uint256 before = debt.balanceOf(address(this));
        DESK.liquidate(order);
        uint256 later = debt.balanceOf(address(this));
        profit = later > before ? later - before : 0;
        if (later < before || profit < minProfit) revert ProfitTooSmall(profit, minProfit);
        debt.safeTransfer(OWNER, profit);
    }

    /// @inheritdoc ICreditCallback
    function onLiquidate(address, address debt, uint256 repaid, address collateral, uint256 seized) external {
        if (msg.sender != address(DESK)) revert NotDesk(msg.sender);
        if (collateral != debt) {
            IERC20(collateral).safeTransfer(address(_market), seized);
            _market.swap(collateral, debt, seized, repaid, address(this));
        }
        IERC20(debt).forceApprove(msg.sender, repaid);
    }

    /// @notice Batches are not made from here.
    function onExecute(address, address, uint256, uint256, uint64) external view {
        if (msg.sender != address(DESK)) revert NotDesk(msg.sender);
    }
}
