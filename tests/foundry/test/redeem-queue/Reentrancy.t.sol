// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IRedeemQueue} from "alm-interfaces/IRedeemQueue.sol";
import {HookToken, ITokenHook} from "../../src/mocks/tokens/HookToken.sol";
import {DepositVaultTest} from "../deposit-vault/DepositVaultTest.sol";

/// Runs one call while it is being paid, and keeps what came of it.
contract Claimant is ITokenHook {
    address public target;
    bytes public call;
    bool public succeeded;
    bytes public answer;
    uint256 public runs;

    constructor(HookToken token) {
        token.register(this);
    }

    function arm(address target_, bytes calldata call_) external {
        (target, call) = (target_, call_);
    }

    function run(address target_, bytes calldata data) external {
        (bool success, bytes memory result) = target_.call(data);
        require(success, string(result));
    }

    function onTokens(address, address, uint256) external {
        if (call.length == 0) return;
        ++runs;
        (succeeded, answer) = target.call(call);
    }
}

/// A token that runs its receivers' code, and a claimant that uses it: vault and queue have a lock each.
contract ReentrancyTest is DepositVaultTest {
    IRedeemQueue private queue;
    Claimant private claimant;

    function setUp() public override {
        vm.warp(19_676 days);
        HookToken asset = new HookToken();
        (vault, sheet) = deployVault(address(asset));
        queue = IRedeemQueue(deployStylus("redeem-queue", abi.encode(vault, 1e18)));
        vault.setQueue(address(queue));
        claimant = new Claimant(asset);
        asset.mint(alice, 1_000e18);
        vm.startPrank(alice);
        asset.approve(address(vault), 1_000e18);
        vault.deposit(1_000e18, address(claimant));
        vm.stopPrank();
        ask(800e24);
        skip(1 days);
        ask(100e24);
        sheet.lend(600e18);
        queue.settle(); // a half of the first
        skip(2 days);
    }

    function ask(uint256 shares) private {
        address self = address(claimant);
        claimant.run(address(queue), abi.encodeCall(queue.requestRedeem, (shares, self, self)));
    }

    /// Every way to be paid by the queue runs the hook, and in none does the call pass.
    function refused(address target, bytes memory call) private {
        address self = address(claimant);
        bytes[3] memory outer = [
            abi.encodeCall(queue.redeem, (2e24, self, self)),
            abi.encodeCall(queue.withdraw, (2e18, self, self)),
            abi.encodeCall(queue.cancel, (1, self))
        ];
        for (uint256 i; i < 3; ++i) {
            uint256 snapshot = vm.snapshotState();
            claimant.arm(target, call);
            claimant.run(address(queue), outer[i]);
            assertEq(claimant.runs(), 1, "the hook ran");
            assertFalse(claimant.succeeded(), "INV-LOCK-01");
            assertEq(claimant.answer(), abi.encodeWithSelector(IRedeemQueue.Locked.selector), "INV-LOCK-01");
            vm.revertToState(snapshot);
        }
    }

    function test_no_change_of_the_queue_passes() external {
        address self = address(claimant);
        refused(address(queue), abi.encodeCall(queue.requestRedeem, (1e24, self, self)));
        refused(address(queue), abi.encodeCall(queue.redeem, (1e24, self, self)));
        refused(address(queue), abi.encodeCall(queue.withdraw, (1e18, self, self)));
        refused(address(queue), abi.encodeCall(queue.cancel, (1, self)));
        refused(address(queue), abi.encodeCall(queue.cancel, (2, self)));
        refused(address(queue), abi.encodeCall(queue.settle, ()));
        refused(address(queue), abi.encodeCall(queue.setOperator, (alice, true)));
    }

    function test_no_change_of_the_vault_passes() external {
        address self = address(claimant);
        refused(address(vault), abi.encodeCall(vault.transfer, (alice, 1)));
        refused(address(vault), abi.encodeCall(vault.redeem, (1e24, self, self)));
        refused(address(vault), abi.encodeCall(vault.settle, (1e24)));
        refused(address(vault), abi.encodeCall(vault.release, (1, self)));
    }

    function test_nothing_in_motion_is_told() external {
        address self = address(claimant);
        refused(address(queue), abi.encodeCall(queue.pendingRedeemRequest, (1, self)));
        refused(address(queue), abi.encodeCall(queue.claimableRedeemRequest, (1, self)));
        refused(address(queue), abi.encodeCall(queue.maxRedeem, (self)));
        refused(address(queue), abi.encodeCall(queue.maxWithdraw, (self)));
        refused(address(queue), abi.encodeCall(queue.requestsOf, (self)));
        refused(address(queue), abi.encodeCall(queue.generation, (1)));
        refused(address(queue), abi.encodeCall(queue.line, ()));
        refused(address(queue), abi.encodeCall(queue.totalAssets, ()));
    }

    function test_plain_views_answer_and_the_lock_is_free_afterwards() external {
        address self = address(claimant);
        claimant.arm(address(queue), abi.encodeCall(queue.isOperator, (self, alice)));
        claimant.run(address(queue), abi.encodeCall(queue.redeem, (1e24, self, self)));
        assertTrue(claimant.succeeded());
        assertEq(claimant.runs(), 1);
        queue.settle();
        assertGt(queue.maxRedeem(self), 0);
    }
}
