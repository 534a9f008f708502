// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ICreditCallback} from "../src/ICreditCallback.sol";
import {ICreditDesk} from "../src/ICreditDesk.sol";
import {ISwapper} from "./ISwapper.sol";

/// @title A trade in the middle of a batch of a credit desk
/// @notice Leverage is: borrow, sell the loan for collateral, add it. Deleverage is: withdraw collateral, sell it, repay. Each is
/// one batch with one check at its end, so no money is needed in between.
/// @dev An example to build on. The desk calls nobody but the caller of a batch, so whoever calls `onExecute` is the desk in a
/// batch of this contract, and the trade is the one set just before. A market is called by a function of its own, never with
/// calldata of the user: it could spend what others have allowed this contract.
abstract contract SwapCallback is ICreditCallback, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @notice A debt, a collateral, and what is sold of one for the other.
    struct Trade {
        // The token owed.
        address debt;
        // The token held in custody.
        address collateral;
        // How much is sold: of the loan by leverage, of the collateral by deleverage.
        uint256 sold;
        // Least to buy with it.
        uint256 minBought;
        // Where.
        ISwapper market;
    }

    uint8 private constant ADD = 0;
    uint8 private constant WITHDRAW = 1;
    uint8 private constant BORROW = 2;
    uint8 private constant REPAY = 3;
    uint8 private constant CALL = 6;

    /// @notice The credit desk.
    ICreditDesk public immutable DESK;

    ISwapper private transient _market;
    address private transient _sold;

    /// @notice Only the desk calls back.
    /// @param caller Who tried.
    error NotDesk(address caller);

    /// @notice An address is missing.
    error ZeroAddress();

    /// @notice A batch calls back without a trade, or without a market.
    error NoTrade();

    /// @notice A market paid less than it had to.
    /// @param have What it paid.
    /// @param want What it had to pay.
    error BoughtTooLittle(uint256 have, uint256 want);

    /// @param desk The credit desk.
    constructor(ICreditDesk desk) {
        if (address(desk) == address(0)) revert ZeroAddress();
        DESK = desk;
    }

    /// @inheritdoc ICreditCallback
    function onExecute(address, address bought, uint256 amount, uint256 minimum, uint64) external {
        _checkDesk();
        (ISwapper market, address sold) = (_market, _sold);
        if (address(market) == address(0)) revert NoTrade();
        (_market, _sold) = (ISwapper(address(0)), address(0));
        _sell(market, sold, bought, amount, minimum);
        // What is added or repaid next, at most what is here.
        IERC20(bought).forceApprove(msg.sender, IERC20(bought).balanceOf(address(this)));
    }

    /// @dev Borrows for an account, buys collateral, and adds it with `own` of this contract's.
    function _leverage(address account, Trade calldata trade, uint256 own, uint256 maxShares, uint256 deadline) internal {
        ICreditDesk.Action[] memory batch = new ICreditDesk.Action[](3);
        batch[0] = ICreditDesk.Action(BORROW, trade.debt, trade.sold, maxShares, 0, address(this));
        batch[1] = _call(trade, trade.debt, trade.collateral);
        batch[2] = ICreditDesk.Action(ADD, trade.collateral, own + trade.minBought, 0, 0, address(0));
        DESK.execute(account, deadline, batch);
    }

    /// @dev Withdraws collateral of an account, sells it, and repays: all with the greatest number.
    function _deleverage(address account, Trade calldata trade, uint256 repaid, uint256 deadline) internal {
        ICreditDesk.Action[] memory batch = new ICreditDesk.Action[](3);
        batch[0] = ICreditDesk.Action(WITHDRAW, trade.collateral, trade.sold, 0, 0, address(this));
        batch[1] = _call(trade, trade.collateral, trade.debt);
        batch[2] = ICreditDesk.Action(REPAY, trade.debt, repaid, 0, 0, address(0));
        DESK.execute(account, deadline, batch);
    }

    /// @dev Sells on a market, and checks what came.
    function _sell(ISwapper market, address sold, address bought, uint256 amount, uint256 minimum) internal {
        uint256 before = IERC20(bought).balanceOf(address(this));
        IERC20(sold).safeTransfer(address(market), amount);
        market.swap(sold, bought, amount, minimum, address(this));
        uint256 got = IERC20(bought).balanceOf(address(this)) - before;
        if (got < minimum) revert BoughtTooLittle(got, minimum);
    }

    /// @dev Takes back what the desk may still pull, and pays out what is here.
    function _sweep(address token, address receiver) internal {
        IERC20(token).forceApprove(address(DESK), 0);
        uint256 rest = IERC20(token).balanceOf(address(this));
        if (rest != 0) IERC20(token).safeTransfer(receiver, rest);
    }

    /// @dev Refuses everybody but the desk.
    function _checkDesk() internal view {
        if (msg.sender != address(DESK)) revert NotDesk(msg.sender);
    }

    function _call(Trade calldata trade, address sold, address bought) private returns (ICreditDesk.Action memory) {
        (_market, _sold) = (trade.market, sold);
        return ICreditDesk.Action(CALL, bought, trade.sold, trade.minBought, 0, address(0));
    }
}
