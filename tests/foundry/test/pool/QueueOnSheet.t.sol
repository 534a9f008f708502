// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IDepositVault} from "alm-interfaces/IDepositVault.sol";
import {IFixedBook} from "alm-interfaces/IFixedBook.sol";
import {IRedeemQueue} from "alm-interfaces/IRedeemQueue.sol";
import {StubRateModel} from "../../src/mocks/StubRateModel.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {SheetTest} from "../../src/stylus/SheetTest.sol";

/// Queue, vault and both programs of the balance sheet as they ship: who waits comes before who leaves at once.
contract QueueOnSheetTest is SheetTest {
    uint256 private constant UNIT = 1e6;

    PlainToken private token = new PlainToken(6);
    IBalanceSheet private sheet;
    IDepositVault private vault;
    IRedeemQueue private queue;
    address private owner = makeAddr("owner");
    address private desk = makeAddr("desk");
    address private alice = makeAddr("alice");
    address private bob = makeAddr("bob");

    function setUp() public {
        vm.warp(1_700_000_000);
        sheet = deploySheet(owner);
        vault = IDepositVault(deployStylus("deposit-vault", abi.encode(token, sheet, "ALM deposits", "alm")));
        queue = IRedeemQueue(deployStylus("redeem-queue", abi.encode(vault, 1e12)));
        StubRateModel rates = new StubRateModel();
        vm.startPrank(owner);
        sheet.list(address(token), address(vault), address(rates), _terms());
        sheet.setLine(address(token), desk, type(uint96).max);
        vault.setQueue(address(queue));
        vm.stopPrank();
        _deposit(address(0xdead), UNIT);
        _deposit(alice, 500_000 * UNIT);
        _deposit(bob, 500_000 * UNIT);
        skip(1 days);
        sheet.refreshRate(address(token));
        sheet.strike(address(token));
        vm.prank(desk);
        sheet.draw(address(token), 400_000 * UNIT, desk);
    }

    /// Half of the run-off, without a zone: so that cash is what bounds an exit.
    function _terms() private pure returns (IBalanceSheet.Terms memory terms) {
        (terms.outflowWeight, terms.runOffFloor) = (5_000, 1_000);
        (terms.scaleExponent, terms.depositCap) = (6, type(uint96).max);
    }

    function test_instant_exits_in_parts_take_no_cash_that_waits() external {
        uint256 waiting = vault.balanceOf(alice);
        _request(alice, waiting);
        uint256 cash = sheet.book(address(token)).cash;
        for (uint256 i; i < 20; ++i) {
            uint256 most = vault.maxRedeem(bob);
            if (most < 1e9) break;
            vm.prank(bob);
            vault.redeem(most, bob, bob);
        }
        assertLt(sheet.book(address(token)).cash, cash, "some left");
        assertGe(sheet.book(address(token)).cash, vault.convertToAssets(waiting), "INV-QUEUE-01");
        skip(1 days);
        queue.settle();
        assertEq(vault.balanceOf(address(queue)), 0, "there was cash for all who waited");
    }

    /// What waits is counted in parts, rounded up: exits of dust must not add up to more of it.
    function test_exits_of_dust_make_the_queue_no_longer() external {
        uint256 waiting = vault.balanceOf(alice) / 2;
        _request(alice, waiting);
        uint256 queued = IFixedBook(address(sheet)).limits(address(token)).queued;
        for (uint256 i; i < 100; ++i) {
            vm.prank(bob);
            vault.redeem(1e9, bob, bob);
        }
        assertEq(vault.queuedShares(), waiting);
        assertLe(IFixedBook(address(sheet)).limits(address(token)).queued, queued + 1, "INV-QUEUE-01");
        assertGe(queued, vault.convertToAssets(waiting), "INV-QUEUE-01");
    }

    function test_everybody_else_may_leave_by_amount() external {
        token.mint(address(sheet), 400_000 * UNIT);
        vm.prank(desk);
        sheet.restore(address(token), 400_000 * UNIT);
        _request(alice, vault.balanceOf(alice));
        uint256 most = vault.maxWithdraw(bob);
        vm.prank(bob);
        vault.withdraw(most, bob, bob);
        uint256 rest = vault.balanceOf(bob);
        assertLe(vault.convertToAssets(rest), 16 * UNIT, "all but the queue's rounding, 1/65535 of the deposits");
        skip(1 days);
        queue.settle();
        vm.prank(bob);
        vault.redeem(rest, bob, bob);
        assertEq(token.balanceOf(bob), 500_000 * UNIT, "and that when nobody waits");
    }

    function _deposit(address who, uint256 assets) private {
        token.mint(address(this), assets);
        token.approve(address(vault), assets);
        vault.deposit(assets, who);
    }

    function _request(address who, uint256 shares) private {
        vm.prank(who);
        vault.approve(address(queue), shares);
        vm.prank(who);
        queue.requestRedeem(shares, who, who);
    }
}
