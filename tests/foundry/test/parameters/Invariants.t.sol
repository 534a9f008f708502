// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IParameters} from "alm-interfaces/IParameters.sol";
import {ParametersHandler} from "./ParametersHandler.sol";
import {ParametersTest} from "./ParametersTest.sol";

/// What must hold after every call and after any jump in time.
contract InvariantsTest is ParametersTest {
    ParametersHandler private handler;

    function setUp() public override {
        super.setUp();
        handler = new ParametersHandler(
            parameters, sheet, model, book, [owner, guardian, steward, admin, stranger]
        );
        targetContract(address(handler));
    }

    /// One function, so that the suite stays within its calls: each check names its invariant.
    function invariant_parameters() external view {
        assertEq(handler.broken(), "", "a broken rule");
        assertEq(sheet.owner(), address(parameters), "INV-GOV-01");
        assertEq(model.owner(), address(parameters), "INV-GOV-01");
        assertEq(parameters.owner(), owner, "INV-GOV-01");
        assertEq(sheet.book(book).paused, handler.paused(), "INV-GOV-01");
        (,, uint256 until) = parameters.stewardship();
        assertEq(until, handler.until(), "INV-GOV-01");
        for (uint8 parameter; parameter < 24; ++parameter) {
            (IParameters.Band memory band, uint256 changedAt) = parameters.bandOf(book, parameter);
            (int128 low, int128 high, uint128 step, uint32 delay, uint256 at) = handler.keptOf(parameter);
            assertEq(changedAt, at, "INV-GOV-01: history");
            bool isSame = band.low == low && band.high == high && band.step == step && band.delay == delay;
            assertTrue(isSame, "INV-GOV-01: band");
        }
    }

    /// The suite would prove nothing if nothing ever went through.
    function test_the_handler_does_something() external {
        uint256 entropy = uint256(keccak256("seed"));
        for (uint256 i; i < 300; ++i) {
            entropy = uint256(keccak256(abi.encode(entropy)));
            uint256 kind = entropy % 8;
            if (kind < 4) handler.change(entropy >> 8, entropy >> 16, entropy >> 24, entropy >> 32);
            else if (kind == 4) handler.tightenBand(entropy >> 8, entropy >> 16, entropy >> 24);
            else if (kind == 5 && i % 5 == 0) handler.setBand(entropy >> 8, entropy >> 16, entropy >> 24);
            else handler.wait(entropy >> 8);
        }
        assertEq(handler.broken(), "");
        for (uint256 i; i < 4; ++i) {
            assertGt(handler.done(i), 2, string.concat("too few of kind ", vm.toString(i)));
        }
    }
}
