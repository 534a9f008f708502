// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IRiskMonitor} from "alm-interfaces/IRiskMonitor.sol";
import {RiskMonitorTest} from "./RiskMonitorTest.sol";

/// Where loans stand, and what a fall of the price would set off.
contract HistogramTest is RiskMonitorTest {
    /// Collateral in all cells of loans owing between e^4 and e^8 of a token's price: 55 to 2980.
    function counted() private view returns (uint256 sum) {
        for (uint16 first = 4_600; first < 5_000; first += 16) {
            uint256[16] memory cells = monitor.histogram(asset, first);
            for (uint256 i = 0; i < 16; ++i) {
                if (first + i < 5_000) sum += cells[i];
            }
        }
    }

    function record(address account, uint256 collateral, uint256 price) private {
        vm.prank(address(desk));
        monitor.record(asset, account, collateral, collateral * price / WAD);
    }

    function test_a_loan_stands_in_one_cell_and_moves() external {
        record(stranger, 3e18, 1_000e18);
        assertEq(counted(), 3e6);
        // ln 1000 = 6.9078: cell 4890.
        assertEq(monitor.histogram(asset, 4_890)[0], 3e6);
        record(stranger, 5e18, 1_500e18);
        assertEq(monitor.histogram(asset, 4_890)[0], 0);
        // ln 1500 = 7.3132.
        assertEq(monitor.histogram(asset, 4_931)[0], 5e6);
        assertEq(counted(), 5e6);
        record(stranger, 5e18, 0);
        assertEq(counted(), 0, "no debt, nothing to liquidate");
    }

    /// The price of a token's debt at which the desk's terms make a loan due, at a price of 2,000.
    function terms() private returns (uint256 brink) {
        monitor.pushTerms(asset);
        return uint256(desk.collateralTerms(asset).thresholdNow) * 2_000e11;
    }

    function test_without_terms_there_is_no_gain() external {
        record(stranger, 1_000e18, 1_500e18);
        assertEq(monitor.measure(asset), 0);
        terms();
        assertGt(monitor.measure(asset), 0);
    }

    function test_the_gain_is_of_the_fullest_five_cells() external {
        uint256 brink = terms();
        assertEq(monitor.measure(asset), 0);
        record(stranger, 1_000e18, brink * 95 / 100);
        uint256 one = monitor.measure(asset);
        assertGt(one, 0);
        record(owner, 3_000e18, brink * 85 / 100);
        uint256 three = monitor.measure(asset);
        assertApproxEqAbs(three, 3 * one, 3 + three / 50, "three times as much at a lower price");
        // Loans a fall meets one after the other add up, wherever in the five cells they stand.
        record(owner, 3_000e18, brink * 92 / 100);
        assertApproxEqAbs(monitor.measure(asset), 4 * one, 4 + three / 50, "neighbours");
        // Above the price, or two thirds below it, nothing is set off.
        record(owner, 3_000e18, brink * 110 / 100);
        assertEq(monitor.measure(asset), one);
        record(owner, 3_000e18, brink / 2);
        assertEq(monitor.measure(asset), one);
        // A market twice as deep feels half.
        skip(1 hours);
        vm.prank(owner);
        engine.setLiquidity(asset, report(20_000_000));
        assertApproxEqAbs(monitor.measure(asset), one / 2, 2 + one / 20);
    }

    function test_the_gain_is_measured_where_loans_are() external {
        uint256 brink = terms();
        record(stranger, 1_000e18, brink * 99 / 100);
        uint256 before = monitor.measure(asset);
        assertGt(before, 0);
        uint256 threshold = engine.liquidationThreshold(asset);
        // A shock that passes: the engine's threshold comes down, the desk's waits for somebody to push it.
        for (uint256 i = 0; i < 24; ++i) {
            skip(INTERVAL);
            feed.push(i == 0 ? PRICE * 80 / 100 : PRICE, block.timestamp);
            engine.poke(asset);
        }
        assertLt(engine.liquidationThreshold(asset), threshold * 97 / 100);
        assertEq(monitor.measure(asset), before, "loans are where the desk has them");
    }

    /// The histogram is the sum of the loans, whatever was recorded before.
    function testFuzz_the_histogram_is_the_sum(uint8[20] memory who, uint64[20] memory units, uint16[20] memory prices)
        external
    {
        uint256[4] memory held;
        for (uint256 i = 0; i < 20; ++i) {
            uint256 account = who[i] % 4;
            uint256 price = 60e18 + uint256(prices[i]) % 2_000 * 1e18;
            uint256 collateral = uint256(units[i]) % 1e9 * 1e12;
            record(address(uint160(0xACC0 + account)), collateral, price);
            held[account] = collateral / 1e12;
        }
        assertEq(counted(), held[0] + held[1] + held[2] + held[3], "INV-RISK-02 the histogram lost a loan");
    }
}
