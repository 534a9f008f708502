// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IFixedBook} from "alm-interfaces/IFixedBook.sol";
import {FloatingBook} from "../../src/model/FloatingBook.sol";

/// @title Watches a book from call to call
/// @notice Does each call at the balance sheet and at the model, and holds what changed to the invariants.
abstract contract BookWatch is Test {
    IBalanceSheet public immutable SHEET;
    FloatingBook public immutable MODEL;
    address public immutable TOKEN;

    /// @notice What came in less what went out, as this contract saw it.
    uint256 public cash;
    /// @notice What was set aside less what was paid of it.
    uint256 public reserved;
    /// @notice Shares of the vault, as issued and burned.
    uint256 public supply;
    /// @notice Debt shares of each desk, as issued and cancelled.
    mapping(address desk => uint256) public debtOf;

    constructor(IBalanceSheet sheet, FloatingBook model, address token) {
        (SHEET, MODEL, TOKEN) = (sheet, model, token);
        cash = sheet.book(token).cash;
    }

    function book() public view returns (IBalanceSheet.Book memory) {
        return SHEET.book(TOKEN);
    }

    function limits() public view returns (IFixedBook.Limits memory) {
        return IFixedBook(address(SHEET)).limits(TOKEN);
    }

    /// @dev Calls both, who must answer alike.
    function _both(address caller, bytes memory data) internal returns (bool success, bytes memory answer) {
        vm.prank(caller);
        (success, answer) = address(SHEET).call(data);
        vm.prank(caller);
        (bool alike, bytes memory expected) = address(MODEL).call(data);
        assertEq(answer, expected, "the model answers otherwise");
        assertEq(success, alike, "the model ends otherwise");
    }

    /// @dev Calls both, who must do it: no limit, pause or rate stands in the way.
    function _must(address caller, bytes memory data) internal returns (bytes memory answer) {
        bool success;
        (success, answer) = _both(caller, data);
        assertTrue(success, "INV-GUARD-02");
    }

    /// @dev What must hold after a call that moved the net value by `posted` besides `dust` of rounding, and paid `fee` into
    ///      the pot.
    function _moved(IBalanceSheet.Book memory before, int256 posted, uint256 fee, uint256 dust) internal view {
        IBalanceSheet.Book memory now_ = book();
        assertEq(now_.cash, cash, "INV-BOOK-01");
        assertGe(now_.netValue - before.netValue, posted, "INV-BOOK-02");
        assertLe(now_.netValue - before.netValue, posted + int256(dust), "INV-BOOK-02");
        assertEq(now_.index, before.index, "INV-BOOK-04");
        // Collected less what drips is what the pot holds.
        assertEq(now_.pot + now_.drip, before.pot + before.drip + fee, "INV-PHI-01");
        assertGe(now_.drip, before.drip, "INV-PHI-01");
    }

    /// @dev The pot holds no more than the potential.
    function _funded() internal view {
        assertLe(book().pot, limits().potential, "INV-PHI-01");
    }

    /// @dev The price of a share did not fall.
    function _dearer(int256 value, uint256 shares) internal view {
        assertGe(_price(book().netValue) * (shares + 1e6), _price(value) * (supply + 1e6), "INV-BOOK-03");
    }

    function _price(int256 value) private pure returns (uint256) {
        return uint256(value) + 1;
    }
}
