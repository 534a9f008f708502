// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IDepositVault} from "alm-interfaces/IDepositVault.sol";
import {IRedemptions} from "alm-interfaces/IRedemptions.sol";
import {QueueStub} from "../../src/mocks/QueueStub.sol";
import {DepositVaultTest} from "./DepositVaultTest.sol";

/// What the vault does for its redemption queue, and for nobody else.
contract QueueTest is DepositVaultTest {
    uint256 private constant UNIT = 1e6;
    uint256 private constant SHARES = 1e12; // of one token

    QueueStub private queue;

    function setUp() public override {
        super.setUp();
        depositAs(alice, 100 * UNIT);
        queue = new QueueStub(address(vault));
    }

    function named() private {
        vault.setQueue(address(queue));
    }

    function enqueue(address owner, uint256 shares) private {
        vm.prank(address(queue));
        vault.enqueue(owner, owner, shares);
    }

    // ------------------------------------------------------------------------------------------------------- its name

    function test_the_sheets_owner_names_it_once() external {
        assertEq(vault.queue(), address(0));
        vm.expectRevert(abi.encodeWithSelector(IDepositVault.NotOwner.selector, alice));
        vm.prank(alice);
        vault.setQueue(address(queue));
        vm.expectEmit(address(vault));
        emit IDepositVault.QueueSet(address(queue));
        named();
        assertEq(vault.queue(), address(queue));
        vm.expectRevert(abi.encodeWithSelector(IDepositVault.QueueAlreadySet.selector, queue));
        vault.setQueue(address(queue));
        vm.expectRevert(abi.encodeWithSelector(IDepositVault.NotOwner.selector, alice));
        vm.prank(alice);
        vault.setQueue(address(0));
    }

    function test_what_is_no_queue_of_this_vault_is_refused() external {
        address[4] memory strangers =
            [address(0), alice, address(token), address(new QueueStub(address(sheet)))];
        for (uint256 i; i < 4; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IDepositVault.UnsuitableQueue.selector, strangers[i]));
            vault.setQueue(strangers[i]);
        }
        assertEq(vault.queue(), address(0));
    }

    function test_nobody_else_may_use_its_functions() external {
        bytes[4] memory calls = [
            abi.encodeCall(vault.enqueue, (alice, alice, 1)),
            abi.encodeCall(vault.dequeue, (alice, 1)),
            abi.encodeCall(vault.settle, (1)),
            abi.encodeCall(vault.release, (1, alice))
        ];
        address[3] memory callers = [alice, address(this), address(queue)];
        for (uint256 i; i < 12; ++i) {
            if (i == 8) named(); // the owner and holders remain nobody
            address caller = callers[i % 3];
            if (i >= 8 && caller == address(queue)) continue;
            vm.expectRevert(abi.encodeWithSelector(IDepositVault.NotQueue.selector, caller));
            vm.prank(caller);
            (bool isRefused,) = address(vault).call(calls[i % 4]);
            assertTrue(isRefused);
        }
    }

    // ---------------------------------------------------------------------------------------------------- its shares

    function test_shares_enter_and_leave_and_the_sheet_hears_of_it() external {
        named();
        vm.expectEmit(address(vault));
        emit IDepositVault.Transfer(alice, address(queue), 60 * SHARES);
        vm.expectCall(
            address(sheet), abi.encodeCall(IRedemptions.setQueued, (address(token), 60 * SHARES, 110 * SHARES))
        );
        enqueue(alice, 60 * SHARES);
        assertEq(vault.balanceOf(alice), 40 * SHARES);
        assertEq(vault.balanceOf(address(queue)), 60 * SHARES);
        vm.expectCall(
            address(sheet), abi.encodeCall(IRedemptions.setQueued, (address(token), 45 * SHARES, 110 * SHARES))
        );
        vm.prank(address(queue));
        vault.dequeue(bob, 15 * SHARES);
        assertEq(vault.balanceOf(bob), 15 * SHARES);
        assertEq(sheet.queued(), 45 * SHARES);
    }

    function test_who_is_not_the_owner_needs_his_allowance() external {
        named();
        vm.prank(alice);
        vault.approve(bob, 10 * SHARES);
        vm.startPrank(address(queue));
        vault.enqueue(alice, bob, 4 * SHARES);
        assertEq(vault.allowance(alice, bob), 6 * SHARES);
        vm.expectRevert(
            abi.encodeWithSelector(
                IDepositVault.ERC20InsufficientAllowance.selector, bob, 6 * SHARES, 7 * SHARES
            )
        );
        vault.enqueue(alice, bob, 7 * SHARES);
    }

    function test_refusals() external {
        named();
        vm.startPrank(address(queue));
        vm.expectRevert(
            abi.encodeWithSelector(
                IDepositVault.ERC20InsufficientBalance.selector, alice, 100 * SHARES, 101 * SHARES
            )
        );
        vault.enqueue(alice, alice, 101 * SHARES);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositVault.ERC20InsufficientBalance.selector, queue, 0, 1)
        );
        vault.dequeue(alice, 1);
        address[2] memory nobodies = [address(0), address(queue)];
        vault.enqueue(alice, alice, 1);
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IDepositVault.ERC20InvalidReceiver.selector, nobodies[i]));
            vault.dequeue(nobodies[i], 1);
        }
        vm.expectRevert(abi.encodeWithSelector(IDepositVault.ERC20InvalidReceiver.selector, address(0)));
        vault.release(1, address(0));
    }

    function test_nobody_sends_it_shares_by_hand() external {
        named();
        bytes memory error = abi.encodeWithSelector(IDepositVault.ERC20InvalidReceiver.selector, queue);
        vm.startPrank(alice);
        vm.expectRevert(error);
        vault.transfer(address(queue), 1);
        vm.expectRevert(error);
        vault.deposit(UNIT, address(queue));
        vm.expectRevert(error);
        vault.mint(SHARES, address(queue));
        assertEq(vault.maxDeposit(address(queue)), 0, "INV-MAX-01");
        assertEq(vault.maxMint(address(queue)), 0, "INV-MAX-01");
    }

    function test_settled_shares_are_burned_and_paid_when_released() external {
        named();
        lend(70 * UNIT); // 40 are left
        enqueue(alice, 60 * SHARES);
        uint256 most = 40 * SHARES + 999_999; // what forty units and not one more are paid for
        vm.expectEmit(address(vault));
        emit IDepositVault.Transfer(address(queue), address(0), most);
        vm.prank(address(queue));
        (uint256 shares, uint256 assets) = vault.settle(60 * SHARES);
        assertEq(assets, 40 * UNIT);
        assertEq(shares, most);
        assertEq(vault.totalSupply(), 110 * SHARES - most);
        assertEq(vault.totalAssets(), 70 * UNIT, "INV-BOOK-02");
        assertEq(sheet.queued(), 60 * SHARES - most);
        assertEq(sheet.reserved(), 40 * UNIT, "INV-QUEUE-01");
        assertEq(vault.maxWithdraw(alice), 0, "INV-QUEUE-01: no instant exit takes queued cash");
        vm.expectEmit(address(sheet));
        emit IRedemptions.Released(address(token), bob, 40 * UNIT);
        vm.prank(address(queue));
        vault.release(40 * UNIT, bob);
        assertEq(token.balanceOf(bob), RICHES + 40 * UNIT);
        assertEq(sheet.reserved(), 0);
    }

    function test_settling_without_cash_burns_nothing() external {
        named();
        lend(110 * UNIT);
        enqueue(alice, 60 * SHARES);
        vm.prank(address(queue));
        (uint256 shares, uint256 assets) = vault.settle(60 * SHARES);
        assertEq(shares + assets, 0);
        assertEq(vault.balanceOf(address(queue)), 60 * SHARES);
    }

    // ---------------------------------------------------------------------------------------------- the largest holder

    function test_its_shares_are_no_holders() external {
        named();
        depositAs(bob, 30 * UNIT);
        enqueue(alice, 90 * SHARES);
        assertEq(vault.topHolding(), 30 * SHARES, "INV-TOP-01");
        vm.prank(address(queue));
        vault.dequeue(alice, 50 * SHARES);
        assertEq(vault.topHolding(), 60 * SHARES, "INV-TOP-01");
    }

    function test_what_it_held_before_is_no_holders_either() external {
        vm.prank(alice);
        vault.transfer(address(queue), 90 * SHARES);
        assertEq(vault.topHolding(), 90 * SHARES);
        named();
        assertEq(vault.topHolding(), 10 * SHARES, "INV-TOP-01");
        assertEq(vault.queue(), address(queue));
        enqueue(alice, SHARES);
        assertEq(sheet.queued(), 91 * SHARES, "it counts as queued, for good");
    }

    function test_listed_in_a_poke_it_stands_for_nobody() external {
        named();
        depositAs(bob, 50 * UNIT);
        enqueue(alice, 100 * SHARES);
        vm.prank(bob);
        vault.withdraw(45 * UNIT, bob, bob);
        assertEq(vault.topHolding(), 50 * SHARES, "gone stale");
        // The seed has 10, bob 5, the queue 100: listed, it must not pass for the one who is above the others.
        address[] memory list = new address[](1);
        list[0] = address(queue);
        assertEq(vault.poke(list), 15 * SHARES, "INV-TOP-01: what is not listed");
        list[0] = DEAD;
        assertEq(vault.poke(list), 15 * SHARES, "INV-TOP-01: the rest may be one's, but for the queue's");
    }
}
