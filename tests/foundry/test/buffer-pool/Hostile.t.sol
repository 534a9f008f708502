// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBufferPool} from "alm-interfaces/IBufferPool.sol";
import {IBufferTreasury} from "alm-interfaces/IBufferTreasury.sol";
import {ITreasury} from "alm-interfaces/ITreasury.sol";
import {HostileVault} from "../../src/mocks/strategies/HostileVault.sol";
import {PlainVault} from "../../src/mocks/strategies/PlainVault.sol";
import {BufferPoolTest} from "./BufferPoolTest.sol";

/// @title Strategies that revert, lie, steal and call back
contract HostileTest is BufferPoolTest {
    HostileVault private strategy;
    PlainVault private honest;

    function setUp() public override {
        super.setUp();
        strategy = new HostileVault(token);
        honest = _plainVault();
        _supply(bob, 999_990 * UNIT);
        _addStrategy(0, address(strategy), 3_000);
        _addStrategy(1, address(honest), 3_000);
    }

    function _fill() private {
        pools.rebalance(0);
        pools.rebalance(1);
        assertEq(pools.strategy(0).value, 300_000 * UNIT);
    }

    function test_a_silent_strategy_delays_nothing_but_itself() external {
        _fill();
        uint256 opens = _request(bob, pool.balanceOf(bob) / 2);
        HostileVault.Mode[3] memory modes =
            [HostileVault.Mode.Reverts, HostileVault.Mode.BurnsGas, HostileVault.Mode.TellsNothing];
        vm.warp(opens);
        for (uint256 i; i < 3; ++i) {
            uint256 snapshot = vm.snapshotState();
            strategy.set(modes[i], 0);
            assertTrue(pools.strategy(0).silent);
            vm.expectRevert(abi.encodeWithSelector(IBufferTreasury.StrategySilent.selector, 0));
            pools.rebalance(0);
            pools.report();
            // 400,000 in cash, and 300,000 less a twentieth.
            assertEq(book.backing(address(token)).chargeable, 685_000 * UNIT, "INV-BUFFER-01");
            assertEq(pool.maxDeposit(alice), 0, "INV-MAX-01");
            pools.rebalance(1);
            uint256 most = pool.maxRedeem(bob);
            vm.prank(bob);
            uint256 paid = pool.redeem(most, bob, bob);
            assertApproxEqAbs(paid, 350_000 * UNIT, 10 * UNIT, "leaves without what is silent");
            _lose(1);
            assertGt(pools.cover(), 0);
            _check();
            vm.revertToState(snapshot);
        }
    }

    function test_too_little_gas_makes_no_strategy_seem_silent() external {
        _fill();
        vm.expectPartialRevert(IBufferPool.GasShort.selector);
        pools.report{gas: 2_000_000}();
    }

    function test_a_lie_upwards_is_believed_up_to_the_line() external {
        _fill();
        strategy.set(HostileVault.Mode.Multiplies, 1e24);
        uint256 value = pool.totalAssets();
        pools.report();
        assertEq(pools.strategy(0).value, 300_000 * UNIT, "INV-BUFFER-01");
        skip(36.5 days);
        pools.report();
        assertApproxEqAbs(pools.strategy(0).value, 303_000 * UNIT, 1, "INV-BUFFER-01: a tenth a year");
        assertLe(pool.totalAssets(), value + 3_000 * UNIT);
        _check();
    }

    function test_a_lie_downwards_closes_the_door() external {
        _fill();
        strategy.set(HostileVault.Mode.Multiplies, 0.1e18);
        pools.report();
        strategy.set(HostileVault.Mode.Honest, 0);
        assertEq(pool.maxDeposit(alice), 0, "INV-MAX-01: nobody enters at the price just pushed down");
        skip(1 days);
        pools.report();
        assertApproxEqAbs(pools.strategy(0).value, 300_000 * UNIT, 1, "it may come back to where it was");
        _check();
    }

    function test_deposits_that_buy_nothing_are_refused() external {
        strategy.set(HostileVault.Mode.KeepsDeposits, 0);
        vm.expectPartialRevert(IBufferTreasury.SlippageExceeded.selector);
        pools.rebalance(0);
        strategy.set(HostileVault.Mode.TakesLess, 0);
        vm.expectPartialRevert(IBufferPool.NotReceived.selector);
        pools.rebalance(0);
        assertEq(token.allowance(address(pool), address(strategy)), 0);
        strategy.set(HostileVault.Mode.Charges, 0.01e18);
        vm.expectPartialRevert(IBufferTreasury.SlippageExceeded.selector);
        pools.rebalance(0);
        // A fee of five basis points is borne, and posted.
        strategy.set(HostileVault.Mode.Charges, 0.0005e18);
        int256 net = pools.accounts().net;
        pools.rebalance(0);
        assertEq(pools.accounts().net, net - int256(150 * UNIT));
        _check();
    }

    function test_payments_that_do_not_arrive_are_refused() external {
        _fill();
        vm.prank(owner);
        pools.setStrategy(0, address(strategy), 0, 0, 0, 0);
        strategy.set(HostileVault.Mode.PaysNothing, 0);
        vm.expectPartialRevert(IBufferPool.NotReceived.selector);
        pools.rebalance(0);
        strategy.set(HostileVault.Mode.Honest, 0);
        assertEq(pools.rebalance(0), -int256(300_000 * UNIT));
        _check();
    }

    function test_a_strategy_that_calls_back_meets_the_lock() external {
        bytes[9] memory calls = [
            abi.encodeCall(pool.deposit, (1 * UNIT, address(strategy))),
            abi.encodeCall(pool.redeem, (1, address(strategy), bob)),
            abi.encodeCall(pool.requestExit, (1)),
            abi.encodeCall(pool.transfer, (alice, 0)),
            abi.encodeCall(pool.totalAssets, ()),
            abi.encodeCall(pool.maxRedeem, (bob)),
            abi.encodeCall(pools.report, ()),
            abi.encodeCall(pools.draw, ()),
            abi.encodeCall(pools.rebalance, (1))
        ];
        for (uint256 i; i < calls.length; ++i) {
            uint256 snapshot = vm.snapshotState();
            strategy.arm(address(pool), calls[i]);
            pools.rebalance(0);
            assertFalse(strategy.succeeded(), "INV-LOCK-01");
            assertEq(strategy.answer(), abi.encodeWithSelector(IBufferPool.Locked.selector), "INV-LOCK-01");
            _check();
            vm.revertToState(snapshot);
        }
    }

    function test_a_loss_recorded_from_within_a_strategy_is_seen() external {
        uint256 shares = sheet.lineOf(address(token), desk).debtShares / 10;
        strategy.arm(address(book), abi.encodeCall(ITreasury.writeOff, (address(token), address(strategy), shares)));
        vm.startPrank(owner);
        sheet.setLine(address(token), address(strategy), type(uint96).max);
        vm.stopPrank();
        vm.prank(address(strategy));
        sheet.draw(address(token), 200_000 * UNIT, client);
        pools.rebalance(0);
        assertTrue(strategy.succeeded());
        assertGt(pools.accounts().charged, 0);
        ITreasury.Backing memory backing = book.backing(address(token));
        // All but a twentieth of what lies in the strategy, less what is owed.
        uint256 liquid = 1_000_000 * UNIT - 15_000 * UNIT;
        assertEq(backing.chargeable, liquid - backing.receivable, "INV-LOSS-01: what is told is after the loss");
        _check();
    }

    function test_a_dead_strategy_is_given_up() external {
        _fill();
        strategy.set(HostileVault.Mode.Reverts, 0);
        vm.expectEmit();
        emit IBufferTreasury.StrategyAbandoned(0, address(strategy), 300_000 * UNIT, 300_000 * UNIT);
        vm.prank(owner);
        pools.abandon(0);
        assertEq(pool.totalAssets(), 700_000 * UNIT);
        vm.prank(owner);
        pools.setStrategy(0, address(0), 0, 0, 0, 0);
        _check();
    }
}
