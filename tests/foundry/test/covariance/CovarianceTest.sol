// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICovariance} from "alm-interfaces/ICovariance.sol";
import {IRiskEngine} from "alm-interfaces/IRiskEngine.sol";
import {RoundFeed} from "../../src/mocks/RoundFeed.sol";
import {StylusTest} from "../../src/stylus/StylusTest.sol";

/// @title A matrix of four assets over the risk engine that ships
abstract contract CovarianceTest is StylusTest {
    uint256 internal constant START = 1_700_006_400; // a whole hour
    uint32 internal constant INTERVAL = 3_600;
    uint256 internal constant WAD = 1e18;
    int256 internal constant PRICE = 2_000e8;
    uint256 internal constant MEMBERS = 4;

    IRiskEngine internal engine;
    ICovariance internal matrix;
    RoundFeed[MEMBERS] internal feeds;
    address[] internal assets;
    address internal owner = makeAddr("owner");
    address internal stranger = makeAddr("stranger");

    function setUp() public virtual {
        vm.warp(START);
        engine = IRiskEngine(deployStylus("risk-engine", abi.encode(owner)));
        matrix = deployMatrix();
        for (uint256 place = 0; place < MEMBERS; ++place) {
            feeds[place] = new RoundFeed(8);
            feeds[place].push(PRICE, START);
            assets.push(address(uint160(0xA000 + place)));
            list(assets[place], feeds[place]);
            join(matrix, assets[place]);
        }
    }

    function deployMatrix() internal returns (ICovariance) {
        return ICovariance(deployStylus("covariance", abi.encode(owner, address(engine), INTERVAL)));
    }

    function join(ICovariance matrix_, address asset) internal {
        vm.prank(owner);
        matrix_.join(asset);
    }

    /// One more hour and one more round of every feed; the engine samples all of them.
    function push(int256[MEMBERS] memory prices) internal {
        skip(INTERVAL);
        for (uint256 place = 0; place < MEMBERS; ++place) {
            feeds[place].push(prices[place], block.timestamp);
        }
        engine.pokeMany(assets);
    }

    /// Prices within five per cent of the first, drawn from a seed.
    function pricesOf(uint256 seed) internal pure returns (int256[MEMBERS] memory prices) {
        for (uint256 place = 0; place < MEMBERS; ++place) {
            uint256 drawn = uint256(keccak256(abi.encode(seed, place))) % 10_001;
            prices[place] = PRICE * (95_000 + int256(drawn)) / 100_000;
        }
    }

    function list(address asset, RoundFeed feed) private {
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
        IRiskEngine.Liquidity memory report = IRiskEngine.Liquidity({
            depth: 10_000_000,
            exposure: 5_000_000,
            slippage: 200,
            halfSpread: 5,
            latency: 1_200,
            refill: 3_600,
            validUntil: uint64(block.timestamp + 20 days)
        });
        vm.prank(owner);
        engine.list(asset, address(feed), INTERVAL, true, 8_000, rules, report);
    }
}
