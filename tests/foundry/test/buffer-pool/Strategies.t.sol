// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBufferPool} from "alm-interfaces/IBufferPool.sol";
import {IBufferTreasury} from "alm-interfaces/IBufferTreasury.sol";
import {PlainVault} from "../../src/mocks/strategies/PlainVault.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {BufferPoolTest} from "./BufferPoolTest.sol";

/// @title Strategies that do what they say
contract StrategiesTest is BufferPoolTest {
    PlainVault private first;
    PlainVault private second;

    function setUp() public override {
        super.setUp();
        (first, second) = (_plainVault(), _plainVault());
        _supply(bob, 999_990 * UNIT);
    }

    function _fill() private {
        _addStrategy(0, address(first), 5_000);
        _addStrategy(1, address(second), 5_000);
        pools.rebalance(0);
        pools.rebalance(1);
    }

    function test_assets_go_in_order_up_to_the_caps() external {
        _fill();
        IBufferTreasury.Accounts memory accounts = pools.accounts();
        assertEq(accounts.cash, 200_000 * UNIT, "the floor");
        assertEq(pools.strategy(0).value, 500_000 * UNIT);
        assertEq(pools.strategy(1).value, 300_000 * UNIT);
        assertEq(accounts.invested, 800_000 * UNIT, "INV-BUFFER-01");
        assertEq(pools.rebalance(0), 0, "nothing is left to do");
        assertEq(token.allowance(address(pool), address(first)), 0);
        // A twentieth is taken off what lies in strategies.
        assertEq(book.backing(address(token)).countable, 960_000 * UNIT, "INV-BUFFER-01");
        _check();
    }

    function test_flow_is_limited_by_the_day() external {
        vm.prank(owner);
        pools.setStrategy(0, address(first), 5_000, 0, 1_000, 1_000);
        assertEq(pools.rebalance(0), int256(100_000 * UNIT));
        assertEq(pools.rebalance(0), 0, "INV-BUFFER-01");
        skip(12 hours);
        assertEq(pools.rebalance(0), int256(50_000 * UNIT), "INV-BUFFER-01");
        skip(10 days);
        assertEq(pools.rebalance(0), int256(100_000 * UNIT), "INV-BUFFER-01");
    }

    function test_gains_drip_and_are_believed_up_to_the_line() external {
        _fill();
        skip(73 days);
        // A tenth in a fifth of a year, of which a tenth a year is believed.
        assertTrue(token.transfer(address(first), 50_000 * UNIT));
        uint256 value = pool.totalAssets();
        pools.report();
        assertApproxEqAbs(pools.strategy(0).value, 510_000 * UNIT, 2, "INV-BUFFER-01");
        assertEq(pool.totalAssets(), value, "nothing at once");
        skip(7 days);
        assertApproxEqAbs(pool.totalAssets(), value + 10_000 * UNIT, 2);
        _check();
    }

    function test_a_loss_counts_at_once_and_closes_deposits_for_a_day() external {
        _fill();
        first.lose(100_000 * UNIT);
        assertApproxEqAbs(pool.totalAssets(), 900_000 * UNIT, 2);
        assertEq(pool.maxDeposit(alice), 0, "INV-MAX-01");
        uint256 now_ = block.timestamp;
        pools.report();
        vm.prank(alice);
        vm.expectRevert(
            abi.encodeWithSelector(
                IBufferPool.DepositsClosed.selector, int256(now_), int256(now_ + 1 days)
            )
        );
        pool.deposit(1 * UNIT, alice);
        skip(1 days);
        assertGt(pool.maxDeposit(alice), 0);
        _supply(alice, 1 * UNIT);
        assertApproxEqAbs(book.backing(address(token)).chargeable, 865_000 * UNIT, 2 * UNIT);
        _check();
    }

    function test_strategies_pay_what_redemptions_wait_for() external {
        _fill();
        _squeeze();
        assertEq(pools.draw(), 200_000 * UNIT);
        assertEq(pools.rebalance(1), -int256(300_000 * UNIT));
        assertEq(pools.rebalance(0), -int256(500_000 * UNIT));
        assertEq(pools.draw(), 800_000 * UNIT);
        assertEq(pools.accounts().lent, 1_000_000 * UNIT);
        assertEq(pool.totalAssets(), 1_000_000 * UNIT);
        _check();
    }

    function test_strategies_pay_for_losses() external {
        _fill();
        _lose(5);
        uint256 charged = pools.accounts().charged;
        assertGt(charged, 400_000 * UNIT);
        assertEq(pools.cover(), 200_000 * UNIT);
        pools.rebalance(1);
        pools.rebalance(0);
        assertEq(pools.cover(), charged - 200_000 * UNIT, "INV-LOSS-01");
        assertEq(book.backing(address(token)).receivable, 0);
        _check();
    }

    function test_what_leaves_is_fetched_in_time() external {
        _fill();
        uint256 opens = _request(bob, pool.balanceOf(bob));
        pools.rebalance(0);
        pools.rebalance(1);
        assertGe(pools.accounts().cash, 999_990 * UNIT);
        vm.warp(opens);
        uint256 most = pool.maxRedeem(bob);
        assertEq(most, 999_990 * UNIT * 1e6);
        vm.prank(bob);
        assertEq(pool.redeem(most, bob, bob), 999_990 * UNIT);
        _check();
    }

    function test_a_strategy_is_emptied_and_replaced() external {
        _fill();
        vm.startPrank(owner);
        vm.expectPartialRevert(IBufferTreasury.StrategyInUse.selector);
        pools.setStrategy(0, address(0), 0, 0, 0, 0);
        pools.setStrategy(0, address(first), 0, 0, 0, 0);
        assertEq(pools.rebalance(0), -int256(500_000 * UNIT));
        pools.setStrategy(0, address(0), 0, 0, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IBufferTreasury.UnknownStrategy.selector, 0));
        pools.strategy(0);
        vm.stopPrank();
        _check();
    }

    function test_unsuitable_vaults_are_refused() external {
        _addStrategy(0, address(first), 5_000);
        PlainToken other = new PlainToken(6);
        address[5] memory vaults = [
            address(vault), // the book's own: what lies there is lent
            address(first),
            address(pool),
            address(new PlainVault(other)),
            address(0xbeef)
        ];
        for (uint256 i; i < 5; ++i) {
            vm.prank(owner);
            vm.expectRevert(abi.encodeWithSelector(IBufferTreasury.UnsuitableVault.selector, vaults[i]));
            pools.setStrategy(1, vaults[i], 5_000, 0, 0, 0);
        }
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IBufferTreasury.UnknownStrategy.selector, 4));
        pools.setStrategy(4, address(second), 5_000, 0, 0, 0);
        vm.expectRevert(
            abi.encodeWithSelector(IBufferTreasury.OutOfBounds.selector, int256(10_001), int256(10_000))
        );
        pools.setStrategy(1, address(second), 10_001, 0, 0, 0);
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(IBufferTreasury.NotOwner.selector, address(this)));
        pools.setStrategy(1, address(second), 1, 0, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IBufferTreasury.NotOwner.selector, address(this)));
        pools.abandon(0);
    }
}
