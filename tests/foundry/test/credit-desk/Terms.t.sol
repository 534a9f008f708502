// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {ICreditTerms} from "alm-interfaces/ICreditTerms.sol";
import {RoundFeed} from "../../src/mocks/RoundFeed.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {CreditTest} from "./CreditTest.sol";

/// Pushed terms, prices noted, and who may do what.
contract TermsTest is CreditTest {
    function test_a_tightening_reaches_new_risk_at_once_and_loans_by_a_ramp() external {
        _open(alice, 14_000 * UNIT);
        uint40 now_ = uint40(block.timestamp);
        vm.prank(risk);
        terms.setCollateralTerms(
            address(weth), ICreditTerms.CollateralTerms(0.5e7, 0.6e7, 0.1e7, now_ + 2 days, now_ + LIFE)
        );
        (uint256 supported,) = credit.borrowingPower(alice);
        assertApproxEqRel(supported, 10_000 * WAD, 1e12);
        assertApproxEqRel(_health(alice), 1.142857e18, 1e13, "INV-CREDIT-02");
        skip(1 days);
        ICreditTerms.TermsInForce memory inForce = terms.collateralTerms(address(weth));
        assertEq(inForce.thresholdNow, 0.7e7);
        assertEq(inForce.thresholdFrom, 0.8e7);
        assertEq(inForce.threshold, 0.6e7);
        assertEq(inForce.rampStart, now_);
        assertEq(inForce.rampEnd, now_ + 2 days);
        assertEq(inForce.validUntil, now_ + LIFE);
        skip(1 days);
        assertLt(_health(alice), WAD);
    }

    function test_bounds_hold_whoever_pushes() external {
        uint40 now_ = uint40(block.timestamp);
        ICreditTerms.CollateralTerms memory pushed =
            ICreditTerms.CollateralTerms(0.5e7, 0.6e7, 0.1e7, now_ + 1 days - 1, now_ + LIFE);
        _refused(pushed, 3, now_ + 1 days - 1, now_ + 1 days);
        pushed = ICreditTerms.CollateralTerms(0.5e7, 0.95e7, 0.1e7, 0, now_ + LIFE);
        _refused(pushed, 1, 0.95e7, 9_045_454);
        pushed = ICreditTerms.CollateralTerms(0.5e7, 0.6e7, 0.21e7, now_ + 2 days, now_ + LIFE);
        _refused(pushed, 2, 0.21e7, 0.2e7);
        pushed = ICreditTerms.CollateralTerms(0.6e7, 0.6e7, 0.1e7, now_ + 2 days, now_ + LIFE);
        _refused(pushed, 0, 0.6e7, 0.6e7 - 1);
        pushed = ICreditTerms.CollateralTerms(0.5e7, 0.6e7, 0.1e7, now_ + 2 days, now_ + LIFE + 1);
        _refused(pushed, 4, now_ + LIFE + 1, now_ + LIFE);
        pushed = ICreditTerms.CollateralTerms(0.5e7, 0, 0.1e7, now_ + 20 days, now_ + LIFE);
        _refused(pushed, 1, 0, 1_000);
    }

    function _refused(ICreditTerms.CollateralTerms memory pushed, uint256 term, uint256 have, uint256 want) private {
        vm.prank(risk);
        vm.expectRevert(abi.encodeWithSelector(ICreditTerms.TermOutOfBounds.selector, term, have, want));
        terms.setCollateralTerms(address(weth), pushed);
    }

    function test_only_those_named() external {
        uint40 now_ = uint40(block.timestamp);
        bytes memory notSource = abi.encodeWithSelector(ICreditTerms.NotRiskSource.selector, address(this));
        vm.expectRevert(notSource);
        terms.setCollateralTerms(address(weth), ICreditTerms.CollateralTerms(0.5e7, 0.8e7, 0.1e7, 0, now_ + LIFE));
        vm.expectRevert(notSource);
        terms.setPortfolioCredit(ICreditTerms.PortfolioCredit(0, 0, now_));
        bytes memory notGuardian = abi.encodeWithSelector(ICreditTerms.NotGuardian.selector, address(this));
        vm.expectRevert(notGuardian);
        terms.closeCollateral(address(weth));
        vm.expectRevert(notGuardian);
        terms.setPaused(true);
        bytes memory notOwner = abi.encodeWithSelector(ICreditDesk.NotOwner.selector, address(this));
        vm.expectRevert(notOwner);
        terms.listAsset(address(weth), _config(address(weth), 1));
        vm.expectRevert(notOwner);
        terms.setAsset(address(weth), _config(address(weth), 1));
        vm.expectRevert(notOwner);
        terms.setRiskSource(address(this));
        vm.expectRevert(notOwner);
        terms.setGuardian(address(this));
        vm.expectRevert(notOwner);
        terms.setSequencer(address(0), 0);
        vm.expectRevert(notOwner);
        terms.setDust(0);
    }

    function test_what_the_owner_says_is_bounded() external {
        ICreditTerms.AssetConfig memory config = _config(address(weth), 1);
        config.heartbeat = 0;
        _refuses(config, 8, 0, 1);
        config = _config(address(weth), 1);
        config.priceFloor = 0;
        _refuses(config, 9, 0, 1);
        config = _config(address(weth), 16);
        _refuses(config, 11, 16, 15);
        config = _config(address(weth), 1);
        config.minimumExponent = 25;
        _refuses(config, 12, 25, 24);
        RoundFeed other = new RoundFeed(6);
        config = _config(address(weth), 1);
        config.feed = address(other);
        _refuses(config, 13, 24, 26);
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(ICreditTerms.AssetAlreadyListed.selector, weth));
        terms.listAsset(address(weth), _config(address(weth), 1));
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(ICreditTerms.TermOutOfBounds.selector, 15, 1_001, 1_000));
        terms.setDust(1_001);
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(ICreditTerms.TermOutOfBounds.selector, 14, 1 days + 1, 1 days));
        terms.setSequencer(address(0), 1 days + 1);
    }

    function _refuses(ICreditTerms.AssetConfig memory config, uint256 term, uint256 have, uint256 want) private {
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(ICreditTerms.TermOutOfBounds.selector, term, have, want));
        terms.setAsset(address(weth), config);
    }

    function test_views_tell_what_is_stored() external view {
        ICreditTerms.Asset memory asset = terms.assetOf(address(weth));
        assertEq(asset.index, 1);
        assertEq(asset.decimals, 26);
        assertEq(asset.config.feed, address(feedOf[address(weth)]));
        assertEq(asset.config.heartbeat, 1 days);
        assertEq(asset.config.group, 1);
        assertEq(asset.config.cap, type(uint96).max);
        assertApproxEqRel(asset.observed, 2_000e8, 1e11);
        assertGe(asset.observed, 2_000e8);
        assertApproxEqAbs(asset.observedAt, block.timestamp, 256);
        assertEq(terms.assetAt(2), address(wbtc));
        ICreditTerms.Desk memory figures = terms.desk();
        assertEq(figures.balanceSheet, address(sheet));
        assertEq(figures.riskSource, risk);
        assertEq(figures.guardian, guardian);
        assertEq(figures.assets, 3);
        assertEq(figures.dust, 10);
        assertFalse(figures.paused);
        assertEq(credit.owner(), owner);
    }

    function test_a_first_loan_waits_for_two_prices() external {
        PlainToken asset = new PlainToken(18);
        _list(asset, 1e8, 4);
        _push(address(asset), 0.5e7, 0.6e7, 0);
        asset.mint(alice, 1e24);
        vm.prank(alice);
        asset.approve(address(credit), ALL);
        vm.expectRevert(abi.encodeWithSelector(ICreditTerms.PriceNotObserved.selector, feedOf[address(asset)]));
        _do(alice, _add(asset, 1e24), _borrow(100 * UNIT, alice));
        skip(35 minutes);
        terms.observe(_one(address(asset)));
        _do(alice, _add(asset, 1e24), _borrow(100 * UNIT, alice));
    }

    function test_ownership_passes_in_two_steps() external {
        vm.prank(owner);
        credit.transferOwnership(bob);
        assertEq(credit.pendingOwner(), bob);
        vm.prank(bob);
        credit.acceptOwnership();
        assertEq(credit.owner(), bob);
    }

    function test_the_second_program_by_itself_has_nobody() external {
        ICreditTerms alone = ICreditTerms(deployStylus("credit-terms", ""));
        vm.expectPartialRevert(ICreditDesk.NotOwner.selector);
        alone.setRiskSource(address(this));
        vm.expectPartialRevert(ICreditTerms.NotRiskSource.selector);
        alone.setCollateralTerms(address(weth), ICreditTerms.CollateralTerms(0, 1e6, 0, 0, 0));
    }
}
