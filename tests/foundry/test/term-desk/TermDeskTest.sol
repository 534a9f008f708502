// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ITermDesk} from "alm-interfaces/ITermDesk.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {FixedBookModel} from "../../src/model/FixedBookModel.sol";
import {StylusTest} from "../../src/stylus/StylusTest.sol";

/// @title A desk over the fixed side of a balance sheet in plain Solidity, and two savers
abstract contract TermDeskTest is StylusTest {
    uint256 internal constant RICHES = 1e24;
    uint256 internal constant RATE_BPS = 500;
    uint256 internal constant SPREAD_BPS = 50;
    uint256 internal constant ALWAYS = type(uint256).max;

    PlainToken internal token;
    FixedBookModel internal sheet;
    ITermDesk internal desk;
    address internal alice = makeAddr("alice");
    address internal bob = makeAddr("bob");
    /// The grid date 52 weeks ahead.
    uint64 internal maturity;
    /// The claim on the token at that date.
    uint256 internal id;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        sheet = new FixedBookModel();
        desk = ITermDesk(deployStylus("term-desk", abi.encode(sheet)));
        maturity = grid(52);
        token = new PlainToken(6);
        list(token);
        id = desk.idOf(address(token), maturity);
    }

    /// Lists a token, and gives both savers some of it.
    function list(PlainToken asset) internal {
        sheet.list(address(asset), address(desk), RATE_BPS, SPREAD_BPS);
        asset.mint(address(sheet), RICHES);
        sheet.receive_(address(asset), RICHES);
        equip(asset, alice);
        equip(asset, bob);
    }

    function equip(PlainToken asset, address account) internal {
        asset.mint(account, RICHES);
        vm.prank(account);
        asset.approve(address(desk), ALWAYS);
    }

    /// The grid date so many weeks after now.
    function grid(uint256 weeks_) internal view returns (uint64) {
        return uint64((block.timestamp / 7 days + weeks_) * 7 days);
    }

    function depositAs(address account, uint256 assets) internal returns (uint256 face) {
        vm.prank(account);
        return desk.deposit(address(token), maturity, assets, 0, account, ALWAYS);
    }

    function exitAs(address account, uint256 face) internal returns (uint256 assets) {
        vm.prank(account);
        return desk.exit(address(token), maturity, face, 0, account, account, ALWAYS);
    }

    function redeemAs(address account, uint256 face) internal {
        vm.prank(account);
        desk.redeem(address(token), maturity, face, account, account);
    }

    function rollAs(address account, uint256 face, uint64 renewed) internal returns (uint256 newFace) {
        vm.prank(account);
        return desk.rollOver(address(token), maturity, face, renewed, 0, account, account, ALWAYS);
    }
}
