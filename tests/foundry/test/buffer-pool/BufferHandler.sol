// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IBufferPool} from "alm-interfaces/IBufferPool.sol";
import {IBufferTreasury} from "alm-interfaces/IBufferTreasury.sol";
import {IDepositVault} from "alm-interfaces/IDepositVault.sol";
import {IRedeemQueue} from "alm-interfaces/IRedeemQueue.sol";
import {ITreasury} from "alm-interfaces/ITreasury.sol";
import {HostileVault} from "../../src/mocks/strategies/HostileVault.sol";
import {PlainVault} from "../../src/mocks/strategies/PlainVault.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";

/// @title Everything that can happen to a buffer pool and its book, at random
/// @notice Keeps the tokens that moved, and what each supplier may get at most; the invariant suite compares.
contract BufferHandler is Test {
    IBufferPool public immutable POOL;
    IBufferTreasury public immutable POOLS;
    IBalanceSheet public immutable SHEET;
    PlainToken public immutable TOKEN;
    IDepositVault public immutable VAULT;
    IRedeemQueue public immutable QUEUE;
    address public immutable DESK;
    address public immutable DEPOSITOR;
    PlainVault public immutable PLAIN;
    HostileVault public immutable HOSTILE;

    address[3] public actors;
    /// @notice Supplied, claimed, drawn, covered, losses, moves that took place.
    uint256[6] public done;
    /// @notice Set when something happened that must not.
    string public broken;

    constructor(
        IBufferPool pool,
        IRedeemQueue queue,
        address desk,
        address depositor,
        PlainVault plain,
        HostileVault hostile
    ) {
        (POOL, POOLS, QUEUE) = (pool, IBufferTreasury(address(pool)), queue);
        (SHEET, TOKEN) = (IBalanceSheet(pool.balanceSheet()), PlainToken(pool.asset()));
        (VAULT, DESK, DEPOSITOR) = (IDepositVault(queue.share()), desk, depositor);
        (PLAIN, HOSTILE) = (plain, hostile);
        for (uint160 i; i < 3; ++i) {
            address actor = address((i + 1) << 80);
            actors[i] = actor;
            TOKEN.mint(actor, 1e30);
            vm.prank(actor);
            TOKEN.approve(address(pool), type(uint256).max);
        }
    }

    function supply(uint256 who, uint256 assets) external {
        address actor = actors[who % 3];
        uint256 most = POOL.maxDeposit(actor);
        if (most == 0) return;
        assets = bound(assets, 1e6, 1e12);
        if (assets > most) return;
        uint256 price = POOL.convertToAssets(1e18);
        vm.prank(actor);
        POOL.deposit(assets, actor);
        ++done[0];
        _watch(price);
    }

    function request(uint256 who, uint256 shares) external {
        address actor = actors[who % 3];
        uint256 balance = POOL.balanceOf(actor);
        if (balance == 0) return;
        uint256 price = POOL.convertToAssets(1e18);
        vm.prank(actor);
        POOL.requestExit(bound(shares, 1, balance));
        _watch(price);
    }

    function cancel(uint256 who) external {
        address actor = actors[who % 3];
        (uint256 shares,,,) = POOL.exitOf(actor);
        if (shares == 0) return;
        uint256 price = POOL.convertToAssets(1e18);
        vm.prank(actor);
        POOL.cancelExit(actor);
        _watch(price);
    }

    function claim(uint256 who, uint256 part) external {
        address actor = actors[who % 3];
        (uint256 waiting, uint256 promised, uint256 opens, uint256 closes) = POOL.exitOf(actor);
        if (waiting == 0 || block.timestamp >= closes) return;
        if (block.timestamp < opens) vm.warp(opens);
        uint256 most = POOL.maxRedeem(actor);
        if (most == 0) return;
        uint256 price = POOL.convertToAssets(1e18);
        uint256 shares = part % 3 == 0 ? most : bound(part, 1, most);
        uint256 quoted = POOL.previewExit(actor) * shares / waiting;
        if (quoted == 0) return;
        vm.prank(actor);
        uint256 paid = POOL.redeem(shares, actor, actor);
        if (paid != quoted) broken = "INV-MAX-01";
        if (paid > promised) broken = "INV-BUFFER-01: more than at the request";
        ++done[1];
        _watch(price);
    }

    function serve(uint256 which) external {
        if (which % 4 == 0) done[2] += POOLS.draw() == 0 ? 0 : 1;
        if (which % 4 == 1) done[3] += POOLS.cover() == 0 ? 0 : 1;
        if (which % 4 == 2) POOLS.collect();
        if (which % 4 == 3) POOLS.report();
    }

    function rebalance(uint256 index) external {
        try POOLS.rebalance(index % 2) returns (int256 moved) {
            if (moved != 0) ++done[5];
        } catch {
            // Only the hostile one may refuse, and only where it is its own doing.
            if (index % 2 == 0) broken = "a plain strategy is never refused";
        }
    }

    function strategies(uint256 which, uint256 amount) external {
        uint256 held = PLAIN.totalAssets();
        if (which % 5 == 0) TOKEN.mint(address(PLAIN), held / 100);
        if (which % 5 == 1 && held > 1e6) PLAIN.lose(bound(amount, 1, held / 20));
        uint256 mode = which % 7;
        if (mode == 6) HOSTILE.set(HostileVault.Mode.Multiplies, bound(amount, 0, 3e18));
        else HOSTILE.set(HostileVault.Mode(mode % 4), 0);
    }

    function lend(uint256 assets) external {
        assets = bound(assets, 1e6, 1e12);
        vm.prank(DESK);
        try SHEET.draw(address(TOKEN), assets, DESK) {} catch {}
    }

    function restore(uint256 assets) external {
        uint256 owed = SHEET.lineOf(address(TOKEN), DESK).debtShares;
        if (owed < 1e7) return;
        assets = bound(assets, 1e6, owed / 2);
        TOKEN.mint(address(SHEET), assets);
        vm.prank(DESK);
        SHEET.restore(address(TOKEN), assets);
    }

    function lose(uint256 part) external {
        uint256 shares = SHEET.lineOf(address(TOKEN), DESK).debtShares / (10 + part % 90);
        if (shares == 0) return;
        vm.prank(DESK);
        ITreasury(address(SHEET)).writeOff(address(TOKEN), DESK, shares);
        ++done[4];
    }

    function redeem(uint256 part) external {
        uint256 shares = VAULT.balanceOf(DEPOSITOR) / (2 + part % 8);
        if (part % 3 == 0) {
            try QUEUE.settle() {} catch {}
            return;
        }
        (uint256 older, uint256 newer) = QUEUE.requestsOf(DEPOSITOR);
        if (older != 0 || newer != 0 || shares < 1e12) return;
        vm.startPrank(DEPOSITOR);
        VAULT.approve(address(QUEUE), shares);
        QUEUE.requestRedeem(shares, DEPOSITOR, DEPOSITOR);
        vm.stopPrank();
    }

    function pass(uint256 time) external {
        skip(bound(time, 1, 3 days));
        SHEET.refreshRate(address(TOKEN));
        // Once a day.
        try SHEET.strike(address(TOKEN)) {} catch {}
    }

    /// The price of a share falls by nothing a supplier does.
    function _watch(uint256 before) private {
        if (POOL.convertToAssets(1e18) < before) broken = "INV-BOOK-03";
    }
}
