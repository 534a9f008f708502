// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IRateModel} from "alm-interfaces/IRateModel.sol";
import {RateModelTest} from "./RateModelTest.sol";

contract CurveTest is RateModelTest {
    function test_curve_is_the_settled_rate_and_its_spreads() external view {
        (uint256[6] memory low, uint256[6] memory high) = model.curve(book);
        int16[6] memory added = spreads();
        for (uint256 node; node < 6; ++node) {
            uint256 want = uint256(int256(uint256(LEVEL)) + int256(added[node]) * 1e14);
            assertEq(low[node], want, "low");
            assertEq(high[node], want, "high");
        }
    }

    function test_curve_never_implies_a_negative_forward_rate() external {
        address steep = makeAddr("steep token");
        vm.prank(owner);
        model.list(steep, sheet, 0.001e18, TARGET, [int16(2_000), 0, 0, -2_000, 0, -2_000]);
        uint256 last = WAD;
        for (uint256 day; day < 800; day += 5) {
            (uint256 low, uint256 high) = model.discountFactors(steep, uint64(day * 1 days));
            assertLe(low, high, "enclosed");
            assertLe(high, last, "never rises");
            last = high;
        }
    }

    function test_discountFactors_at_nodes_and_between() external view {
        (uint256 low, uint256 high) = model.discountFactors(book, 364 days);
        // e^(-0.05 * 364 / 365) = 0.951359738826765534...
        assertApproxEqAbs(low, 0.951359738826765534e18, 3, "low");
        assertLe(high - low, 4, "a settled rate has one curve");
        (low, high) = model.discountFactors(book, 0);
        assertEq(low, WAD, "today");
        assertEq(high, WAD, "today");
    }

    function test_views_reject_an_unknown_book() external {
        bytes memory unknown = abi.encodeWithSelector(IRateModel.NotListed.selector, stranger);
        vm.expectRevert(unknown);
        model.curve(stranger);
        vm.expectRevert(unknown);
        model.laggedRate(stranger);
        vm.expectRevert(unknown);
        model.floatingRate(stranger);
        vm.expectRevert(unknown);
        model.discountFactors(stranger, 1);
        vm.expectRevert(unknown);
        model.rates(stranger);
        vm.expectRevert(unknown);
        model.spreads(stranger);
    }
}
