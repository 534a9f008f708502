// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICreditCallback} from "alm-interfaces/ICreditCallback.sol";
import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {ICreditTerms} from "alm-interfaces/ICreditTerms.sol";
import {RoundFeed} from "../../src/mocks/RoundFeed.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {CreditTest} from "./CreditTest.sol";

/// A liquidator without means: sells what he gets, in the callback, at the market.
contract Seller is ICreditCallback {
    ICreditDesk private immutable DESK;
    uint256 private immutable PRICE;

    constructor(ICreditDesk desk, uint256 price) {
        (DESK, PRICE) = (desk, price);
    }

    function run(ICreditDesk.Order calldata order) external returns (uint256 paid, uint256 seized) {
        return DESK.liquidate(order);
    }

    function onExecute(address, address, uint256, uint256, uint64) external pure {}

    function onLiquidate(address, address debt, uint256 repaid, address collateral, uint256 seized) external {
        require(msg.sender == address(DESK));
        require(PlainToken(collateral).balanceOf(address(this)) >= seized);
        // A market: 18 decimals in, 6 out.
        PlainToken(debt).mint(address(this), seized * PRICE / 1e12);
        PlainToken(debt).approve(address(DESK), repaid);
    }
}

/// Repay to target, bonus by shortfall, dust, bad debt, overdue loans.
contract LiquidationTest is CreditTest {
    uint256 private constant TARGET = 1.05e18;

    function test_a_healthy_account_is_left_alone() external {
        _open(alice, 10_000 * UNIT);
        uint256 health = _health(alice);
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.Healthy.selector, alice, health));
        _liquidate(_order(alice, weth, ALL));
    }

    function test_repay_to_target() external {
        _open(alice, 14_000 * UNIT);
        _jump(weth, 1_700e8);
        // 13,600 / 14,000.
        uint256 health = _health(alice);
        assertApproxEqRel(health, 0.971428571428571428e18, 1e12);
        uint256 before = weth.balanceOf(liquidator);
        (uint256 paid, uint256 seized) = _liquidate(_order(alice, weth, ALL));
        // Half of the bonus, and 0.02857 / 0.12 of the other half: 0.8 of 1.1 bears it down to 0.88.
        assertApproxEqRel(seized * 1_700 / 1e12, paid * 10_619_047 / 1e7, 1e12);
        assertEq(weth.balanceOf(liquidator) - before, seized);
        assertLe(_health(alice), TARGET + 1e12, "INV-CREDIT-03");
        assertGe(_health(alice), TARGET - 1e12, "INV-CREDIT-03");
        assertEq(terms.assetOf(address(weth)).held, weth.balanceOf(address(credit)));
        _checkShares([alice, bob]);
        uint256 now_ = _health(alice);
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.Healthy.selector, alice, now_));
        _liquidate(_order(alice, weth, ALL));
    }

    function test_a_part_of_what_is_allowed() external {
        _open(alice, 14_000 * UNIT);
        _jump(weth, 1_700e8);
        uint256 health = _health(alice);
        ICreditDesk.Order memory order = _order(alice, weth, 1_000 * UNIT);
        (uint256 paid,) = _liquidate(order);
        assertEq(paid, 1_000 * UNIT);
        assertGt(_health(alice), health, "INV-CREDIT-03");
        order.minSeized = 1e30;
        vm.expectPartialRevert(ICreditDesk.SlippageExceeded.selector);
        _liquidate(order);
        (order.minSeized, order.maxPaid) = (0, 1);
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.SlippageExceeded.selector, 1_000 * UNIT, 1));
        _liquidate(order);
    }

    function test_liquidation_goes_on_whatever_fails() external {
        _open(alice, 14_000 * UNIT);
        vm.startPrank(guardian);
        terms.setPaused(true);
        terms.closeCollateral(address(weth));
        vm.stopPrank();
        _jump(weth, 1_700e8);
        skip(40 days);
        (uint256 paid,) = _liquidate(_order(alice, weth, 100 * UNIT));
        assertEq(paid, 100 * UNIT, "stale price and expired terms");
        _jump(weth, 1_700e8);
        terms.observe(_one(address(weth)));
        feedOf[address(weth)].push(-1, block.timestamp);
        (paid,) = _liquidate(_order(alice, weth, 100 * UNIT));
        assertEq(paid, 100 * UNIT, "the last price noted");
    }

    function test_bad_debt_is_realised_in_the_call() external {
        _open(alice, 14_000 * UNIT);
        _jump(weth, 1_000e8);
        int256 value = _netValue();
        uint256 owed = _debt(alice);
        (uint256 paid, uint256 seized) = _liquidate(_order(alice, weth, ALL));
        assertEq(seized, 10 * ETH);
        // Half of the bonus: 10,000 / 1.05.
        assertApproxEqRel(paid, 9_523_809_523, 1e12);
        ICreditDesk.Account memory account = credit.accountOf(alice);
        assertEq(account.collaterals | account.debts, 0, "INV-CREDIT-04");
        assertEq(sheet.lineOf(address(token), address(credit)).debtShares, 0, "INV-CREDIT-01");
        assertApproxEqAbs(int256(owed - paid), value - _netValue(), 2_000 * UNIT, "INV-LOSS-01");
        assertLt(_netValue(), value);
    }

    function test_a_liquidator_without_means() external {
        _open(alice, 14_000 * UNIT);
        _jump(weth, 1_700e8);
        Seller seller = new Seller(credit, 1_700);
        ICreditDesk.Order memory order = _order(alice, weth, ALL);
        (order.receiver, order.callback) = (address(seller), true);
        (uint256 paid, uint256 seized) = seller.run(order);
        assertEq(token.balanceOf(address(seller)), seized * 1_700 / 1e12 - paid);
        assertGt(seized * 1_700 / 1e12, paid);
    }

    function test_dust_is_closed() external {
        _do(alice, _add(weth, ETH / 1000), _borrow(14 * UNIT / 10, alice));
        _jump(weth, 1_700e8);
        vm.expectPartialRevert(ICreditDesk.BelowMinimum.selector);
        _liquidate(_order(alice, weth, UNIT));
        (uint256 paid,) = _liquidate(_order(alice, weth, ALL));
        assertGe(paid, 14 * UNIT / 10, "INV-CREDIT-03: all of it");
        assertEq(_debt(alice), 0);
    }

    function test_an_overdue_loan_by_a_ramp() external {
        uint64 maturity = _maturity(4);
        _do(alice, _add(weth, 10 * ETH), _borrowFixed(5_000 * UNIT, maturity, alice));
        ICreditDesk.Order memory order = _order(alice, weth, ALL);
        order.loan = 1;
        vm.warp(maturity - 1);
        vm.expectPartialRevert(ICreditDesk.Healthy.selector);
        _liquidate(order);
        vm.warp(uint256(maturity) + 30 minutes);
        feedOf[address(weth)].push(2_000e8, block.timestamp);
        uint256 health = _health(alice);
        (uint256 paid, uint256 seized) = _liquidate(order);
        assertGe(paid, 5_000 * UNIT, "face and penalty");
        // Half an hour: a quarter of the greatest bonus of 10 %.
        assertApproxEqRel(seized * 2_000 / 1e12, paid * 1025 / 1000, 1e12);
        assertEq(credit.accountOf(alice).loans, 0);
        assertGt(_health(alice), health, "INV-CREDIT-03");
    }

    function test_a_fixed_loan_before_its_maturity() external {
        uint64 maturity = _maturity(26);
        _do(alice, _add(weth, 10 * ETH), _borrowFixed(14_000 * UNIT, maturity, alice));
        _jump(weth, 1_700e8);
        ICreditDesk.Order memory order = _order(alice, weth, ALL);
        order.loan = 1;
        uint256 health = _health(alice);
        (uint256 paid, uint256 seized) = _liquidate(order);
        uint256 face = 14_000 * UNIT - credit.loanOf(alice, 0).face;
        assertLt(paid, face, "at the quote");
        assertApproxEqRel(seized * 1_700 / 1e12, paid * 10_619_047 / 1e7, 1e12, "the discount is the account's");
        assertGt(_health(alice), health, "INV-CREDIT-03");
        assertEq(fixedBook.fixedLineOf(address(token), address(credit)).loans, credit.loanOf(alice, 0).face);
    }

    function test_bad_fixed_debt_is_realised_too() external {
        _do(alice, _add(weth, 10 * ETH), _borrowFixed(14_000 * UNIT, _maturity(26), alice));
        _jump(weth, 1_000e8);
        ICreditDesk.Order memory order = _order(alice, weth, ALL);
        order.loan = 1;
        int256 value = _netValue();
        _liquidate(order);
        ICreditDesk.Account memory account = credit.accountOf(alice);
        assertEq(uint256(account.collaterals) + account.debts + account.loans, 0, "INV-CREDIT-04");
        assertEq(fixedBook.fixedLineOf(address(token), address(credit)).loans, 0);
        assertEq(sheet.lineOf(address(token), address(credit)).debtShares, 0);
        assertLt(_netValue(), value);
    }

    function test_an_asset_that_is_not_there_is_not_taken() external {
        _open(alice, 14_000 * UNIT);
        _jump(weth, 1_700e8);
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.ZeroAmount.selector, 0, 1));
        _liquidate(_order(alice, wbtc, ALL));
        ICreditDesk.Order memory order = _order(alice, weth, ALL);
        order.loan = 3;
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.LoanNotFound.selector, alice, 2));
        _liquidate(order);
    }

    /// Whatever the price, the amount and the collateral: health rises or the debt of the account ends, at most to the target.
    function testFuzz_health_after(uint256 price, uint256 amount, uint256 debt, bool second) external {
        debt = bound(debt, 20_000 * UNIT, 50_000 * UNIT);
        _do(alice, _add(weth, 10 * ETH), _add(wbtc, BTC));
        _do(alice, _borrow(debt, alice));
        int256 fallen = int256(bound(price, 300, 1_900));
        _jump(weth, fallen * 1e8);
        _jump(wbtc, fallen * 30e8);
        uint256 health = _health(alice);
        vm.assume(health < WAD);
        amount = bound(amount, 10 * UNIT, 100_000 * UNIT);
        PlainToken collateral = second ? wbtc : weth;
        ICreditDesk.Standing memory before = credit.standing(alice);
        (uint256 paid, uint256 seized) = _liquidate(_order(alice, collateral, amount));
        assertGt(paid, 0);
        assertGt(seized, 0);
        uint256 after_ = _health(alice);
        assertTrue(after_ <= TARGET + 1e12 || after_ == ALL, "INV-CREDIT-03: above the target");
        // Worth of the collateral covers debt and half a bonus: then no liquidation lowers the health.
        if (before.owned * 100 >= before.owed * 106 && before.counted * 100 >= before.owed * 84) {
            assertGe(after_ + 1e10, health, "INV-CREDIT-03: lower");
        }
        assertEq(terms.assetOf(address(collateral)).held, collateral.balanceOf(address(credit)));
        _checkShares([alice, bob]);
    }
}
