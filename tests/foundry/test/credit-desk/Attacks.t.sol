// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {ICreditTerms} from "alm-interfaces/ICreditTerms.sol";
import {Intruder} from "../../src/mocks/Intruder.sol";
import {HookToken} from "../../src/mocks/tokens/HookToken.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {CreditTest} from "./CreditTest.sol";

/// What people try, named for it.
contract AttacksTest is CreditTest {
    bytes4 private immutable LOCKED = ICreditDesk.Locked.selector;

    function test_attack_donation_changes_no_account() external {
        _open(alice, 10_000 * UNIT);
        ICreditDesk.Standing memory before = credit.standing(alice);
        vm.prank(bob);
        weth.transfer(address(credit), 1_000 * ETH);
        vm.prank(bob);
        token.transfer(address(sheet), 1_000 * UNIT);
        ICreditDesk.Standing memory after_ = credit.standing(alice);
        assertEq(abi.encode(before), abi.encode(after_), "INV-CREDIT-01");
        // Nor can the donation be withdrawn, or stand in for collateral that was not paid.
        vm.expectPartialRevert(ICreditDesk.AmountTooSmall.selector);
        _do(alice, _withdraw(weth, 11 * ETH, alice));
        address poor = makeAddr("poor");
        vm.expectRevert();
        _do(poor, _add(weth, ETH));
    }

    function test_attack_oracle_jump_does_not_help_a_borrower() external {
        _do(alice, _add(weth, 10 * ETH));
        _jump(weth, 20_000e8);
        terms.observe(_one(address(weth)));
        vm.expectPartialRevert(ICreditDesk.Undercollateralised.selector);
        _do(alice, _borrow(15_001 * UNIT, alice));
        // Noted again at once, or within half an hour: nothing.
        skip(29 minutes);
        terms.observe(_one(address(weth)));
        vm.expectPartialRevert(ICreditDesk.Undercollateralised.selector);
        _do(alice, _borrow(15_001 * UNIT, alice));
        // A fall of what is owed helps as little.
        _jump(weth, 2_000e8);
        _jump(token, 0.1e8);
        terms.observe(_one(address(token)));
        vm.expectPartialRevert(ICreditDesk.Undercollateralised.selector);
        _do(alice, _borrow(15_001 * UNIT, alice));
    }

    function test_attack_stale_price_is_no_price() external {
        _do(alice, _add(weth, 10 * ETH));
        skip(1 days + 1);
        sheet.refreshRate(address(token));
        vm.expectPartialRevert(ICreditTerms.PriceStale.selector);
        _do(alice, _borrow(1_000 * UNIT, alice));
    }

    function test_attack_self_liquidation_gains_nothing() external {
        _open(alice, 14_000 * UNIT);
        _jump(weth, 1_700e8);
        // What alice is worth, on the desk and off it, before and after.
        uint256 before = _wealth(alice, 1_700);
        ICreditDesk.Order memory order = _order(alice, weth, ALL);
        order.receiver = alice;
        vm.prank(alice);
        credit.liquidate(order);
        assertLe(_wealth(alice, 1_700), before + 10);
    }

    /// Of six decimals.
    function _wealth(address who, uint256 price) private view returns (uint256) {
        uint256 ether_ = weth.balanceOf(who) + credit.collateralOf(who, address(weth));
        return token.balanceOf(who) + ether_ * price / 1e12 - _debt(who);
    }

    function test_attack_dust_cannot_hide_bad_debt() external {
        _open(alice, 14_000 * UNIT);
        // A second collateral worth a cent, so that some collateral is always left.
        _do(alice, _add(wbtc, 10));
        _jump(weth, 1_000e8);
        _liquidate(_order(alice, weth, ALL));
        assertEq(credit.accountOf(alice).debts, 0, "INV-CREDIT-04");
        assertEq(sheet.lineOf(address(token), address(credit)).debtShares, 0);
        assertEq(credit.collateralOf(alice, address(wbtc)), 10, "worth less than dust: left to the account");
    }

    function test_attack_dust_cannot_be_sent_to_a_stranger() external {
        ICreditDesk.Action[] memory actions = _two(_add(weth, 1), _add(wbtc, 1));
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.NotAuthorised.selector, alice, bob));
        credit.execute(alice, ALL, actions);
    }

    function test_attack_dust_liquidations_cannot_nibble() external {
        _open(alice, 14_000 * UNIT);
        _jump(weth, 1_700e8);
        // One unit of the debt would cancel no share, and take collateral all the same.
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.BelowMinimum.selector, 1, UNIT));
        _liquidate(_order(alice, weth, 1));
        for (uint256 i; i < 5; ++i) {
            uint256 health = _health(alice);
            _liquidate(_order(alice, weth, UNIT));
            assertGt(_health(alice), health, "INV-CREDIT-03");
        }
    }

    function test_attack_callback_reentrancy_is_locked_out() external {
        Intruder intruder = _intruder();
        address self = address(intruder);
        ICreditDesk.Action[] memory actions = new ICreditDesk.Action[](4);
        actions[0] = _add(weth, 10 * ETH);
        actions[1] = _borrow(10_000 * UNIT, self);
        actions[2] = _action(6, address(0), 0, 0, 0, address(0));
        actions[3] = _repay(ALL);
        bytes[8] memory calls = [
            abi.encodeCall(credit.execute, (self, ALL, _two(_withdraw(weth, ALL, self), _repay(ALL)))),
            abi.encodeCall(credit.liquidate, (_order(self, weth, ALL))),
            abi.encodeCall(credit.setOperator, (bob, true)),
            abi.encodeCall(terms.observe, (_one(address(weth)))),
            abi.encodeCall(credit.standing, (self)),
            abi.encodeCall(credit.borrowingPower, (self)),
            abi.encodeCall(credit.debtOf, (self, address(token))),
            abi.encodeCall(terms.closeCollateral, (address(weth)))
        ];
        for (uint256 i; i < calls.length; ++i) {
            intruder.arm(address(credit), calls[i]);
            intruder.execute(actions);
            assertEq(intruder.runs(), 1);
            assertFalse(intruder.succeeded(), "read-only and other re-entry");
            assertEq(bytes4(intruder.answer()), LOCKED);
        }
        // Plain views answer.
        intruder.arm(address(credit), abi.encodeCall(credit.collateralOf, (self, address(weth))));
        intruder.execute(actions);
        assertTrue(intruder.succeeded());
    }

    function test_attack_liquidation_callback_cannot_leave_with_the_collateral() external {
        Intruder intruder = _intruder();
        _open(alice, 14_000 * UNIT);
        _jump(weth, 1_700e8);
        ICreditDesk.Order memory order = _order(alice, weth, ALL);
        (order.receiver, order.callback) = (address(intruder), true);
        intruder.arm(address(credit), abi.encodeCall(credit.liquidate, (order)));
        intruder.liquidate(order);
        assertEq(bytes4(intruder.answer()), LOCKED);
        // Without an allowance the pull fails, and so does everything.
        vm.prank(address(intruder));
        token.approve(address(credit), 0);
        _jump(weth, 1_400e8);
        vm.expectRevert();
        intruder.liquidate(order);
    }

    function test_attack_token_hook_is_locked_out() external {
        HookToken hooked = new HookToken();
        _list(PlainToken(address(hooked)), 1e8, 5);
        _push(address(hooked), 0.5e7, 0.6e7, 0);
        Intruder intruder = _intruder();
        intruder.approve(PlainToken(address(hooked)));
        intruder.register(hooked);
        hooked.mint(address(intruder), 1e24);
        address self = address(intruder);
        intruder.arm(
            address(credit),
            abi.encodeCall(
                credit.execute, (self, ALL, _two(_withdraw(PlainToken(address(hooked)), ALL, self), _repay(ALL)))
            )
        );
        ICreditDesk.Action[] memory actions = new ICreditDesk.Action[](1);
        actions[0] = _add(PlainToken(address(hooked)), 1e20);
        intruder.execute(actions);
        assertEq(bytes4(intruder.answer()), LOCKED);
        intruder.arm(address(credit), abi.encodeCall(credit.standing, (self)));
        actions[0] = _withdraw(PlainToken(address(hooked)), 1e19, self);
        intruder.execute(actions);
        assertEq(bytes4(intruder.answer()), LOCKED);
        assertEq(credit.collateralOf(self, address(hooked)), 9e19);
    }

    function test_attack_an_empty_batch_and_an_endless_one() external {
        vm.prank(bob);
        credit.execute(alice, ALL, new ICreditDesk.Action[](0));
        // A count beyond the calldata.
        bytes memory data = abi.encodeCall(credit.execute, (alice, ALL, new ICreditDesk.Action[](0)));
        data[data.length - 1] = 0x01;
        vm.prank(alice);
        (bool success,) = address(credit).call(data);
        assertFalse(success);
    }

    function test_attack_another_currency_pays_no_debt() external {
        _open(alice, 10_000 * UNIT);
        uint256 owed = _debt(alice);
        vm.expectRevert();
        _do(alice, _action(3, address(weth), ALL, 0, 0, address(0)));
        vm.expectRevert();
        _do(alice, _action(3, address(weth), 1, 0, 0, address(0)));
        assertEq(_debt(alice), owed);
    }

    /// No sequence of one's own actions leaves an account liquidatable at the same prices.
    function testFuzz_attack_own_actions_never_end_unhealthy(uint256[8] memory dice) external {
        _do(alice, _add(weth, 10 * ETH), _add(wbtc, BTC));
        for (uint256 i; i < dice.length; ++i) {
            uint256 amount = dice[i] >> 8;
            ICreditDesk.Action memory action;
            if (dice[i] % 5 == 0) action = _borrow(bound(amount, UNIT, 60_000 * UNIT), alice);
            else if (dice[i] % 5 == 1) action = _withdraw(weth, bound(amount, 1, 10 * ETH), alice);
            else if (dice[i] % 5 == 2) action = _withdraw(wbtc, bound(amount, 1, BTC), alice);
            else if (dice[i] % 5 == 3) action = _borrowFixed(bound(amount, UNIT, 60_000 * UNIT), _maturity(4), alice);
            else action = _repay(bound(amount, UNIT, 60_000 * UNIT));
            ICreditDesk.Action[] memory actions = new ICreditDesk.Action[](1);
            actions[0] = action;
            vm.prank(alice);
            try credit.execute(alice, ALL, actions) {} catch {}
            assertGe(_health(alice), WAD, "INV-CREDIT-02");
        }
    }
}
