// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IMorpho, MarketParams} from "morpho-blue/interfaces/IMorpho.sol";
import {MarketParamsLib} from "morpho-blue/libraries/MarketParamsLib.sol";
import {MorphoBalancesLib} from "morpho-blue/libraries/periphery/MorphoBalancesLib.sol";
import {IrmMock} from "morpho-blue/mocks/IrmMock.sol";
import {OracleMock} from "morpho-blue/mocks/OracleMock.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {MorphoVault} from "../../src/real/MorphoVault.sol";
import {BufferPoolTest} from "./BufferPoolTest.sol";

/// @title A buffer pool that lends half of its assets in a market of Morpho
/// @notice Borrowers there pay as many percent a year as percent of the market are lent.
abstract contract MorphoTest is BufferPoolTest {
    using MarketParamsLib for MarketParams;
    using MorphoBalancesLib for IMorpho;

    uint256 internal constant LENT = 500_000 * UNIT;

    IMorpho internal morpho;
    MorphoVault internal strategy;
    PlainToken internal gold;
    OracleMock internal oracle;
    MarketParams internal market;
    address internal dana = makeAddr("dana");

    function setUp() public virtual override {
        super.setUp();
        morpho = IMorpho(vm.deployCode("cache/real/Morpho.json", abi.encode(address(this))));
        (gold, oracle) = (new PlainToken(18), new OracleMock());
        IrmMock rates = new IrmMock();
        _quote(2_000);
        market = MarketParams(address(token), address(gold), address(oracle), address(rates), 0.8e18);
        morpho.enableIrm(market.irm);
        morpho.enableLltv(market.lltv);
        morpho.createMarket(market);
        strategy = new MorphoVault(morpho, market);
        _supply(bob, 999_990 * UNIT);
        _addStrategy(0, address(strategy), 5_000);
        assertEq(pools.rebalance(0), int256(LENT));
        for (uint256 i; i < 2; ++i) {
            address who = [dana, address(this)][i];
            vm.startPrank(who);
            gold.approve(address(morpho), type(uint256).max);
            token.approve(address(morpho), type(uint256).max);
            vm.stopPrank();
        }
    }

    /// A whole unit of the market's collateral in whole units of the currency.
    function _quote(uint256 price) internal {
        oracle.setPrice(price * UNIT * 1e18);
    }

    /// Dana borrows in the market, against new collateral of one and a half times what she owes then, and one more.
    function _borrowThere(uint256 assets) internal {
        gold.mint(dana, (assets + _owedThere()) * 1e18 / UNIT * 3 / 4_000 + 1e18);
        uint256 pledged = gold.balanceOf(dana);
        vm.startPrank(dana);
        morpho.supplyCollateral(market, pledged, dana, "");
        morpho.borrow(market, assets, 0, dana, dana);
        vm.stopPrank();
    }

    /// Dana repays some of it; at most all.
    function _repayThere(uint256 assets) internal {
        uint256 owed = _owedThere();
        if (owed == 0) return;
        token.mint(dana, assets);
        vm.startPrank(dana);
        if (assets < owed) {
            morpho.repay(market, assets, 0, dana, "");
        } else {
            morpho.repay(market, 0, morpho.position(market.id(), dana).borrowShares, dana, "");
        }
        vm.stopPrank();
    }

    function _owedThere() internal view returns (uint256) {
        return morpho.expectedBorrowAssets(market, dana);
    }

    function _pledged() internal view returns (uint256) {
        return morpho.position(market.id(), dana).collateral;
    }

    /// Somebody takes all of Dana's collateral for what it fetches; what she still owes is a loss of those who lent.
    function _liquidateThere() internal {
        morpho.liquidate(market, dana, _pledged(), 0, "");
        assertEq(_owedThere(), 0, "nobody owes it any more");
    }

    /// What the vault tells the pool's shares would fetch.
    function _told() internal view returns (uint256) {
        return strategy.previewRedeem(strategy.balanceOf(address(pool)));
    }
}
