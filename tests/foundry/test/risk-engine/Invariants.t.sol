// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IRiskEngine} from "alm-interfaces/IRiskEngine.sol";
import {RiskEngineTest} from "./RiskEngineTest.sol";
import {RiskHandler} from "./RiskHandler.sol";

/// What must hold after every call and after any jump in time.
contract InvariantsTest is RiskEngineTest {
    RiskHandler private handler;
    address private quiet = makeAddr("quiet asset");

    function setUp() public override {
        super.setUp();
        list(quiet, address(feed), true);
        handler = new RiskHandler(engine, feed, owner, asset);
        targetContract(address(handler));
    }

    /// One function, so that the suite stays within its calls: each check names its invariant.
    function invariant_risk_engine() external {
        assertEq(handler.broken(), "", "a broken rule");
        _ratiosWithinBounds();
        _rulesAreTheOwners();
        _pokingDoesNotHelp();
    }

    function _ratiosWithinBounds() private view {
        IRiskEngine.AssetRisk memory risk = engine.assetRisk(asset);
        IRiskEngine.Parameters memory rules_ = engine.parameters(asset);
        assertGt(risk.liquidationThreshold, 0, "INV-RISK-01");
        assertLe(risk.liquidationThreshold, 0.98e18, "INV-RISK-01");
        assertLe(risk.targetThreshold, uint256(rules_.thresholdCap) * 1e14, "INV-RISK-01");
        assertGe(risk.targetThreshold, uint256(rules_.thresholdFloor) * 1e14, "INV-RISK-01");
        assertLe(risk.openingLtv, risk.liquidationThreshold, "INV-RISK-01");
        assertLe(risk.haircut, WAD, "INV-RISK-01");
        assertGe(risk.sigmaUsed, uint256(rules_.sigmaFloor) * 1e14, "INV-RISK-01");
        assertGe(risk.sigmaUsed, risk.sigmaFast, "INV-RISK-01");
        assertGe(risk.sigmaUsed, risk.sigmaSlow, "INV-RISK-01");
    }

    function _rulesAreTheOwners() private view {
        assertEq(engine.owner(), owner, "INV-GOV-01");
        assertEq(abi.encode(engine.parameters(asset)), abi.encode(handler.rules()), "INV-GOV-01");
    }

    /// Both assets have the same feed. One was poked whenever somebody liked, the other is poked only here.
    function _pokingDoesNotHelp() private {
        while (engine.poke(asset) != 0) {}
        while (engine.poke(quiet) != 0) {}
        IRiskEngine.Sample memory busy = engine.lastSample(asset);
        IRiskEngine.Sample memory calm = engine.lastSample(quiet);
        assertGe(busy.varianceFast, calm.varianceFast, "INV-RISK-02");
        assertGe(busy.varianceSlow, calm.varianceSlow, "INV-RISK-02");
        assertGe(busy.varianceUsed, calm.varianceUsed, "INV-RISK-02");
    }
}
