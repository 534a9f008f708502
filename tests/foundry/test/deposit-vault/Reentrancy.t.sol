// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IDepositVault} from "alm-interfaces/IDepositVault.sol";
import {HookToken, ITokenHook} from "../../src/mocks/tokens/HookToken.sol";
import {DepositVaultTest} from "./DepositVaultTest.sol";

/// Runs one call against the vault while its tokens move, and keeps what came of it.
contract Intruder is ITokenHook {
    IDepositVault public immutable VAULT;
    bytes public call;
    bool public succeeded;
    bytes public answer;
    uint256 public runs;
    uint256 public balanceSeen;
    uint256 public supplySeen;

    constructor(IDepositVault vault) {
        VAULT = vault;
        HookToken token = HookToken(vault.asset());
        token.register(this);
        token.approve(address(vault), type(uint256).max);
    }

    function arm(bytes calldata call_) external {
        call = call_;
    }

    function run(bytes calldata data) external returns (bytes memory) {
        (bool success, bytes memory result) = address(VAULT).call(data);
        require(success, string(result));
        return result;
    }

    function onTokens(address, address, uint256) external {
        if (call.length == 0) return;
        ++runs;
        (succeeded, answer) = address(VAULT).call(call);
        balanceSeen = VAULT.balanceOf(address(this));
        supplySeen = VAULT.totalSupply();
    }
}

/// A token that runs its holders' code, and holders that use it.
contract ReentrancyTest is DepositVaultTest {
    Intruder private intruder;
    uint256 private shares;

    function setUp() public override {
        vm.warp(1_700_000_000);
        HookToken asset = new HookToken();
        (vault, sheet) = deployVault(address(asset));
        intruder = new Intruder(vault);
        asset.mint(address(intruder), 1_000e18);
        intruder.run(abi.encodeCall(vault.deposit, (100e18, address(intruder))));
        shares = vault.balanceOf(address(intruder));
        intruder.run(abi.encodeCall(vault.approve, (address(intruder), type(uint256).max)));
    }

    function exchanges() private view returns (bytes[4] memory) {
        address self = address(intruder);
        return [
            abi.encodeCall(vault.deposit, (10e18, self)),
            abi.encodeCall(vault.mint, (10e24, self)),
            abi.encodeCall(vault.withdraw, (10e18, self, self)),
            abi.encodeCall(vault.redeem, (10e24, self, self))
        ];
    }

    function refused(bytes memory call) private {
        bytes[4] memory outer = exchanges();
        for (uint256 i; i < 4; ++i) {
            intruder.arm(call);
            uint256 runs = intruder.runs();
            intruder.run(outer[i]);
            assertEq(intruder.runs(), runs + 1, "the hook ran");
            assertFalse(intruder.succeeded(), "INV-LOCK-01");
            assertEq(intruder.answer(), abi.encodeWithSelector(IDepositVault.Locked.selector), "INV-LOCK-01");
        }
    }

    function test_no_change_passes_while_a_call_is_in_progress() external {
        address self = address(intruder);
        bytes[4] memory inner = exchanges();
        for (uint256 i; i < 4; ++i) {
            refused(inner[i]);
        }
        refused(abi.encodeCall(vault.transfer, (alice, 1)));
        refused(abi.encodeCall(vault.transferFrom, (self, alice, 1)));
        refused(abi.encodeCall(vault.approve, (alice, 1)));
        refused(abi.encodeCall(vault.permit, (self, alice, 1, type(uint256).max, 27, 0, 0)));
        refused(abi.encodeCall(vault.poke, (new address[](0))));
        refused(abi.encodeCall(vault.setQueue, (self)));
        refused(abi.encodeCall(vault.enqueue, (self, self, 1)));
        refused(abi.encodeCall(vault.dequeue, (self, 1)));
        refused(abi.encodeCall(vault.settle, (1)));
        refused(abi.encodeCall(vault.release, (1, self)));
    }

    function test_no_value_is_told_while_a_call_is_in_progress() external {
        address self = address(intruder);
        refused(abi.encodeCall(vault.totalAssets, ()));
        refused(abi.encodeCall(vault.convertToAssets, (1e24)));
        refused(abi.encodeCall(vault.convertToShares, (1e18)));
        refused(abi.encodeCall(vault.previewDeposit, (1e18)));
        refused(abi.encodeCall(vault.previewMint, (1e24)));
        refused(abi.encodeCall(vault.previewWithdraw, (1e18)));
        refused(abi.encodeCall(vault.previewRedeem, (1e24)));
        refused(abi.encodeCall(vault.maxDeposit, (self)));
        refused(abi.encodeCall(vault.maxMint, (self)));
        refused(abi.encodeCall(vault.maxWithdraw, (self)));
        refused(abi.encodeCall(vault.maxRedeem, (self)));
    }

    function test_plain_views_answer_and_redeemed_shares_are_gone() external {
        intruder.arm(abi.encodeCall(vault.allowance, (address(intruder), alice)));
        intruder.run(abi.encodeCall(vault.redeem, (10e24, address(intruder), address(intruder))));
        assertTrue(intruder.succeeded());
        assertEq(intruder.balanceSeen(), shares - 10e24);
        assertEq(intruder.supplySeen(), shares - 10e24);
    }

    function test_the_lock_is_free_after_success_and_after_refusal() external {
        vm.expectPartialRevert(IDepositVault.ERC4626ExceededMaxRedeem.selector);
        vm.prank(address(intruder));
        vault.redeem(shares + 1, alice, address(intruder));
        intruder.run(abi.encodeCall(vault.transfer, (alice, 1)));
        assertEq(vault.balanceOf(alice), 1);
        assertGt(vault.totalAssets(), 0);
    }
}
