// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {CreditTest} from "./CreditTest.sol";

/// @title A risk source that offers what the test says
contract OfferingSource {
    uint256 private repay;
    uint256 private bonus;

    function set(uint256 newRepay, uint256 newBonus) external {
        (repay, bonus) = (newRepay, newBonus);
    }

    function offer(uint128, uint128, uint64, uint64) external view returns (uint256, uint256) {
        return (repay, bonus);
    }
}

/// A part of a debt repaid before it is due, by consent.
contract OffersTest is CreditTest {
    OfferingSource private source;

    function setUp() public override {
        super.setUp();
        source = new OfferingSource();
        vm.prank(owner);
        terms.setRiskSource(address(source));
        // Ten of the first collateral at 0.8 of 1,850: 14,800 count for 14,500 owed.
        _open(alice, 14_500 * UNIT);
        _jump(weth, 1_850e8);
    }

    function _accept(bool accepted) private {
        vm.prank(alice);
        credit.acceptOffers(accepted);
    }

    function _healthy() private view returns (bytes memory) {
        return abi.encodeWithSelector(ICreditDesk.Healthy.selector, alice, _health(alice));
    }

    function test_a_healthy_account_that_has_not_agreed_is_left_alone() external {
        source.set(1_000 * WAD, 0.05e18);
        vm.expectRevert(_healthy());
        _liquidate(_order(alice, weth, ALL));
    }

    function test_what_is_offered_is_repaid_at_its_bonus_and_health_rises() external {
        vm.expectEmit(address(credit));
        emit ICreditDesk.OffersAccepted(alice, true);
        _accept(true);
        assertTrue(credit.accountOf(alice).acceptsOffers);
        source.set(500 * WAD, 0.02e18);
        uint256 before = _health(alice);
        (uint256 paid, uint256 seized) = _liquidate(_order(alice, weth, ALL));
        assertEq(paid, 500 * UNIT);
        assertEq(seized, uint256(510 * WAD) / 1_850);
        uint256 health = _health(alice);
        assertGt(health, before, "INV-CREDIT-03");
        assertLe(health, 1.05e18, "INV-CREDIT-03");
    }

    function test_the_desk_bounds_what_is_offered() external {
        _accept(true);
        source.set(1e38, 1e18);
        (uint256 paid, uint256 seized) = _liquidate(_order(alice, weth, ALL));
        // A fifth of 14,500 at most, and no health above the target; half of a bonus of a tenth.
        assertLe(paid, 2_900 * UNIT);
        assertLe(_health(alice), 1.05e18, "INV-CREDIT-03");
        assertApproxEqRel(seized * 1_850, paid * 1e12 * 105 / 100, 1e12);
    }

    function test_nothing_is_offered_by_a_source_that_is_silent_or_offers_dust() external {
        _accept(true);
        source.set(WAD - 1, 0.05e18);
        vm.expectRevert(_healthy());
        _liquidate(_order(alice, weth, ALL));
        vm.prank(owner);
        terms.setRiskSource(makeAddr("nobody"));
        vm.expectRevert(_healthy());
        _liquidate(_order(alice, weth, ALL));
    }

    function test_consent_is_withdrawn() external {
        _accept(true);
        _accept(false);
        source.set(500 * WAD, 0.02e18);
        vm.expectRevert(_healthy());
        _liquidate(_order(alice, weth, ALL));
    }

    /// Without debt there is nothing to repay, whatever is offered.
    function test_an_account_without_debt_has_nothing_to_offer() external {
        _do(bob, _add(weth, ETH));
        vm.prank(bob);
        credit.acceptOffers(true);
        source.set(500 * WAD, 0.02e18);
        vm.expectRevert();
        _liquidate(_order(bob, weth, ALL));
        assertEq(credit.collateralOf(bob, address(weth)), ETH);
    }

    /// A small account within the governed dust that is covered gives up no debt, and its creditors lose nothing.
    function test_what_is_covered_is_never_given_up_as_bad_debt() external {
        vm.prank(owner);
        terms.setDust(1_000);
        _do(bob, _add(weth, ETH / 2), _borrow(500 * UNIT, bob));
        vm.prank(bob);
        credit.acceptOffers(true);
        // 0.5 at 0.8 of 1,260: 504 count for 500.
        _jump(weth, 1_260e8);
        source.set(80 * WAD, 0);
        (uint256 paid,) = _liquidate(_order(bob, weth, ALL));
        assertEq(paid, 80 * UNIT);
        assertApproxEqAbs(_debt(bob), 420 * UNIT, 10, "what is owed stays owed");
    }
}
