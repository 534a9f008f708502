// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {IDepositVault} from "alm-interfaces/IDepositVault.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {BalanceSheetModel} from "../../src/model/BalanceSheetModel.sol";

/// @title Everything that can happen to a vault, at random
/// @notice Keeps its own account of balances, cash and price; the invariant suite reads it.
contract VaultHandler is Test {
    IDepositVault public immutable VAULT;
    BalanceSheetModel public immutable SHEET;
    PlainToken public immutable TOKEN;
    /// @notice In whose name shares are queued.
    address public immutable QUEUE;

    address[] public actors;
    mapping(address actor => uint256) public sharesOf;
    uint256 public supply;
    uint256 public cash;
    uint256 public price;
    /// @notice Set when something happened that must not.
    string public broken;

    constructor(IDepositVault vault, BalanceSheetModel sheet, PlainToken token, address dead) {
        (VAULT, SHEET, TOKEN) = (vault, sheet, token);
        QUEUE = vault.queue();
        actors.push(dead);
        for (uint160 i = 1; i <= 5; ++i) {
            address actor = address(i << 80);
            actors.push(actor);
            token.mint(actor, 1e30);
            vm.startPrank(actor);
            token.approve(address(vault), type(uint256).max);
            vault.approve(address(this), type(uint256).max);
            vm.stopPrank();
        }
        sharesOf[dead] = supply = vault.totalSupply();
        cash = sheet.cash();
        price = _price();
    }

    function count() external view returns (uint256) {
        return actors.length;
    }

    function deposit(uint256 who, uint256 to, uint256 assets) external {
        (address actor, address receiver) = (_actor(who), _actor(to));
        uint256 most = VAULT.maxDeposit(receiver);
        if (most < 1e4) return;
        assets = _skewed(assets, 1e4, most);
        try VAULT.previewDeposit(assets) {}
        catch {
            return; // less than a share
        }
        vm.prank(actor);
        _entered(receiver, assets, VAULT.deposit(assets, receiver));
    }

    function mint(uint256 who, uint256 to, uint256 shares) external {
        (address actor, address receiver) = (_actor(who), _actor(to));
        uint256 most = VAULT.maxMint(receiver);
        if (most == 0) return;
        shares = _skewed(shares, 1, most);
        vm.prank(actor);
        _entered(receiver, VAULT.mint(shares, receiver), shares);
    }

    function withdraw(uint256 who, uint256 to, uint256 assets) external {
        (address actor, address receiver) = (_actor(who), _actor(to));
        uint256 most = VAULT.maxWithdraw(actor);
        if (most == 0) return;
        assets = _skewed(assets, 1, most);
        _left(actor, assets, VAULT.withdraw(assets, receiver, actor));
    }

    function redeem(uint256 who, uint256 to, uint256 shares) external {
        (address actor, address receiver) = (_actor(who), _actor(to));
        uint256 most = VAULT.maxRedeem(actor);
        if (most < 1e8) return;
        shares = _skewed(shares, 1e8, most);
        _left(actor, VAULT.redeem(shares, receiver, actor), shares);
    }

    function transfer(uint256 who, uint256 to, uint256 shares) external {
        (address actor, address receiver) = (_actor(who), _actor(to));
        shares = _skewed(shares, 0, sharesOf[actor]);
        vm.prank(actor);
        VAULT.transfer(receiver, shares);
        sharesOf[actor] -= shares;
        sharesOf[receiver] += shares;
    }

    function enqueue(uint256 who, uint256 shares) external {
        address actor = _actor(who);
        shares = _skewed(shares, 0, sharesOf[actor]);
        vm.prank(QUEUE);
        VAULT.enqueue(actor, actor, shares);
        sharesOf[actor] -= shares;
        sharesOf[QUEUE] += shares;
    }

    function dequeue(uint256 who, uint256 shares) external {
        address actor = _actor(who);
        shares = _skewed(shares, 0, sharesOf[QUEUE]);
        vm.prank(QUEUE);
        VAULT.dequeue(actor, shares);
        sharesOf[QUEUE] -= shares;
        sharesOf[actor] += shares;
    }

    function settle(uint256 wanted) external {
        wanted = _skewed(wanted, 0, sharesOf[QUEUE]);
        uint256 reserved = SHEET.reserved();
        vm.prank(QUEUE);
        (uint256 shares, uint256 assets) = VAULT.settle(wanted);
        if (shares > wanted) broken = "INV-QUEUE-01 more was settled than asked";
        if (SHEET.reserved() != reserved + assets) broken = "INV-QUEUE-01 not all was set aside";
        sharesOf[QUEUE] -= shares;
        supply -= shares;
        _watchPrice();
    }

    function release(uint256 to, uint256 assets) external {
        assets = _skewed(assets, 0, SHEET.reserved());
        vm.prank(QUEUE);
        VAULT.release(assets, _actor(to));
        cash -= assets;
        _watchPrice();
    }

    /// A list of some of the actors, in order, the queue the last of them.
    function poke(uint256 chosen) external {
        address[] memory list = new address[](actors.length + 1);
        uint256 length;
        for (uint256 i; i < actors.length; ++i) {
            if ((chosen >> i) & 1 == 1) list[length++] = actors[i];
        }
        if (chosen >> 255 == 1) list[length++] = QUEUE;
        assembly ("memory-safe") {
            mstore(list, length)
        }
        uint256 before = VAULT.topHolding();
        if (VAULT.poke(list) > before) broken = "INV-TOP-01 a list raised the bound";
    }

    /// Time, terms and loans: the price only rises.
    function live(uint256 entropy) external {
        skip(entropy % 3 days);
        uint256 value = SHEET.netValue();
        SHEET.setIncome((entropy >> 32) % (value / 1e8 + 2));
        SHEET.setPrices((entropy >> 64) % 200, (entropy >> 96) % 200);
        SHEET.setLimits(value + (entropy >> 128) % 1e15, 0, (entropy >> 160) % 1_000, false);
        uint256 lent = (entropy >> 192) % (SHEET.cash() / 4 + 1);
        if (SHEET.pot() + SHEET.reserved() + lent > SHEET.cash()) return;
        SHEET.lend(lent);
        cash -= lent;
    }

    function _entered(address receiver, uint256 assets, uint256 shares) private {
        cash += assets;
        supply += shares;
        sharesOf[receiver] += shares;
        _watchPrice();
    }

    function _left(address owner, uint256 assets, uint256 shares) private {
        cash -= assets;
        supply -= shares;
        sharesOf[owner] -= shares;
        _watchPrice();
    }

    function _watchPrice() private {
        uint256 now_ = _price();
        if (now_ < price) broken = "INV-BOOK-03 the price of a share fell";
        price = now_;
    }

    function _price() private view returns (uint256) {
        return VAULT.convertToAssets(1e24);
    }

    function _actor(uint256 seed) private view returns (address) {
        return actors[1 + seed % (actors.length - 1)];
    }

    /// Small and large alike, and the most now and then.
    function _skewed(uint256 seed, uint256 least, uint256 most) private pure returns (uint256) {
        if (seed % 8 == 0) return most;
        uint256 scaled = most >> (seed % 7) * 8;
        return bound(seed, least, scaled > least ? scaled : most);
    }
}
