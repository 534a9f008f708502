// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICovariance} from "alm-interfaces/ICovariance.sol";
import {CovarianceTest} from "./CovarianceTest.sol";

/// Sampling over the engine that ships.
contract MatrixTest is CovarianceTest {
    function test_a_slot_is_sampled_once() external {
        push(pricesOf(1));
        assertEq(matrix.sampleAll(), MEMBERS, "all members");
        assertEq(matrix.sampleAll(), 0, "INV-RISK-02");
        // A later round of the same slot changes nothing.
        skip(600);
        feeds[0].push(3_000e8, block.timestamp);
        engine.poke(assets[0]);
        assertEq(matrix.sampleAll(), 0, "INV-RISK-02");
    }

    function test_assets_that_move_as_one_count_as_one() external {
        for (uint256 hour = 1; hour <= 40; ++hour) {
            int256[MEMBERS] memory prices = pricesOf(hour);
            prices[1] = prices[0];
            push(prices);
            matrix.sampleAll();
        }
        (int256 measured, uint8 samples, uint256 believed) = matrix.correlation(0, 1);
        assertEq(measured, int256(WAD), "one asset");
        assertEq(samples, 40);
        assertEq(believed, WAD);
        (measured,,) = matrix.correlation(0, 2);
        assertLt(measured, int256(WAD), "two assets");
    }

    function test_opposite_assets_are_believed_at_the_floor() external {
        for (uint256 hour = 1; hour <= 100; ++hour) {
            int256[MEMBERS] memory prices = pricesOf(hour);
            prices[1] = PRICE * PRICE / prices[0];
            push(prices);
            matrix.sampleAll();
        }
        // The engine's fast volatility is close to its slow one, but not the same: no pull here is a matter of luck.
        (int256 measured,, uint256 believed) = matrix.correlation(0, 1);
        assertLt(measured, 0.2e18, "they move apart");
        assertGe(believed, 0.5e18, "INV-RISK-01");
    }

    function test_a_stale_asset_counts_as_all_others() external {
        for (uint256 hour = 1; hour <= 40; ++hour) {
            push(pricesOf(hour));
            matrix.sampleAll();
        }
        skip(3 days + 2 hours);
        (,, uint256 believed) = matrix.correlation(0, 1);
        assertEq(believed, WAD, "INV-RISK-02");
        assertEq(matrix.groupCredit(0x3210), 0, "INV-RISK-02");
    }

    function test_an_engine_that_fails_is_told() external {
        vm.etch(address(engine), hex"60006000fd");
        vm.expectRevert(bytes(""));
        matrix.sampleAll();
    }

    function test_strangers_change_nothing() external {
        bytes memory refused = abi.encodeWithSelector(ICovariance.NotOwner.selector, stranger);
        vm.startPrank(stranger);
        vm.expectRevert(refused);
        matrix.join(address(0xBEEF));
        vm.expectRevert(refused);
        matrix.leave(assets[0]);
        vm.expectRevert(refused);
        matrix.setRules(20, 0);
        vm.expectRevert(refused);
        matrix.transferOwnership(stranger);
    }

    /// Whoever calls, for whichever members, how often and in which order: the matrix is the same.
    function testFuzz_calls_do_not_matter(uint256 seed, uint16[12] memory masks) external {
        ICovariance other = deployMatrix();
        for (uint256 place = 0; place < MEMBERS; ++place) {
            join(other, assets[place]);
        }
        for (uint256 hour = 0; hour < 6; ++hour) {
            push(pricesOf(seed ^ hour));
            matrix.sampleAll();
            other.sample(masks[2 * hour]);
            vm.prank(stranger);
            other.sample(masks[2 * hour + 1]);
            other.sampleAll();
        }
        for (uint8 high = 1; high < MEMBERS; ++high) {
            for (uint8 low = 0; low < high; ++low) {
                (int256 measured, uint8 samples,) = matrix.correlation(low, high);
                (int256 split, uint8 counted,) = other.correlation(low, high);
                assertEq(split, measured, "INV-RISK-02");
                assertEq(counted, samples, "INV-RISK-02");
            }
        }
        assertSameStorage(other);
    }

    /// A call that runs out of gas leaves nothing behind, and is taken up by calls for some of the members.
    function testFuzz_a_sampling_is_taken_up_where_it_ended(uint256 seed, uint16 mask, uint32 gas_) external {
        ICovariance other = deployMatrix();
        for (uint256 place = 0; place < MEMBERS; ++place) {
            join(other, assets[place]);
        }
        for (uint256 hour = 0; hour < 3; ++hour) {
            push(pricesOf(seed ^ hour));
            uint256 all = matrix.sampleAll();
            bytes memory call = abi.encodeCall(ICovariance.sampleAll, ());
            (bool isDone, bytes memory answer) = address(other).call{gas: bound(gas_, 1_000, 300_000)}(call);
            uint256 taken = isDone ? abi.decode(answer, (uint256)) : 0;
            assertEq(taken, isDone ? all : 0, "all or nothing");
            taken += other.sample(mask);
            taken += other.sample(~mask);
            assertEq(taken, all, "nobody twice, nobody left out");
        }
        assertSameStorage(other);
    }

    /// Configuration, members, samples, pairs.
    function assertSameStorage(ICovariance other) private view {
        for (uint256 slot = 2; slot < 63; ++slot) {
            assertEq(vm.load(address(other), bytes32(slot)), vm.load(address(matrix), bytes32(slot)), "INV-RISK-02");
        }
    }

    /// What is credited is never more than a quarter, nor more for a riskier reading of the matrix.
    function testFuzz_credit_is_bounded(uint256 seed, uint96[4] memory given, uint16 pull) external {
        for (uint256 hour = 0; hour < 22; ++hour) {
            push(pricesOf(seed ^ hour));
            matrix.sampleAll();
        }
        vm.prank(owner);
        matrix.setRules(20, 0);
        uint256[16] memory haircuts;
        uint256 sum;
        uint256 largest;
        for (uint256 place = 0; place < MEMBERS; ++place) {
            haircuts[place] = given[place];
            sum += given[place];
            largest = given[place] > largest ? given[place] : largest;
        }
        uint256 credit = matrix.credit(haircuts);
        uint256 byGroups = matrix.groupCredit(0x3210);
        assertLe(credit, sum / 4, "INV-RISK-01");
        assertLe(credit, sum - largest, "INV-RISK-01");
        assertLe(byGroups * (sum - largest) / WAD, credit + sum / 1e12 + 2, "INV-RISK-01");
        vm.prank(owner);
        matrix.setRules(20, uint16(bound(pull, 0, 10_000)));
        assertLe(matrix.credit(haircuts), credit, "INV-RISK-01");
    }
}
