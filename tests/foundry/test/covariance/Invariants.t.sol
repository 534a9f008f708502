// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICovariance} from "alm-interfaces/ICovariance.sol";
import {IRiskEngine} from "alm-interfaces/IRiskEngine.sol";
import {RoundFeed} from "../../src/mocks/RoundFeed.sol";
import {CovarianceTest} from "./CovarianceTest.sol";

/// Pushes prices, pokes and samples at any time and in any order; a second matrix is sampled only by the test.
contract MatrixHandler is CovarianceTest {
    function setUp() public override {}

    constructor(ICovariance matrix_, IRiskEngine engine_, RoundFeed[MEMBERS] memory feeds_, address[] memory assets_) {
        (matrix, engine, feeds, assets) = (matrix_, engine_, feeds_, assets_);
    }

    function pushOne(uint256 place, int256 price, uint256 wait) external {
        skip(bound(wait, 1, 5_000));
        place = bound(place, 0, MEMBERS - 1);
        feeds[place].push(bound(price, 1_000e8, 4_000e8), block.timestamp);
    }

    function pokeOne(uint256 place) external {
        engine.poke(assets[bound(place, 0, MEMBERS - 1)]);
    }

    function pushAll(uint256 seed) external {
        push(pricesOf(seed));
    }

    function sampleSome(uint16 places) external {
        matrix.sample(places);
    }

    function sampleEverything() external {
        matrix.sampleAll();
    }
}

/// What must hold after every call and after any jump in time.
contract InvariantsTest is CovarianceTest {
    MatrixHandler private handler;

    function setUp() public override {
        super.setUp();
        handler = new MatrixHandler(matrix, engine, feeds, assets);
        targetContract(address(handler));
        bytes4[] memory selectors = new bytes4[](5);
        selectors[0] = MatrixHandler.pushOne.selector;
        selectors[1] = MatrixHandler.pokeOne.selector;
        selectors[2] = MatrixHandler.pushAll.selector;
        selectors[3] = MatrixHandler.sampleSome.selector;
        selectors[4] = MatrixHandler.sampleEverything.selector;
        targetSelector(FuzzSelector({addr: address(handler), selectors: selectors}));
    }

    function invariant_covariance() external {
        uint256 credit = matrix.groupCredit(0x3210);
        assertLe(credit, WAD / 4, "INV-RISK-01");
        for (uint8 high = 1; high < MEMBERS; ++high) {
            for (uint8 low = 0; low < high; ++low) {
                (int256 measured, uint8 samples, uint256 believed) = matrix.correlation(low, high);
                assertLe(measured, int256(WAD), "INV-RISK-01");
                assertGe(measured, -int256(WAD), "INV-RISK-01");
                assertGe(believed, WAD / 2, "INV-RISK-01");
                assertLe(believed, WAD, "INV-RISK-01");
                assertGe(int256(believed), measured, "INV-RISK-01");
                if (samples < 30) assertEq(believed, WAD, "INV-RISK-01");
            }
        }
        for (uint8 place = 0; place < MEMBERS; ++place) {
            ICovariance.Member memory member = matrix.memberAt(place);
            IRiskEngine.Sample memory sample = engine.lastSample(assets[place]);
            assertLe(uint256(member.slot) * INTERVAL, sample.updatedAt, "INV-RISK-02");
            if (uint256(member.slot) == sample.updatedAt / INTERVAL) {
                assertEq(member.price, sample.price, "INV-RISK-02");
            }
        }
    }
}
