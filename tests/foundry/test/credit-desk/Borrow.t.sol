// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {ICreditTerms} from "alm-interfaces/ICreditTerms.sol";
import {RoundFeed} from "../../src/mocks/RoundFeed.sol";
import {CreditTest} from "./CreditTest.sol";

/// Floating loans: what collateral supports, what they cost, how they end.
contract BorrowTest is CreditTest {
    function test_borrow_pays_the_receiver_and_owes_shares() external {
        _do(alice, _add(weth, 10 * ETH));
        _do(alice, _borrow(10_000 * UNIT, bob));
        assertEq(token.balanceOf(bob), 1e27 + 10_000 * UNIT);
        assertGe(_debt(alice), 10_000 * UNIT);
        assertApproxEqRel(_debt(alice), 10_000 * UNIT, 1e12);
        assertEq(credit.accountOf(alice).debts, 1);
        _checkShares([alice, bob]);
        (uint256 supported, uint256 owed) = credit.borrowingPower(alice);
        assertApproxEqRel(supported, 15_000 * WAD, 1e12);
        assertApproxEqRel(owed, 10_000 * WAD, 1e12);
        assertApproxEqRel(_health(alice), 1.6e18, 1e12);
    }

    function test_borrow_is_supported_by_the_opening_ratio() external {
        _do(alice, _add(weth, 10 * ETH));
        (uint256 supported,) = credit.borrowingPower(alice);
        vm.expectPartialRevert(ICreditDesk.Undercollateralised.selector);
        _do(alice, _borrow(15_001 * UNIT, alice));
        _do(alice, _borrow(14_990 * UNIT, alice));
        assertLe(supported, 15_000 * WAD);
        vm.expectPartialRevert(ICreditDesk.Undercollateralised.selector);
        _do(alice, _withdraw(weth, ETH, alice));
        _do(alice, _withdraw(weth, ETH / 1000, alice));
    }

    function test_one_check_at_the_end_of_a_batch() external {
        // Borrows before the collateral is there.
        _do(alice, _borrow(10_000 * UNIT, alice), _add(weth, 10 * ETH));
        // Withdraws before the debt is repaid.
        _do(alice, _withdraw(weth, ALL, alice), _repay(ALL));
        assertEq(credit.accountOf(alice).debts, 0);
        assertEq(_debt(alice), 0);
    }

    function test_repay_part_and_all_without_an_oracle() external {
        _open(alice, 10_000 * UNIT);
        _open(bob, 5_000 * UNIT);
        _later(30);
        _jump(weth, -1);
        _jump(token, 0);
        vm.prank(guardian);
        terms.setPaused(true);
        uint256 owed = _debt(alice);
        assertGt(owed, 10_000 * UNIT, "interest");
        _do(alice, _repay(4_000 * UNIT));
        assertApproxEqAbs(_debt(alice), owed - 4_000 * UNIT, 2);
        _checkShares([alice, bob]);
        _do(alice, _repay(ALL), _withdraw(weth, ALL, alice));
        assertEq(credit.accountOf(alice).debts, 0);
        _do(bob, _repay(ALL), _withdraw(weth, ALL, bob));
        assertEq(sheet.lineOf(address(token), address(credit)).debtShares, 0, "INV-CREDIT-01");
        assertEq(weth.balanceOf(address(credit)), 0);
    }

    function test_anybody_repays() external {
        _open(alice, 10_000 * UNIT);
        ICreditDesk.Action[] memory actions = _two(_repay(1_000 * UNIT), _repay(ALL));
        vm.prank(bob);
        credit.execute(alice, ALL, actions);
        assertEq(_debt(alice), 0);
    }

    function test_repay_refuses_dust_too_much_and_nothing() external {
        _open(alice, 10_000 * UNIT);
        uint256 owed = _debt(alice);
        vm.expectPartialRevert(ICreditDesk.BelowMinimum.selector);
        _do(alice, _repay(owed - UNIT / 2));
        _open(bob, 10_000 * UNIT);
        vm.expectPartialRevert(ICreditDesk.AmountTooSmall.selector);
        _do(alice, _repay(owed + UNIT));
        _do(alice, _repay(ALL));
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.ZeroAmount.selector, 0, 1));
        _do(alice, _repay(ALL));
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.ZeroAmount.selector, 0, 1));
        _do(alice, _repay(UNIT));
    }

    function test_borrow_has_a_limit_in_shares() external {
        _do(alice, _add(weth, 10 * ETH));
        vm.expectPartialRevert(ICreditDesk.SlippageExceeded.selector);
        _do(alice, _action(2, address(token), 1_000 * UNIT, 1_000, 0, alice));
        // What the balance sheet refuses is passed on.
        vm.expectPartialRevert(IBalanceSheet.BelowMinimum.selector);
        _do(alice, _borrow(UNIT / 2, alice));
    }

    function test_pause_stops_new_risk_only() external {
        _open(alice, 10_000 * UNIT);
        vm.prank(guardian);
        terms.setPaused(true);
        bytes memory paused = abi.encodeWithSelector(ICreditDesk.Paused.selector, 1, 0);
        vm.expectRevert(paused);
        _do(alice, _borrow(UNIT, alice));
        vm.expectRevert(paused);
        _do(alice, _withdraw(weth, 1, alice));
        _do(alice, _add(weth, ETH), _repay(ALL));
        _do(alice, _withdraw(weth, ALL, alice));
        vm.prank(guardian);
        vm.expectPartialRevert(ICreditDesk.NotOwner.selector);
        terms.setPaused(false);
        vm.prank(owner);
        terms.setPaused(false);
        _open(alice, 10_000 * UNIT);
    }

    function test_expired_terms_support_no_new_risk() external {
        _open(alice, 10_000 * UNIT);
        _later(31);
        vm.expectPartialRevert(ICreditDesk.Undercollateralised.selector);
        _do(alice, _borrow(UNIT, alice));
        assertGt(_health(alice), WAD, "existing loans keep their threshold");
        _do(alice, _repay(ALL), _withdraw(weth, ALL, alice));
    }

    function test_a_closed_collateral_supports_no_new_risk_and_strands_nobody() external {
        _open(alice, 10_000 * UNIT);
        vm.prank(guardian);
        terms.closeCollateral(address(weth));
        assertGt(_health(alice), WAD);
        vm.expectPartialRevert(ICreditDesk.Undercollateralised.selector);
        _do(alice, _borrow(UNIT, alice));
        _do(alice, _add(wbtc, BTC), _borrow(UNIT, alice));
    }

    function test_an_old_price_supports_no_new_risk() external {
        _do(alice, _add(weth, 10 * ETH));
        RoundFeed feed = feedOf[address(weth)];
        skip(1 days + 1 hours);
        sheet.refreshRate(address(token));
        feedOf[address(token)].push(1e8, block.timestamp);
        vm.expectRevert(abi.encodeWithSelector(ICreditTerms.PriceStale.selector, feed, 1 days + 1 hours, 1 days));
        _do(alice, _borrow(10_000 * UNIT, alice));
        feed.push(2e16, block.timestamp);
        vm.expectPartialRevert(ICreditTerms.PriceOutOfBounds.selector);
        _do(alice, _borrow(10_000 * UNIT, alice));
    }

    function test_a_sequencer_that_was_down() external {
        _do(alice, _add(weth, 10 * ETH));
        RoundFeed uptime = new RoundFeed(0);
        vm.prank(owner);
        terms.setSequencer(address(uptime), 1 hours);
        uptime.push(1, block.timestamp);
        vm.expectRevert(
            abi.encodeWithSelector(ICreditTerms.SequencerDown.selector, block.timestamp, uint256(type(uint128).max))
        );
        _do(alice, _borrow(1_000 * UNIT, alice));
        uptime.push(0, block.timestamp);
        vm.expectRevert(
            abi.encodeWithSelector(ICreditTerms.SequencerDown.selector, block.timestamp, block.timestamp + 1 hours)
        );
        _do(alice, _borrow(1_000 * UNIT, alice));
        skip(1 hours);
        _do(alice, _borrow(1_000 * UNIT, alice));
        // What was answered is used for five minutes.
        uptime.push(1, block.timestamp);
        skip(5 minutes);
        _do(alice, _borrow(1_000 * UNIT, alice));
        skip(1);
        vm.expectPartialRevert(ICreditTerms.SequencerDown.selector);
        _do(alice, _borrow(1_000 * UNIT, alice));
        // Never in the way of repaying.
        _do(alice, _repay(ALL), _withdraw(weth, ALL, alice));
    }

    function test_diversified_collateral_supports_more() external {
        _do(alice, _add(weth, 10 * ETH), _add(wbtc, BTC));
        (uint256 before,) = credit.borrowingPower(alice);
        vm.prank(risk);
        terms.setPortfolioCredit(ICreditTerms.PortfolioCredit(0.1e7, 0, uint40(block.timestamp) + LIFE));
        (uint256 supported,) = credit.borrowingPower(alice);
        // Haircuts of 5,000 and 18,000: a tenth of the smaller.
        assertApproxEqRel(supported - before, 500 * WAD, 1e12);
        assertApproxEqRel(credit.standing(alice).counted, (16_000 + 46_800 + 400) * WAD, 1e12);
        _do(alice, _withdraw(wbtc, ALL, alice));
        (supported,) = credit.borrowingPower(alice);
        assertApproxEqRel(supported, 15_000 * WAD, 1e12, "one group gets nothing");
    }

    function test_flash_loan_is_a_batch() external {
        // Nothing owned: what is borrowed is repaid before the check.
        uint256 before = token.balanceOf(bob);
        _do(bob, _borrow(50_000 * UNIT, bob), _repay(ALL));
        assertLe(token.balanceOf(bob), before);
        assertEq(_debt(bob), 0);
    }
}
