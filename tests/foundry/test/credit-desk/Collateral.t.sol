// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {ICreditTerms} from "alm-interfaces/ICreditTerms.sol";
import {FeeToken} from "../../src/mocks/tokens/FeeToken.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {RoundFeed} from "../../src/mocks/RoundFeed.sol";
import {CreditTest} from "./CreditTest.sol";

/// Collateral: taken into custody, paid out.
contract CollateralTest is CreditTest {
    function test_add_takes_it_into_custody() external {
        vm.expectEmit(address(credit));
        emit ICreditDesk.CollateralAdded(alice, address(weth), alice, 3 * ETH);
        _do(alice, _add(weth, 3 * ETH));
        _do(alice, _add(weth, 2 * ETH), _add(wbtc, BTC));
        assertEq(credit.collateralOf(alice, address(weth)), 5 * ETH);
        assertEq(credit.collateralOf(alice, address(wbtc)), BTC);
        assertEq(credit.accountOf(alice).collaterals, 6, "the second and the third asset");
        assertEq(weth.balanceOf(address(credit)), 5 * ETH);
        assertEq(terms.assetOf(address(weth)).held, 5 * ETH);
        assertEq(credit.standing(alice).owned, 70_000 * WAD);
        assertEq(credit.standing(alice).health, ALL);
    }

    function test_withdraw_all_needs_no_oracle_without_debt() external {
        _do(alice, _add(weth, 3 * ETH), _add(wbtc, BTC));
        _jump(weth, -1);
        _jump(wbtc, 0);
        vm.prank(guardian);
        terms.setPaused(true);
        vm.expectEmit(address(credit));
        emit ICreditDesk.CollateralWithdrawn(alice, address(weth), bob, 3 * ETH);
        _do(alice, _withdraw(weth, ALL, bob), _withdraw(wbtc, BTC, bob));
        assertEq(credit.accountOf(alice).collaterals, 0);
        assertEq(weth.balanceOf(bob), 1e27 + 3 * ETH);
        assertEq(terms.assetOf(address(weth)).held, 0);
    }

    function test_withdraw_refuses_what_is_not_there() external {
        _do(alice, _add(weth, 3 * ETH));
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.AmountTooSmall.selector, 3 * ETH, 4 * ETH));
        _do(alice, _withdraw(weth, 4 * ETH, alice));
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.ZeroAmount.selector, 0, 1));
        _do(alice, _withdraw(wbtc, ALL, alice));
        vm.expectRevert(ICreditDesk.ZeroAddress.selector);
        _do(alice, _withdraw(weth, ALL, address(0)));
    }

    function test_add_refuses() external {
        vm.expectRevert(abi.encodeWithSelector(ICreditTerms.AssetNotListed.selector, alice));
        _do(alice, _add(PlainToken(alice), 1));
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.ZeroAmount.selector, 0, 1));
        _do(alice, _add(weth, 0));
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.AmountTooLarge.selector, 2 ** 96, 2 ** 96 - 1));
        _do(alice, _add(weth, 2 ** 96));
        ICreditTerms.AssetConfig memory config = _config(address(weth), 1);
        config.cap = uint96(5 * ETH);
        vm.prank(owner);
        terms.setAsset(address(weth), config);
        _do(alice, _add(weth, 3 * ETH));
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.CapExceeded.selector, 6 * ETH, 5 * ETH));
        _do(bob, _add(weth, 3 * ETH));
    }

    function test_seventeenth_collateral_is_refused() external {
        for (uint256 i; i < 16; ++i) {
            PlainToken asset = _further(new PlainToken(6));
            asset.mint(alice, 1);
            vm.prank(alice);
            asset.approve(address(credit), 1);
            _do(alice, _add(asset, 1));
        }
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.TooManyPositions.selector, 16, 16));
        _do(alice, _add(weth, 1));
    }

    function test_a_token_that_keeps_a_part_is_refused() external {
        FeeToken asset = new FeeToken();
        _further(asset);
        asset.mint(alice, 100);
        vm.prank(alice);
        asset.approve(address(credit), 100);
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.NotReceived.selector, asset, 99, 100));
        _do(alice, _add(asset, 100));
    }

    function test_only_the_account_and_its_operators_act() external {
        ICreditDesk.Action[] memory actions = _two(_add(weth, ETH), _withdraw(weth, ALL, bob));
        bytes memory refusal = abi.encodeWithSelector(ICreditDesk.NotAuthorised.selector, alice, bob);
        vm.prank(bob);
        vm.expectRevert(refusal);
        credit.execute(alice, ALL, actions);
        vm.prank(alice);
        credit.setOperator(bob, true);
        vm.prank(bob);
        credit.execute(alice, ALL, actions);
        vm.prank(alice);
        credit.setOperator(bob, false);
        vm.prank(bob);
        vm.expectRevert(refusal);
        credit.execute(alice, ALL, actions);
    }

    function test_a_batch_has_a_deadline_and_known_kinds() external {
        vm.prank(alice);
        vm.expectRevert(
            abi.encodeWithSelector(ICreditDesk.DeadlinePassed.selector, block.timestamp, block.timestamp - 1)
        );
        credit.execute(alice, block.timestamp - 1, _two(_add(weth, 1), _add(weth, 1)));
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.UnknownAction.selector, 7));
        _do(alice, _action(7, address(weth), 1, 0, 0, alice));
    }

    function _further(PlainToken asset) private returns (PlainToken) {
        RoundFeed feed = new RoundFeed(8);
        feed.push(1e8, block.timestamp);
        feedOf[address(asset)] = feed;
        vm.prank(owner);
        terms.listAsset(address(asset), _config(address(asset), 3));
        return asset;
    }
}
