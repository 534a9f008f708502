// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IRedemptions} from "alm-interfaces/IRedemptions.sol";

/// @title A balance sheet as its vault sees it, written plainly
/// @notice One book: cash, loans that earn a fixed amount a second, a pot of exit fees, two prices, a cap and a reserve
///         of cash that exits must leave. A second opinion on the vault, and an oracle for whoever speaks to a vault.
/// @dev Net value = cash + loans with income - pot - what is set aside. Deposits are priced at net value raised by the
///      premium, exits and queued redemptions at net value lowered by the discount; instant exits leave the cash that
///      queued shares would take. Errors are those of `IBalanceSheet`.
contract BalanceSheetModel {
    using SafeERC20 for IERC20;
    using Math for uint256;

    uint256 private constant VIRTUAL_SHARES = 1e6;
    uint256 private constant BPS = 10_000;

    IERC20 public immutable TOKEN;
    address public vault;

    uint256 public cash;
    uint256 public pot;
    uint256 public income; // base units a second
    uint256 public cap = type(uint96).max;
    uint256 public leftover; // cash that exits must leave
    uint256 public premiumBps;
    uint256 public discountBps;
    uint256 public feeBps;
    bool public paused;
    /// @notice Shares that queue, and assets set aside for settled ones.
    uint256 public queued;
    uint256 public reserved;
    address public owner = msg.sender;
    /// @notice What the vault said of its largest holder last.
    uint256 public lastTop;

    uint256 private _loans;
    uint256 private _loansAt = block.timestamp;
    bool private _isLocked;

    constructor(IERC20 token) {
        TOKEN = token;
    }

    modifier locked() {
        require(!_isLocked, IBalanceSheet.Locked());
        _isLocked = true;
        _;
        _isLocked = false;
    }

    /// @dev Views of a book in motion refuse, like those of the real one.
    modifier atRest() {
        require(!_isLocked, IBalanceSheet.Locked());
        _;
    }

    modifier onlyVault(address token) {
        require(token == address(TOKEN), IBalanceSheet.NotListed(token));
        require(msg.sender == vault, IBalanceSheet.NotVault(token, msg.sender));
        _;
    }

    // ------------------------------------------------------------------------------------------------ the vault's side

    function fund(address token, uint256 assets, uint256 supply)
        external
        onlyVault(token)
        locked
        returns (uint256 shares)
    {
        require(!paused, IBalanceSheet.Paused(1, 0));
        shares = _sharesFor(assets, supply);
        require(shares != 0, IBalanceSheet.ZeroAmount(0, 1));
        uint256 total = netValue() + assets;
        require(total <= cap, IBalanceSheet.CapExceeded(int256(total), int256(cap)));
        cash += assets;
        uint256 held = TOKEN.balanceOf(address(this));
        require(held >= cash, IBalanceSheet.NotReceived(token, held, cash));
    }

    function defund(address token, uint256 assets, uint256 shares, uint256 supply, uint256 top, address receiver)
        external
        onlyVault(token)
        locked
        returns (uint256 paid, uint256 burned)
    {
        uint256 gross;
        (gross, paid, burned) = _exit(assets, shares, supply);
        require(paid != 0, IBalanceSheet.ZeroAmount(0, 1));
        uint256 free = _free(supply);
        require(paid <= free, IBalanceSheet.CashShort(int256(free), int256(paid)));
        lastTop = top;
        cash -= paid;
        pot += gross - paid;
        TOKEN.safeTransfer(receiver, paid);
    }

    function previewFund(address, uint256 assets, uint256 shares, uint256 supply)
        external
        view
        atRest
        returns (uint256 paid, uint256 issued)
    {
        if (shares == 0) {
            issued = _sharesFor(assets, supply);
            require(issued != 0, IBalanceSheet.ZeroAmount(0, 1));
            return (assets, issued);
        }
        paid = shares.mulDiv(_high() + 1, supply + VIRTUAL_SHARES, Math.Rounding.Ceil);
        return (paid, shares);
    }

    function previewDefund(address, uint256 assets, uint256 shares, uint256 supply, uint256)
        external
        view
        atRest
        returns (uint256 paid, uint256 burned)
    {
        (, paid, burned) = _exit(assets, shares, supply);
        require(paid != 0, IBalanceSheet.ZeroAmount(0, 1));
    }

    function maxFund(address) external view atRest returns (uint256) {
        uint256 value = netValue();
        return paused || value >= cap ? 0 : cap - value;
    }

    function maxDefund(address, uint256 supply, uint256) external view atRest returns (uint256) {
        uint256 free = _free(supply);
        // The largest gross exit that pays no more than what is free, then the most shares worth no more than that.
        uint256 gross = free.mulDiv(BPS, BPS - feeBps);
        while (_afterFee(gross + 1) <= free) ++gross;
        while (_afterFee(gross) > free) --gross;
        uint256 shares = (gross + 1).mulDiv(supply + VIRTUAL_SHARES, _low() + 1, Math.Rounding.Ceil) - 1;
        return shares < supply ? shares : supply;
    }

    // ------------------------------------------------------------------------------------------------ the queue's side

    function setQueued(address token, uint256 queued_, uint256) external onlyVault(token) locked {
        queued = queued_;
    }

    function reserve(address token, uint256 wanted, uint256 queued_, uint256 supply)
        external
        onlyVault(token)
        locked
        returns (uint256 shares, uint256 assets)
    {
        uint256 kept = pot + reserved;
        uint256 budget = cash > kept ? cash - kept : 0;
        (uint256 value, uint256 all) = (_low() + 1, supply + VIRTUAL_SHARES);
        shares = wanted.min((budget + 1).mulDiv(all, value, Math.Rounding.Ceil) - 1);
        assets = shares.mulDiv(value, all);
        if (assets == 0) shares = 0;
        queued = queued_ - shares;
        reserved += assets;
        if (shares != 0) emit IRedemptions.Reserved(token, shares, assets);
    }

    function release(address token, uint256 assets, address receiver) external onlyVault(token) locked {
        require(assets <= reserved, IBalanceSheet.AmountTooSmall(int256(reserved), int256(assets)));
        reserved -= assets;
        cash -= assets;
        emit IRedemptions.Released(token, receiver, assets);
        TOKEN.safeTransfer(receiver, assets);
    }

    function book(address) external view atRest returns (IBalanceSheet.Book memory book_) {
        book_.cash = cash;
        book_.floatingLoans = loans();
        book_.netValue = int256(netValue());
        book_.pot = pot;
        book_.accruedAt = uint64(_loansAt);
        book_.paused = paused;
    }

    function worth(address, uint256 shares, uint256 supply) external view atRest returns (uint256) {
        return shares.mulDiv(netValue() + 1, supply + VIRTUAL_SHARES);
    }

    // ---------------------------------------------------------------------------------------------------- a test's side

    function setVault(address vault_) external {
        vault = vault_;
    }

    function setIncome(uint256 perSecond) external {
        _accrue();
        income = perSecond;
    }

    function setPrices(uint256 premiumBps_, uint256 discountBps_) external {
        (premiumBps, discountBps) = (premiumBps_, discountBps_);
    }

    function setLimits(uint256 cap_, uint256 leftover_, uint256 feeBps_, bool paused_) external {
        (cap, leftover, feeBps, paused) = (cap_, leftover_, feeBps_, paused_);
    }

    /// @notice Cash becomes a loan to the caller.
    function lend(uint256 assets) external {
        _accrue();
        cash -= assets;
        _loans += assets;
        TOKEN.safeTransfer(msg.sender, assets);
    }

    /// @notice A loan the caller has moved here becomes cash.
    function repay(uint256 assets) external {
        _accrue();
        _loans -= assets;
        cash += assets;
        require(TOKEN.balanceOf(address(this)) >= cash, "not repaid");
    }

    /// @notice A part of the loans is lost.
    function lose(uint256 assets) external {
        _accrue();
        _loans -= assets;
    }

    /// @notice Loans with income up to now.
    function loans() public view returns (uint256) {
        return _loans + income * (block.timestamp - _loansAt);
    }

    /// @notice What the floating depositors own.
    function netValue() public view returns (uint256) {
        return cash + loans() - pot - reserved;
    }

    // ------------------------------------------------------------------------------------------------------- the rules

    function _accrue() private {
        _loans = loans();
        _loansAt = block.timestamp;
    }

    function _high() private view returns (uint256) {
        return netValue().mulDiv(BPS + premiumBps, BPS, Math.Rounding.Ceil);
    }

    function _low() private view returns (uint256) {
        return netValue().mulDiv(BPS - discountBps, BPS);
    }

    function _free(uint256 supply) private view returns (uint256) {
        uint256 waiting = queued.mulDiv(_low() + 1, supply + VIRTUAL_SHARES, Math.Rounding.Ceil);
        uint256 kept = leftover + pot + reserved + waiting;
        return cash > kept ? cash - kept : 0;
    }

    function _sharesFor(uint256 assets, uint256 supply) private view returns (uint256) {
        return assets.mulDiv(supply + VIRTUAL_SHARES, _high() + 1);
    }

    function _afterFee(uint256 gross) private view returns (uint256) {
        return gross - gross.mulDiv(feeBps, BPS, Math.Rounding.Ceil);
    }

    function _exit(uint256 assets, uint256 shares, uint256 supply)
        private
        view
        returns (uint256 gross, uint256 paid, uint256 burned)
    {
        if (shares != 0) {
            gross = shares.mulDiv(_low() + 1, supply + VIRTUAL_SHARES);
            return (gross, _afterFee(gross), shares);
        }
        gross = assets.mulDiv(BPS, BPS - feeBps, Math.Rounding.Ceil);
        while (gross != 0 && _afterFee(gross - 1) >= assets) --gross;
        burned = gross.mulDiv(supply + VIRTUAL_SHARES, _low() + 1, Math.Rounding.Ceil);
        return (gross, assets, burned);
    }
}
