// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IRiskMonitor} from "alm-interfaces/IRiskMonitor.sol";
import {RiskMonitorTest} from "./RiskMonitorTest.sol";

/// Hours of a book, and the regime that follows.
contract RegimeTest is RiskMonitorTest {
    function test_an_hour_is_evaluated_once() external {
        assertEq(monitor.evaluate(), 0);
        vm.expectRevert(abi.encodeWithSelector(IRiskMonitor.TooSoon.selector, START + 1 hours));
        monitor.evaluate();
        skip(1 hours - 1);
        vm.expectRevert(abi.encodeWithSelector(IRiskMonitor.TooSoon.selector, START + 1 hours));
        monitor.evaluate();
        skip(1);
        assertEq(monitor.evaluate(), 0);
        assertEq(monitor.state().epoch, block.timestamp / 1 hours);
        assertEq(monitor.state().utilisation, WAD / 2);
    }

    function test_a_run_raises_the_regime_step_by_step_and_calm_lowers_it() external {
        for (uint256 i = 0; i < 48; ++i) {
            assertEq(hour(i % 2), 0, "a quiet book is normal");
        }
        // A run: a tenth leaves every hour, and what is liquid with it.
        uint8 last = 0;
        for (uint256 i = 0; i < 4; ++i) {
            pool.setBook(500_000e6 - (i + 1) * 110_000e6, 500_000e6, 0);
            uint8 now_ = hour(100);
            assertLe(now_, last + 1, "INV-RISK-01 one step");
            last = now_;
        }
        assertEq(last, 3, "an emergency after three steps and no sooner");
        // Over: cash is back, nobody leaves. The machine stays for hours, then goes down by one step at a time.
        pool.setBook(5_000_000e6, 500_000e6, 0);
        uint256 hours_;
        while (last > 0) {
            uint8 now_ = hour(0);
            assertGe(now_ + 1, last, "INV-RISK-01 one step");
            last = now_;
            hours_ += 1;
            assertLt(hours_, 1_000, "it ends");
        }
        assertGe(hours_, 6 + 12 + 24, "INV-RISK-01 dwell times");
    }

    /// One input alone, as extreme as it likes, moves nothing.
    function test_one_input_decides_nothing() external {
        for (uint256 i = 0; i < 48; ++i) {
            hour(i % 2);
        }
        // The largest holder could take ten times what is liquid; nothing else is wrong.
        pool.setShares(pool.totalSupply(), pool.totalSupply());
        for (uint256 i = 0; i < 12; ++i) {
            assertEq(hour(0), 0, "INV-RISK-01 concentration alone");
        }
    }

    function test_offers_begin_in_stress() external {
        (uint256 repay,) = monitor.offer(1_000_000, 780_000, 0.8e18, 0.04e18);
        assertEq(repay, 0, "nothing is offered in calm");
        for (uint256 i = 0; i < 24; ++i) {
            hour(i % 2);
        }
        for (uint256 i = 0; i < 2; ++i) {
            pool.setBook(500_000e6 - (i + 1) * 200_000e6, 500_000e6, 0);
            hour(150);
        }
        assertEq(monitor.regime(), 2, "stress");
        uint256 paid;
        (repay, paid) = monitor.offer(1_000_000, 780_000, 0.8e18, 0.04e18);
        assertEq(repay, 78_000, "a tenth of the debt");
        assertEq(paid, 0.01e18, "half way into the band, a quarter of the bonus");
    }

    function test_sources_that_answer_nothing_are_told() external {
        IRiskMonitor.Sources memory broken = sourcesOf();
        broken.vault = address(0xDEAD);
        vm.prank(owner);
        monitor.setSources(broken);
        vm.expectRevert(abi.encodeWithSelector(IRiskMonitor.SourceGarbage.selector, address(0xDEAD), 0, 32));
        monitor.evaluate();
        broken.vault = address(0);
        vm.prank(owner);
        monitor.setSources(broken);
        vm.expectRevert(IRiskMonitor.ZeroAddress.selector);
        monitor.evaluate();
    }

    function test_strangers_change_nothing() external {
        bytes memory refused = abi.encodeWithSelector(IRiskMonitor.NotOwner.selector, stranger);
        vm.startPrank(stranger);
        vm.expectRevert(refused);
        monitor.follow(address(0xBEEF));
        vm.expectRevert(refused);
        monitor.transferOwnership(stranger);
        IRiskMonitor.Sources memory given;
        vm.expectRevert(refused);
        monitor.setSources(given);
        vm.expectRevert(abi.encodeWithSelector(IRiskMonitor.NotDesk.selector, stranger));
        monitor.record(asset, stranger, 1, 1);
    }

    /// Whatever the book does, hour by hour: one step at most, and never out of range.
    function testFuzz_one_step_an_hour(uint8[24] memory left, uint64[24] memory cash, uint8[24] memory waits) external {
        uint8 last = monitor.evaluate();
        for (uint256 i = 0; i < 24; ++i) {
            pool.setBook(cash[i], 500_000e6, 0);
            skip(uint256(waits[i] % 4) * 1 hours);
            uint8 now_ = hour(uint256(left[i]) * 2);
            assertLe(now_ > last ? now_ - last : last - now_, 1, "INV-RISK-01");
            assertLe(now_, 3, "INV-RISK-01");
            last = now_;
        }
    }
}
