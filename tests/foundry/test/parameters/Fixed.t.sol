// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IFixedBook} from "alm-interfaces/IFixedBook.sol";
import {IParameters} from "alm-interfaces/IParameters.sol";
import {FixedBookMock} from "./FixedBookMock.sol";
import {ParametersTest} from "./ParametersTest.sol";

/// Fixed terms, and conditions on the limits, on a balance sheet whose figures the tests set.
contract FixedTest is ParametersTest {
    FixedBookMock private book_;

    function setUp() public override {
        super.setUp();
        address next = vm.computeCreateAddress(STYLUS_DEPLOYER, vm.getNonce(STYLUS_DEPLOYER));
        book_ = new FixedBookMock(next, terms(), fixedTerms());
        parameters = IParameters(deployStylus("parameters", abi.encode(owner, book_, model)));
        assertEq(address(parameters), next, "foreseen");
        vm.startPrank(owner);
        parameters.setSteward(steward, admin, uint32(START + 90 days));
        parameters.setGuardian(guardian);
        for (uint8 parameter = 12; parameter < 17; ++parameter) {
            parameters.setBand(book, parameter, IParameters.Band(0, 255, 25, 1 days));
        }
        parameters.setBand(book, 17, IParameters.Band(0, 1e30 / 1e3, 1e26, 1 days));
        parameters.setBand(book, NEUTRAL, IParameters.Band(0, 20_000, 1_000, 1 days));
        vm.stopPrank();
    }

    function fixedTerms() private pure returns (IFixedBook.FixedTerms memory) {
        return IFixedBook.FixedTerms(50, 200, 100, 110, 120, 5e26);
    }

    function test_fixed_terms_move_one_by_one() external {
        uint16[6] memory wanted = [uint16(75), 175, 125, 135, 145, 0];
        for (uint8 place; place < 5; ++place) {
            vm.prank(steward);
            parameters.change(book, one(12 + place, int128(uint128(wanted[place]))), none());
        }
        vm.prank(steward);
        parameters.change(book, one(17, 4.5e26), none());
        IFixedBook.FixedTerms memory now_ = book_.fixedTerms(book);
        IFixedBook.FixedTerms memory expected = IFixedBook.FixedTerms(75, 175, 125, 135, 145, 4.5e26);
        assertEq(abi.encode(now_), abi.encode(expected));
        assertEq(abi.encode(book_.terms(book)), abi.encode(terms()), "the floating terms stay");
        assertEq(book_.pushes(), 6);
    }

    function test_both_structs_are_pushed_once_each() external {
        vm.prank(steward);
        parameters.change(book, two(NEUTRAL, 500, 12, 40), none());
        assertEq(book_.pushes(), 2);
        assertEq(book_.terms(book).neutralSurplus, 500);
        assertEq(book_.fixedTerms(book).halfSpread, 40);
        vm.prank(steward);
        parameters.change(book, two(NEUTRAL, 500, 12, 40), none());
        assertEq(book_.pushes(), 2, "nothing moved, nothing pushed");
    }

    function test_conditions_are_read_after_the_push() external {
        IParameters.Condition memory condition = none();
        // The mock's surplus falls with the neutral zone, its gap with the half-spread.
        (condition.leastSurplus, condition.greatestGap) = (1_000_000 - 1_500, 60);
        vm.prank(steward);
        parameters.change(book, two(NEUTRAL, 1_500, 12, 60), condition);
        skip(1 days);
        vm.expectRevert(
            abi.encodeWithSelector(IParameters.ConditionFailed.selector, 0, 1_000_000 - 1_501, 1_000_000 - 1_500)
        );
        vm.prank(steward);
        parameters.change(book, one(NEUTRAL, 1_501), condition);
        vm.expectRevert(abi.encodeWithSelector(IParameters.ConditionFailed.selector, 1, 61, 60));
        vm.prank(steward);
        parameters.change(book, one(12, 61), condition);
        assertEq(book_.terms(book).neutralSurplus, 1_500, "INV-GOV-01");
        assertEq(book_.fixedTerms(book).halfSpread, 60, "INV-GOV-01");
    }

    function testFuzz_conditions_hold_exactly_where_the_figures_meet_them(
        int120[5] memory figures,
        int120[5] memory demands
    ) external {
        IFixedBook.Limits memory limits;
        IBalanceSheet.Book memory state;
        (limits.surplus, limits.gap) = (figures[0], figures[1]);
        limits.potential = uint256(int256(_size(figures[2])));
        (state.netValue, state.cash) = (figures[3], uint256(int256(_size(figures[4]))));
        book_.setLimits(limits);
        book_.setBook(state);
        bool holds = figures[0] >= demands[0] && _size(figures[1]) <= demands[1]
            && _size(figures[2]) <= demands[2] && figures[3] >= demands[3] && _size(figures[4]) >= demands[4];
        IParameters.Condition memory condition =
            IParameters.Condition(demands[0], demands[1], demands[2], demands[3], demands[4]);
        // What is there already moves nothing, so that the figures are the ones set.
        vm.prank(steward);
        (bool success,) =
            address(parameters).call(abi.encodeCall(IParameters.change, (book, one(12, 50), condition)));
        assertEq(success, holds, "INV-GOV-01");
    }

    function test_figures_beyond_128_bits_are_unsuitable() external {
        IFixedBook.Limits memory limits;
        limits.surplus = type(int256).max;
        book_.setLimits(limits);
        IParameters.Condition memory condition = none();
        condition.greatestGap = 1;
        vm.expectRevert(abi.encodeWithSelector(IParameters.UnsuitableTarget.selector, book_));
        vm.prank(steward);
        parameters.change(book, one(12, 50), condition);
        book_.setShort(true);
        vm.expectRevert(abi.encodeWithSelector(IParameters.UnsuitableTarget.selector, book_));
        vm.prank(owner);
        parameters.change(book, one(STEEPEST, 50), none());
    }

    function _size(int120 figure) private pure returns (int128) {
        return figure < 0 ? -int128(figure) : int128(figure);
    }
}
