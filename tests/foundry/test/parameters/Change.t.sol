// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IParameters} from "alm-interfaces/IParameters.sol";
import {IRateModel} from "alm-interfaces/IRateModel.sol";
import {ParametersTest} from "./ParametersTest.sol";

/// Changes on the balance sheet and the rate model as they ship.
contract ChangeTest is ParametersTest {
    function test_the_steward_moves_terms_and_leaves_the_others() external {
        IBalanceSheet.Terms memory wanted = terms();
        (wanted.steepest, wanted.depositCap) = (350, 6e12);
        vm.expectEmit(address(parameters));
        emit IParameters.ParameterChanged(book, STEEPEST, steward, IParameters.Role.Steward, 300, 350, 200, 600);
        vm.expectEmit(address(parameters));
        emit IParameters.ParameterChanged(book, CAP, steward, IParameters.Role.Steward, 5e12, 6e12, 1e12, 8e12);
        vm.expectEmit(address(sheet));
        emit IBalanceSheet.TermsChanged(book, terms(), wanted);
        vm.prank(steward);
        parameters.change(book, two(STEEPEST, 350, CAP, 6e12), none());
        assertEq(abi.encode(sheet.terms(book)), abi.encode(wanted), "INV-GOV-01");
        (, uint256 changedAt) = parameters.bandOf(book, CAP);
        assertEq(changedAt, START, "history");
    }

    function test_the_steward_moves_terms_and_spreads_in_one_bundle() external {
        skip(1 days); // the model's own delay since it was listed
        vm.prank(steward);
        parameters.change(book, two(NEUTRAL, 800, SPREAD, -60), none());
        assertEq(sheet.terms(book).neutralSurplus, 800);
        assertEq(model.spreads(book)[0], -60);
        assertEq(model.spreads(book)[5], 150, "the others stay");
    }

    function test_a_bundle_is_made_whole_or_not_at_all() external {
        // The model still waits: its refusal undoes the term.
        vm.expectRevert(abi.encodeWithSelector(IRateModel.ChangeTooSoon.selector, book, START + 1 days));
        vm.prank(steward);
        parameters.change(book, two(NEUTRAL, 800, SPREAD, -60), none());
        assertEq(sheet.terms(book).neutralSurplus, 1_000, "INV-GOV-01");
        (, uint256 changedAt) = parameters.bandOf(book, NEUTRAL);
        assertEq(changedAt, 0, "no trace");
    }

    function test_what_the_target_refuses_is_said_in_its_words() external {
        // 450 is within the bounds of either side, but edges are nested.
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.TermOutOfBounds.selector, 7, 500, 450));
        vm.prank(owner);
        parameters.change(book, one(NEUTRAL, 450), none());
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.NotListed.selector, stranger));
        vm.prank(owner);
        parameters.change(stranger, one(NEUTRAL, 450), none());
    }

    function test_the_book_must_be_as_the_caller_demands() external {
        IParameters.Condition memory condition = none();
        condition.leastCash = 1;
        vm.expectRevert(abi.encodeWithSelector(IParameters.ConditionFailed.selector, 4, 0, 1));
        vm.prank(steward);
        parameters.change(book, one(STEEPEST, 350), condition);
        assertEq(sheet.terms(book).steepest, 300, "INV-GOV-01");
        token.mint(address(sheet), 100e6);
        vm.prank(vault);
        sheet.fund(book, 100e6, 0);
        (condition.leastCash, condition.leastNetValue) = (100e6, 100e6);
        vm.prank(steward);
        parameters.change(book, one(STEEPEST, 350), condition);
        condition.leastNetValue = 100e6 + 1;
        vm.expectRevert(abi.encodeWithSelector(IParameters.ConditionFailed.selector, 3, 100e6, 100e6 + 1));
        vm.prank(owner);
        parameters.change(book, one(STEEPEST, 400), condition);
    }

    function test_the_stewards_term_ends() external {
        vm.warp(START + 90 days);
        vm.expectRevert(
            abi.encodeWithSelector(IParameters.StewardExpired.selector, START + 90 days, START + 90 days)
        );
        vm.prank(steward);
        parameters.change(book, one(STEEPEST, 310), none());
        vm.prank(owner);
        parameters.change(book, one(STEEPEST, 310), none());
    }

    /// The compiled bounds here are those of the contracts the parameters belong to: just inside is taken, just outside is
    /// refused there too.
    function test_bounds_are_those_of_the_balance_sheet() external {
        for (uint8 parameter; parameter < CAP; ++parameter) {
            (int256 low, int256 high,) = parameters.boundsOf(parameter);
            for (uint256 side; side < 2; ++side) {
                int256 edge = side == 0 ? low : high;
                // Edges are nested: neutral, lending and exit surplus move together.
                uint256 snapshot = vm.snapshotState();
                vm.startPrank(owner);
                parameters.change(book, _around(parameter, int128(edge)), none());
                vm.stopPrank();
                vm.revertToState(snapshot);
                if (side == 0 && edge == 0) continue; // nothing is below
                int256 beyond = side == 0 ? edge - 1 : edge + 1;
                vm.expectRevert(
                    abi.encodeWithSelector(
                        IBalanceSheet.TermOutOfBounds.selector, parameter, uint256(beyond), uint256(edge)
                    )
                );
                vm.prank(address(parameters));
                sheet.setTerms(book, _with(parameter, uint256(beyond)));
            }
        }
    }

    /// Zones and shares of income that go with a value of one of them.
    function _around(uint8 parameter, int128 value) private pure returns (IParameters.Change[] memory changes) {
        if (parameter == 1 && value > 0) return two(0, 4_999, 1, value);
        if (parameter < 6 || parameter > 8) return one(parameter, value);
        changes = new IParameters.Change[](3);
        for (uint8 i; i < 3; ++i) {
            changes[i] = IParameters.Change(6 + i, value);
        }
    }

    /// The terms with one of them replaced, which leaves its bounds.
    function _with(uint8 parameter, uint256 value) private pure returns (IBalanceSheet.Terms memory changed) {
        uint256[12] memory words = abi.decode(abi.encode(terms()), (uint256[12]));
        words[parameter] = value;
        // Smaller ones first: what is nested is not what is refused.
        if (parameter == 7) words[6] = 20_000;
        if (parameter == 8) (words[6], words[7]) = (20_000, 20_000);
        changed = abi.decode(abi.encode(words), (IBalanceSheet.Terms));
    }
}
