// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IRedeemQueue} from "alm-interfaces/IRedeemQueue.sol";
import {DepositVaultTest} from "../deposit-vault/DepositVaultTest.sol";

/// @title A queue behind a vault over a balance sheet in plain Solidity, and three depositors
abstract contract RedeemQueueTest is DepositVaultTest {
    uint256 internal constant UNIT = 1e6;
    uint256 internal constant SHARES = 1e12; // of one token
    uint256 internal constant MINIMUM = SHARES;

    IRedeemQueue internal queue;
    address internal carol = makeAddr("carol");

    function setUp() public virtual override {
        super.setUp();
        vm.warp(19_676 days);
        queue = IRedeemQueue(deployStylus("redeem-queue", abi.encode(vault, MINIMUM)));
        vault.setQueue(address(queue));
        equip(carol);
        depositAs(alice, 100 * UNIT);
        depositAs(bob, 50 * UNIT);
        depositAs(carol, 40 * UNIT);
    }

    function request(address account, uint256 shares) internal returns (uint256) {
        vm.prank(account);
        return queue.requestRedeem(shares, account, account);
    }

    /// Everything but this much cash is lent.
    function leave(uint256 assets) internal {
        lend(sheet.cash() - sheet.reserved() - assets);
    }

    /// Borrowers pay back.
    function earn(uint256 assets) internal {
        token.mint(address(sheet), assets);
        sheet.repay(assets);
    }

    function claim(address account) internal returns (uint256) {
        uint256 shares = queue.maxRedeem(account);
        vm.prank(account);
        return queue.redeem(shares, account, account);
    }
}
