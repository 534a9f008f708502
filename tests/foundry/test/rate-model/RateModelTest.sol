// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IRateModel} from "alm-interfaces/IRateModel.sol";
import {StylusTest} from "../../src/stylus/StylusTest.sol";

/// @title A rate model with one listed book, its owner and its balance sheet
abstract contract RateModelTest is StylusTest {
    uint256 internal constant START = 1_800_000_000;
    uint256 internal constant WAD = 1e18;
    uint256 internal constant YEAR = 365 days;
    uint64 internal constant LEVEL = 0.04e18;
    uint64 internal constant TARGET = 0.9e18;

    IRateModel internal model;
    address internal owner = makeAddr("owner");
    address internal stranger = makeAddr("stranger");
    address internal sheet = makeAddr("balance sheet");
    address internal book = makeAddr("token");

    function setUp() public virtual {
        vm.warp(START);
        model = IRateModel(deployStylus("rate-model", abi.encode(owner)));
        list(book);
    }

    function list(address book_) internal {
        vm.prank(owner);
        model.list(book_, sheet, LEVEL, TARGET, spreads());
    }

    /// The balance sheet reports a utilisation now.
    function report(address book_, uint256 utilisation) internal returns (uint256) {
        vm.prank(sheet);
        return model.accrue(book_, utilisation);
    }

    function spreads() internal pure returns (int16[6] memory) {
        return [int16(-20), 0, 30, 60, 100, 150];
    }
}
