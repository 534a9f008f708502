// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IParameters} from "alm-interfaces/IParameters.sol";
import {IRateModel} from "alm-interfaces/IRateModel.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {SheetTest} from "../../src/stylus/SheetTest.sol";
import {Bundles} from "./Bundles.sol";

/// @title The parameters of one book on the real balance sheet and rate model, everybody in office
abstract contract ParametersTest is SheetTest, Bundles {
    uint256 internal constant START = 1_800_000_000;
    uint8 internal constant STEEPEST = 5;
    uint8 internal constant NEUTRAL = 6;
    uint8 internal constant CAP = 11;
    uint8 internal constant SPREAD = 18;

    IParameters internal parameters;
    IBalanceSheet internal sheet;
    IRateModel internal model;
    PlainToken internal token;
    address internal book;
    address internal owner = makeAddr("owner");
    address internal guardian = makeAddr("guardian");
    address internal steward = makeAddr("steward");
    address internal admin = makeAddr("admin");
    address internal stranger = makeAddr("stranger");
    address internal vault = makeAddr("vault");

    function setUp() public virtual {
        vm.warp(START);
        token = new PlainToken(6);
        book = address(token);
        sheet = deploySheet(address(this));
        model = IRateModel(deployStylus("rate-model", abi.encode(address(this))));
        model.list(book, address(sheet), 0.04e18, 0.9e18, [int16(-20), 0, 30, 60, 100, 150]);
        sheet.list(book, vault, address(model), terms());
        parameters = IParameters(deployStylus("parameters", abi.encode(owner, sheet, model)));
        sheet.transferOwnership(address(parameters));
        model.transferOwnership(address(parameters));
        vm.startPrank(owner);
        parameters.execute(address(sheet), abi.encodeCall(IBalanceSheet.acceptOwnership, ()));
        parameters.execute(address(model), abi.encodeCall(IRateModel.acceptOwnership, ()));
        parameters.setGuardian(guardian);
        parameters.setSteward(steward, admin, uint32(START + 90 days));
        parameters.setBand(book, STEEPEST, IParameters.Band(200, 600, 50, 1 days));
        parameters.setBand(book, NEUTRAL, IParameters.Band(600, 2_000, 200, 12 hours));
        parameters.setBand(book, CAP, IParameters.Band(1e12, 8e12, 1e12, 2 days));
        parameters.setBand(book, SPREAD, IParameters.Band(-100, 100, 40, 1 days));
        vm.stopPrank();
    }

    function terms() internal pure returns (IBalanceSheet.Terms memory) {
        return IBalanceSheet.Terms({
            reserveFactor: 1_000,
            bufferShare: 500,
            outflowWeight: 10_000,
            runOffFloor: 1_000,
            curvature: 2_000,
            steepest: 300,
            neutralSurplus: 1_000,
            lendingSurplus: 500,
            exitSurplus: 0,
            scaleExponent: 9,
            minimumExponent: 6,
            depositCap: 5e12
        });
    }
}
