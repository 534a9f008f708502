// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IFixedBook} from "alm-interfaces/IFixedBook.sol";
import {IParameters} from "alm-interfaces/IParameters.sol";
import {FixedBookTest} from "../fixed-book/FixedBookTest.sol";
import {Bundles} from "./Bundles.sol";

/// Fixed terms, and conditions on the limits, on both programs of the balance sheet as they ship.
contract FixedOnSheetTest is FixedBookTest, Bundles {
    uint8 private constant HALF_SPREAD = 12;
    uint8 private constant SHOCK = 13;
    uint8 private constant EXIT_LOSS = 16;
    uint8 private constant CAP = 17;

    IParameters private parameters;
    address private steward = makeAddr("steward");

    function setUp() public override {
        super.setUp();
        parameters = IParameters(deployStylus("parameters", abi.encode(owner, sheet, model)));
        vm.startPrank(owner);
        sheet.transferOwnership(address(parameters));
        parameters.execute(address(sheet), abi.encodeCall(IBalanceSheet.acceptOwnership, ()));
        parameters.setSteward(steward, address(0), uint32(block.timestamp + 90 days));
        parameters.setBand(address(token), HALF_SPREAD, IParameters.Band(0, 50, 10, 1 days));
        parameters.setBand(address(token), SHOCK, IParameters.Band(100, 300, 50, 1 days));
        parameters.setBand(address(token), CAP, IParameters.Band(0, 1e15, 1e14, 1 days));
        vm.stopPrank();
    }

    function test_the_steward_moves_fixed_terms_and_leaves_the_others() external {
        IFixedBook.FixedTerms memory wanted = _fixedTerms();
        (wanted.halfSpread, wanted.shock, wanted.depositCap) = (30, 250, uint96(150_000_000 * UNIT));
        vm.expectEmit(address(sheet));
        emit IFixedBook.FixedTermsChanged(address(token), _fixedTerms(), wanted);
        vm.prank(steward);
        parameters.change(address(token), _three(30, 250, int128(int256(150_000_000 * UNIT))), none());
        assertEq(abi.encode(fixedBook.fixedTerms(address(token))), abi.encode(wanted), "INV-GOV-01");
        assertEq(abi.encode(sheet.terms(address(token))), abi.encode(_terms()), "INV-GOV-01");
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.NotOwner.selector, owner));
        vm.prank(owner);
        fixedBook.setFixedTerms(address(token), wanted);
    }

    function test_bounds_of_fixed_terms_are_those_of_the_balance_sheet() external {
        vm.startPrank(owner);
        for (uint8 parameter = HALF_SPREAD; parameter <= SHOCK; ++parameter) {
            (int256 low, int256 high,) = parameters.boundsOf(parameter);
            parameters.change(address(token), one(parameter, int128(low)), none());
            parameters.change(address(token), one(parameter, int128(high)), none());
        }
        (int256 least, int256 most,) = parameters.boundsOf(EXIT_LOSS);
        parameters.change(address(token), _losses(int128(least)), none());
        parameters.change(address(token), _losses(int128(most)), none());
        (, int256 greatest,) = parameters.boundsOf(CAP);
        parameters.change(address(token), one(CAP, int128(greatest)), none());
        vm.stopPrank();
        IFixedBook.FixedTerms memory reached = fixedBook.fixedTerms(address(token));
        assertEq(
            abi.encode(reached), abi.encode(IFixedBook.FixedTerms(255, 1_000, 10_000, 10_000, 10_000, type(uint96).max))
        );
        // One beyond is refused there too; half-spread and cap have all of their types.
        reached.shock = 1_001;
        vm.startPrank(address(parameters));
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.TermOutOfBounds.selector, SHOCK, 1_001, 1_000));
        fixedBook.setFixedTerms(address(token), reached);
        (reached.shock, reached.exitLoss) = (1_000, 10_001);
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.TermOutOfBounds.selector, EXIT_LOSS, 10_001, 10_000));
        fixedBook.setFixedTerms(address(token), reached);
    }

    function test_conditions_are_held_against_the_limits_of_the_book() external {
        IFixedBook.Limits memory limits = fixedBook.limits(address(token));
        IBalanceSheet.Book memory book = sheet.book(address(token));
        IParameters.Condition memory condition = IParameters.Condition({
            leastSurplus: int128(limits.surplus),
            greatestGap: int128(limits.gap < 0 ? -limits.gap : limits.gap),
            greatestPotential: int128(int256(limits.potential)),
            leastNetValue: int128(book.netValue),
            leastCash: int128(int256(book.cash))
        });
        vm.startPrank(owner);
        parameters.change(address(token), one(HALF_SPREAD, 26), condition);
        condition.leastSurplus += 1;
        vm.expectRevert(
            abi.encodeWithSelector(IParameters.ConditionFailed.selector, 0, limits.surplus, limits.surplus + 1)
        );
        parameters.change(address(token), one(HALF_SPREAD, 27), condition);
        (condition.leastSurplus, condition.leastNetValue) = (0, int128(book.netValue) + 1);
        vm.expectRevert(
            abi.encodeWithSelector(IParameters.ConditionFailed.selector, 3, book.netValue, book.netValue + 1)
        );
        parameters.change(address(token), one(HALF_SPREAD, 27), condition);
        assertEq(fixedBook.fixedTerms(address(token)).halfSpread, 26, "INV-GOV-01");
    }

    /// A bundle whose effect on the imbalance is too dear is refused after it was made.
    function test_a_dearer_imbalance_is_refused() external {
        IParameters.Condition memory condition = none();
        condition.greatestPotential = 0;
        // The surplus is one scale: above the neutral zone, and below one of twice the scale.
        IFixedBook.Limits memory limits = fixedBook.limits(address(token));
        vm.prank(desk);
        sheet.draw(address(token), uint256(limits.surplus) - limits.scale, client);
        IParameters.Change[] memory wide = one(6, 20_000);
        vm.startPrank(owner);
        uint256 before = fixedBook.limits(address(token)).potential;
        assertEq(before, 0, "inside the neutral zone");
        uint256 snapshot = vm.snapshotState();
        parameters.change(address(token), wide, none());
        uint256 potential = fixedBook.limits(address(token)).potential;
        assertGt(potential, 0, "outside of the wider one");
        vm.revertToState(snapshot);
        vm.expectRevert(abi.encodeWithSelector(IParameters.ConditionFailed.selector, 2, potential, 0));
        parameters.change(address(token), wide, condition);
        assertEq(sheet.terms(address(token)).neutralSurplus, _terms().neutralSurplus, "INV-GOV-01");
    }

    function _three(int128 halfSpread, int128 shock, int128 cap)
        private
        pure
        returns (IParameters.Change[] memory changes)
    {
        changes = new IParameters.Change[](3);
        changes[0] = IParameters.Change(HALF_SPREAD, halfSpread);
        changes[1] = IParameters.Change(SHOCK, shock);
        changes[2] = IParameters.Change(CAP, cap);
    }

    /// The three losses, which are nested.
    function _losses(int128 value) private pure returns (IParameters.Change[] memory changes) {
        changes = new IParameters.Change[](3);
        for (uint8 i; i < 3; ++i) {
            changes[i] = IParameters.Change(SHOCK + 1 + i, value);
        }
    }
}
