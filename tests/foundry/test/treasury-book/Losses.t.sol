// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {ITreasury} from "alm-interfaces/ITreasury.sol";
import {TreasuryTest} from "./TreasuryTest.sol";

/// @title Losses, and who bears them in which order
contract LossesTest is TreasuryTest {
    function _line() private view returns (uint256) {
        return sheet.lineOf(address(token), desk).debtShares;
    }

    function test_the_buffer_bears_before_equity_and_equity_before_depositors() external {
        _contribute(30_000 * UNIT);
        vm.prank(buffer);
        treasury.setBacking(address(token), 0, 20_000 * UNIT);
        uint256 owed = treasury.backing(address(token)).owed;
        uint256 equity = sheet.book(address(token)).equity;
        uint256 drip = sheet.book(address(token)).drip;
        int256 before = _netValue();
        uint256 shares = _line() / 10;
        vm.prank(desk);
        uint256 loss = treasury.writeOff(address(token), desk, shares);
        assertGt(loss, 99_000 * UNIT);
        ITreasury.Backing memory backing = treasury.backing(address(token));
        assertEq(backing.owed, 0, "INV-LOSS-01");
        assertEq(backing.receivable, 20_000 * UNIT, "INV-LOSS-01");
        assertEq(backing.chargeable, 0, "INV-LOSS-01");
        assertEq(sheet.book(address(token)).equity, 0, "INV-LOSS-01");
        assertEq(sheet.book(address(token)).drip, 0, "INV-LOSS-01");
        uint256 borne = owed + 20_000 * UNIT + equity + drip;
        assertEq(_netValue(), before - int256(loss - borne), "INV-BOOK-02");
        assertEq(backing.lostAt, block.timestamp);
    }

    function test_the_buffer_pays_what_it_bore_later() external {
        vm.prank(buffer);
        treasury.setBacking(address(token), 0, 500_000 * UNIT);
        uint256 shares = _line() / 10;
        vm.prank(desk);
        treasury.writeOff(address(token), desk, shares);
        uint256 receivable = treasury.backing(address(token)).receivable;
        assertGt(receivable, 90_000 * UNIT);
        int256 before = _netValue();
        token.mint(address(sheet), receivable);
        vm.expectRevert(
            abi.encodeWithSelector(
                IBalanceSheet.AmountTooSmall.selector, int256(receivable), int256(receivable + 1)
            )
        );
        treasury.coverLoss(address(token), receivable + 1);
        treasury.coverLoss(address(token), receivable);
        assertEq(treasury.backing(address(token)).receivable, 0);
        assertEq(_netValue(), before, "INV-BOOK-02");
    }

    function test_no_deposit_in_the_block_of_a_loss() external {
        uint256 shares = _line() / 10;
        vm.prank(owner);
        treasury.writeOff(address(token), desk, shares);
        assertEq(vault.maxDeposit(address(this)), 0, "INV-MAX-01");
        vm.expectRevert(
            abi.encodeWithSelector(
                IBalanceSheet.DepositsClosed.selector, int256(block.timestamp), int256(block.timestamp + 1)
            )
        );
        vault.deposit(1_000 * UNIT, address(this));
        skip(1);
        assertGt(vault.maxDeposit(address(this)), 1_000 * UNIT, "INV-MAX-01");
        vault.deposit(1_000 * UNIT, address(this));
    }

    function test_only_the_desk_or_the_owner_gives_debt_up() external {
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.NotDesk.selector, token, address(this)));
        treasury.writeOff(address(token), desk, 1e6);
        uint256 shares = _line();
        vm.startPrank(desk);
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.ZeroAmount.selector, int256(0), int256(1)));
        treasury.writeOff(address(token), desk, 0);
        vm.expectRevert(
            abi.encodeWithSelector(IBalanceSheet.AmountTooSmall.selector, int256(shares), int256(shares + 1))
        );
        treasury.writeOff(address(token), desk, shares + 1);
    }

    function testFuzz_ranks_bear_in_order(uint256 part, uint256 equity, uint256 chargeable) external {
        part = bound(part, 1, 1_000_000);
        equity = bound(equity, 1, 2_000_000 * UNIT);
        chargeable = bound(chargeable, 0, 2_000_000 * UNIT);
        _contribute(equity);
        vm.prank(buffer);
        treasury.setBacking(address(token), 0, chargeable);
        ITreasury.Backing memory had = treasury.backing(address(token));
        IBalanceSheet.Book memory before = sheet.book(address(token));
        uint256 shares = _line() * part / 1_000_000;
        vm.prank(desk);
        uint256 loss = treasury.writeOff(address(token), desk, shares);
        ITreasury.Backing memory has = treasury.backing(address(token));
        IBalanceSheet.Book memory book = sheet.book(address(token));
        uint256 left = loss;
        left = _bears(left, had.owed, had.owed - has.owed);
        left = _bears(left, chargeable, has.receivable);
        left = _bears(left, before.equity, before.equity - book.equity);
        left = _bears(left, before.drip, before.drip - book.drip);
        assertEq(before.netValue - book.netValue, int256(left), "INV-LOSS-01");
    }

    function _bears(uint256 loss, uint256 capacity, uint256 borne) private pure returns (uint256) {
        assertEq(borne, loss < capacity ? loss : capacity, "INV-LOSS-01");
        return loss - borne;
    }
}
