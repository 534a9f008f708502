// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {SeveralCurrencies} from "./SeveralCurrencies.sol";

/// Loans in several currencies at one account.
contract CurrenciesTest is SeveralCurrencies {
    function _repayEuros(uint256 amount) private view returns (ICreditDesk.Action memory) {
        return _action(3, address(euro), amount, 0, 0, address(0));
    }

    /// 20,000 dollars of collateral, of which 6,000 and as much as 4,000 euros are owed.
    function _openBoth() private {
        ICreditDesk.Action[] memory actions = new ICreditDesk.Action[](3);
        actions[0] = _add(weth, 10 * ETH);
        actions[1] = _borrow(6_000 * UNIT, alice);
        actions[2] = _borrowOf(euro, 4_000 * EURO);
        vm.prank(alice);
        credit.execute(alice, ALL, actions);
    }

    function test_debts_of_all_currencies_count_at_their_prices() external {
        _openBoth();
        ICreditDesk.Standing memory standing = credit.standing(alice);
        assertGe(standing.owed, 11_000 * WAD, "6,000 and 4,000 at 1.25");
        assertLe(standing.owed, 11_000 * WAD + 2e12, "each rounded up by a unit");
        assertEq(standing.counted, 16_000 * WAD);
        assertEq(token.balanceOf(alice), 1e27 + 6_000 * UNIT);
        assertEq(euro.balanceOf(alice), 1e27 + 4_000 * EURO);
        _checkLines();
        // 15,000 may be owed: 3,200 euros more, not 3,201.
        vm.expectPartialRevert(ICreditDesk.Undercollateralised.selector);
        _do(alice, _borrowOf(euro, 3_201 * EURO));
        _do(alice, _borrowOf(euro, 3_199 * EURO));
    }

    function test_one_currency_grows_without_the_other() external {
        _openBoth();
        (, uint256 before) = credit.debtOf(alice, address(euro));
        uint256 dollars = _debt(alice);
        for (uint256 i; i < 30; ++i) {
            _dayOfAll();
        }
        (, uint256 owed) = credit.debtOf(alice, address(euro));
        assertGt(owed, before, "interest of one book");
        assertGt(_debt(alice), dollars, "and of the other");
        assertGt((_debt(alice) - dollars) * 1e18 / dollars, (owed - before) * 1e18 / before, "each at its rate");
        _do(alice, _repayEuros(ALL));
        assertEq(credit.accountOf(alice).debts, 1, "dollars are owed still");
        assertEq(euro.balanceOf(address(sheet)), sheet.book(address(euro)).cash, "INV-BOOK-01");
        _do(alice, _repay(ALL), _withdraw(weth, ALL, alice));
        assertEq(credit.accountOf(alice).debts, 0);
        _checkLines();
    }

    /// A dearer euro makes an account due that owes euros, and no other.
    function test_a_rise_of_one_currency_makes_its_debtors_due() external {
        _openBoth();
        _do(bob, _add(weth, 10 * ETH), _borrow(14_000 * UNIT, bob));
        uint256 others = _health(bob);
        _jump(euro, 2.6e8);
        assertLt(_health(alice), WAD);
        assertEq(_health(bob), others, "INV-CREDIT-01");
        ICreditDesk.Order memory order = _order(alice, weth, ALL);
        order.debt = address(euro);
        (uint256 paid, uint256 seized) = _liquidate(order);
        assertApproxEqRel(seized * 2_000 / 1e18, paid * 26 / 10 * 105 / 100 / 1e18, 0.05e18, "worth and bonus");
        assertGe(_health(alice), WAD, "INV-CREDIT-03");
        assertLe(_health(alice), 1.05e18 + 1e6, "INV-CREDIT-03");
        _checkLines();
    }

    /// An account that cannot pay all: no call pays one book all there is, and both learn their loss.
    function test_a_loss_is_shared_by_both_currencies() external {
        _openBoth();
        (int256 dollars, int256 eurosWorth) = (_netValue(), sheet.book(address(euro)).netValue);
        _jump(weth, 550e8);
        ICreditDesk.Order memory order = _order(alice, weth, ALL);
        (uint256 paid,) = _liquidate(order);
        // The collateral pays 5,500 / 1.05 of 11,000, which is of 6,000 as much as of the rest.
        assertApproxEqAbs(paid, 6_000 * UNIT * 5_500 / 1.05e4 / 11_000 * 1e4, 10 * UNIT, "its part by worth");
        for (uint256 i; credit.accountOf(alice).debts != 0; ++i) {
            order.debt = i % 2 == 0 ? address(euro) : address(token);
            _liquidate(order);
            assertLt(i, 16, "it comes to an end");
        }
        assertEq(credit.accountOf(alice).debts, 0, "INV-CREDIT-04");
        _checkLines();
        uint256 lost = uint256(dollars - _netValue());
        uint256 lostEuros = uint256(eurosWorth - sheet.book(address(euro)).netValue);
        assertGt(lost, 6_000 * UNIT / 3, "INV-LOSS-01");
        assertGt(lostEuros, 4_000 * EURO / 3, "INV-LOSS-01");
        // What was not paid is lost, 11,000 less 5,500 / 1.05; of it the books' unreleased income bears a little first.
        uint256 all = lost * 1e12 + lostEuros * 5 / 4;
        assertLe(all, 5_772 * WAD, "INV-LOSS-01: no more than that and the dust left to the account");
        assertGe(all, 5_700 * WAD, "INV-LOSS-01");
    }

    /// A batch crosses currencies: euros out, dollars back, one check at the end.
    function test_a_batch_changes_the_currency_of_a_debt() external {
        _do(alice, _add(weth, 10 * ETH), _borrow(10_000 * UNIT, alice));
        _do(alice, _borrowOf(euro, 8_000 * EURO), _repay(ALL));
        assertEq(credit.accountOf(alice).debts & 1, 0);
        assertApproxEqAbs(credit.standing(alice).owed, 10_000 * WAD, 10, "rounded up");
        _checkLines();
    }

    function test_fixed_loans_in_both_currencies() external {
        uint64 maturity = _maturity(8);
        ICreditDesk.Action[] memory actions = new ICreditDesk.Action[](3);
        actions[0] = _add(weth, 10 * ETH);
        actions[1] = _borrowFixed(5_000 * UNIT, maturity, alice);
        actions[2] = _action(4, address(euro), 4_000 * EURO, 0, maturity, alice);
        vm.prank(alice);
        credit.execute(alice, ALL, actions);
        assertEq(credit.standing(alice).owed, 10_000 * WAD, "faces");
        assertEq(fixedBook.fixedLineOf(address(euro), address(credit)).loans, 4_000 * EURO, "INV-LADDER-01");
        _do(alice, _action(5, address(euro), ALL, ALL, 1, address(0)), _repayFixed(0, ALL));
        assertEq(credit.accountOf(alice).loans, 0);
        assertEq(fixedBook.fixedLineOf(address(euro), address(credit)).loans, 0, "INV-LADDER-01");
        assertEq(fixedBook.fixedLineOf(address(token), address(credit)).loans, 0, "INV-LADDER-01");
    }
}
