// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {StubRateModel} from "../mocks/StubRateModel.sol";
import {StubVault} from "../mocks/StubVault.sol";
import {BookRules} from "./BookRules.sol";
import {FloatingLedger} from "./FloatingLedger.sol";
import {FloatingQueue} from "./FloatingQueue.sol";

/// @title One floating book, kept a second time
/// @notice Answers the calls of `IBalanceSheet` with the results and the errors that the real one should have, but moves no
///         tokens: what came in is looked up at the real one.
contract FloatingBook is FloatingQueue {
    using BookRules for uint256;

    constructor(IERC20 token, address sheet, StubVault vault, StubRateModel model, IBalanceSheet.Terms memory terms_)
        FloatingLedger(token, sheet, vault, model, terms_)
    {}

    // ------------------------------------------------------------------------------------------------------ the vault

    function fund(address token, uint256 assets, uint256 supply) external returns (uint256 shares) {
        State memory s = _open();
        _only(token, address(VAULT));
        shares = _sharesFor(s, assets, supply);
        uint256 total = BookRules.gain(_net(s) + int256(assets));
        _atMost(total, _terms.depositCap, IBalanceSheet.CapExceeded.selector);
        uint256 before = _fundedPotential(s);
        s.cash += assets;
        _atMost(s.cash, BookRules.AMOUNT_MAX, IBalanceSheet.AmountTooLarge.selector);
        _diluteQueued(s, supply, supply + shares);
        _settle(s, before, _fundedPotential(s), false);
        _close(s);
        _received(s);
    }

    function defund(address token, uint256 assets, uint256 shares, uint256 supply, uint256 top, address)
        external
        returns (uint256 paid, uint256 burned)
    {
        State memory s = _open();
        _asked(assets, shares);
        _only(token, address(VAULT));
        uint256 gross;
        (gross, paid, burned) = _leaving(s, assets, shares, supply, top);
        uint256 free = _free(s);
        BookRules.Liquidity memory floating = _liquidityWith(s, supply, top);
        _charge(s, BookRules.surplusAfter(floating, 0), BookRules.surplusAfter(floating, gross), _terms.exitSurplus);
        s.top = _part(top, supply);
        if (paid > free) revert IBalanceSheet.CashShort(int256(free), int256(paid));
        s.cash -= paid;
        if (s.queued != 0) s.queued = _part(VAULT.queuedShares(), supply.less(burned));
        _close(s);
    }

    function previewFund(address, uint256 assets, uint256 shares, uint256 supply)
        external
        view
        returns (uint256, uint256)
    {
        State memory s = _open();
        _asked(assets, shares);
        if (shares == 0) return (assets, _sharesFor(s, assets, supply));
        _requireOpen(s, supply);
        uint256 cost = BookRules.ceilDiv(shares * (uint256(_net(s)) + 1), supply + VIRTUAL);
        _atMost(cost, BookRules.AMOUNT_MAX, IBalanceSheet.AmountTooLarge.selector);
        return (cost, shares);
    }

    function previewDefund(address, uint256 assets, uint256 shares, uint256 supply, uint256 top)
        external
        view
        returns (uint256 paid, uint256 burned)
    {
        State memory s = _open();
        _asked(assets, shares);
        (, paid, burned) = _leaving(s, assets, shares, supply, top);
    }

    function maxFund(address) external view returns (uint256) {
        int256 net = _net(_open());
        return net < 0 ? 0 : uint256(_terms.depositCap).less(uint256(net));
    }

    function maxDefund(address, uint256 supply, uint256 top) external view returns (uint256) {
        State memory s = _open();
        BookRules.Liquidity memory floating = _liquidityWith(s, supply, top);
        uint256 most = BookRules.exitMost(floating, _shape(s), _edge(s, _terms.exitSurplus), _free(s));
        return Math.min(_mostFetching(s, most, supply), supply);
    }

    function worth(address, uint256 shares, uint256 supply) external view returns (uint256) {
        return _fetch(_open(), shares, supply);
    }

    function indexOf(address) external view returns (uint256) {
        return _open().index;
    }

    // ------------------------------------------------------------------------------------------------------ the desks

    function draw(address token, uint256 assets, address) external returns (uint256 shares) {
        State memory s = _open();
        IBalanceSheet.Line memory line = _line(token);
        if (s.paused) revert IBalanceSheet.Paused(1, 0);
        uint256 least = 10 ** _terms.minimumExponent;
        if (assets < least) revert IBalanceSheet.BelowMinimum(int256(assets), int256(least));
        uint256 age = block.timestamp - s.readAt;
        _atMost(age, 1 days, IBalanceSheet.RateStale.selector);
        uint256 free = _free(s);
        int256 surplus = BookRules.surplusAfter(_liquidity(s, _top(s)), 0);
        uint256 gross = BookRules.loanGross(_shape(s), surplus, assets);
        _charge(s, surplus, surplus - int256(gross), _terms.lendingSurplus);
        if (assets > free) revert IBalanceSheet.CashShort(int256(free), int256(assets));
        s.cash -= assets;
        shares = BookRules.ceilDiv(gross * BookRules.INDEX_ONE, s.index);
        s.debtShares += shares;
        line.debtShares += uint96(shares);
        _atMost(BookRules.owed(line.debtShares, s.index), line.lendingCap, IBalanceSheet.CapExceeded.selector);
        _lines[msg.sender] = line;
        _close(s);
    }

    function restore(address token, uint256 assets) external returns (uint256 shares) {
        State memory s = _open();
        IBalanceSheet.Line memory line = _line(token);
        uint256 before = _fundedPotential(s);
        uint256 owed = BookRules.owed(line.debtShares, s.index);
        if (assets > owed) revert IBalanceSheet.AmountTooSmall(int256(owed), int256(assets));
        shares = assets == owed ? line.debtShares : assets * BookRules.INDEX_ONE / s.index;
        s.debtShares -= shares;
        s.cash += assets;
        line.debtShares -= uint96(shares);
        _settle(s, before, _fundedPotential(s), false);
        _lines[msg.sender] = line;
        _close(s);
        _received(s);
    }

    // ------------------------------------------------------------------------------------------------ anyone, the owner

    function accrue(address) external {
        _close(_open());
    }

    function refreshRate(address token) external returns (uint256) {
        State memory s = _open();
        if (_state.accruedAt >= block.timestamp) return s.rate;
        uint256 lent = BookRules.owed(s.debtShares, s.index);
        uint256 utilisation = BookRules.ceilDiv(lent * BookRules.WAD, Math.max(lent + s.cash, 1));
        bytes memory call = abi.encodeCall(StubRateModel.accrue, (token, utilisation));
        (bool success, bytes memory answer) = address(_model).call{gas: gasleft() / 2}(call);
        if (success && answer.length >= 32) {
            uint256 rate = abi.decode(answer, (uint256));
            if (rate < 1 << 48) {
                s.rate = Math.min(rate, RATE_MAX);
                s.readAt = block.timestamp;
            }
        }
        _close(s);
        return s.rate;
    }

    function strike(address) external {
        State memory s = _open();
        uint256 epoch = block.timestamp / 1 days;
        if (epoch <= s.epoch) {
            revert IBalanceSheet.TooEarly(int256(block.timestamp), int256((s.epoch + 1) * 1 days));
        }
        uint256 supply = VAULT.totalSupply();
        s.top = _part(VAULT.topHolding(), supply);
        if (s.opening != 0) {
            int256 seen = BookRules.observed(s.opening, supply, epoch - s.epoch);
            (s.mean, s.variance) = BookRules.remembered(s.mean, s.variance, seen);
        }
        s.opening = supply;
        s.runOff = BookRules.runOff(s.mean, s.variance, uint256(_terms.runOffFloor) * 100);
        s.size = BookRules.slowSize(s.size, BookRules.gain(_net(s)));
        s.epoch = epoch;
        _close(s);
    }

    function setTerms(address, IBalanceSheet.Terms calldata terms_) external {
        State memory s = _open();
        (s.equity, s.owedToBuffer) = _parts(s);
        _terms = terms_;
        s.runOff = Math.max(s.runOff, uint256(terms_.runOffFloor) * 100);
        _close(s);
    }

    function setLine(address, address desk, uint96 cap) external {
        _close(_open());
        _lines[desk].lendingCap = cap;
    }

    function setPaused(address, bool paused) external {
        State memory s = _open();
        s.paused = paused;
        _close(s);
    }

    // ------------------------------------------------------------------------------------------------------- the views

    function book(address) external view returns (IBalanceSheet.Book memory b) {
        State memory s = _open();
        (b.cash, b.floatingLoans) = (s.cash, BookRules.owed(s.debtShares, s.index));
        (b.claims, b.drip, b.netValue) = (s.claims, _drip(s), _net(s));
        (b.index, b.rate, b.pot) = (s.index, s.rate, s.pot);
        (b.equity, b.owedToBuffer) = _parts(s);
        (b.accruedAt, b.paused) = (uint64(s.accruedAt), s.paused);
    }

    function terms(address) external view returns (IBalanceSheet.Terms memory) {
        return _terms;
    }

    function lineOf(address, address desk) external view returns (IBalanceSheet.Line memory) {
        return _lines[desk];
    }

    /// @notice Everything, as stored.
    function state() external view returns (State memory) {
        return _state;
    }

    /// @notice The surplus now, with a number of shares as the largest holder's part; and what it costs.
    function imbalance(uint256 supply, uint256 top) external view returns (int256 surplus, uint256 potential) {
        State memory s = _open();
        surplus = BookRules.surplusAfter(_liquidityWith(s, supply, top), 0);
        potential = BookRules.potential(_shape(s), surplus);
    }

    /// @notice The surplus now, with the largest holder's part as it was told last; and what it costs.
    function imbalance() external view returns (int256 surplus, uint256 potential) {
        State memory s = _open();
        surplus = BookRules.surplusAfter(_liquidity(s, _top(s)), 0);
        potential = BookRules.potential(_shape(s), surplus);
    }

    /// @notice The least surplus after lending, and after an exit.
    function edges() external view returns (int256 lending, int256 exit) {
        State memory s = _open();
        return (_edge(s, _terms.lendingSurplus), _edge(s, _terms.exitSurplus));
    }
}
