// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IRiskEngine} from "alm-interfaces/IRiskEngine.sol";
import {RoundFeed} from "../../src/mocks/RoundFeed.sol";
import {RiskEngineTest} from "./RiskEngineTest.sol";

contract GovernanceTest is RiskEngineTest {
    address private other = makeAddr("other asset");

    function test_list_stores_what_it_was_given() external view {
        assertEq(abi.encode(engine.parameters(asset)), abi.encode(rules()), "rules");
        assertEq(abi.encode(engine.liquidity(asset)), abi.encode(report()), "report");
        IRiskEngine.Feed memory source = engine.feedOf(asset);
        assertEq(source.feed, address(feed), "feed");
        assertEq(source.decimals, 8, "decimals");
        assertEq(source.interval, INTERVAL, "interval");
        assertTrue(source.history, "history");
        assertTrue(engine.assetRisk(asset).listed, "listed");
    }

    function test_list_emits_what_it_stored() external {
        IRiskEngine.Parameters memory none;
        vm.expectEmit(address(engine));
        emit IRiskEngine.ListingChanged(other, true);
        vm.expectEmit(address(engine));
        emit IRiskEngine.FeedChanged(other, address(0), address(feed), 8, INTERVAL, false);
        vm.expectEmit(address(engine));
        emit IRiskEngine.ParametersChanged(other, none, rules());
        list(other, address(feed), false);
    }

    function test_list_rejects_strangers() external {
        vm.expectRevert(abi.encodeWithSelector(IRiskEngine.NotOwner.selector, stranger));
        vm.prank(stranger);
        engine.list(other, address(feed), INTERVAL, true, FIRST_SIGMA, rules(), report());
    }

    function test_list_rejects_the_zero_asset_and_feed() external {
        vm.startPrank(owner);
        vm.expectRevert(IRiskEngine.ZeroAddress.selector);
        engine.list(address(0), address(feed), INTERVAL, true, FIRST_SIGMA, rules(), report());
        vm.expectRevert(IRiskEngine.ZeroAddress.selector);
        engine.list(other, address(0), INTERVAL, true, FIRST_SIGMA, rules(), report());
    }

    function test_list_rejects_an_asset_twice() external {
        vm.expectRevert(abi.encodeWithSelector(IRiskEngine.AlreadyListed.selector, asset));
        vm.prank(owner);
        engine.list(asset, address(feed), INTERVAL, true, FIRST_SIGMA, rules(), report());
    }

    function test_list_rejects_a_slot_length_out_of_bounds() external {
        vm.expectRevert(abi.encodeWithSelector(IRiskEngine.ParameterOutOfBounds.selector, 32, 299, 300, 43_200));
        vm.prank(owner);
        engine.list(other, address(feed), 299, true, FIRST_SIGMA, rules(), report());
    }

    function test_list_rejects_a_first_volatility_out_of_bounds() external {
        vm.expectRevert(abi.encodeWithSelector(IRiskEngine.ParameterOutOfBounds.selector, 33, 0, 1, 100_000));
        vm.prank(owner);
        engine.list(other, address(feed), INTERVAL, true, 0, rules(), report());
    }

    function test_list_rejects_rules_out_of_bounds() external {
        IRiskEngine.Parameters memory wrong = rules();
        wrong.tailMultiplier = 9_999;
        vm.expectRevert(abi.encodeWithSelector(IRiskEngine.ParameterOutOfBounds.selector, 1, 9_999, 10_000, 30_000));
        vm.prank(owner);
        engine.list(other, address(feed), INTERVAL, true, FIRST_SIGMA, wrong, report());
    }

    function test_list_rejects_a_report_that_lives_too_long() external {
        IRiskEngine.Liquidity memory wrong = report();
        wrong.validUntil = uint64(block.timestamp + 30 days + 1);
        bytes memory expected = abi.encodeWithSelector(
            IRiskEngine.ParameterOutOfBounds.selector, 22, wrong.validUntil, block.timestamp, block.timestamp + 30 days
        );
        vm.expectRevert(expected);
        vm.prank(owner);
        engine.list(other, address(feed), INTERVAL, true, FIRST_SIGMA, rules(), wrong);
    }

    function test_delist_stops_new_borrowing_and_keeps_the_threshold() external {
        uint256 threshold = engine.liquidationThreshold(asset);
        vm.expectEmit(address(engine));
        emit IRiskEngine.ListingChanged(asset, false);
        vm.prank(owner);
        engine.delist(asset);
        assertEq(engine.openingLtv(asset), 0, "opening LTV");
        assertEq(engine.liquidationThreshold(asset), threshold, "threshold");
        assertFalse(engine.assetRisk(asset).listed, "listed");
    }

    function test_delist_rejects_strangers() external {
        vm.expectRevert(abi.encodeWithSelector(IRiskEngine.NotOwner.selector, stranger));
        vm.prank(stranger);
        engine.delist(asset);
    }

    function test_delist_rejects_an_unknown_asset() external {
        vm.expectRevert(abi.encodeWithSelector(IRiskEngine.NotListed.selector, other));
        vm.prank(owner);
        engine.delist(other);
    }

    function test_relist_allows_new_borrowing_again() external {
        uint256 open = engine.openingLtv(asset);
        vm.startPrank(owner);
        engine.delist(asset);
        vm.expectEmit(address(engine));
        emit IRiskEngine.ListingChanged(asset, true);
        engine.relist(asset);
        assertEq(engine.openingLtv(asset), open, "opening LTV");
    }

    function test_relist_rejects_strangers_and_unknown_assets() external {
        vm.expectRevert(abi.encodeWithSelector(IRiskEngine.NotOwner.selector, stranger));
        vm.prank(stranger);
        engine.relist(asset);
        vm.expectRevert(abi.encodeWithSelector(IRiskEngine.NotListed.selector, other));
        vm.prank(owner);
        engine.relist(other);
    }

    function test_setFeed_replaces_the_feed_and_keeps_the_volatility() external {
        sampleAt(PRICE * 11 / 10);
        (uint256 fast, uint256 slow, uint256 used) = engine.sigma(asset);
        RoundFeed next = new RoundFeed(18);
        next.push(int256(3_000e18), block.timestamp);
        vm.expectEmit(address(engine));
        emit IRiskEngine.FeedChanged(asset, address(feed), address(next), 18, 600, false);
        vm.prank(owner);
        engine.setFeed(asset, address(next), 600, false);
        (uint256 fastAfter, uint256 slowAfter, uint256 usedAfter) = engine.sigma(asset);
        assertEq(fastAfter, fast, "fast");
        assertEq(slowAfter, slow, "slow");
        assertEq(usedAfter, used, "used");
        assertEq(engine.lastSample(asset).price, 3_000e18, "the new feed's price is where it goes on from");
    }

    function test_setFeed_rejects_strangers() external {
        vm.expectRevert(abi.encodeWithSelector(IRiskEngine.NotOwner.selector, stranger));
        vm.prank(stranger);
        engine.setFeed(asset, address(feed), INTERVAL, true);
    }

    function test_setParameters_replaces_the_rules() external {
        skip(1 days);
        IRiskEngine.Parameters memory next = rules();
        next.bonus += 250;
        vm.expectEmit(address(engine));
        emit IRiskEngine.ParametersChanged(asset, rules(), next);
        vm.prank(owner);
        engine.setParameters(asset, next);
        assertEq(abi.encode(engine.parameters(asset)), abi.encode(next), "rules");
    }

    function test_setParameters_rejects_strangers() external {
        skip(1 days);
        vm.expectRevert(abi.encodeWithSelector(IRiskEngine.NotOwner.selector, stranger));
        vm.prank(stranger);
        engine.setParameters(asset, rules());
    }

    function test_setParameters_rejects_a_change_too_soon() external {
        skip(1 days - 1);
        vm.expectRevert(abi.encodeWithSelector(IRiskEngine.ChangeTooSoon.selector, asset, START + 1 days));
        vm.prank(owner);
        engine.setParameters(asset, rules());
    }

    function test_setParameters_rejects_a_step_too_large() external {
        skip(1 days);
        IRiskEngine.Parameters memory next = rules();
        next.bonus += 251;
        vm.expectRevert(abi.encodeWithSelector(IRiskEngine.ParameterStepTooLarge.selector, 3, 500, 751, 250));
        vm.prank(owner);
        engine.setParameters(asset, next);
    }

    function test_setLiquidity_replaces_the_report() external {
        IRiskEngine.Liquidity memory next = report();
        next.depth /= 2;
        vm.expectEmit(address(engine));
        emit IRiskEngine.LiquidityChanged(asset, report(), next);
        vm.prank(owner);
        engine.setLiquidity(asset, next);
        assertEq(abi.encode(engine.liquidity(asset)), abi.encode(next), "report");
    }

    function test_setLiquidity_rejects_strangers() external {
        IRiskEngine.Liquidity memory next = report();
        vm.expectRevert(abi.encodeWithSelector(IRiskEngine.NotOwner.selector, stranger));
        vm.prank(stranger);
        engine.setLiquidity(asset, next);
    }

    function test_setLiquidity_rejects_more_than_twice_the_depth() external {
        skip(1 hours);
        IRiskEngine.Liquidity memory next = report();
        next.depth = 2 * next.depth + 1;
        vm.expectRevert(
            abi.encodeWithSelector(
                IRiskEngine.ParameterStepTooLarge.selector, 16, report().depth, next.depth, report().depth
            )
        );
        vm.prank(owner);
        engine.setLiquidity(asset, next);
    }

    function test_setLiquidity_rejects_a_rise_too_soon() external {
        IRiskEngine.Liquidity memory next = report();
        next.depth += 1;
        vm.expectRevert(abi.encodeWithSelector(IRiskEngine.ChangeTooSoon.selector, asset, START + 1 hours));
        vm.prank(owner);
        engine.setLiquidity(asset, next);
    }

    function test_views_reject_an_unknown_asset() external {
        bytes memory expected = abi.encodeWithSelector(IRiskEngine.NotListed.selector, other);
        vm.expectRevert(expected);
        engine.poke(other);
        vm.expectRevert(expected);
        engine.assetRisk(other);
        vm.expectRevert(expected);
        engine.sigma(other);
        vm.expectRevert(expected);
        engine.haircut(other);
        vm.expectRevert(expected);
        engine.liquidationThreshold(other);
        vm.expectRevert(expected);
        engine.openingLtv(other);
        assertEq(engine.feedOf(other).feed, address(0), "no feed");
    }
}
