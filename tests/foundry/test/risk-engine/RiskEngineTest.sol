// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IRiskEngine} from "alm-interfaces/IRiskEngine.sol";
import {RoundFeed} from "../../src/mocks/RoundFeed.sol";
import {StylusTest} from "../../src/stylus/StylusTest.sol";

/// @title A risk engine with one listed asset, and its owner
abstract contract RiskEngineTest is StylusTest {
    uint256 internal constant START = 1_700_006_400; // a whole hour
    uint32 internal constant INTERVAL = 3_600;
    uint32 internal constant FIRST_SIGMA = 8_000;
    int256 internal constant PRICE = 2_000e8;
    uint256 internal constant WAD = 1e18;

    IRiskEngine internal engine;
    RoundFeed internal feed;
    address internal owner = makeAddr("owner");
    address internal stranger = makeAddr("stranger");
    address internal asset = makeAddr("asset");

    function setUp() public virtual {
        vm.warp(START);
        engine = IRiskEngine(deployStylus("risk-engine", abi.encode(owner)));
        feed = new RoundFeed(8);
        feed.push(PRICE, START);
        list(asset, address(feed), true);
    }

    function list(address asset_, address feed_, bool history) internal {
        vm.prank(owner);
        engine.list(asset_, feed_, INTERVAL, history, FIRST_SIGMA, rules(), report());
    }

    /// One more hour, one more round, one more sample.
    function sampleAt(int256 price) internal {
        skip(INTERVAL);
        feed.push(price, block.timestamp);
        assertEq(engine.poke(asset), 1, "a new slot is sampled");
    }

    /// INV-RISK-02: an attacker's figure is not below an honest one. Nor is it higher by more than what every store
    /// rounds up: whoever pokes more often stores more often.
    function assertNotBelow(uint256 attacked, uint256 honest) internal pure {
        assertGe(attacked, honest, "INV-RISK-02");
        assertApproxEqRel(attacked, honest, 1e9, "INV-RISK-02");
    }

    function rules() internal pure returns (IRiskEngine.Parameters memory) {
        return IRiskEngine.Parameters({
            quantile: 23_263,
            tailMultiplier: 12_000,
            sigmaFloor: 2_000,
            bonus: 500,
            margin: 500,
            thresholdFloor: 3_000,
            thresholdCap: 9_000,
            openingFloor: 2_000,
            tightenPerDay: 500,
            loosenPerDay: 100,
            hysteresis: 50,
            lossBudget: 1_000
        });
    }

    function report() internal view returns (IRiskEngine.Liquidity memory) {
        return IRiskEngine.Liquidity({
            depth: 10_000_000,
            exposure: 5_000_000,
            slippage: 200,
            halfSpread: 5,
            latency: 1_200,
            refill: 3_600,
            validUntil: uint64(block.timestamp + 20 days)
        });
    }
}
