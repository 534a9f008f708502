// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {BalanceSheetTest} from "./BalanceSheetTest.sol";

/// What leaves at once.
contract DefundingTest is BalanceSheetTest {
    function setUp() public override {
        super.setUp();
        season();
    }

    function test_defund_pays_an_amount_and_burns_its_shares() external {
        uint256 burned = 100 * unit * 1e6;
        vm.expectEmit(address(sheet));
        emit IBalanceSheet.Defunded(address(token), client, 100 * unit, 0, burned);
        (uint256 paid, uint256 shares) = defund(100 * unit, 0);
        assertEq(paid, 100 * unit, "as asked");
        assertEq(shares, burned, "a million shares a unit");
        assertEq(token.balanceOf(client), paid, "paid out");
        assertEq(book().cash, 999_900 * unit, "INV-BOOK-01");
    }

    function test_defund_burns_shares_and_pays_their_worth() external {
        uint256 shares = vault.totalSupply() / 7;
        uint256 worth = sheet.worth(address(token), shares, vault.totalSupply());
        (uint256 paid, uint256 burned) = defund(0, shares);
        assertEq(burned, shares, "as asked");
        assertEq(paid, worth, "inside the neutral zone nothing costs");
    }

    function test_defund_wants_an_amount_or_shares_and_a_receiver() external {
        bytes4 zero = IBalanceSheet.ZeroAmount.selector;
        refused(address(vault), defundCall(0, 0), because(zero, 0, 0));
        refused(address(vault), defundCall(3, 5), because(zero, 3, 5));
        refused(address(vault), defundCall(0, 1), because(zero, 0, 1));
        uint256 supply = vault.totalSupply();
        bytes memory call = abi.encodeCall(sheet.defund, (address(token), 1, 0, supply, 0, address(0)));
        rejected(address(vault), call, abi.encodeWithSelector(IBalanceSheet.ZeroAddress.selector));
    }

    function test_defund_refuses_more_than_there_is() external {
        _free();
        uint256 most = 1_000_000 * unit;
        bytes memory reason = because(IBalanceSheet.AmountTooSmall.selector, int256(most), int256(most + 1));
        refused(address(vault), defundCall(most + 1, 0), reason);
        reason = because(IBalanceSheet.AmountTooLarge.selector, 1 << 96, (1 << 96) - 1);
        refused(address(vault), defundCall(1 << 96, 0), reason);
    }

    function test_an_exit_outside_of_the_neutral_zone_pays_for_it() external {
        draw(800_000 * unit);
        IBalanceSheet.Book memory before = book();
        (uint256 paid, uint256 burned) =
            sheet.previewDefund(address(token), 8_000 * unit, 0, vault.totalSupply(), vault.topHolding());
        defund(8_000 * unit, 0);
        uint256 fee = book().pot - before.pot;
        assertEq(paid, 8_000 * unit, "as asked");
        assertGt(fee, 0, "charged");
        assertApproxEqAbs(burned, (paid + fee) * 1e6, 1e6, "the leaver's shares pay it");
        assertEq(before.netValue - book().netValue, int256(paid + fee), "INV-BOOK-02");
    }

    function test_exits_stop_at_the_exit_edge() external {
        draw(745_000 * unit);
        uint256 most = sheet.maxDefund(address(token), vault.totalSupply(), vault.topHolding());
        (bool success, bytes memory answer) = both(address(vault), defundCall(0, most + 1e9));
        assertFalse(success, "INV-GUARD-01");
        assertEq(bytes4(answer), IBalanceSheet.LiquidityBand.selector, "INV-GUARD-01");
        defund(0, most);
        (int256 surplus,) = model.imbalance(vault.totalSupply(), vault.topHolding());
        // The largest holding is rounded up anew.
        assertGe(surplus, -1, "INV-GUARD-01");
        assertEq(sheet.maxDefund(address(token), vault.totalSupply(), vault.topHolding()) / 1e9, 0, "no more");
    }

    /// INV-GUARD-01: whoever holds all of the deposits, and however much of them must be covered.
    function test_the_largest_holder_does_not_leave_with_the_last_cash() external {
        draw(700_000 * unit);
        IBalanceSheet.Terms memory next = terms();
        uint256 supply = vault.totalSupply();
        vault.set(supply, supply);
        for (uint16 weight = 10_000; weight <= 20_000; weight += 5_000) {
            next.outflowWeight = weight;
            setTerms(next);
            assertEq(sheet.maxDefund(address(token), supply, supply) / 1e6, 0, "INV-MAX-01");
            (bool success, bytes memory answer) = both(address(vault), defundCall(300_000 * unit, 0));
            assertFalse(success, "INV-GUARD-01");
            assertEq(bytes4(answer), IBalanceSheet.LiquidityBand.selector, "INV-GUARD-01");
        }
    }

    function test_a_pause_and_a_dead_rate_model_keep_nobody_in() external {
        draw(100_000 * unit);
        setPaused(true);
        skip(400 days);
        defund(10_000 * unit, 0);
        fund(unit);
        assertTrue(book().paused, "INV-GUARD-02");
    }

    function test_the_largest_holder_narrows_what_may_leave() external {
        draw(500_000 * unit);
        uint256 supply = vault.totalSupply();
        uint256 last = ALL;
        for (uint256 part; part <= 50; ++part) {
            uint256 most = sheet.maxDefund(address(token), supply, supply * part / 100);
            assertLt(most, last, "ever less for more concentration");
            last = most;
            if (most / 1e9 == 0) break;
        }
        assertEq(last / 1e9, 0, "none at a half");
    }

    /// INV-MAX-01 for everybody: nobody's exit depends on who left before, as each frees less need than it takes cash.
    function test_the_others_may_leave_where_the_largest_holder_may() external {
        _free();
        IBalanceSheet.Terms memory next = terms();
        next.outflowWeight = 20_000;
        setTerms(next);
        uint256 supply = vault.totalSupply();
        vault.set(supply, supply * 9 / 10);
        assertEq(sheet.maxDefund(address(token), supply, supply * 9 / 10), supply, "INV-MAX-01");
        defund(0, supply / 20);
        defund(0, supply * 19 / 20);
        assertEq(vault.totalSupply(), 0, "all");
    }

    function test_everybody_may_leave_a_book_without_loans() external {
        _free();
        (uint256 paid,) = defund(0, vault.totalSupply());
        assertGe(paid, 1_000_000 * unit - 1, "but for the virtual share");
        assertEq(vault.totalSupply(), 0, "all");
        fund(10 * unit);
        assertEq(book().cash, 1_000_010 * unit - paid, "INV-BOOK-01");
    }

    /// No zone in which an exit costs anything.
    function _free() private {
        IBalanceSheet.Terms memory free = terms();
        (free.neutralSurplus, free.lendingSurplus) = (0, 0);
        setTerms(free);
    }
}
