// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBufferPool} from "alm-interfaces/IBufferPool.sol";
import {IBufferTreasury} from "alm-interfaces/IBufferTreasury.sol";
import {IDepositVault} from "alm-interfaces/IDepositVault.sol";
import {IRedeemQueue} from "alm-interfaces/IRedeemQueue.sol";
import {ITreasury} from "alm-interfaces/ITreasury.sol";
import {StandardTerms} from "../../src/StandardTerms.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {CreditTest} from "../credit-desk/CreditTest.sol";

/// @title A whole pool as it ships: book, vault, queue, buffer and credit desk
abstract contract PoolTest is CreditTest {
    /// Shares that prices are read of.
    uint256 internal constant SHARES = 1e24;

    IBufferPool internal pool;
    ITreasury internal treasury;
    IRedeemQueue internal queue;
    address internal backer = makeAddr("backer");

    function setUp() public virtual override {
        super.setUp();
        treasury = ITreasury(address(sheet));
        queue = IRedeemQueue(deployStylus("redeem-queue", abi.encode(vault, 1e12)));
        pool = _newPool(token);
        vm.startPrank(owner);
        vault.setQueue(address(queue));
        vm.stopPrank();
        _supply(backer, 200_000 * UNIT);
    }

    /// A buffer pool behind a book.
    function _newPool(PlainToken of_) internal returns (IBufferPool fresh) {
        fresh = IBufferPool(deployStylus("buffer-pool", abi.encode(of_, sheet, "ALM buffer", "almB", owner)));
        vm.startPrank(owner);
        treasury.setBuffer(address(of_), address(fresh));
        IBufferTreasury(address(fresh)).setTerms(StandardTerms.buffer(6));
        vm.stopPrank();
    }

    function _supply(address who, uint256 assets) internal {
        token.mint(who, assets);
        vm.startPrank(who);
        token.approve(address(pool), assets);
        pool.deposit(assets, who);
        vm.stopPrank();
    }

    function _save(address who, uint256 assets) internal returns (uint256 shares) {
        token.mint(who, assets);
        vm.startPrank(who);
        token.approve(address(vault), assets);
        shares = vault.deposit(assets, who);
        vm.stopPrank();
    }

    function _requestExit(address who, uint256 shares) internal returns (uint256 id) {
        vm.startPrank(who);
        vault.approve(address(queue), shares);
        id = queue.requestRedeem(shares, who, who);
        vm.stopPrank();
    }

    /// What a share is worth to whoever asks: in the vault, in the queue, in the buffer.
    function _prices() internal view returns (uint256[5] memory) {
        return [
            vault.convertToAssets(SHARES),
            vault.totalAssets(),
            queue.convertToAssets(SHARES),
            pool.convertToAssets(SHARES),
            pool.totalAssets()
        ];
    }

    /// As before, but for a unit that rounding left to the pool.
    function _assertSame(uint256[5] memory prices, uint256[5] memory before) internal view {
        uint256 unit = vault.convertToAssets(SHARES) / vault.totalAssets() + 1;
        uint256[5] memory most = [unit, 1, unit, 0, 0];
        for (uint256 i; i < 5; ++i) {
            assertGe(prices[i], before[i], "INV-BOOK-03");
            assertLe(prices[i] - before[i], most[i], "INV-BOOK-03");
        }
    }

    /// Another book with a vault, empty.
    function _newBook() internal returns (PlainToken fresh, IDepositVault its) {
        fresh = new PlainToken(6);
        its = IDepositVault(deployStylus("deposit-vault", abi.encode(fresh, sheet, "Other deposits", "oth")));
        vm.startPrank(owner);
        model.list(address(fresh), address(sheet), RATE, 0.5e18, StandardTerms.spreads());
        sheet.list(address(fresh), address(its), address(model), _terms());
        vm.stopPrank();
    }
}
