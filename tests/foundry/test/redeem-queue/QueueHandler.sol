// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IDepositVault} from "alm-interfaces/IDepositVault.sol";
import {IRedeemQueue} from "alm-interfaces/IRedeemQueue.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {BalanceSheetModel} from "../../src/model/BalanceSheetModel.sol";

/// @title Everything that can happen to a queue, at random
/// @notice Keeps its own account: what each asked for and was paid in each generation, with 64 bits behind the point, every
///         settlement handed out by what waits. The invariant suite compares it with the queue's.
contract QueueHandler is Test {
    struct Stake {
        uint256 waiting; // shares, scaled
        uint256 due; // assets, scaled
        bool isOpen;
    }

    uint256 private constant POINT = 1 << 64;

    IDepositVault public immutable VAULT;
    IRedeemQueue public immutable QUEUE;
    BalanceSheetModel public immutable SHEET;
    PlainToken public immutable TOKEN;
    uint256 public immutable MINIMUM;

    address[] public actors;
    uint256 public generations;
    mapping(uint256 id => uint256) public dayOf;
    mapping(uint256 id => mapping(address actor => Stake)) public stakes;
    uint256 public price;
    /// @notice Requests, settlements, partial ones, claims, cancellations that took place.
    uint256[5] public done;
    /// @notice Set when something happened that must not.
    string public broken;

    constructor(IRedeemQueue queue, BalanceSheetModel sheet, PlainToken token) {
        (QUEUE, SHEET, TOKEN) = (queue, sheet, token);
        VAULT = IDepositVault(queue.share());
        MINIMUM = queue.minimumRequest();
        for (uint160 i = 1; i <= 5; ++i) {
            address actor = address(i << 80);
            actors.push(actor);
            token.mint(actor, 1e30);
            vm.startPrank(actor);
            token.approve(address(VAULT), type(uint256).max);
            VAULT.deposit(1e9, actor);
            vm.stopPrank();
        }
        price = _price();
    }

    function count() external view returns (uint256) {
        return actors.length;
    }

    function stake(uint256 id, address actor) external view returns (Stake memory) {
        return stakes[id][actor];
    }

    function deposit(uint256 who, uint256 assets) external {
        address actor = _actor(who);
        if (VAULT.maxDeposit(actor) == 0) return; // new risk is paused
        vm.prank(actor);
        VAULT.deposit(bound(assets, 1e6, 1e10), actor);
        _watchPrice();
    }

    function withdraw(uint256 who, uint256 assets) external {
        address actor = _actor(who);
        uint256 most = VAULT.maxWithdraw(actor);
        if (most == 0) return;
        vm.prank(actor);
        VAULT.withdraw(bound(assets, 1, most), actor, actor);
        _watchPrice();
    }

    function request(uint256 who, uint256 shares) public {
        address actor = _actor(who);
        uint256 held = VAULT.balanceOf(actor);
        if (held < MINIMUM) return;
        (uint256 older, uint256 newer) = QUEUE.requestsOf(actor);
        uint256 today = block.timestamp / 1 days;
        if (newer != 0 && dayOf[newer] != today) {
            vm.expectRevert(abi.encodeWithSelector(IRedeemQueue.TooManyRequests.selector, actor, older));
            vm.prank(actor);
            QUEUE.requestRedeem(MINIMUM, actor, actor);
            return;
        }
        shares = bound(shares, MINIMUM, held);
        vm.prank(actor);
        uint256 id = QUEUE.requestRedeem(shares, actor, actor);
        if (id != generations && id != generations + 1) broken = "INV-QUEUE-01 a number was left out";
        if (id > generations) (generations, dayOf[id]) = (id, today);
        if (dayOf[id] != today) broken = "INV-QUEUE-01 a generation of another day";
        stakes[id][actor].waiting += shares * POINT;
        stakes[id][actor].isOpen = true;
        ++done[0];
    }

    /// More requests than anything else.
    function requestAgain(uint256 who, uint256 shares) external {
        request(who, shares);
    }

    function settle() public {
        uint256[] memory waiting = new uint256[](generations + 1);
        for (uint256 id = 1; id <= generations; ++id) {
            (,, uint256 asked, uint256 filled,) = QUEUE.generation(id);
            waiting[id] = asked - filled;
        }
        (uint256 shares, uint256 assets) = QUEUE.settle();
        if (shares != 0) ++done[1];
        (uint256 leftShares, uint256 leftAssets) = (shares, assets);
        for (uint256 id = 1; id <= generations && leftShares != 0; ++id) {
            uint256 taken = Math.min(waiting[id], leftShares);
            if (taken == 0) continue;
            if (block.timestamp / 1 days <= dayOf[id]) broken = "INV-QUEUE-01 settled on its day";
            uint256 paid = leftAssets * taken / leftShares;
            if (taken < waiting[id]) ++done[2];
            _handOut(id, taken, paid);
            leftShares -= taken;
            leftAssets -= paid;
        }
        if (leftShares != 0) broken = "INV-QUEUE-01 more was settled than waits";
        _watchPrice();
    }

    /// Everybody gets the part that is his part of what waits.
    function _handOut(uint256 id, uint256 shares, uint256 assets) private {
        uint256 all;
        for (uint256 i; i < actors.length; ++i) {
            all += stakes[id][actors[i]].waiting;
        }
        for (uint256 i; i < actors.length; ++i) {
            Stake storage one = stakes[id][actors[i]];
            uint256 waiting = one.waiting;
            one.waiting -= Math.min(waiting, Math.mulDiv(shares * POINT, waiting, all));
            one.due += Math.mulDiv(assets * POINT, waiting, all);
        }
    }

    function claim(uint256 who, uint256 part, bool byShares) public {
        address actor = _actor(who);
        (uint256 id,) = QUEUE.requestsOf(actor);
        (uint256 shares, uint256 assets) = (QUEUE.maxRedeem(actor), QUEUE.maxWithdraw(actor));
        if (shares != 0 && block.timestamp / 1 days < dayOf[id] + 2) broken = "INV-QUEUE-01 claimed too early";
        part = part % 4 == 0 ? 1 : part % 5 + 1;
        // A part that fetches nothing is refused.
        if (byShares ? shares / part * assets < shares || shares < part : assets < part) return;
        vm.prank(actor);
        if (byShares) {
            assets = QUEUE.redeem(shares / part, actor, actor);
        } else {
            assets /= part;
            QUEUE.withdraw(assets, actor, actor);
        }
        _collected(id, actor, assets);
        ++done[3];
    }

    function cancel(uint256 who, bool ofNewer) external {
        address actor = _actor(who);
        (uint256 id, uint256 newer) = QUEUE.requestsOf(actor);
        if (ofNewer && newer != 0) id = newer;
        if (id == 0 || QUEUE.pendingRedeemRequest(id, actor) == 0) return;
        vm.prank(actor);
        try QUEUE.cancel(id, actor) returns (uint256 shares, uint256 assets) {
            Stake storage one = stakes[id][actor];
            if (shares * POINT + 2 * POINT < one.waiting || shares * POINT > one.waiting + 2 * POINT) {
                broken = "INV-QUEUE-01 other shares came back than waited";
            }
            one.waiting = 0;
            _collected(id, actor, assets);
            ++done[4];
        } catch (bytes memory reason) {
            bytes4 error = bytes4(reason);
            bool isEarly = error == IRedeemQueue.TooEarly.selector && block.timestamp / 1 days < dayOf[id] + 2;
            bool isSettled = error == IRedeemQueue.ZeroAmount.selector && QUEUE.claimableRedeemRequest(id, actor) == 0;
            if (!isEarly && !isSettled) broken = "INV-GUARD-02 a request could not be cancelled";
        }
    }

    /// Time, income, a discount; loans are made of what is free, and paid back.
    function live(uint256 entropy) public {
        skip(entropy % 30 hours);
        SHEET.setIncome((entropy >> 32) % (SHEET.netValue() / 1e8 + 2));
        SHEET.setPrices(0, (entropy >> 96) % 200);
        SHEET.setLimits(type(uint96).max, 0, (entropy >> 160) % 500, (entropy >> 255) == 1);
        uint256 free = SHEET.cash() - SHEET.pot() - SHEET.reserved();
        if ((entropy >> 200) % 3 != 0) return SHEET.lend((entropy >> 192) % (free + 1));
        uint256 paid = (entropy >> 192) % (SHEET.loans() + 1);
        TOKEN.mint(address(SHEET), paid);
        SHEET.repay(paid);
    }

    /// Everybody is paid at last.
    function drain() external {
        skip(2 days);
        SHEET.setPrices(0, 0);
        uint256 owed = SHEET.loans();
        TOKEN.mint(address(SHEET), owed);
        SHEET.repay(owed);
        for (uint256 i; i < generations / 8 + 1; ++i) {
            settle();
        }
        for (uint256 i; i < 2 * actors.length; ++i) {
            address actor = actors[i % actors.length];
            uint256 most = QUEUE.maxRedeem(actor);
            uint256 assets = QUEUE.maxWithdraw(actor);
            if (most + assets == 0) continue;
            vm.prank(actor);
            most == 0 ? QUEUE.withdraw(assets, actor, actor) : QUEUE.redeem(most, actor, actor);
        }
    }

    function _collected(uint256 id, address actor, uint256 assets) private {
        Stake storage one = stakes[id][actor];
        if (assets * POINT > one.due + 2 * POINT) broken = "INV-QUEUE-01 more was paid than was due";
        one.due -= Math.min(one.due, assets * POINT);
        (uint256 older, uint256 newer) = QUEUE.requestsOf(actor);
        if (id == older || id == newer) return;
        if (one.due > 2 * POINT || one.waiting > 2 * POINT) broken = "INV-QUEUE-01 ended too early";
        delete stakes[id][actor];
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
        return actors[seed % actors.length];
    }
}
