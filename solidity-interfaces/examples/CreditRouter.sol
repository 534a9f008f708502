// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {ICreditDesk} from "../src/ICreditDesk.sol";
import {SwapCallback} from "./SwapCallback.sol";

/// @title Periphery of a credit desk: signatures, batches and leverage in one transaction
/// @notice Who makes this contract an operator of an account lets it act for nobody but the account itself: every function
/// acts for its caller. It holds nothing between two calls: what lies here is anybody's.
contract CreditRouter is SwapCallback, Multicall {
    using SafeERC20 for IERC20;

    /// @notice Tokens of the caller, for collateral to add or debt to repay.
    struct Payment {
        address token;
        uint256 amount;
    }

    /// @param desk The credit desk.
    constructor(ICreditDesk desk) SwapCallback(desk) {}

    /// @notice Lets this contract take tokens of the caller, by the caller's ERC-2612 signature. If somebody else has shown
    /// the signature already, nothing happens.
    /// @param token The token.
    /// @param value How much.
    /// @param deadline Last instant of the signature.
    /// @param v Recovery number.
    /// @param r First half.
    /// @param s Second half.
    function permit(IERC20Permit token, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external {
        try token.permit(msg.sender, address(this), value, deadline, v, r, s) {} catch {}
    }

    /// @notice Makes this contract an operator of the caller's account, by the caller's signature. If it is one already, nothing
    /// happens.
    /// @param deadline Last instant of the signature.
    /// @param v Recovery number.
    /// @param r First half.
    /// @param s Second half.
    function permitOperator(uint256 deadline, uint8 v, bytes32 r, bytes32 s) external {
        if (DESK.isOperator(msg.sender, address(this))) return;
        DESK.permitOperator(msg.sender, address(this), true, deadline, v, r, s);
    }

    /// @notice Carries out a batch for the caller's account with the caller's tokens. What of them is not needed goes back.
    /// @param payments Tokens of the caller, each named once.
    /// @param deadline Last instant.
    /// @param actions As the desk's `execute` takes them; calls back excepted, which find no trade here.
    function execute(Payment[] calldata payments, uint256 deadline, ICreditDesk.Action[] calldata actions)
        external
        nonReentrant
    {
        for (uint256 i; i < payments.length; ++i) {
            _take(payments[i].token, payments[i].amount);
            IERC20(payments[i].token).forceApprove(address(DESK), payments[i].amount);
        }
        DESK.execute(msg.sender, deadline, actions);
        for (uint256 i; i < payments.length; ++i) {
            _sweep(payments[i].token, msg.sender);
        }
    }

    /// @notice Borrows for the caller's account, buys collateral with it, and adds the least that was to be bought and `own` of
    /// the caller's. What was bought beyond that goes to the caller.
    /// @param trade What is borrowed, what is bought and where.
    /// @param own Collateral of the caller to add.
    /// @param maxShares Most debt shares to owe for the loan.
    /// @param deadline Last instant.
    function leverage(Trade calldata trade, uint256 own, uint256 maxShares, uint256 deadline) external nonReentrant {
        _take(trade.collateral, own);
        _leverage(msg.sender, trade, own, maxShares, deadline);
        _sweep(trade.collateral, msg.sender);
    }

    /// @notice Withdraws collateral of the caller's account, sells it, and repays floating debt. What was bought beyond that goes
    /// to the caller.
    /// @param trade What is withdrawn, what it is sold for and where.
    /// @param repaid How much to repay: the greatest number for all.
    /// @param deadline Last instant.
    function deleverage(Trade calldata trade, uint256 repaid, uint256 deadline) external nonReentrant {
        _deleverage(msg.sender, trade, repaid, deadline);
        _sweep(trade.debt, msg.sender);
    }

    /// @notice No liquidation is made from here.
    function onLiquidate(address, address, uint256, address, uint256) external view {
        _checkDesk();
    }

    function _take(address token, uint256 amount) private {
        if (amount != 0) IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
    }
}
