// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Vm} from "forge-std/Vm.sol";
import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IFixedBook} from "alm-interfaces/IFixedBook.sol";
import {IRateModel} from "alm-interfaces/IRateModel.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {LadderWatch} from "./LadderWatch.sol";

/// @title Everything that can happen to fixed positions, at random
contract LadderHandler is LadderWatch {
    uint256 private constant UNIT = 1e6;

    IRateModel private immutable RATES;
    address private immutable OWNER;
    /// @dev The term desk, and a desk with lines.
    address[2] private _desks;

    constructor(IBalanceSheet sheet, address token, IRateModel rates, address owner, address[2] memory desks)
        LadderWatch(sheet, token)
    {
        (RATES, OWNER, _desks) = (rates, owner, desks);
    }

    // ------------------------------------------------------------------------------------------------------- deposits

    function fundFixed(uint256 who, uint256 weeksAhead, uint256 seed) external {
        (address desk, uint64 maturity) = (_desks[who % 2], _maturity(weeksAhead));
        uint256 assets = bound(seed, UNIT, 300_000 * UNIT);
        IBalanceSheet.Book memory before = book();
        PlainToken(TOKEN).mint(address(SHEET), assets);
        (bool success, bytes memory answer) = _ask(desk, abi.encodeCall(FIXED.fundFixed, (TOKEN, maturity, assets, 0)));
        cash += assets;
        if (!success) return _unreported(assets);
        (uint256 face, uint256 fee) = _funded(assets);
        assertEq(face, abi.decode(answer, (uint256)), "the event tells the face");
        _claimed(desk, maturity, face, assets - fee);
        // The offer pays for a whole number of units of face.
        _moved(before, 3, fee);
    }

    function defundFixed(uint256 who, uint256 which, uint256 seed) external {
        address desk = _desks[who % 2];
        uint256 maturity = _held(desk, which, false);
        uint256 most = _claimOf[maturity][desk];
        if (most == 0) return;
        uint256 face = _part(seed, most);
        IBalanceSheet.Book memory before = book();
        bytes memory call = abi.encodeCall(FIXED.defundFixed, (TOKEN, uint64(maturity), face, 0, address(this)));
        (bool success, bytes memory answer) = _ask(desk, call);
        if (!success) return;
        uint256 paid = abi.decode(answer, (uint256));
        assertLe(paid, face, "INV-BOOK-03");
        cash -= paid;
        _unclaimed(desk, maturity, face);
        _moved(before, 1, 0);
    }

    /// Never refused but for want of cash.
    function redeemFixed(uint256 who, uint256 which, uint256 seed) external {
        address desk = _desks[who % 2];
        uint256 maturity = _held(desk, which, true);
        uint256 most = _claimOf[maturity][desk];
        if (most == 0) return;
        uint256 face = _part(seed, most);
        IBalanceSheet.Book memory before = book();
        bytes memory call = abi.encodeCall(FIXED.redeemFixed, (TOKEN, uint64(maturity), face, address(this)));
        (bool success,) = _ask(desk, call);
        assertTrue(success || before.cash < before.pot + face, "INV-GUARD-02");
        if (!success) return;
        cash -= face;
        _unclaimed(desk, maturity, face);
        IBalanceSheet.Book memory now_ = book();
        assertEq(now_.netValue, before.netValue, "INV-BOOK-02");
        assertEq(now_.cash, cash, "INV-BOOK-01");
    }

    function rollFixed(uint256 who, uint256 which, uint256 weeksAhead, uint256 seed) external {
        address desk = _desks[who % 2];
        uint256 maturity = _held(desk, which, true);
        uint256 most = _claimOf[maturity][desk];
        if (most == 0) return;
        (uint256 face, uint64 next) = (_part(seed, most), _maturity(weeksAhead));
        IBalanceSheet.Book memory before = book();
        bytes memory call = abi.encodeCall(FIXED.rollFixed, (TOKEN, uint64(maturity), face, next, 0));
        (bool success,) = _ask(desk, call);
        if (!success) return;
        (uint256 renewed, uint256 fee) = _funded(face);
        _unclaimed(desk, maturity, face);
        _claimed(desk, next, renewed, face - fee);
        _moved(before, 3, fee);
    }

    // ---------------------------------------------------------------------------------------------------------- loans

    function drawFixed(uint256 weeksAhead, uint256 seed) external {
        (address desk, uint64 maturity) = (_desks[1], _maturity(weeksAhead));
        uint256 face = bound(seed, UNIT, 300_000 * UNIT);
        IBalanceSheet.Book memory before = book();
        bytes memory call = abi.encodeCall(FIXED.drawFixed, (TOKEN, maturity, face, 0, address(this)));
        (bool success, bytes memory answer) = _ask(desk, call);
        if (!success) return;
        (uint256 paid, uint256 slope) = abi.decode(answer, (uint256, uint256));
        uint256 fee = abi.decode(_data(IFixedBook.FixedDrawn.selector, 2), (uint256));
        cash -= paid;
        _loans.push(Loan(maturity, face, slope, _growth(maturity, face, paid + fee)));
        roundings += 2;
        _moved(before, 3, fee);
    }

    /// Never refused: before maturity, after it, paused, at an old rate.
    function restoreFixed(uint256 which, uint256 seed) external {
        if (_loans.length == 0) return;
        uint256 index = which % _loans.length;
        Loan memory loan = _loans[index];
        uint256 face = _part(seed, loan.face);
        IBalanceSheet.Book memory before = book();
        uint256 slope = _repaid(index, face);
        uint256 cost = FIXED.previewRestoreFixed(TOKEN, uint64(loan.maturity), face, slope);
        PlainToken(TOKEN).mint(address(SHEET), cost);
        cash += cost;
        bytes memory call = abi.encodeCall(FIXED.restoreFixed, (TOKEN, uint64(loan.maturity), face, slope, cost));
        (bool success, bytes memory answer) = _ask(_desks[1], call);
        assertTrue(success, "INV-GUARD-02");
        assertEq(abi.decode(answer, (uint256)), cost, "INV-MAX-01");
        IBalanceSheet.Book memory now_ = book();
        assertEq(now_.cash, cash, "INV-BOOK-01");
        assertGe(now_.netValue, before.netValue, "INV-BOOK-02");
        assertLe(now_.netValue, before.netValue + 1, "INV-BOOK-02");
    }

    // --------------------------------------------------------------------------------------------- days, rates, pauses

    function wait(uint256 time) external {
        skip(time % 3 == 0 ? time % 30 days : time % 3 days);
        SHEET.refreshRate(TOKEN);
        if (time % 8 < 6) _ask(address(this), abi.encodeCall(SHEET.strike, (TOKEN)));
    }

    /// The curve moves, or new risk is paused or allowed again.
    function govern(uint256 seed) external {
        vm.prank(OWNER);
        if (seed % 4 == 0) return SHEET.setPaused(TOKEN, seed % 16 == 0);
        int16[6] memory spreads;
        for (uint256 i; i < 6; ++i) {
            spreads[i] = int16(int256((seed >> (16 * (i + 1))) % 600)) - 200;
        }
        // Refused where forward rates would fall below zero.
        try RATES.setSpreads(TOKEN, spreads) {} catch {}
    }

    function _ask(address caller, bytes memory call) private returns (bool success, bytes memory answer) {
        vm.recordLogs();
        vm.prank(caller);
        return address(SHEET).call(call);
    }

    /// @dev Face and fee of the deposit just made.
    function _funded(uint256 assets) private returns (uint256 face, uint256 fee) {
        uint256 told;
        (told, face, fee,) = abi.decode(_event(IFixedBook.FixedFunded.selector), (uint256, uint256, uint256, uint256));
        assertEq(told, assets, "the event tells the amount");
    }

    /// @dev The data of an event from a word on.
    function _data(bytes32 topic, uint256 word) private returns (bytes memory rest) {
        bytes memory data = _event(topic);
        rest = new bytes(data.length - 32 * word);
        for (uint256 i; i < rest.length; ++i) {
            rest[i] = data[i + 32 * word];
        }
    }

    function _event(bytes32 topic) private returns (bytes memory) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].emitter == address(SHEET) && logs[i].topics[0] == topic) return logs[i].data;
        }
        revert("no such event");
    }

    /// @dev Tokens of a deposit that was refused stay as nobody's: out of the account, back to nobody.
    function _unreported(uint256 assets) private {
        cash -= assets;
        vm.prank(address(SHEET));
        PlainToken(TOKEN).transfer(address(this), assets);
    }

    function _maturity(uint256 seed) private view returns (uint64) {
        // Near ones more often: they fall due.
        uint256 ahead = 1 + (seed >> 8) % (seed % 3 == 0 ? 104 : 6);
        return uint64((block.timestamp / WEEK + ahead) * WEEK);
    }

    /// @dev A maturity, past or to come, of which a desk holds something; zero if there is none.
    function _held(address desk, uint256 which, bool past) private view returns (uint256) {
        for (uint256 i; i < _maturities.length; ++i) {
            uint256 maturity = _maturities[(which % _maturities.length + i) % _maturities.length];
            if ((maturity <= block.timestamp) == past && _claimOf[maturity][desk] != 0) return maturity;
        }
        return 0;
    }

    /// @dev All of it, or any part.
    function _part(uint256 seed, uint256 most) private pure returns (uint256) {
        return seed % 3 == 0 ? most : bound(seed, 1, most);
    }
}
