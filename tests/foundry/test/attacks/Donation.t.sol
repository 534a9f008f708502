// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBufferPool} from "alm-interfaces/IBufferPool.sol";
import {IBufferTreasury} from "alm-interfaces/IBufferTreasury.sol";
import {IDepositVault} from "alm-interfaces/IDepositVault.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {PoolTest} from "./PoolTest.sol";

/// Tokens given away to move what others have.
contract DonationTest is PoolTest {
    function test_attack_donation_moves_no_price() external {
        IBufferTreasury(address(pool)).report();
        uint256[5] memory before = _prices();
        address[5] memory givenTo = [address(sheet), address(vault), address(pool), address(queue), address(credit)];
        for (uint256 i; i < givenTo.length; ++i) {
            vm.prank(bob);
            token.transfer(givenTo[i], 1_000_000 * UNIT);
            assertEq(abi.encode(_prices()), abi.encode(before), "INV-BOOK-01");
        }
        IBufferTreasury(address(pool)).report();
        sheet.accrue(address(token));
        assertEq(abi.encode(_prices()), abi.encode(before), "nor once the keepers have been");
    }

    /// Shares are not the queue's by being sent there, but by a request.
    function test_attack_donation_of_shares_takes_no_place_in_the_queue() external {
        uint256 own = _save(bob, 1_000_000 * UNIT);
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(IDepositVault.ERC20InvalidReceiver.selector, address(queue)));
        vault.transfer(address(queue), own);
        vault.approve(bob, own);
        vm.expectRevert(abi.encodeWithSelector(IDepositVault.ERC20InvalidReceiver.selector, address(queue)));
        vault.transferFrom(bob, address(queue), own);
        token.mint(bob, UNIT);
        token.approve(address(vault), UNIT);
        vm.expectRevert(abi.encodeWithSelector(IDepositVault.ERC20InvalidReceiver.selector, address(queue)));
        vault.deposit(UNIT, address(queue));
        vm.stopPrank();
        assertEq(queue.maxRedeem(bob), 0, "INV-QUEUE-01");
    }

    function test_attack_first_depositor_of_a_vault() external {
        (PlainToken fresh, IDepositVault its) = _newBook();
        _robbery(fresh, IERC4626(address(its)), address(sheet));
    }

    function test_attack_first_depositor_of_a_buffer() external {
        (PlainToken fresh, IDepositVault its) = _newBook();
        IBufferPool empty = _newPool(fresh);
        // A buffer backs deposits: without any there is nothing to take a part of.
        _enter(fresh, IERC4626(address(its)), client, 1_000 * UNIT);
        _robbery(fresh, IERC4626(address(empty)), address(empty));
    }

    /// A unit goes in, riches are given away, and somebody else's money follows.
    function _robbery(PlainToken asset, IERC4626 into, address where) private {
        uint256 first = _enter(asset, into, bob, 1);
        asset.mint(where, 1_000_000 * UNIT);
        asset.mint(address(into), 1_000_000 * UNIT);
        uint256 second = _enter(asset, into, alice, 1_000 * UNIT);
        assertGe(into.convertToAssets(second) + 1, 1_000 * UNIT, "INV-BOOK-03: the second has what was paid");
        assertLe(into.convertToAssets(first), 1, "INV-BOOK-03: the first has no more");
    }

    function _enter(PlainToken asset, IERC4626 into, address who, uint256 assets) private returns (uint256 shares) {
        asset.mint(who, assets);
        vm.startPrank(who);
        asset.approve(address(into), assets);
        shares = into.deposit(assets, who);
        vm.stopPrank();
    }
}
