// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {BookRules} from "./BookRules.sol";
import {FloatingLedger} from "./FloatingLedger.sol";

/// @title The redemptions of a floating book that wait for cash
/// @notice Answers the calls of `IRedemptions` as the real one should.
abstract contract FloatingQueue is FloatingLedger {
    using BookRules for uint256;

    /// @dev Does not bring the book to this block.
    function setQueued(address token, uint256 queued, uint256 supply) external {
        _only(token, address(VAULT));
        _state.queued = _part(queued, supply);
    }

    function reserve(address token, uint256 wanted, uint256 queued, uint256 supply)
        external
        returns (uint256 shares, uint256 assets)
    {
        State memory s = _open();
        _only(token, address(VAULT));
        uint256 budget = Math.min(_worthUp(s, queued, supply), s.cash.less(s.pot + s.reserved).less(s.owedToBuffer));
        shares = Math.min(Math.min(wanted, queued), _mostFetching(s, budget, supply));
        assets = _fetch(s, shares, supply);
        if (assets == 0) shares = 0;
        uint256 before = _fundedPotential(s);
        s.reserved += assets;
        s.claims += int256(assets);
        s.queued = _part(queued.less(shares), supply.less(shares));
        _settle(s, before, _fundedPotential(s), false);
        _close(s);
    }

    function release(address token, uint256 assets, address) external {
        State memory s = _open();
        _only(token, address(VAULT));
        _atLeast(s.reserved, assets);
        s.reserved -= assets;
        s.claims -= int256(assets);
        if (assets > s.cash) revert IBalanceSheet.CashShort(int256(s.cash), int256(assets));
        s.cash -= assets;
        _close(s);
    }
}
