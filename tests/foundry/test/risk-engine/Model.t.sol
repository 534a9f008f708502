// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IRiskEngine} from "alm-interfaces/IRiskEngine.sol";
import {Normal} from "../../src/model/Normal.sol";
import {RiskModel} from "../../src/model/RiskModel.sol";
import {RiskEngineTest} from "./RiskEngineTest.sol";

/// The WASM against the same rules in plain Solidity.
contract ModelTest is RiskEngineTest {
    /// Served ratios have seven decimals; on the way there two roundings down may add up.
    uint256 private constant RATIO_UNIT = 1e11;

    function test_normal_model_knows_the_tables() external pure {
        assertApproxEqAbs(Normal.tail(0), 0.5e18, 1e4, "median");
        assertApproxEqAbs(Normal.tail(2.326347874040841e18), 0.01e18, 1e4, "1 %");
        assertApproxEqAbs(Normal.cdf(-1.959963984540054e18), 0.025e18, 1e4, "2.5 %");
        assertApproxEqAbs(Normal.tail(8e18), 622, 10, "6.22e-16");
    }

    function testFuzz_poke_equals_the_model(int64[8] calldata moves, uint32[8] calldata waits) external {
        RiskModel.Variances memory expected = RiskModel.constantVariance(uint256(FIRST_SIGMA) * 1e14);
        uint256 price = uint256(PRICE);
        uint256 time = START;
        for (uint256 i; i < moves.length; ++i) {
            skip(bound(waits[i], INTERVAL, 5 days));
            uint256 next = uint256(bound(moves[i], int256(price / 2), int256(2 * price)));
            feed.push(int256(next), block.timestamp);
            assertEq(engine.poke(asset), 1, "sampled");
            expected = RiskModel.step(expected, price, next, block.timestamp - time);
            (price, time) = (next, block.timestamp);
            _compare(expected);
        }
    }

    function testFuzz_haircut_equals_the_model(uint256 seed, int64 move) external {
        IRiskEngine.Parameters memory rules_ = _rules(seed);
        IRiskEngine.Liquidity memory report_ = _report(seed);
        address other = makeAddr("other asset");
        vm.prank(owner);
        engine.list(other, address(feed), INTERVAL, true, FIRST_SIGMA, rules_, report_);
        skip(INTERVAL);
        feed.push(bound(move, PRICE / 3, 3 * PRICE), block.timestamp);
        engine.poke(other);
        uint256 variance = engine.lastSample(other).varianceUsed;
        uint256 expected = RiskModel.haircut(variance, rules_, report_);
        assertApproxEqAbs(engine.haircut(other), expected, 1e9, "haircut");
        uint256 target = engine.assetRisk(other).targetThreshold;
        uint256 wanted = RiskModel.targetThreshold(expected, rules_, report_);
        assertLe(target, wanted + 1e9, "target threshold: rounded against the borrower");
        assertApproxEqAbs(target, wanted, 2 * RATIO_UNIT, "target threshold");
    }

    function _compare(RiskModel.Variances memory expected) private view {
        (uint256 fast, uint256 slow, uint256 used) = engine.sigma(asset);
        assertApproxEqRel(fast, RiskModel.sigma(expected.fast), 1e9, "fast volatility");
        assertApproxEqRel(slow, RiskModel.sigma(expected.slow), 1e9, "slow volatility");
        uint256 floor = uint256(rules().sigmaFloor) * 1e14;
        uint256 held = RiskModel.sigma(expected.used);
        assertApproxEqRel(used, held > floor ? held : floor, 1e9, "used volatility");
        assertApproxEqAbs(
            engine.haircut(asset),
            RiskModel.haircut(expected.used, engine.parameters(asset), engine.liquidity(asset)),
            1e9,
            "haircut"
        );
    }

    function _rules(uint256 seed) private pure returns (IRiskEngine.Parameters memory chosen) {
        chosen = rules();
        chosen.quantile = uint16(_pick(seed, 0, 12_815, 40_000));
        chosen.tailMultiplier = uint16(_pick(seed, 1, 10_000, 30_000));
        chosen.sigmaFloor = uint16(_pick(seed, 2, 1, 20_000));
        chosen.bonus = uint16(_pick(seed, 3, 0, 2_000));
        chosen.lossBudget = uint16(_pick(seed, 4, 10, 50_000));
    }

    function _report(uint256 seed) private view returns (IRiskEngine.Liquidity memory chosen) {
        chosen = report();
        chosen.depth = uint64(_pick(seed, 5, 1_000_000, 50_000_000));
        chosen.exposure = uint64(_pick(seed, 6, 1_000_000, 50_000_000));
        chosen.slippage = uint16(_pick(seed, 7, 1, 500));
        chosen.halfSpread = uint16(_pick(seed, 8, 0, 200));
        chosen.latency = uint32(_pick(seed, 9, 60, 1 days));
        chosen.refill = uint32(_pick(seed, 10, 0, 1 days));
    }

    function _pick(uint256 seed, uint256 index, uint256 min, uint256 max) private pure returns (uint256) {
        return min + uint256(keccak256(abi.encode(seed, index))) % (max - min + 1);
    }
}
