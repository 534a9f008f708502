// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {PoolTest} from "./PoolTest.sol";

/// What an account that is worth less than it owes tries, so that nobody knows.
contract BadDebtTest is PoolTest {
    function test_attack_a_fixed_loan_cannot_hide_bad_debt() external {
        uint64 maturity = _maturity(26);
        _do(alice, _add(weth, 10 * ETH), _borrowFixed(14_000 * UNIT, maturity, alice));
        _jump(weth, 700e8);
        int256 net = _netValue();
        uint256 backed = pool.totalAssets();
        _takeAll(1);
        assertEq(credit.loanOf(alice, 0).face, 0, "INV-CREDIT-04");
        assertEq(credit.accountOf(alice).debts, 0, "INV-CREDIT-04");
        assertEq(fixedBook.fixedLineOf(address(token), address(credit)).loans, 0, "INV-LADDER-01");
        assertEq(sheet.lineOf(address(token), address(credit)).debtShares, 0, "INV-CREDIT-01");
        assertLt(_netValue() + int256(pool.totalAssets()), net + int256(backed) - int256(5_000 * UNIT), "INV-LOSS-01");
    }

    function test_attack_rolling_over_cannot_hide_bad_debt() external {
        uint64 maturity = _maturity(2);
        _do(alice, _add(weth, 10 * ETH), _borrowFixed(14_000 * UNIT, maturity, alice));
        while (block.timestamp + 1 days < maturity) {
            _days(1);
        }
        _later(1);
        _jump(weth, 1_000e8);
        // Collateral is short: a new loan is new risk, whatever it repays.
        vm.expectPartialRevert(ICreditDesk.Undercollateralised.selector);
        _do(alice, _borrowFixed(14_100 * UNIT, _maturity(4), alice), _repayFixed(0, ALL));
        vm.expectPartialRevert(ICreditDesk.Undercollateralised.selector);
        _do(alice, _borrow(14_100 * UNIT, alice), _repayFixed(0, ALL));
    }

    function test_attack_moving_collateral_cannot_hide_bad_debt() external {
        _open(alice, 14_000 * UNIT);
        _do(alice, _add(wbtc, BTC / 10));
        _jump(weth, 700e8);
        ICreditDesk.Action[3] memory ways =
            [_withdraw(wbtc, ALL, bob), _withdraw(wbtc, 1, bob), _withdraw(weth, ETH, bob)];
        for (uint256 i; i < ways.length; ++i) {
            vm.expectPartialRevert(ICreditDesk.Undercollateralised.selector);
            _do(alice, ways[i]);
        }
    }

    /// A pause stops new risk, never what makes a loss known.
    function test_attack_a_pause_cannot_hide_bad_debt() external {
        _open(alice, 14_000 * UNIT);
        vm.prank(guardian);
        terms.setPaused(true);
        vm.prank(owner);
        sheet.setPaused(address(token), true);
        _jump(weth, 700e8);
        _takeAll(0);
        assertEq(credit.accountOf(alice).debts, 0, "INV-CREDIT-04");
        assertEq(sheet.lineOf(address(token), address(credit)).debtShares, 0, "INV-CREDIT-01");
    }

    /// Another account's payment of a cent does not make a loan good that is bad.
    function test_attack_a_payment_of_dust_cannot_hide_bad_debt() external {
        _open(alice, 14_000 * UNIT);
        _jump(weth, 700e8);
        _do(bob, _add(weth, ETH));
        ICreditDesk.Action[] memory actions = new ICreditDesk.Action[](1);
        actions[0] = _repay(UNIT);
        vm.prank(bob);
        credit.execute(alice, ALL, actions);
        _takeAll(0);
        assertEq(credit.accountOf(alice).debts, 0, "INV-CREDIT-04");
    }

    /// Liquidates for all that may be, again and again, while anything is owed.
    function _takeAll(uint8 loan) private {
        ICreditDesk.Order memory order = _order(alice, weth, ALL);
        order.loan = loan;
        _liquidate(order);
    }
}
