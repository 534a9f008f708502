// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICovariance} from "alm-interfaces/ICovariance.sol";
import {IRiskEngine} from "alm-interfaces/IRiskEngine.sol";
import {IRiskMonitor} from "alm-interfaces/IRiskMonitor.sol";
import {RoundFeed} from "../../src/mocks/RoundFeed.sol";
import {StubDesk} from "../../src/mocks/StubDesk.sol";
import {StubPool} from "../../src/mocks/StubPool.sol";
import {StylusTest} from "../../src/stylus/StylusTest.sol";

/// @title A monitor over the engine and the matrix that ship, a pool and a desk under the test's control
abstract contract RiskMonitorTest is StylusTest {
    uint256 internal constant START = 1_700_006_400; // a whole hour
    uint32 internal constant INTERVAL = 3_600;
    uint256 internal constant WAD = 1e18;
    uint256 internal constant ONE = 10_000_000;
    int256 internal constant PRICE = 2_000e8;

    IRiskEngine internal engine;
    ICovariance internal matrix;
    IRiskMonitor internal monitor;
    StubPool internal pool;
    StubDesk internal desk;
    RoundFeed internal feed;
    address internal owner = makeAddr("owner");
    address internal stranger = makeAddr("stranger");
    address internal asset = makeAddr("asset");
    address internal other = makeAddr("other asset");

    function setUp() public virtual {
        vm.warp(START);
        engine = IRiskEngine(deployStylus("risk-engine", abi.encode(owner)));
        matrix = ICovariance(deployStylus("covariance", abi.encode(owner, address(engine), INTERVAL)));
        monitor = IRiskMonitor(deployStylus("risk-monitor", abi.encode(owner)));
        pool = new StubPool();
        desk = new StubDesk(address(monitor));
        feed = new RoundFeed(8);
        feed.push(PRICE, START);
        pool.setShares(1_000_000e18, 20_000e18);
        pool.setBook(500_000e6, 500_000e6, 0);
        vm.startPrank(owner);
        list(asset);
        list(other);
        matrix.join(asset);
        matrix.join(other);
        monitor.setSources(sourcesOf());
        monitor.follow(asset);
        monitor.follow(other);
        vm.stopPrank();
    }

    function sourcesOf() internal view returns (IRiskMonitor.Sources memory) {
        return IRiskMonitor.Sources({
            engine: address(engine),
            matrix: address(matrix),
            desk: address(desk),
            sheet: address(pool),
            vault: address(pool),
            token: address(0x70CE)
        });
    }

    function list(address asset_) private {
        IRiskEngine.Parameters memory rules = IRiskEngine.Parameters({
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
        engine.list(asset_, address(feed), INTERVAL, true, 8_000, rules, report(10_000_000));
    }

    function report(uint64 depth) internal view returns (IRiskEngine.Liquidity memory) {
        return IRiskEngine.Liquidity({
            depth: depth,
            exposure: 5_000_000,
            slippage: 200,
            halfSpread: 5,
            latency: 1_200,
            refill: 3_600,
            validUntil: uint64(block.timestamp + 20 days)
        });
    }

    /// One more hour, evaluated; so much of the deposits has left since the last.
    function hour(uint256 leftPerMille) internal returns (uint8) {
        skip(1 hours);
        uint256 supply = pool.totalSupply();
        pool.setShares(supply - supply * leftPerMille / 1_000, pool.topHolding());
        return monitor.evaluate();
    }
}
