// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IDepositVault} from "alm-interfaces/IDepositVault.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {BalanceSheetModel} from "../../src/model/BalanceSheetModel.sol";
import {StylusTest} from "../../src/stylus/StylusTest.sol";

/// @title A vault over a balance sheet in plain Solidity, seeded, and two depositors
abstract contract DepositVaultTest is StylusTest {
    address internal constant DEAD = 0x000000000000000000000000000000000000dEaD;
    uint256 internal constant SEED = 10e6;
    uint256 internal constant RICHES = 1e31;

    PlainToken internal token;
    BalanceSheetModel internal sheet;
    IDepositVault internal vault;
    address internal alice = makeAddr("alice");
    address internal bob = makeAddr("bob");

    function setUp() public virtual {
        vm.warp(1_700_000_000);
        token = new PlainToken(6);
        (vault, sheet) = deployVault(address(token));
        equip(address(this));
        equip(alice);
        equip(bob);
        vault.deposit(SEED, DEAD);
    }

    function deployVault(address asset) internal returns (IDepositVault vault_, BalanceSheetModel sheet_) {
        sheet_ = new BalanceSheetModel(IERC20(asset));
        bytes memory arguments = abi.encode(asset, sheet_, "ALM deposits", "almUSD");
        vault_ = IDepositVault(deployStylus("deposit-vault", arguments));
        sheet_.setVault(address(vault_));
    }

    /// Gives an account tokens, and the vault its allowance.
    function equip(address account) internal {
        token.mint(account, RICHES);
        vm.prank(account);
        token.approve(address(vault), type(uint256).max);
    }

    function depositAs(address account, uint256 assets) internal returns (uint256 shares) {
        vm.prank(account);
        return vault.deposit(assets, account);
    }

    /// Lends a part of the cash to nobody in particular.
    function lend(uint256 assets) internal {
        vm.prank(makeAddr("borrower"));
        sheet.lend(assets);
    }

    /// A book with a history: income, two prices, a fee, a loan.
    function season(uint256 entropy) internal {
        depositAs(bob, 1e6 + (entropy % 1e15));
        uint256 value = sheet.netValue();
        sheet.setIncome(entropy % (value / 1e7 + 2));
        skip(entropy % 90 days);
        sheet.setPrices((entropy >> 8) % 200, (entropy >> 16) % 200);
        sheet.setLimits(type(uint96).max, 0, (entropy >> 24) % 1_000, false);
        lend((entropy >> 32) % (sheet.cash() / 2 + 1));
    }
}
