// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {ICreditTerms} from "alm-interfaces/ICreditTerms.sol";
import {CreditActions} from "../../src/CreditActions.sol";
import {Intruder} from "../../src/mocks/Intruder.sol";
import {RoundFeed} from "../../src/mocks/RoundFeed.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {FixedBookTest} from "../fixed-book/FixedBookTest.sol";

/// @title A credit desk at a balance sheet, all as they ship
/// @notice The book's token is worth a dollar; two collaterals, of 18 and 8 decimals, in groups of their own.
abstract contract CreditTest is FixedBookTest, CreditActions {
    uint256 internal constant WAD = 1e18;
    uint256 internal constant ETH = 1e18;
    uint256 internal constant BTC = 1e8;
    uint40 internal constant LIFE = 30 days;

    ICreditTerms internal terms;
    PlainToken internal weth;
    PlainToken internal wbtc;
    mapping(address token => RoundFeed) internal feedOf;
    address internal risk = makeAddr("risk source");
    address internal guardian = makeAddr("guardian");
    address internal alice = makeAddr("alice");
    address internal bob = makeAddr("bob");
    address internal liquidator = makeAddr("liquidator");

    function setUp() public virtual override {
        super.setUp();
        address program = deployStylus("credit-terms", "");
        credit = ICreditDesk(deployStylus("credit-desk", abi.encode(owner, sheet, program)));
        terms = ICreditTerms(address(credit));
        (weth, wbtc) = (new PlainToken(18), new PlainToken(8));
        vm.startPrank(owner);
        sheet.setLine(address(token), address(credit), uint96(1_000_000_000 * UNIT));
        fixedBook.setFixedLine(address(token), address(credit), uint96(1_000_000_000 * UNIT), 0);
        terms.setRiskSource(risk);
        terms.setGuardian(guardian);
        terms.setDust(10);
        vm.stopPrank();
        _list(token, 1e8, 0);
        _list(weth, 2_000e8, 1);
        _list(wbtc, 60_000e8, 2);
        _push(address(weth), 0.75e7, 0.8e7, 0.1e7);
        _push(address(wbtc), 0.7e7, 0.78e7, 0.08e7);
        _settle();
        _enrich(alice);
        _enrich(bob);
        _enrich(liquidator);
    }

    /// An asset at a price, noted once.
    function _list(PlainToken asset, int256 price, uint8 group) internal {
        RoundFeed feed = new RoundFeed(8);
        feedOf[address(asset)] = feed;
        feed.push(price, block.timestamp);
        vm.prank(owner);
        terms.listAsset(address(asset), _config(address(asset), group));
        terms.observe(_one(address(asset)));
    }

    function _config(address asset, uint8 group) internal view returns (ICreditTerms.AssetConfig memory) {
        return ICreditTerms.AssetConfig({
            feed: address(feedOf[asset]),
            heartbeat: 1 days,
            priceFloor: 1,
            priceCeiling: 1e16,
            group: group,
            minimumExponent: 6,
            cap: type(uint96).max
        });
    }

    /// Every price holds for an hour, and is noted.
    function _settle() internal {
        skip(1 hours);
        address[3] memory assets = [address(token), address(weth), address(wbtc)];
        for (uint256 i; i < assets.length; ++i) {
            RoundFeed feed = feedOf[assets[i]];
            (, int256 price,,,) = feed.latestRoundData();
            feed.push(price, block.timestamp);
            terms.observe(_one(assets[i]));
        }
    }

    /// A price jumps; nobody notes it.
    function _jump(PlainToken asset, int256 price) internal {
        feedOf[address(asset)].push(price, block.timestamp);
    }

    /// Days later, with rates, strikes and fresh prices.
    function _later(uint256 count) internal {
        _days(count);
        _settle();
    }

    function _push(address asset, uint32 open, uint32 threshold, uint32 bonus) internal {
        vm.prank(risk);
        terms.setCollateralTerms(
            asset, ICreditTerms.CollateralTerms(open, threshold, bonus, 0, uint40(block.timestamp) + LIFE)
        );
    }

    function _enrich(address who) internal {
        PlainToken[3] memory assets = [token, weth, wbtc];
        for (uint256 i; i < assets.length; ++i) {
            assets[i].mint(who, 1e27);
            vm.prank(who);
            assets[i].approve(address(credit), ALL);
        }
    }

    /// One with much of everything, who lets the desk take it.
    function _intruder() internal returns (Intruder intruder) {
        intruder = new Intruder(credit);
        _enrich(address(intruder));
        intruder.approve(token);
        intruder.approve(weth);
    }

    // ---------------------------------------------------------------- actions

    function _add(PlainToken asset, uint256 amount) internal pure returns (ICreditDesk.Action memory) {
        return _action(0, address(asset), amount, 0, 0, address(0));
    }

    function _withdraw(PlainToken asset, uint256 amount, address receiver)
        internal
        pure
        returns (ICreditDesk.Action memory)
    {
        return _action(1, address(asset), amount, 0, 0, receiver);
    }

    function _borrow(uint256 amount, address receiver) internal view returns (ICreditDesk.Action memory) {
        return _action(2, address(token), amount, ALL, 0, receiver);
    }

    function _repay(uint256 amount) internal view returns (ICreditDesk.Action memory) {
        return _action(3, address(token), amount, 0, 0, address(0));
    }

    function _borrowFixed(uint256 face, uint64 maturity, address receiver)
        internal
        view
        returns (ICreditDesk.Action memory)
    {
        return _action(4, address(token), face, 0, maturity, receiver);
    }

    function _repayFixed(uint64 number, uint256 face) internal view returns (ICreditDesk.Action memory) {
        return _action(5, address(token), face, ALL, number, address(0));
    }

    /// An account with ten of the first collateral, worth 20,000, and a floating debt.
    function _open(address who, uint256 debt) internal {
        _do(who, _add(weth, 10 * ETH), _borrow(debt, who));
    }

    function _order(address account, PlainToken collateral, uint256 amount)
        internal
        view
        returns (ICreditDesk.Order memory)
    {
        return ICreditDesk.Order({
            account: account,
            debt: address(token),
            loan: 0,
            collateral: address(collateral),
            amount: amount,
            minSeized: 0,
            maxPaid: ALL,
            receiver: liquidator,
            callback: false
        });
    }

    function _liquidate(ICreditDesk.Order memory order) internal returns (uint256 paid, uint256 seized) {
        vm.prank(liquidator);
        return credit.liquidate(order);
    }

    function _health(address account) internal view returns (uint256) {
        return credit.standing(account).health;
    }

    function _debt(address account) internal view returns (uint256 owed) {
        (, owed) = credit.debtOf(account, address(token));
    }

    /// What the desk owes the book is what its accounts owe.
    function _checkShares(address[2] memory accounts) internal view {
        uint256 sum;
        for (uint256 i; i < accounts.length; ++i) {
            (uint256 shares,) = credit.debtOf(accounts[i], address(token));
            sum += shares;
        }
        assertEq(sheet.lineOf(address(token), address(credit)).debtShares, sum, "INV-CREDIT-01");
    }
}
