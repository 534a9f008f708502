// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IBufferPool} from "alm-interfaces/IBufferPool.sol";
import {IBufferTreasury} from "alm-interfaces/IBufferTreasury.sol";
import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {ICreditTerms} from "alm-interfaces/ICreditTerms.sol";
import {IDepositVault} from "alm-interfaces/IDepositVault.sol";
import {IFixedBook} from "alm-interfaces/IFixedBook.sol";
import {IRateModel} from "alm-interfaces/IRateModel.sol";
import {IRedeemQueue} from "alm-interfaces/IRedeemQueue.sol";
import {ITermDesk} from "alm-interfaces/ITermDesk.sol";
import {ITreasury} from "alm-interfaces/ITreasury.sol";
import {CreditActions} from "../../src/CreditActions.sol";
import {StandardTerms} from "../../src/StandardTerms.sol";
import {RoundFeed} from "../../src/mocks/RoundFeed.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {IWrappedEther, WRAPPED_ETHER} from "../../src/real/WrappedEther.sol";
import {SheetTest} from "../../src/stylus/SheetTest.sol";

/// @title Every contract that moves tokens, as it ships, on two tokens of any kind
/// @notice The currency is worth a dollar, the collateral 2,000, whatever they are called.
abstract contract TokenTest is SheetTest, CreditActions {
    using SafeERC20 for IERC20;

    IERC20 internal currency;
    IERC20 internal collateral;
    /// One whole token of each.
    uint256 internal unit;
    uint256 internal piece;
    IBalanceSheet internal sheet;
    IDepositVault internal vault;
    IRedeemQueue internal queue;
    ITermDesk internal termDesk;
    ICreditTerms internal terms;
    IBufferPool internal pool;
    IBufferTreasury internal pools;
    IWrappedEther internal wrapped;
    RoundFeed internal par;
    RoundFeed internal price;
    address internal owner = makeAddr("owner");
    address internal alice = makeAddr("alice");
    address internal bob = makeAddr("bob");
    address internal carol = makeAddr("carol");

    /// The two tokens.
    function _tokens() internal virtual returns (address, address);

    function setUp() public virtual {
        vm.warp(1_700_000_000);
        wrapped = IWrappedEther(vm.deployCode(WRAPPED_ETHER));
        (address first, address second) = _tokens();
        (currency, collateral) = (IERC20(first), IERC20(second));
        unit = 10 ** IERC20Metadata(first).decimals();
        piece = 10 ** IERC20Metadata(second).decimals();
        _deploy();
        vm.startPrank(owner);
        _govern(IRateModel(deployStylus("rate-model", abi.encode(owner))));
        vm.stopPrank();
        par = _list(currency, 1e8, 0);
        price = _list(collateral, 2_000e8, 1);
        _push();
        for (uint256 i; i < 2; ++i) {
            _enrich([alice, bob][i]);
        }
        _mint(currency, address(this), 20 * unit);
        _allow(currency, address(this), address(vault));
        _allow(currency, address(this), address(pool));
        vault.deposit(10 * unit, address(0xdEaD));
        pool.deposit(10 * unit, address(0xdEaD));
        vm.prank(bob);
        vault.deposit(10_000_000 * unit, bob);
        _days(2);
    }

    function _deploy() private {
        sheet = deploySheet(owner);
        vault = IDepositVault(deployStylus("deposit-vault", abi.encode(currency, sheet, "ALM deposits", "alm")));
        queue = IRedeemQueue(deployStylus("redeem-queue", abi.encode(vault, 1e12)));
        termDesk = ITermDesk(deployStylus("term-desk", abi.encode(sheet)));
        credit = ICreditDesk(deployStylus("credit-desk", abi.encode(owner, sheet, deployStylus("credit-terms", ""))));
        terms = ICreditTerms(address(credit));
        pool = IBufferPool(deployStylus("buffer-pool", abi.encode(currency, sheet, "ALM buffer", "almB", owner)));
        pools = IBufferTreasury(address(pool));
    }

    function _govern(IRateModel model) private {
        uint8 digits = IERC20Metadata(address(currency)).decimals();
        (address asset, uint96 line) = (address(currency), uint96(1_000_000_000 * unit));
        model.list(asset, address(sheet), 0.08e18, 0.5e18, StandardTerms.spreads());
        sheet.list(asset, address(vault), address(model), StandardTerms.book(digits));
        IFixedBook(address(sheet)).setFixedTerms(asset, StandardTerms.fixedPositions(digits));
        IFixedBook(address(sheet)).setTermDesk(asset, address(termDesk));
        sheet.setLine(asset, address(credit), line);
        IFixedBook(address(sheet)).setFixedLine(asset, address(credit), line, 0);
        vault.setQueue(address(queue));
        ITreasury(address(sheet)).setBuffer(asset, address(pool));
        pools.setTerms(StandardTerms.buffer(digits));
        terms.setRiskSource(owner);
        terms.setDust(10);
    }

    /// An asset of the credit desk at a price, in a group of its own.
    function _list(IERC20 asset, int256 dollars, uint8 group) internal returns (RoundFeed feed) {
        feed = new RoundFeed(8);
        feed.push(dollars, block.timestamp);
        vm.prank(owner);
        terms.listAsset(
            address(asset), ICreditTerms.AssetConfig(address(feed), 1 days, 1, 1e16, group, 6, type(uint96).max)
        );
        terms.observe(_one(address(asset)));
    }

    function _push() private {
        vm.prank(owner);
        terms.setCollateralTerms(
            address(collateral),
            ICreditTerms.CollateralTerms(0.75e7, 0.8e7, 0.1e7, 0, uint40(block.timestamp) + 30 days)
        );
    }

    /// Days later, each with its rate and its strike, at the prices there were.
    function _days(uint256 count) internal {
        for (uint256 i; i < count; ++i) {
            skip(1 days);
            sheet.refreshRate(address(currency));
            sheet.strike(address(currency));
        }
        RoundFeed[2] memory feeds = [par, price];
        IERC20[2] memory assets = [currency, collateral];
        for (uint256 i; i < 2; ++i) {
            (, int256 answer,,,) = feeds[i].latestRoundData();
            feeds[i].push(answer, block.timestamp);
            terms.observe(_one(address(assets[i])));
        }
    }

    /// Much of both tokens, and every contract allowed to take them.
    function _enrich(address who) internal {
        _mint(currency, who, 100_000_000 * unit);
        _mint(collateral, who, 100_000 * piece);
        address[5] memory takers = [address(vault), address(pool), address(termDesk), address(credit), address(queue)];
        for (uint256 i; i < takers.length; ++i) {
            _allow(currency, who, takers[i]);
            _allow(collateral, who, takers[i]);
        }
    }

    /// Tokens out of nothing; wrapped ether out of ether.
    function _mint(IERC20 token, address to, uint256 amount) internal {
        if (token != wrapped) return PlainToken(address(token)).mint(to, amount);
        vm.deal(address(this), amount);
        wrapped.deposit{value: amount}();
        wrapped.transfer(to, amount);
    }

    function _allow(IERC20 token, address who, address taker) internal {
        vm.startPrank(who);
        token.forceApprove(taker, ALL);
        vm.stopPrank();
    }

    function _action(uint8 kind, IERC20 asset, uint256 amount, uint256 limit, uint64 term, address receiver)
        internal
        pure
        returns (ICreditDesk.Action memory)
    {
        return _action(kind, address(asset), amount, limit, term, receiver);
    }

    /// An account with ten pieces, worth 20,000, that owes so much.
    function _open(address who, uint256 debt) internal {
        _do(who, _action(0, collateral, 10 * piece, 0, 0, address(0)), _action(2, currency, debt, ALL, 0, who));
    }

    function _order(address account, address receiver) internal view returns (ICreditDesk.Order memory) {
        return ICreditDesk.Order(account, address(currency), 0, address(collateral), ALL, 0, ALL, receiver, false);
    }

    function _maturity(uint256 weeksAhead) internal view returns (uint64) {
        return uint64((block.timestamp / 7 days + weeksAhead) * 7 days);
    }

    /// Every contract holds what its books say, and those in between hold nothing.
    function _check() internal view {
        assertEq(currency.balanceOf(address(sheet)), sheet.book(address(currency)).cash, "INV-BOOK-01");
        assertEq(currency.balanceOf(address(pool)), pools.accounts().cash, "INV-BOOK-01");
        uint256 held = credit.collateralOf(alice, address(collateral)) + credit.collateralOf(bob, address(collateral));
        assertEq(collateral.balanceOf(address(credit)), held, "INV-CREDIT-01");
        address[4] memory between = [address(vault), address(queue), address(termDesk), address(credit)];
        for (uint256 i; i < between.length; ++i) {
            assertEq(currency.balanceOf(between[i]), 0, "nothing stays in between");
        }
    }
}
