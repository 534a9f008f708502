// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {BalanceSheetTest} from "./BalanceSheetTest.sol";

/// What the vault brings in.
contract FundingTest is BalanceSheetTest {
    function test_fund_issues_shares_and_keeps_the_cash() external {
        token.mint(address(sheet), 100 * unit);
        vm.expectEmit(address(sheet));
        emit IBalanceSheet.Funded(address(token), 100 * unit, 100 * unit * 1e6);
        uint256 shares = abi.decode(done(address(vault), fundCall(100 * unit)), (uint256));
        assertEq(shares, 100 * unit * 1e6, "a million shares a unit");
        assertEq(book().cash, 100 * unit, "INV-BOOK-01");
        assertEq(book().netValue, int256(100 * unit), "INV-BOOK-02");
    }

    function test_fund_is_the_vaults_alone() external {
        address[3] memory others = [stranger, desk, owner];
        for (uint256 i; i < 3; ++i) {
            bytes memory reason = abi.encodeWithSelector(IBalanceSheet.NotVault.selector, token, others[i]);
            refused(others[i], fundCall(unit), reason);
            refused(others[i], defundCall(unit, 0), reason);
        }
    }

    function test_the_vault_of_another_book_is_no_vault_here() external {
        (address first, address other) = (address(token), address(vault));
        openBook(18);
        bytes memory reason = abi.encodeWithSelector(IBalanceSheet.NotVault.selector, token, other);
        refused(other, fundCall(unit), reason);
        reason = abi.encodeWithSelector(IBalanceSheet.NotVault.selector, first, vault);
        rejected(address(vault), abi.encodeCall(sheet.fund, (first, 1e6, 0)), reason);
    }

    function test_an_unknown_token_has_no_book() external {
        bytes memory reason = abi.encodeWithSelector(IBalanceSheet.NotListed.selector, stranger);
        bytes[10] memory calls = [
            abi.encodeCall(sheet.fund, (stranger, 1, 0)),
            abi.encodeCall(sheet.defund, (stranger, 1, 0, 1, 1, client)),
            abi.encodeCall(sheet.draw, (stranger, unit, client)),
            abi.encodeCall(sheet.restore, (stranger, 1)),
            abi.encodeCall(sheet.accrue, (stranger)),
            abi.encodeCall(sheet.refreshRate, (stranger)),
            abi.encodeCall(sheet.strike, (stranger)),
            abi.encodeCall(sheet.book, (stranger)),
            abi.encodeCall(sheet.maxFund, (stranger)),
            abi.encodeCall(sheet.worth, (stranger, 1, 1))
        ];
        for (uint256 i; i < calls.length; ++i) {
            rejected(address(vault), calls[i], reason);
        }
        assertEq(sheet.vaultOf(stranger), address(0), "no vault");
    }

    function test_fund_refuses_nothing_and_what_buys_no_share() external {
        bytes memory none = because(IBalanceSheet.ZeroAmount.selector, 0, 1);
        refused(address(vault), fundCall(0), none);
        fund(1_000 * unit);
        // A vault that has hardly any shares for all this.
        bytes memory call = abi.encodeCall(sheet.fund, (address(token), 1, 1));
        refused(address(vault), call, because(IBalanceSheet.ZeroAmount.selector, 1, 1));
    }

    function test_fund_refuses_a_worthless_book_with_holders() external {
        bytes memory call = abi.encodeCall(sheet.fund, (address(token), unit, 1));
        refused(address(vault), call, because(IBalanceSheet.DepositsClosed.selector, 0, 1));
    }

    function test_fund_refuses_what_passes_the_cap() external {
        uint256 cap = sheet.terms(address(token)).depositCap;
        fund(cap - unit);
        assertEq(sheet.maxFund(address(token)), unit, "the rest");
        token.mint(address(sheet), unit + 1);
        bytes memory reason = because(IBalanceSheet.CapExceeded.selector, int256(cap + 1), int256(cap));
        refused(address(vault), fundCall(unit + 1), reason);
        done(address(vault), fundCall(unit));
        assertEq(sheet.maxFund(address(token)), 0, "full");
    }

    function test_fund_refuses_what_did_not_arrive() external {
        fund(5 * unit);
        token.mint(address(sheet), unit - 1);
        bytes memory reason = abi.encodeWithSelector(IBalanceSheet.NotReceived.selector, token, 6 * unit - 1, 6 * unit);
        refused(address(vault), fundCall(unit), reason);
    }

    function test_fund_refuses_numbers_it_cannot_keep() external {
        rejected(address(vault), abi.encodeCall(sheet.fund, (address(token), 1 << 96, 0)), "");
        rejected(address(vault), abi.encodeCall(sheet.fund, (address(token), 1, 1 << 128)), "");
        uint256 most = (1 << 120) - 1;
        fund(unit);
        bytes memory call = abi.encodeCall(sheet.previewFund, (address(token), 1 << 96, 0, most));
        refused(stranger, call, because(IBalanceSheet.AmountTooLarge.selector, 1 << 96, (1 << 96) - 1));
        call = abi.encodeCall(sheet.previewFund, (address(token), 0, 1, most));
        rejected(stranger, call, because(IBalanceSheet.AmountTooLarge.selector, 1 << 120, int256(most)));
    }

    function test_a_gift_is_no_state() external {
        fund(10 * unit);
        bytes memory before = abi.encode(book());
        token.mint(address(sheet), 1_000 * unit);
        done(stranger, abi.encodeCall(sheet.accrue, (address(token))));
        assertEq(abi.encode(book()), before, "INV-BOOK-01");
        // It can be reported as a deposit, which is to give it to whom the vault issues the shares.
        done(address(vault), fundCall(1_000 * unit));
        assertEq(book().cash, 1_010 * unit, "INV-BOOK-01");
    }

    function test_previews_of_entries_round_for_the_pool() external {
        season();
        draw(100_000 * unit);
        skip(30 days);
        uint256 supply = vault.totalSupply();
        (uint256 paid, uint256 issued) = sheet.previewFund(address(token), 777_777, 0, supply);
        assertEq(paid, 777_777, "as asked");
        assertEq(fund(777_777), issued, "INV-MAX-01");
        supply = vault.totalSupply();
        (paid, issued) = sheet.previewFund(address(token), 0, 123_456_789_012, supply);
        assertEq(issued, 123_456_789_012, "as asked");
        assertGe(fund(paid), issued, "what it costs buys it");
    }

    function test_worth_is_the_price_at_cost() external {
        season();
        uint256 supply = vault.totalSupply();
        uint256 half = sheet.worth(address(token), supply / 2, supply);
        assertApproxEqAbs(half, 500_000 * unit, 1, "half of it");
        assertLe(sheet.worth(address(token), ALL >> 136, supply), 1_000_000 * unit, "never more than all");
    }
}
