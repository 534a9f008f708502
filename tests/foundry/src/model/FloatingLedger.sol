// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {StubRateModel} from "../mocks/StubRateModel.sol";
import {StubVault} from "../mocks/StubVault.sol";
import {BookRules} from "./BookRules.sol";

/// @title The state of a floating book, and how it moves
abstract contract FloatingLedger {
    using BookRules for uint256;

    struct State {
        uint256 cash;
        uint256 debtShares;
        uint256 index;
        int256 claims;
        uint256 dripped;
        uint256 dripFrom;
        uint256 dripUntil;
        uint256 pot;
        uint256 equity;
        uint256 owedToBuffer;
        uint256 rate;
        uint256 accruedAt;
        uint256 readAt;
        uint256 runOff;
        uint256 epoch;
        uint256 top;
        uint256 size;
        int256 mean;
        uint256 variance;
        uint256 opening;
        uint256 reserved;
        // Part of the floating deposits that waits to leave, 1/65535.
        uint256 queued;
        bool paused;
    }

    uint256 internal constant VIRTUAL = 1e6;
    uint256 internal constant WHOLE = 65_535;
    uint256 internal constant RATE_MAX = 317_097_919_838;

    IERC20 internal immutable TOKEN;
    address internal immutable SHEET;
    StubVault internal immutable VAULT;

    State internal _state;
    IBalanceSheet.Terms internal _terms;
    StubRateModel internal _model;
    mapping(address desk => IBalanceSheet.Line) internal _lines;

    constructor(IERC20 token, address sheet, StubVault vault, StubRateModel model, IBalanceSheet.Terms memory terms_) {
        (TOKEN, SHEET, VAULT, _model, _terms) = (token, sheet, vault, model, terms_);
        _state.index = BookRules.INDEX_ONE;
        _state.accruedAt = block.timestamp;
        _state.top = WHOLE;
        _state.runOff = uint256(terms_.runOffFloor) * 100;
    }

    // ------------------------------------------------------------------------------------------- to this block, and back

    /// @dev The state with income up to this block.
    function _open() internal view returns (State memory s) {
        s = _state;
        uint256 drip = _drip(s);
        s.index = BookRules.grown(s.index, s.rate, block.timestamp - s.accruedAt);
        uint256 before = BookRules.owed(s.debtShares, _state.index);
        uint256 interest = BookRules.owed(s.debtShares, s.index) - before;
        uint256 shares = uint256(_terms.reserveFactor) + _terms.bufferShare;
        s.claims += int256(interest * shares / BookRules.BPS);
        s.accruedAt = block.timestamp;
        require(_drip(s) <= drip, "a drip only falls");
    }

    function _close(State memory s) internal {
        _state = s;
    }

    function _drip(State memory s) internal pure returns (uint256) {
        return BookRules.remaining(s.dripped, s.dripFrom, s.dripUntil, s.accruedAt);
    }

    function _net(State memory s) internal pure returns (int256) {
        uint256 assets = s.cash + BookRules.owed(s.debtShares, s.index);
        return int256(assets) - s.claims - int256(_drip(s));
    }

    /// @dev Equity and the buffer, with what of the claims is not divided yet.
    function _parts(State memory s) internal view returns (uint256 equity, uint256 owedToBuffer) {
        uint256 undivided = uint256(s.claims - int256(s.pot + s.equity + s.owedToBuffer + s.reserved));
        uint256 both = uint256(_terms.reserveFactor) + _terms.bufferShare;
        uint256 buffer = both == 0 ? 0 : undivided * _terms.bufferShare / both;
        return (s.equity + undivided - buffer, s.owedToBuffer + buffer);
    }

    // -------------------------------------------------------------------------------------------- liquidity and the pot

    function _scale(State memory s) internal view returns (uint256) {
        return Math.max(s.size, 10 ** _terms.scaleExponent);
    }

    function _edge(State memory s, uint256 share) internal view returns (int256) {
        return int256(BookRules.ceilDiv(_scale(s) * share, BookRules.BPS));
    }

    function _shape(State memory s) internal view returns (BookRules.Shape memory) {
        return BookRules.Shape(_scale(s), _terms.curvature, _terms.steepest, _edge(s, _terms.neutralSurplus));
    }

    function _liquidity(State memory s, uint256 top) internal view returns (BookRules.Liquidity memory) {
        int256 resources = int256(s.cash) - int256(s.pot + _drip(s) + s.reserved);
        uint256 floating = BookRules.gain(_net(s));
        return BookRules.Liquidity(resources, floating, _partOf(s, s.queued), top, s.runOff, _terms.outflowWeight);
    }

    function _liquidityWith(State memory s, uint256 supply, uint256 top)
        internal
        view
        returns (BookRules.Liquidity memory)
    {
        return _liquidity(s, BookRules.ceilDiv(BookRules.gain(_net(s)) * top, Math.max(supply, 1)));
    }

    /// @dev The largest holder's part, as it was told last.
    function _top(State memory s) internal pure returns (uint256) {
        return _partOf(s, s.top);
    }

    /// @dev Cash that neither loans nor instant exits may use.
    function _free(State memory s) internal pure returns (uint256) {
        return s.cash.less(s.pot + s.reserved + _partOf(s, s.queued));
    }

    /// @dev A part of the floating deposits, as it is kept.
    function _partOf(State memory s, uint256 part) private pure returns (uint256) {
        return BookRules.ceilDiv(BookRules.gain(_net(s)) * part, WHOLE);
    }

    /// @dev The largest holder's part, as it is kept.
    function _part(uint256 top, uint256 supply) internal pure returns (uint256) {
        return Math.min(BookRules.ceilDiv(WHOLE * top, Math.max(supply, 1)), WHOLE);
    }

    /// @dev As many shares wait as before, though there are more.
    function _diluteQueued(State memory s, uint256 before, uint256 afterwards) internal pure {
        s.queued = BookRules.ceilDiv(s.queued * before, Math.max(afterwards, 1));
    }

    /// @dev The potential, where there is a pot that moves with it.
    function _fundedPotential(State memory s) internal view returns (uint256) {
        if (s.pot == 0) return 0;
        return BookRules.potential(_shape(s), BookRules.surplusAfter(_liquidity(s, _top(s)), 0));
    }

    /// @dev Guards a move of the surplus, and takes what it costs into the pot.
    function _charge(State memory s, int256 before, int256 afterwards, uint256 share) internal view {
        int256 edge = _edge(s, share);
        int256 least = before < edge ? before : edge;
        if (afterwards < least) revert IBalanceSheet.LiquidityBand(afterwards, least);
        BookRules.Shape memory shape = _shape(s);
        _settle(s, BookRules.potential(shape, before), BookRules.potential(shape, afterwards), true);
    }

    /// @dev What the pot holds above the potential, before or after, drips; a rise is paid, or not.
    function _settle(State memory s, uint256 before, uint256 afterwards, bool pays) internal pure {
        uint256 kept = Math.min(Math.min(s.pot, before), afterwards);
        uint256 gain = s.pot - kept;
        uint256 paid = pays ? afterwards.less(before) : 0;
        s.claims += int256(kept + paid) - int256(s.pot);
        s.pot = kept + paid;
        if (gain == 0) return;
        uint256 old = _drip(s);
        uint256 wait = BookRules.wait(old, s.dripUntil.less(s.accruedAt), gain);
        (s.dripped, s.dripFrom, s.dripUntil) = (old + gain, s.accruedAt, s.accruedAt + wait);
    }

    // ---------------------------------------------------------------------------------------------------------- shares

    function _requireOpen(State memory s, uint256 supply) internal pure {
        int256 least = supply == 0 ? int256(0) : int256(1);
        if (_net(s) < least) revert IBalanceSheet.DepositsClosed(_net(s), least);
    }

    function _sharesFor(State memory s, uint256 assets, uint256 supply) internal pure returns (uint256 shares) {
        _requireOpen(s, supply);
        shares = assets * (supply + VIRTUAL) / (uint256(_net(s)) + 1);
        if (shares == 0) revert IBalanceSheet.ZeroAmount(int256(assets), 1);
        _atMost(supply + shares, (1 << 120) - 1, IBalanceSheet.AmountTooLarge.selector);
    }

    /// @dev What shares fetch.
    function _fetch(State memory s, uint256 shares, uint256 supply) internal pure returns (uint256) {
        return Math.min(shares, supply) * (BookRules.gain(_net(s)) + 1) / (supply + VIRTUAL);
    }

    /// @dev What shares fetch, rounded up.
    function _worthUp(State memory s, uint256 shares, uint256 supply) internal pure returns (uint256) {
        return BookRules.ceilDiv(shares * (BookRules.gain(_net(s)) + 1), supply + VIRTUAL);
    }

    /// @dev The most shares that fetch no more than an amount.
    function _mostFetching(State memory s, uint256 assets, uint256 supply) internal pure returns (uint256) {
        return BookRules.ceilDiv((assets + 1) * (supply + VIRTUAL), BookRules.gain(_net(s)) + 1) - 1;
    }

    /// @dev What an exit is worth, pays and burns.
    function _leaving(State memory s, uint256 assets, uint256 shares, uint256 supply, uint256 top)
        internal
        view
        returns (uint256 gross, uint256 paid, uint256 burned)
    {
        BookRules.Liquidity memory floating = _liquidityWith(s, supply, top);
        if (shares != 0) {
            gross = _fetch(s, shares, supply);
            paid = BookRules.exitNet(floating, _shape(s), gross);
            if (paid == 0) revert IBalanceSheet.ZeroAmount(0, int256(shares));
            return (gross, paid, shares);
        }
        _atLeast(BookRules.exitNet(floating, _shape(s), BookRules.staying(floating)), assets);
        gross = BookRules.exitGross(floating, _shape(s), assets);
        _atLeast(_fetch(s, supply, supply), gross);
        burned = BookRules.ceilDiv(gross * (supply + VIRTUAL), BookRules.gain(_net(s)) + 1);
        return (gross, assets, burned);
    }

    // ---------------------------------------------------------------------------------------------------------- checks

    function _only(address token, address caller) internal view {
        if (msg.sender != caller) revert IBalanceSheet.NotVault(token, msg.sender);
    }

    function _line(address token) internal view returns (IBalanceSheet.Line memory line) {
        line = _lines[msg.sender];
        if (line.lendingCap == 0 && line.debtShares == 0) revert IBalanceSheet.NotDesk(token, msg.sender);
    }

    function _asked(uint256 assets, uint256 shares) internal pure {
        _atMost(assets, BookRules.AMOUNT_MAX, IBalanceSheet.AmountTooLarge.selector);
        if ((assets == 0) == (shares == 0)) revert IBalanceSheet.ZeroAmount(int256(assets), int256(shares));
    }

    function _received(State memory s) internal view {
        uint256 held = TOKEN.balanceOf(SHEET);
        if (held < s.cash) revert IBalanceSheet.NotReceived(address(TOKEN), held, s.cash);
    }

    function _atLeast(uint256 have, uint256 want) internal pure {
        if (have < want) revert IBalanceSheet.AmountTooSmall(int256(have), int256(want));
    }

    function _atMost(uint256 have, uint256 want, bytes4 refusal) internal pure {
        if (have <= want) return;
        bytes memory reason = abi.encodeWithSelector(refusal, have, want);
        assembly ("memory-safe") {
            revert(add(reason, 32), mload(reason))
        }
    }
}
