// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {ICreditTerms} from "alm-interfaces/ICreditTerms.sol";
import {RoundFeed} from "../../src/mocks/RoundFeed.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";

/// @title Borrowers, liquidators and a market, all acting at random
/// @notice After each call of an account, the others' health is as it was.
contract CreditHandler is Test {
    uint256 private constant ALL = type(uint256).max;
    uint256 private constant WAD = 1e18;
    uint256 private constant UNIT = 1e6;
    uint256 private constant TARGET = 1.05e18;

    ICreditDesk private immutable CREDIT;
    ICreditTerms private immutable TERMS;
    IBalanceSheet private immutable SHEET;
    PlainToken private immutable TOKEN;
    PlainToken[2] private collaterals;
    RoundFeed[3] private feeds;
    address private immutable RISK;

    address[3] public actors = [address(0xA11CE), address(0xB0B), address(0xCA401)];
    address private constant LIQUIDATOR = address(0x11D);
    mapping(string name => uint256) public counts;

    constructor(
        ICreditDesk credit,
        IBalanceSheet sheet,
        PlainToken token,
        PlainToken[2] memory collaterals_,
        RoundFeed[3] memory feeds_,
        address risk
    ) {
        (CREDIT, TERMS, SHEET, TOKEN, RISK) = (credit, ICreditTerms(address(credit)), sheet, token, risk);
        (collaterals, feeds) = (collaterals_, feeds_);
        for (uint256 i; i < 4; ++i) {
            address who = i < 3 ? actors[i] : LIQUIDATOR;
            _enrich(token, who);
            _enrich(collaterals[0], who);
            _enrich(collaterals[1], who);
        }
    }

    function _enrich(PlainToken asset, address who) private {
        asset.mint(who, 1e27);
        vm.prank(who);
        asset.approve(address(CREDIT), ALL);
    }

    /// Everybody but one keeps his health in a call of that one.
    modifier touchesOnly(uint256 seed) {
        uint256[3] memory before;
        for (uint256 i; i < 3; ++i) {
            if (i != seed % 3) before[i] = CREDIT.standing(actors[i]).health;
        }
        _;
        for (uint256 i; i < 3; ++i) {
            if (i != seed % 3) assertEq(CREDIT.standing(actors[i]).health, before[i], "INV-CREDIT-01");
        }
    }

    function add(uint256 seed, uint256 amount, bool second) external touchesOnly(seed) {
        PlainToken asset = collaterals[second ? 1 : 0];
        amount = second ? bound(amount, 1e4, 2e8) : bound(amount, 1e14, 40e18);
        _run(seed, ICreditDesk.Action(0, address(asset), amount, 0, 0, address(0)), "add", false);
    }

    function withdraw(uint256 seed, uint256 amount, bool second) external touchesOnly(seed) {
        PlainToken asset = collaterals[second ? 1 : 0];
        uint256 have = CREDIT.collateralOf(actors[seed % 3], address(asset));
        if (have == 0) return;
        _run(seed, ICreditDesk.Action(1, address(asset), bound(amount, 1, have), 0, 0, LIQUIDATOR), "withdraw", true);
    }

    function borrow(uint256 seed, uint256 amount) external touchesOnly(seed) {
        amount = bound(amount, UNIT, 40_000 * UNIT);
        _run(seed, ICreditDesk.Action(2, address(TOKEN), amount, ALL, 0, actors[seed % 3]), "borrow", true);
    }

    function borrowFixed(uint256 seed, uint256 amount, uint256 weeksAhead) external touchesOnly(seed) {
        amount = bound(amount, UNIT, 40_000 * UNIT);
        uint64 maturity = uint64((block.timestamp / 1 weeks + 1 + weeksAhead % 12) * 1 weeks);
        _run(seed, ICreditDesk.Action(4, address(TOKEN), amount, 0, maturity, actors[seed % 3]), "borrowFixed", true);
    }

    function repay(uint256 seed, uint256 amount) external touchesOnly(seed) {
        amount = amount % 4 == 0 ? ALL : bound(amount, UNIT, 20_000 * UNIT);
        _run(seed, ICreditDesk.Action(3, address(TOKEN), amount, 0, 0, address(0)), "repay", false);
    }

    function repayFixed(uint256 seed, uint256 number) external touchesOnly(seed) {
        _run(seed, ICreditDesk.Action(5, address(TOKEN), ALL, ALL, uint64(number % 8), address(0)), "repayFixed", false);
    }

    function liquidate(uint256 seed, uint256 amount, uint256 loan, bool second) external touchesOnly(seed) {
        address account = actors[seed % 3];
        uint256 health = CREDIT.standing(account).health;
        ICreditDesk.Order memory order = ICreditDesk.Order({
            account: account,
            debt: address(TOKEN),
            loan: uint8(loan % 9),
            collateral: address(collaterals[second ? 1 : 0]),
            amount: amount % 3 == 0 ? ALL : bound(amount, UNIT, 50_000 * UNIT),
            minSeized: 0,
            maxPaid: ALL,
            receiver: LIQUIDATOR,
            callback: false
        });
        vm.prank(LIQUIDATOR);
        try CREDIT.liquidate(order) returns (uint256 paid, uint256 seized) {
            ++counts["liquidate"];
            assertGt(paid, 0);
            assertGt(seized, 0);
            _checkLiquidated(account, health);
        } catch {
            ++counts["refused"];
        }
    }

    function _checkLiquidated(address account, uint256 before) private view {
        ICreditDesk.Account memory left = CREDIT.accountOf(account);
        if (uint256(left.debts) + left.loans != 0) {
            assertGt(left.collaterals, 0, "INV-CREDIT-04");
        }
        uint256 health = CREDIT.standing(account).health;
        // Of an account that could bear all of the bonus; a unit of the debt is a millionth of the smallest there is.
        if (before < WAD && before >= 0.9e18) assertGe(health + 1e12, before, "INV-CREDIT-03");
    }

    /// Prices move by up to a tenth, and half an hour passes.
    function market(uint256 seed, uint256 first, uint256 second) external {
        skip(30 minutes + seed % 6 hours);
        uint256[2] memory moves = [900 + first % 201, 900 + second % 201];
        int256[2] memory caps = [int256(4_000e8), int256(120_000e8)];
        for (uint256 i; i < 2; ++i) {
            (, int256 price,,,) = feeds[i].latestRoundData();
            price = price * int256(moves[i]) / 1000;
            int256 low = caps[i] / 8;
            if (price < low) price = low;
            if (price > caps[i]) price = caps[i];
            feeds[i].push(price, block.timestamp);
        }
        feeds[2].push(1e8, block.timestamp);
        address[] memory assets = new address[](3);
        (assets[0], assets[1], assets[2]) = (address(collaterals[0]), address(collaterals[1]), address(TOKEN));
        TERMS.observe(assets);
        SHEET.refreshRate(address(TOKEN));
        try SHEET.strike(address(TOKEN)) {} catch {}
        ++counts["market"];
    }

    /// The risk source pushes what it likes, inside of the bounds.
    function push(uint256 open, uint256 threshold, uint256 length, bool second) external {
        threshold = bound(threshold, 0.5e7, 0.88e7);
        open = bound(open, 0.3e7, 0.49e7);
        length = bound(length, 2 days, 10 days);
        uint40 now_ = uint40(block.timestamp);
        vm.prank(RISK);
        TERMS.setCollateralTerms(
            address(collaterals[second ? 1 : 0]),
            ICreditTerms.CollateralTerms(
                uint32(open), uint32(threshold), 0.1e7, now_ + uint40(length), now_ + uint40(30 days)
            )
        );
        ++counts["push"];
    }

    /// Runs an action of an actor; one that borrows or withdraws ends healthy, or is refused.
    function _run(uint256 seed, ICreditDesk.Action memory action, string memory name, bool risky) private {
        address who = actors[seed % 3];
        ICreditDesk.Action[] memory actions = new ICreditDesk.Action[](1);
        actions[0] = action;
        vm.prank(who);
        try CREDIT.execute(who, ALL, actions) {
            ++counts[name];
            if (risky) assertGe(CREDIT.standing(who).health, WAD, "INV-CREDIT-02");
        } catch {
            ++counts["refused"];
        }
    }
}
