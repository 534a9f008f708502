// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ITermDesk} from "alm-interfaces/ITermDesk.sol";
import {HookToken, ITokenHook} from "../../src/mocks/tokens/HookToken.sol";
import {TermDeskTest} from "./TermDeskTest.sol";

/// Runs one call against the desk while its tokens move, and keeps what came of it.
contract Intruder is ITokenHook {
    ITermDesk public immutable DESK;
    uint256 public immutable ID;
    bytes public call;
    bool public succeeded;
    bytes public answer;
    uint256 public runs;
    uint256 public balanceSeen;

    constructor(ITermDesk desk, HookToken token, uint256 id) {
        (DESK, ID) = (desk, id);
        token.register(this);
        token.approve(address(desk), type(uint256).max);
    }

    function arm(bytes calldata call_) external {
        call = call_;
    }

    function run(bytes calldata data) external returns (bytes memory) {
        (bool success, bytes memory result) = address(DESK).call(data);
        require(success, string(result));
        return result;
    }

    function onTokens(address, address, uint256) external {
        if (call.length == 0) return;
        ++runs;
        (succeeded, answer) = address(DESK).call(call);
        balanceSeen = DESK.balanceOf(address(this), ID);
    }
}

/// A currency that runs its holders' code, and holders that use it.
contract ReentrancyTest is TermDeskTest {
    Intruder private intruder;
    address private self;
    address private currency;
    uint64 private early;
    uint256 private face;

    function setUp() public override {
        super.setUp();
        HookToken asset = new HookToken();
        list(asset);
        currency = address(asset);
        id = desk.idOf(currency, maturity);
        early = grid(1);
        intruder = new Intruder(desk, asset, id);
        self = address(intruder);
        asset.mint(self, 1_000e18);
        intruder.run(abi.encodeCall(desk.deposit, (currency, maturity, 100e18, 0, self, ALWAYS)));
        intruder.run(abi.encodeCall(desk.deposit, (currency, early, 100e18, 0, self, ALWAYS)));
        intruder.run(abi.encodeCall(desk.approve, (self, id, ALWAYS)));
        face = desk.balanceOf(self, id);
        vm.warp(early);
    }

    function many() private view returns (uint64[] memory maturities) {
        maturities = new uint64[](1);
        maturities[0] = early;
    }

    /// Those that move tokens.
    function outside(uint256 i) private view returns (bytes memory) {
        if (i == 0) return abi.encodeCall(desk.deposit, (currency, maturity, 1e18, 0, self, ALWAYS));
        if (i == 1) return abi.encodeCall(desk.exit, (currency, maturity, 1e18, 0, self, self, ALWAYS));
        if (i == 2) return abi.encodeCall(desk.redeem, (currency, early, 1e18, self, self));
        return abi.encodeCall(desk.redeemMany, (currency, many(), self, self));
    }

    function refused(bytes memory call) private {
        for (uint256 i; i < 4; ++i) {
            uint256 snapshot = vm.snapshotState();
            intruder.arm(call);
            intruder.run(outside(i));
            assertEq(intruder.runs(), 1, "the hook ran");
            assertFalse(intruder.succeeded(), "INV-LOCK-01");
            assertEq(intruder.answer(), abi.encodeWithSelector(ITermDesk.Locked.selector), "INV-LOCK-01");
            vm.revertToState(snapshot);
        }
    }

    function test_no_change_passes_while_a_call_is_in_progress() external {
        for (uint256 i; i < 4; ++i) {
            refused(outside(i));
        }
        refused(abi.encodeCall(desk.rollOver, (currency, early, 1e18, maturity, 0, self, self, ALWAYS)));
        refused(abi.encodeCall(desk.transfer, (alice, id, 1)));
        refused(abi.encodeCall(desk.transferFrom, (self, alice, id, 1)));
        refused(abi.encodeCall(desk.approve, (alice, id, 1)));
        refused(abi.encodeCall(desk.setOperator, (alice, true)));
    }

    function test_no_quote_is_told_while_a_call_is_in_progress() external {
        refused(abi.encodeCall(desk.previewDeposit, (currency, maturity, 1e18)));
        refused(abi.encodeCall(desk.previewExit, (currency, maturity, 1e18)));
        refused(abi.encodeCall(desk.previewRollOver, (currency, early, 1e18, maturity)));
    }

    function test_plain_views_answer_and_burned_claims_are_gone() external {
        bytes[6] memory views = [
            abi.encodeCall(desk.allowance, (self, alice, id)),
            abi.encodeCall(desk.isOperator, (self, alice)),
            abi.encodeCall(desk.name, (id)),
            abi.encodeCall(desk.decimals, (id)),
            abi.encodeCall(desk.claimOf, (id)),
            abi.encodeCall(desk.balanceSheet, ())
        ];
        for (uint256 i; i < views.length; ++i) {
            intruder.arm(views[i]);
            intruder.run(abi.encodeCall(desk.exit, (currency, maturity, 1e18, 0, self, self, ALWAYS)));
            assertTrue(intruder.succeeded());
            assertEq(intruder.balanceSeen(), face - (i + 1) * 1e18, "burned before it is paid");
        }
    }

    function test_the_lock_is_free_after_success_and_after_refusal() external {
        vm.expectPartialRevert(ITermDesk.ERC6909InsufficientBalance.selector);
        vm.prank(self);
        desk.exit(currency, maturity, face + 1, 0, alice, self, ALWAYS);
        intruder.run(outside(1));
        intruder.run(abi.encodeCall(desk.transfer, (alice, id, 1)));
        assertEq(desk.balanceOf(alice, id), 1);
        assertGt(desk.previewDeposit(currency, maturity, 1e18), 0);
    }
}
