// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ICreditDesk} from "../src/ICreditDesk.sol";
import {SwapCallback} from "./SwapCallback.sol";

/// @title A leveraged position with an account of its own
/// @notice Holds one collateral against one floating debt, at several times its owner's money, within the leverage its owner set.
/// @dev An example to copy. The account at the desk is this contract's; nobody is its operator.
contract LeveragedStrategy is SwapCallback {
    using SafeERC20 for IERC20;

    uint256 private constant WAD = 1e18;

    /// @notice Who owns it.
    address public immutable OWNER;
    /// @notice What it holds.
    IERC20 public immutable COLLATERAL;
    /// @notice What it owes.
    IERC20 public immutable DEBT;
    /// @notice Most that may be held for a unit of the owner's money, wad.
    uint256 public immutable MAX_LEVERAGE;

    /// @notice Only the owner may do this.
    /// @param caller Who tried.
    error NotOwner(address caller);

    /// @notice A trade of other tokens than this strategy's.
    /// @param debt The debt.
    /// @param collateral The collateral.
    error OtherTokens(address debt, address collateral);

    /// @notice More is held than the owner's money allows.
    /// @param have The leverage it would have, wad; the greatest number if it would own nothing.
    /// @param want The most allowed, wad.
    error LeverageExceeded(uint256 have, uint256 want);

    modifier onlyOwner() {
        if (msg.sender != OWNER) revert NotOwner(msg.sender);
        _;
    }

    modifier ofItsTokens(Trade calldata trade) {
        if (trade.debt != address(DEBT) || trade.collateral != address(COLLATERAL)) {
            revert OtherTokens(trade.debt, trade.collateral);
        }
        _;
    }

    /// @param desk The credit desk.
    /// @param owner Who owns it.
    /// @param collateral What it holds.
    /// @param debt What it owes.
    /// @param maxLeverage Most that may be held for a unit of the owner's money, wad.
    constructor(ICreditDesk desk, address owner, IERC20 collateral, IERC20 debt, uint256 maxLeverage) SwapCallback(desk) {
        if (owner == address(0) || address(collateral) == address(0) || address(debt) == address(0)) revert ZeroAddress();
        (OWNER, COLLATERAL, DEBT, MAX_LEVERAGE) = (owner, collateral, debt, maxLeverage);
    }

    /// @notice Adds the owner's collateral and what a loan buys.
    /// @param trade What is borrowed, how much it has to buy and where.
    /// @param own Collateral of the owner to add.
    /// @param maxShares Most debt shares to owe for the loan.
    /// @param deadline Last instant.
    function increase(Trade calldata trade, uint256 own, uint256 maxShares, uint256 deadline)
        external
        onlyOwner
        ofItsTokens(trade)
        nonReentrant
    {
        if (own != 0) COLLATERAL.safeTransferFrom(msg.sender, address(this), own);
        _leverage(address(this), trade, own, maxShares, deadline);
        _sweep(trade.collateral, msg.sender);
        uint256 have = leverage();
        if (have > MAX_LEVERAGE) revert LeverageExceeded(have, MAX_LEVERAGE);
    }

    /// @notice Sells collateral and repays.
    /// @param trade What is sold, how much it has to fetch and where.
    /// @param repaid How much to repay: the greatest number for all.
    /// @param deadline Last instant.
    function decrease(Trade calldata trade, uint256 repaid, uint256 deadline)
        external
        onlyOwner
        ofItsTokens(trade)
        nonReentrant
    {
        _deleverage(address(this), trade, repaid, deadline);
        _sweep(trade.debt, msg.sender);
    }

    /// @notice Pays collateral out, as far as what is owed allows.
    /// @param amount How much: the greatest number for all.
    function withdraw(uint256 amount) external onlyOwner nonReentrant {
        ICreditDesk.Action[] memory batch = new ICreditDesk.Action[](1);
        batch[0] = ICreditDesk.Action(1, address(COLLATERAL), amount, 0, 0, msg.sender);
        DESK.execute(address(this), block.timestamp, batch);
    }

    /// @notice What is held for a unit of the owner's money, at prices of this block.
    /// @return The ratio, wad; one without debt, the greatest number if nothing is the owner's.
    function leverage() public view returns (uint256) {
        ICreditDesk.Standing memory standing = DESK.standing(address(this));
        if (standing.owed == 0) return WAD;
        if (standing.owned <= standing.owed) return type(uint256).max;
        return standing.owned * WAD / (standing.owned - standing.owed);
    }

    /// @notice No liquidation is made from here.
    function onLiquidate(address, address, uint256, address, uint256) external view {
        _checkDesk();
    }
}
