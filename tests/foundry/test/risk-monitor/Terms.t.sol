// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICreditTerms} from "alm-interfaces/ICreditTerms.sol";
import {IRiskEngine} from "alm-interfaces/IRiskEngine.sol";
import {IRiskMonitor} from "alm-interfaces/IRiskMonitor.sol";
import {RiskMonitorTest} from "./RiskMonitorTest.sol";

/// The bundle of terms, from the engine's figures to the desk.
contract TermsTest is RiskMonitorTest {
    function test_the_first_terms_are_the_engines() external {
        monitor.pushTerms(asset);
        ICreditTerms.TermsInForce memory terms = desk.collateralTerms(asset);
        IRiskEngine.AssetRisk memory risk = engine.assetRisk(asset);
        assertEq(terms.thresholdNow, risk.targetThreshold / 1e11, "the target");
        assertEq(terms.openLtv, risk.openingLtv / 1e11, "the opening ratio");
        assertEq(terms.bonus, 500_000);
        // The engine's figures are good for three days, the sample being of this hour.
        assertEq(terms.validUntil, risk.validUntil);
    }

    function test_terms_are_pushed_once_an_hour() external {
        monitor.pushTerms(asset);
        vm.expectRevert(abi.encodeWithSelector(IRiskMonitor.TooSoon.selector, START + 1 hours));
        monitor.pushTerms(asset);
        // Another asset has a time of its own.
        monitor.pushTerms(other);
        skip(1 hours);
        monitor.pushTerms(asset);
        assertEq(desk.pushes(), 3);
        vm.expectRevert(abi.encodeWithSelector(IRiskMonitor.NotFollowed.selector, stranger));
        monitor.pushTerms(stranger);
    }

    function test_a_shock_reaches_existing_loans_by_a_ramp() external {
        monitor.pushTerms(asset);
        uint32 before = desk.collateralTerms(asset).thresholdNow;
        skip(1 hours);
        feed.push(PRICE * 80 / 100, block.timestamp);
        engine.poke(asset);
        monitor.pushTerms(asset);
        ICreditTerms.TermsInForce memory terms = desk.collateralTerms(asset);
        assertLt(terms.threshold, before, "tighter");
        assertEq(terms.thresholdNow, before, "INV-RISK-01 existing loans start from where they are");
        assertLe(before - terms.threshold, ONE / 10, "INV-RISK-01 one step");
        assertLe(terms.openLtv, engine.assetRisk(asset).openingLtv / 1e11, "new borrowing at once");
        // Five points a day at most, however often it is pushed.
        for (uint256 i = 0; i < 24; ++i) {
            skip(1 hours);
            monitor.pushTerms(asset);
        }
        uint32 after_ = desk.collateralTerms(asset).thresholdNow;
        assertLe(before - after_, ONE / 20, "INV-RISK-01 speed");
        assertGe(before - after_, ONE / 20 - 3_000, "INV-RISK-02 not held up");
    }

    function test_a_thin_market_slows_the_ramp_of_existing_loans_only() external {
        monitor.pushTerms(asset);
        uint32 before = desk.collateralTerms(asset).thresholdNow;
        skip(1 hours);
        // Of what may have to be sold a 250th moves the price by two per cent: one point a day moves it by five.
        vm.prank(owner);
        engine.setLiquidity(asset, report(20_000));
        monitor.pushTerms(asset);
        ICreditTerms.TermsInForce memory terms = desk.collateralTerms(asset);
        assertLt(terms.threshold, before - ONE / 20, "much tighter");
        assertEq(terms.openLtv, engine.assetRisk(asset).openingLtv / 1e11, "new borrowing at once");
        for (uint256 i = 0; i < 24; ++i) {
            skip(1 hours);
            monitor.pushTerms(asset);
        }
        uint32 now_ = desk.collateralTerms(asset).thresholdNow;
        assertLe(before - now_, ONE / 100, "INV-RISK-01 no faster than the market takes");
        assertGe(before - now_, ONE / 100 - 3_000, "INV-RISK-02 not held up");
        assertApproxEqAbs(now_, engine.liquidationThreshold(asset) / 1e11, 3_000, "as the engine has it");
    }

    function testFuzz_a_bundle_is_accepted_whatever_the_depth(uint64 depth) external {
        monitor.pushTerms(asset);
        uint32 before = desk.collateralTerms(asset).thresholdNow;
        skip(1 hours);
        vm.prank(owner);
        engine.setLiquidity(asset, report(uint64(bound(depth, 1, 10_000_000))));
        monitor.pushTerms(asset);
        ICreditTerms.TermsInForce memory terms = desk.collateralTerms(asset);
        assertEq(terms.thresholdNow, before, "INV-CREDIT-02");
        assertLe(terms.rampEnd, block.timestamp + 100 days, "INV-RISK-01 no longer than a ramp may be");
        assertLt(terms.openLtv, terms.threshold, "INV-RISK-01");
    }

    function test_a_fall_waits_while_it_would_feed_itself() external {
        monitor.pushTerms(asset);
        uint32 before = desk.collateralTerms(asset).thresholdNow;
        // A loan at the brink, whose sale is felt for five per cent of a fall.
        uint256 brink = uint256(before) * 2_000e11;
        vm.prank(address(desk));
        monitor.record(asset, stranger, 10_000e18, 10_000 * brink);
        assertLt(monitor.measure(asset), 5_000, "nothing behind it");
        vm.prank(address(desk));
        monitor.record(asset, stranger, 50_000e18, 50_000 * brink);
        assertGe(monitor.measure(asset), 5_000, "a high gain");
        skip(1 hours);
        feed.push(PRICE * 80 / 100, block.timestamp);
        engine.poke(asset);
        uint256 gain = monitor.gainOf(asset);
        assertGe(gain, 5_000);
        monitor.pushTerms(asset);
        ICreditTerms.TermsInForce memory terms = desk.collateralTerms(asset);
        assertEq(terms.threshold, before, "INV-RISK-01 no tightening into a cascade");
        assertLe(terms.openLtv, engine.assetRisk(asset).openingLtv / 1e11, "INV-RISK-01 new borrowing all the same");
        // The loan is gone, and with it the reason to wait.
        vm.prank(address(desk));
        monitor.record(asset, stranger, 0, 0);
        assertEq(monitor.measure(asset), 0);
        skip(1 hours);
        monitor.pushTerms(asset);
        assertLt(desk.collateralTerms(asset).threshold, before);
    }

    function test_stale_figures_lend_nothing() external {
        monitor.pushTerms(asset);
        skip(4 days);
        monitor.pushTerms(asset);
        ICreditTerms.TermsInForce memory terms = desk.collateralTerms(asset);
        assertEq(terms.openLtv, 0, "INV-RISK-01");
        assertEq(terms.validUntil, block.timestamp, "INV-RISK-01");
        assertGt(terms.threshold, 0, "INV-RISK-01 nobody is stranded");
    }

    function test_the_credit_follows_the_matrix() external {
        desk.setGroup(other, 1);
        assertEq(monitor.pushCredit(), 0, "nothing is known yet");
        vm.expectRevert(abi.encodeWithSelector(IRiskMonitor.TooSoon.selector, START + 1 hours));
        monitor.pushCredit();
        // Both assets have one feed: they move as one, and are credited nothing.
        address[] memory assets = new address[](2);
        (assets[0], assets[1]) = (asset, other);
        for (uint256 i = 1; i <= 32; ++i) {
            skip(1 hours);
            feed.push(PRICE * int256(100 + i % 3) / 100, block.timestamp);
            engine.pokeMany(assets);
            matrix.sampleAll();
        }
        assertEq(monitor.pushCredit(), 0, "INV-RISK-01 one asset under two names");
        assertEq(desk.portfolioCredit().validUntil, block.timestamp + 2 days);
    }

    /// Whatever the price does and whoever pushes when, the desk accepts the bundle, and no loan is newly above its threshold.
    function testFuzz_every_bundle_is_accepted(uint16[12] memory moves, uint32[12] memory waits) external {
        monitor.pushTerms(asset);
        int256 price = PRICE;
        for (uint256 i = 0; i < 12; ++i) {
            skip(bound(waits[i], 1 hours, 2 days));
            price = price * (8_000 + int256(uint256(moves[i]) % 4_001)) / 10_000;
            feed.push(price, block.timestamp);
            engine.poke(asset);
            uint32 before = desk.collateralTerms(asset).thresholdNow;
            monitor.pushTerms(asset);
            ICreditTerms.TermsInForce memory terms = desk.collateralTerms(asset);
            assertEq(terms.thresholdNow, before, "INV-CREDIT-02");
            assertLt(terms.openLtv, before, "INV-RISK-01");
            assertLe(terms.openLtv, engine.assetRisk(asset).openingLtv / 1e11, "INV-RISK-01");
        }
    }
}
