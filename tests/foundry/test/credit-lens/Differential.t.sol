// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICreditLens} from "alm-interfaces/ICreditLens.sol";
import {CreditYardstick} from "../../src/yardstick/CreditYardstick.sol";
import {StylusTest} from "../../src/stylus/StylusTest.sol";

/// @title The credit lens and the yardstick on random loans, puts and markets
/// @notice 256 runs of 40 of each: 10,240. Both failing counts as agreement.
contract CreditDifferentialTest is StylusTest {
    uint256 private constant CASES = 40;

    ICreditLens private lens;
    CreditYardstick private yardstick;

    function setUp() public {
        lens = ICreditLens(deployStylus("credit-lens", ""));
        yardstick = new CreditYardstick();
    }

    function testFuzz_losses_agree(uint256 seed) public view {
        for (uint256 i; i < CASES; ++i) {
            _loss(uint256(keccak256(abi.encode(seed, i))));
        }
    }

    /// Within 1e-12: the yardstick's normal distribution has fifteen digits.
    function _loss(uint256 seed) private view {
        uint128 value = uint128(1e18 + uint256(uint64(seed)) * 1e6);
        uint128 debt = uint128(uint256(value) * (30 + seed / 2 ** 64 % 90) / 100);
        if (seed % 64 == 0) debt = 0;
        uint64 sigma = uint64(0.1e18 + seed / 2 ** 80 % 2e18);
        int64 drift = int64(int256(seed / 2 ** 144 % 0.1e18)) - 0.05e18;
        uint32 horizon = uint32(1 hours + seed / 2 ** 200 % 30 days);
        try yardstick.lossOf(value, debt, 0.05e18, sigma, drift, horizon) returns (ICreditLens.Loss memory want) {
            ICreditLens.Loss memory have = lens.lossOf(value, debt, 0.05e18, sigma, drift, horizon);
            assertApproxEqAbs(have.probability, want.probability, 1e6, "probability");
            assertApproxEqAbs(have.expected, want.expected, debt / 1e12 + 10, "loss");
            assertApproxEqAbs(have.firstPassage, want.firstPassage, 1e6, "first passage");
        } catch {
            // Nothing is owed: the yardstick has no answer, the lens that nothing is lost.
            ICreditLens.Loss memory have = lens.lossOf(value, debt, 0.05e18, sigma, drift, horizon);
            assertEq(have.probability + have.expected + debt, 0, "only the yardstick fails");
        }
    }

    function testFuzz_puts_agree(uint256 seed) public view {
        for (uint256 i; i < CASES; ++i) {
            _put(uint256(keccak256(abi.encode(seed, i))));
        }
    }

    function _put(uint256 seed) private view {
        uint128 spot = uint128(1e18 + uint256(uint64(seed)) * 100);
        uint128 strike = seed % 64 == 0 ? 0 : uint128(uint256(spot) * (30 + seed / 2 ** 64 % 150) / 100);
        uint64 sigma = uint64(0.05e18 + seed / 2 ** 80 % 2e18);
        int64 rate = int64(int256(seed / 2 ** 144 % 0.3e18)) - 0.05e18;
        uint128 time = uint128(1e24 + seed / 2 ** 190 % 2e27);
        try lens.putOf(spot, strike, sigma, rate, 0.01e18, time) returns (ICreditLens.Greeks memory have) {
            ICreditLens.Greeks memory want = yardstick.putOf(spot, strike, sigma, rate, 0.01e18, time);
            uint256 bound = uint256(spot > strike ? spot : strike) / 1e12 + 10;
            assertApproxEqAbs(have.value, want.value, bound, "value");
            assertApproxEqAbs(have.delta, want.delta, 1e6, "delta");
            assertApproxEqAbs(have.vega, want.vega, bound, "vega");
            assertApproxEqAbs(have.theta, want.theta, 100 * bound, "theta");
            assertApproxEqAbs(have.inTheMoney, want.inTheMoney, 1e6, "in the money");
        } catch {
            try yardstick.putOf(spot, strike, sigma, rate, 0.01e18, time) {
                assertTrue(false, "only the lens fails");
            } catch {}
        }
    }

    function testFuzz_cascades_agree(uint256 seed) public view {
        for (uint256 i; i < CASES; ++i) {
            _cascade(uint256(keccak256(abi.encode(seed, i))));
        }
    }

    function _cascade(uint256 seed) private view {
        ICreditLens.Market memory market = ICreditLens.Market({
            price: 2_000e18,
            shock: uint64(seed % 0.6e18),
            depth: uint128(1e21 + seed / 2 ** 64 % 1e23),
            impact: uint8(seed / 2 ** 160 % 3),
            threshold: 0.8e18,
            bonus: 0.05e18,
            closeFactor: seed / 2 ** 170 % 2 == 0 ? 0.5e18 : 1e18
        });
        ICreditLens.Position[] memory positions = new ICreditLens.Position[](seed / 2 ** 180 % 12);
        for (uint256 i; i < positions.length; ++i) {
            uint256 roll = uint256(keccak256(abi.encode(seed, i)));
            positions[i].collateral = uint128(roll % 1e21);
            positions[i].debt = uint128(roll % 1e21 * (500 + roll / 2 ** 128 % 1_100));
        }
        ICreditLens.Cascade memory have = lens.cascadeOf(market, 64, positions);
        ICreditLens.Cascade memory want = yardstick.cascadeOf(market, 64, positions);
        assertEq(have.price, want.price, "shocked price");
        _clearings(have.least, want.least);
        _clearings(have.greatest, want.greatest);
    }

    /// Within 1e-12: the exponential impact is rounded by two libraries.
    function _clearings(ICreditLens.Clearing memory have, ICreditLens.Clearing memory want) private pure {
        assertApproxEqAbs(have.sold, want.sold, want.sold / 1e12 + 1e3, "sold");
        assertApproxEqAbs(have.price, want.price, want.price / 1e12 + 1e3, "price");
        assertApproxEqAbs(have.badDebt, want.badDebt, want.badDebt / 1e12 + 1e9, "bad debt");
        assertEq(have.liquidated, want.liquidated, "liquidated");
    }
}
