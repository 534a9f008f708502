// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IDepositVault} from "alm-interfaces/IDepositVault.sol";
import {IRedeemQueue} from "alm-interfaces/IRedeemQueue.sol";
import {DepositStrategy} from "alm-examples/DepositStrategy.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {StubRateModel} from "../../src/mocks/StubRateModel.sol";
import {HookToken, ITokenHook} from "../../src/mocks/tokens/HookToken.sol";
import {SheetTest} from "../../src/stylus/SheetTest.sol";

/// @title An allocator that calls its strategy again while it is being paid
contract GreedyAllocator is ITokenHook {
    bool public entered;
    bytes public answer;
    DepositStrategy private _strategy;
    bytes private _again;

    function start(HookToken token, DepositStrategy strategy, uint256 assets) external {
        _strategy = strategy;
        token.approve(address(strategy), type(uint256).max);
        strategy.deposit(assets, 0);
        token.register(this);
    }

    function leave(uint256 shares, bytes calldata again) external {
        _again = again;
        _strategy.exit(shares, 0);
    }

    function onTokens(address, address to, uint256) external {
        if (to == address(this)) (entered, answer) = address(_strategy).call(_again);
    }
}

/// The example of a strategy, on a vault, its queue and a balance sheet as they ship.
contract DepositStrategyTest is SheetTest {
    uint256 private constant UNIT = 1e18;

    HookToken private token = new HookToken();
    IBalanceSheet private sheet;
    IDepositVault private vault;
    IRedeemQueue private queue;
    StubRateModel private rates = new StubRateModel();
    DepositStrategy private strategy;
    address private owner = makeAddr("owner");
    address private desk = makeAddr("desk");
    address private allocator = makeAddr("allocator");
    address private other = makeAddr("other");

    function setUp() public {
        vm.warp(1_700_000_000);
        sheet = deploySheet(owner);
        vault = IDepositVault(deployStylus("deposit-vault", abi.encode(token, sheet, "ALM deposits", "alm")));
        queue = IRedeemQueue(deployStylus("redeem-queue", abi.encode(vault, 1e24)));
        rates.set(StubRateModel.Mood.Honest, 3_170_979_198);
        vm.startPrank(owner);
        sheet.list(address(token), address(vault), address(rates), _terms());
        sheet.setLine(address(token), desk, type(uint96).max);
        vault.setQueue(address(queue));
        vm.stopPrank();
        token.mint(address(this), 500_000 * UNIT);
        token.approve(address(vault), type(uint256).max);
        vault.deposit(500_000 * UNIT, other);
        strategy = new DepositStrategy(vault, allocator);
        token.mint(allocator, 500_000 * UNIT);
        vm.startPrank(allocator);
        token.approve(address(strategy), type(uint256).max);
        strategy.deposit(500_000 * UNIT, 0);
        vm.stopPrank();
        _day();
    }

    function _terms() private pure returns (IBalanceSheet.Terms memory) {
        return IBalanceSheet.Terms({
            reserveFactor: 1_000,
            bufferShare: 500,
            outflowWeight: 5_000,
            runOffFloor: 1_000,
            curvature: 2_000,
            steepest: 1_000,
            neutralSurplus: 1_000,
            lendingSurplus: 500,
            exitSurplus: 0,
            scaleExponent: 21,
            minimumExponent: 18,
            depositCap: uint96(10_000_000 * UNIT)
        });
    }

    function _day() private {
        skip(1 days);
        sheet.refreshRate(address(token));
        sheet.strike(address(token));
    }

    function _lend(uint256 assets) private {
        vm.prank(desk);
        sheet.draw(address(token), assets, desk);
    }

    function _repay() private {
        uint256 owed = sheet.book(address(token)).floatingLoans;
        token.mint(address(sheet), owed);
        vm.prank(desk);
        sheet.restore(address(token), owed);
    }

    function _all() private view returns (uint256) {
        return vault.balanceOf(address(strategy));
    }

    function test_constructor_wants_a_queue_and_an_allocator() external {
        vm.expectRevert(DepositStrategy.Unsuitable.selector);
        new DepositStrategy(vault, address(0));
        address bare = deployStylus("deposit-vault", abi.encode(token, sheet, "No queue", "none"));
        vm.expectRevert(DepositStrategy.Unsuitable.selector);
        new DepositStrategy(IDepositVault(bare), allocator);
    }

    function test_only_the_allocator_moves_assets() external {
        bytes memory reason = abi.encodeWithSelector(DepositStrategy.NotAllocator.selector, other);
        bytes[4] memory calls = [
            abi.encodeCall(strategy.deposit, (1, 0)),
            abi.encodeCall(strategy.withdraw, (1, 1)),
            abi.encodeCall(strategy.exit, (1, 0)),
            abi.encodeCall(strategy.cancel, (1))
        ];
        for (uint256 i; i < 4; ++i) {
            vm.prank(other);
            (bool success, bytes memory answer) = address(strategy).call(calls[i]);
            assertFalse(success, "refused");
            assertEq(answer, reason, "another reason");
        }
    }

    function test_deposit_and_withdraw_keep_to_their_bounds() external {
        token.mint(allocator, 100 * UNIT);
        uint256 shares = vault.previewDeposit(100 * UNIT);
        vm.startPrank(allocator);
        vm.expectRevert(abi.encodeWithSelector(DepositStrategy.SlippageExceeded.selector, shares, shares + 1));
        strategy.deposit(100 * UNIT, shares + 1);
        vm.expectEmit(address(strategy));
        emit DepositStrategy.Deposited(100 * UNIT, shares);
        assertEq(strategy.deposit(100 * UNIT, shares), shares, "as previewed");
        uint256 burned = vault.previewWithdraw(60 * UNIT);
        vm.expectRevert(abi.encodeWithSelector(DepositStrategy.SlippageExceeded.selector, burned, burned - 1));
        strategy.withdraw(60 * UNIT, burned - 1);
        assertEq(strategy.withdraw(60 * UNIT, burned), burned, "as previewed");
        vm.stopPrank();
        assertEq(token.balanceOf(allocator), 60 * UNIT, "paid to the allocator");
        assertEq(token.balanceOf(address(strategy)), 0, "nothing stays");
    }

    function test_exit_leaves_at_once_where_it_may() external {
        uint256 shares = _all();
        vm.prank(allocator);
        (uint256 paid, uint256 queued) = strategy.exit(shares, 500_000 * UNIT);
        assertEq(paid, 500_000 * UNIT, "all of it");
        assertEq(queued, 0, "nothing waits");
        assertEq(strategy.totalAssets(), 0, "and nothing is left");
    }

    function test_exit_queues_what_is_refused_and_claim_pays_it() external {
        _lend(700_000 * UNIT);
        uint256 shares = _all();
        uint256 most = vault.maxRedeem(address(strategy));
        vm.prank(allocator);
        (uint256 paid, uint256 queued) = strategy.exit(shares, 0);
        assertGt(paid, 0, "a part at once");
        assertEq(queued, shares - most, "the rest waits");
        assertApproxEqRel(strategy.totalAssets() + paid, 500_000 * UNIT, 0.01e18, "but for the fee of the exit");
        assertEq(strategy.claim(), 0, "not yet");
        _day();
        _repay();
        queue.settle();
        assertEq(strategy.claim(), 0, "not before the end of the next day");
        _day();
        uint256 worth = strategy.totalAssets();
        uint256 before = token.balanceOf(allocator);
        uint256 claimed = strategy.claim();
        assertEq(token.balanceOf(allocator) - before, claimed, "to the allocator");
        assertEq(claimed, worth, "as told");
        assertEq(strategy.totalAssets(), 0, "and nothing is left");
    }

    function test_exit_queues_all_where_the_price_is_worse_than_accepted() external {
        _lend(720_000 * UNIT);
        uint256 shares = _all();
        vm.prank(allocator);
        (uint256 paid, uint256 queued) = strategy.exit(shares, type(uint256).max);
        assertEq(paid, 0, "nothing at such a price");
        assertEq(queued, shares, "all waits, without a fee");
        assertEq(token.balanceOf(allocator), 0, "unpaid");
    }

    function test_a_rest_below_the_minimum_stays() external {
        vm.prank(allocator);
        (uint256 paid, uint256 queued) = strategy.exit(1e24 - 1, type(uint256).max);
        assertEq(paid + queued, 0, "neither");
        assertEq(_all(), 500_000e24, "all here");
    }

    function test_cancel_brings_back_what_was_not_settled_and_pays_the_rest() external {
        _lend(700_000 * UNIT);
        uint256 shares = _all();
        vm.prank(allocator);
        strategy.exit(shares, type(uint256).max);
        (uint256 request,) = queue.requestsOf(address(strategy));
        _day();
        (uint256 settled, uint256 assets) = queue.settle();
        assertGt(settled, 0, "with the cash there was");
        assertLt(settled, shares, "not all");
        _day();
        vm.prank(allocator);
        assertEq(strategy.cancel(request), shares - settled, "the rest");
        assertEq(_all(), shares - settled, "is here again");
        assertEq(token.balanceOf(allocator), assets, "and the other paid");
        assertEq(token.balanceOf(address(strategy)), 0, "nothing stays");
    }

    function test_two_requests_are_claimed_in_one_call() external {
        uint256 half = _all() / 2;
        vm.startPrank(allocator);
        strategy.exit(half, type(uint256).max);
        skip(1 days);
        strategy.exit(half, type(uint256).max);
        vm.stopPrank();
        skip(1 days);
        queue.settle();
        skip(2 days);
        uint256 worth = strategy.totalAssets();
        assertEq(strategy.claim(), worth, "both");
        assertApproxEqAbs(worth, 500_000 * UNIT, 2, "all");
    }

    /// Whatever way it leaves: what it gets is never more than its share, nor less but for the fee it accepted.
    function testFuzz_nothing_is_lost_on_the_way(uint256 lent, uint256 shares, uint256 least, uint32 wait) external {
        _lend(bound(lent, UNIT, 720_000 * UNIT));
        skip(wait % 30 days);
        shares = bound(shares, 1e24, _all());
        uint256 worth = strategy.totalAssets();
        uint256 asked = vault.convertToAssets(shares);
        least = bound(least, 0, 2 * asked);
        vm.prank(allocator);
        (uint256 paid, uint256 queued) = strategy.exit(shares, least);
        if (paid != 0) assertGe(paid * shares, least * (shares - queued), "never below its bound");
        assertLe(paid + strategy.totalAssets(), worth + asked / 100, "never more than its share and a fee's worth");
        _repay();
        for (uint256 i; i < 3; ++i) {
            skip(1 days);
            queue.settle();
        }
        uint256 claimed = strategy.claim();
        assertEq(token.balanceOf(allocator), paid + claimed, "all goes to the allocator");
        assertEq(token.balanceOf(address(strategy)), 0, "nothing stays");
        assertEq(queue.maxRedeem(address(strategy)), 0, "nothing is left to claim");
    }

    function test_the_allocator_cannot_enter_again_while_being_paid() external {
        GreedyAllocator greedy = new GreedyAllocator();
        DepositStrategy own = new DepositStrategy(vault, address(greedy));
        token.mint(address(greedy), 1_000 * UNIT);
        greedy.start(token, own, 1_000 * UNIT);
        greedy.leave(100e24, abi.encodeCall(own.exit, (1e24, 0)));
        assertFalse(greedy.entered(), "INV-LOCK-01");
        assertEq(bytes4(greedy.answer()), ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector, "INV-LOCK-01");
        greedy.leave(100e24, abi.encodeCall(own.totalAssets, ()));
        assertFalse(greedy.entered(), "INV-LOCK-01");
        assertEq(bytes4(greedy.answer()), IBalanceSheet.Locked.selector, "no price in motion");
    }
}
