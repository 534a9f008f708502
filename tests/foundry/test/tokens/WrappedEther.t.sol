// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IBufferTreasury} from "alm-interfaces/IBufferTreasury.sol";
import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {ICreditTerms} from "alm-interfaces/ICreditTerms.sol";
import {IDepthReader} from "alm-interfaces/IDepthReader.sol";
import {IRiskEngine} from "alm-interfaces/IRiskEngine.sol";
import {CreditRouter} from "alm-examples/CreditRouter.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {TokenTest} from "./TokenTest.sol";

/// WETH9 accepts every call it does not know and does nothing: whoever takes that for a yes is robbed. Nobody here does.
contract WrappedEtherTest is TokenTest {
    CreditRouter private router;
    address private mallory = makeAddr("mallory");

    function _tokens() internal override returns (address, address) {
        return (address(new PlainToken(6)), address(wrapped));
    }

    function setUp() public override {
        super.setUp();
        router = new CreditRouter(credit);
    }

    /// A permit nobody signed goes through, and gives nothing; what others allowed the router stays theirs.
    function test_attack_a_permit_wrapped_ether_swallows_moves_nothing() external {
        vm.startPrank(alice);
        collateral.approve(address(router), ALL);
        credit.setOperator(address(router), true);
        vm.stopPrank();
        uint256 had = collateral.balanceOf(alice);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(router.permit, (IERC20Permit(address(wrapped)), ALL, ALL, 27, "r", "s"));
        calls[1] = abi.encodeCall(router.execute, (_payments(10 * piece), ALL, _adds(10 * piece)));
        vm.startPrank(mallory);
        credit.setOperator(address(router), true);
        router.permit(IERC20Permit(address(wrapped)), ALL, ALL, 27, "r", "s");
        assertEq(wrapped.allowance(mallory, address(router)), 0, "nothing is allowed");
        vm.expectRevert();
        router.multicall(calls);
        // Nor with the money, as long as she has not allowed it herself.
        vm.stopPrank();
        _mint(wrapped, mallory, 10 * piece);
        vm.startPrank(mallory);
        vm.expectRevert();
        router.multicall(calls);
        wrapped.approve(address(router), 10 * piece);
        router.multicall(calls);
        assertEq(credit.collateralOf(mallory, address(wrapped)), 10 * piece, "her own");
        assertEq(collateral.balanceOf(alice), had, "INV-CREDIT-01");
        assertEq(credit.collateralOf(alice, address(wrapped)), 0, "INV-CREDIT-01");
    }

    /// Named where something else belongs, it is found out: an answer of no bytes is none.
    function test_wrapped_ether_is_no_vault_no_feed_and_no_pool() external {
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IBufferTreasury.UnsuitableVault.selector, wrapped));
        pools.setStrategy{gas: 30_000_000}(0, address(wrapped), 5_000, 500, 1_000, 10_000);
        address other = address(new PlainToken(8));
        terms.listAsset(other, ICreditTerms.AssetConfig(address(wrapped), 1 days, 1, 1e16, 3, 6, type(uint96).max));
        terms.setCollateralTerms(
            other, ICreditTerms.CollateralTerms(0.75e7, 0.8e7, 0.1e7, 0, uint40(block.timestamp) + 30 days)
        );
        vm.stopPrank();
        terms.observe{gas: 30_000_000}(_one(other));
        _supportsNothing(PlainToken(other));
        IDepthReader reader = IDepthReader(deployStylus("depth-reader", ""));
        (bool success,) =
            address(reader).call{gas: 30_000_000}(abi.encodeCall(reader.depth, (address(wrapped), other, 200, 1_800)));
        assertFalse(success);
    }

    /// Collateral whose feed is no feed supports no loan; the rest of the account does as before.
    function _supportsNothing(PlainToken other) private {
        other.mint(alice, 1e8);
        vm.prank(alice);
        other.approve(address(credit), ALL);
        _do(alice, _action(0, other, 1e8, 0, 0, address(0)));
        vm.expectRevert(abi.encodeWithSelector(IRiskEngine.FeedFailed.selector, wrapped));
        _do(alice, _action(2, currency, 1_000 * unit, ALL, 0, alice));
        _do(alice, _action(1, other, ALL, 0, 0, alice));
        _open(alice, 1_000 * unit);
    }

    /// From ether to ether: all that was wrapped is still there, and can be unwrapped.
    function test_from_ether_to_ether() external {
        vm.deal(carol, 10 ether);
        vm.startPrank(carol);
        wrapped.deposit{value: 10 ether}();
        wrapped.approve(address(credit), ALL);
        vm.stopPrank();
        _do(carol, _action(0, collateral, 10 ether, 0, 0, address(0)));
        _do(carol, _action(2, currency, 5_000 * unit, ALL, 0, carol));
        _allow(currency, carol, address(credit));
        _mint(currency, carol, 1);
        _do(carol, _action(3, currency, ALL, 0, 0, address(0)));
        _do(carol, _action(1, collateral, ALL, 0, 0, carol));
        vm.prank(carol);
        wrapped.withdraw(10 ether);
        assertEq(carol.balance, 10 ether);
        assertEq(wrapped.totalSupply(), address(wrapped).balance);
        assertEq(wrapped.balanceOf(address(credit)), 0, "custody");
    }

    function _payments(uint256 amount) private view returns (CreditRouter.Payment[] memory payments) {
        payments = new CreditRouter.Payment[](1);
        payments[0] = CreditRouter.Payment(address(wrapped), amount);
    }

    function _adds(uint256 amount) private view returns (ICreditDesk.Action[] memory actions) {
        actions = new ICreditDesk.Action[](1);
        actions[0] = _action(0, collateral, amount, 0, 0, address(0));
    }
}
