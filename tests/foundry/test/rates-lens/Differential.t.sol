// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IRatesLens} from "alm-interfaces/IRatesLens.sol";
import {RatesYardstick} from "../../src/yardstick/RatesYardstick.sol";
import {StylusTest} from "../../src/stylus/StylusTest.sol";

/// @title The lens and the yardstick on random books
/// @notice 256 runs of 20 ladders and 20 sets of buckets each: 10,240 books. Both failing counts as agreement.
contract RatesDifferentialTest is StylusTest {
    uint256 private constant BOOKS = 20;
    uint256 private constant WEEK = 604_800;

    IRatesLens private lens;
    RatesYardstick private yardstick;

    function setUp() public {
        lens = IRatesLens(deployStylus("rates-lens", ""));
        yardstick = new RatesYardstick();
    }

    function testFuzz_valuations_agree(uint256 seed) public view {
        for (uint256 i; i < BOOKS; ++i) {
            _valuation(uint256(keccak256(abi.encode(seed, i))));
        }
    }

    function testFuzz_shocks_agree(uint256 seed) public view {
        for (uint256 i; i < BOOKS; ++i) {
            _shocks(uint256(keccak256(abi.encode(seed, i))));
        }
    }

    function _valuation(uint256 seed) private view {
        (uint256[] memory dues, uint256 gross) = _dues(seed);
        uint256[] memory nodes = _nodes(seed >> 8);
        try lens.valuationOf(dues, nodes) returns (IRatesLens.Valuation memory have) {
            _close(have, yardstick.valuationOf(dues, nodes), gross);
            _keyRates(dues, nodes, have.dv01, gross);
        } catch {
            try yardstick.valuationOf(dues, nodes) {
                assertTrue(false, "only the lens fails");
            } catch {}
        }
    }

    function _close(IRatesLens.Valuation memory have, IRatesLens.Valuation memory want, uint256 gross) private pure {
        // A factor of the yardstick is within two units of 1e-18, and its exponent's rounding within one.
        uint256 bound = gross / 2e17 + 2;
        assertApproxEqAbs(have.assets, want.assets, bound, "assets");
        assertApproxEqAbs(have.liabilities, want.liabilities, bound, "liabilities");
        _near(have.assetDuration, want.assetDuration, have.assets, gross);
        _near(have.liabilityDuration, want.liabilityDuration, have.liabilities, gross);
        _near(have.assetConvexity, want.assetConvexity, have.assets, gross);
        _near(have.liabilityConvexity, want.liabilityConvexity, have.liabilities, gross);
        assertApproxEqAbs(have.dv01, want.dv01, bound, "dv01");
        assertApproxEqAbs(have.convexity, want.convexity, 5 * bound, "convexity");
    }

    /// Durations and convexities, up to what a value off by a part of the gross amount moves them by.
    function _near(uint256 have, uint256 want, uint256 value, uint256 gross) private pure {
        if (value < 1e6) return;
        assertApproxEqAbs(have, want, 1e3 + 100 * (gross / value + 1), "duration or convexity");
    }

    function _keyRates(uint256[] memory dues, uint256[] memory nodes, int256 dv01, uint256 gross) private view {
        uint256[] memory knots = new uint256[](6);
        (knots[0], knots[1], knots[2]) = (1 days, 7 days, 30 days);
        (knots[3], knots[4], knots[5]) = (90 days, 180 days, 365 days);
        int256[] memory have = lens.keyRatesOf(dues, nodes, knots);
        int256[] memory want = yardstick.keyRatesOf(dues, nodes, knots);
        int256 sum;
        for (uint256 i; i < 6; ++i) {
            assertApproxEqAbs(have[i], want[i], gross / 2e17 + 2, "key rate");
            sum += have[i];
        }
        assertEq(sum, dv01, "key rates add up, to the unit");
    }

    /// None to 104 weeks, now and then too many; amounts of 20 to 90 bits.
    function _dues(uint256 seed) private pure returns (uint256[] memory dues, uint256 gross) {
        uint256 count = seed % 16 == 0 ? 120 + seed / 16 % 20 : seed / 16 % 105;
        uint256 bits = 20 + seed / 2_048 % 71;
        uint256 first = seed % WEEK;
        dues = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            uint256 roll = uint256(keccak256(abi.encode(seed, "due", i)));
            uint256 assets = roll % 4 == 0 ? 0 : (roll >> 16) % 2 ** bits;
            uint256 liabilities = roll % 4 == 1 ? 0 : (roll >> 128) % 2 ** bits;
            dues[i] = (first + i * WEEK) << 192 | assets << 96 | liabilities;
            gross += assets + liabilities;
        }
    }

    /// The pool's tenors, or fewer; rates up to 40 %, now and then negative or of a thousand per cent.
    function _nodes(uint256 seed) private pure returns (uint256[] memory nodes) {
        uint24[6] memory tenors = [uint24(7), 30, 91, 182, 364, 728];
        nodes = new uint256[](seed % 7);
        for (uint256 i; i < nodes.length; ++i) {
            int256 rate = int256(uint256(keccak256(abi.encode(seed, "node", i))) % 0.4e18);
            if (seed % 16 == 3) rate = -rate / 10;
            if (seed % 16 == 5) rate *= 20;
            nodes[i] = (uint256(tenors[i]) * 1 days) << 64 | uint64(int64(rate));
        }
    }

    function _shocks(uint256 seed) private view {
        (int128[19] memory net, int64[19] memory rates, uint256 gross) = _exposure(seed);
        uint16[3] memory sizes = [uint16(seed >> 16) % 600, uint16(seed >> 32) % 600, uint16(seed >> 48) % 600];
        int64 floor = seed % 2 == 0 ? type(int64).min : int64(int256((seed >> 64) % 0.03e18) - 0.02e18);
        // The yardstick's exponents are off by 1e-18 times 25 years; factors of negative rates are above one.
        _agree(lens.shocksOf(net, rates, sizes, floor), yardstick.shocksOf(net, rates, sizes, floor), gross / 1e16 + 2);
    }

    function _agree(IRatesLens.Shocks memory have, IRatesLens.Shocks memory want, uint256 bound) private pure {
        assertApproxEqAbs(have.value, want.value, bound, "value");
        for (uint256 i; i < 6; ++i) {
            assertApproxEqAbs(have.losses[i], want.losses[i], bound, "loss");
        }
        assertApproxEqAbs(have.measure, want.measure, bound, "measure");
        assertApproxEqAbs(have.incomeUp, want.incomeUp, bound, "income up");
        assertApproxEqAbs(have.incomeDown, want.incomeDown, bound, "income down");
    }

    function _exposure(uint256 seed)
        private
        pure
        returns (int128[19] memory net, int64[19] memory rates, uint256 gross)
    {
        uint256 bits = 20 + seed % 71;
        for (uint256 k; k < 19; ++k) {
            uint256 roll = uint256(keccak256(abi.encode(seed, "bucket", k)));
            if (roll % 3 == 0) continue;
            int256 amount = int256((roll >> 8) % 2 ** bits);
            net[k] = int128(roll % 3 == 1 ? amount : -amount);
            rates[k] = int64(int256((roll >> 128) % 0.4e18) - 0.02e18);
            gross += uint256(amount);
        }
    }
}
