// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICreditTerms} from "alm-interfaces/ICreditTerms.sol";
import {IRiskEngine} from "alm-interfaces/IRiskEngine.sol";
import {IRiskMonitor} from "alm-interfaces/IRiskMonitor.sol";
import {RoundFeed} from "../../src/mocks/RoundFeed.sol";
import {StubDesk} from "../../src/mocks/StubDesk.sol";
import {StubPool} from "../../src/mocks/StubPool.sol";
import {RiskMonitorTest} from "./RiskMonitorTest.sol";

/// Moves prices, the book and loans, and calls what anybody may call, at any time and in any order.
contract MonitorHandler is RiskMonitorTest {
    uint256 public counted;
    uint8 public farthestStep;
    uint32 public newlyDue;
    mapping(address => uint256) private held;

    function setUp() public override {}

    constructor(
        IRiskMonitor monitor_,
        IRiskEngine engine_,
        RoundFeed feed_,
        StubPool pool_,
        StubDesk desk_,
        address asset_
    ) {
        (monitor, engine, feed, pool, desk, asset) = (monitor_, engine_, feed_, pool_, desk_, asset_);
    }

    function wait(uint256 time) external {
        skip(bound(time, 1, 1 days));
    }

    function push(uint256 permille) external {
        (, int256 price,,,) = feed.latestRoundData();
        int256 next = price * int256(bound(permille, 850, 1_180)) / 1_000;
        feed.push(next < 1e8 ? int256(1e8) : next, block.timestamp);
        engine.poke(asset);
    }

    function moveBook(uint256 cash, uint256 loans, uint256 supply, uint256 top) external {
        supply = bound(supply, 1e18, 1e25);
        pool.setShares(supply, bound(top, 0, supply));
        pool.setBook(bound(cash, 0, 1e15), bound(loans, 0, 1e15), 0);
    }

    function evaluate() external {
        uint8 before = monitor.regime();
        try monitor.evaluate() returns (uint8 now_) {
            uint8 step = now_ > before ? now_ - before : before - now_;
            if (step > farthestStep) farthestStep = step;
        } catch (bytes memory reason) {
            require(bytes4(reason) == IRiskMonitor.TooSoon.selector, "an evaluation failed");
        }
    }

    function pushTerms() external {
        uint32 before = desk.collateralTerms(asset).thresholdNow;
        try monitor.pushTerms(asset) {
            uint32 now_ = desk.collateralTerms(asset).thresholdNow;
            if (before != 0 && now_ < before) newlyDue += 1;
        } catch (bytes memory reason) {
            require(bytes4(reason) == IRiskMonitor.TooSoon.selector, "a bundle was refused");
        }
    }

    function measure() external {
        monitor.measure(asset);
    }

    function record(uint8 who, uint64 units, uint16 price) external {
        address account = address(uint160(0xACC0 + uint256(who) % 8));
        uint256 collateral = uint256(units) % 1e10 * 1e12;
        uint256 debt = collateral * (60 + uint256(price) % 2_800);
        vm.prank(address(desk));
        monitor.record(asset, account, collateral, debt);
        counted = counted + collateral / 1e12 - held[account];
        held[account] = collateral / 1e12;
    }
}

/// What must hold after every call and after any jump in time.
contract InvariantsTest is RiskMonitorTest {
    MonitorHandler private handler;

    function setUp() public override {
        super.setUp();
        handler = new MonitorHandler(monitor, engine, feed, pool, desk, asset);
        targetContract(address(handler));
        bytes4[] memory selectors = new bytes4[](7);
        selectors[0] = MonitorHandler.wait.selector;
        selectors[1] = MonitorHandler.push.selector;
        selectors[2] = MonitorHandler.moveBook.selector;
        selectors[3] = MonitorHandler.evaluate.selector;
        selectors[4] = MonitorHandler.pushTerms.selector;
        selectors[5] = MonitorHandler.measure.selector;
        selectors[6] = MonitorHandler.record.selector;
        targetSelector(FuzzSelector({addr: address(handler), selectors: selectors}));
    }

    function invariant_risk_monitor() external view {
        assertLe(monitor.regime(), 3, "INV-RISK-01");
        assertLe(handler.farthestStep(), 1, "INV-RISK-01");
        assertEq(handler.newlyDue(), 0, "INV-CREDIT-02");
        ICreditTerms.TermsInForce memory terms = desk.collateralTerms(asset);
        if (terms.threshold != 0) {
            assertLt(terms.openLtv, terms.threshold, "INV-RISK-01");
            assertLe(uint256(terms.threshold) * (ONE + terms.bonus), 9_950_000 * ONE, "INV-RISK-01");
        }
        uint256 sum;
        for (uint16 first = 4_600; first < 5_000; first += 16) {
            uint256[16] memory cells = monitor.histogram(asset, first);
            for (uint256 i = 0; i < 16; ++i) {
                sum += cells[i];
            }
        }
        assertEq(sum, handler.counted(), "INV-RISK-02 the histogram lost a loan");
        IRiskMonitor.State memory state = monitor.state();
        assertLe(state.utilisation, WAD, "INV-RISK-01");
        assertLe(state.epoch, block.timestamp / 1 hours, "INV-RISK-01");
    }
}
