// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {ITermDesk} from "alm-interfaces/ITermDesk.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {FixedBookModel} from "../../src/model/FixedBookModel.sol";

/// @title Everything that can happen to a desk, at random
/// @notice Keeps its own account of claims and cash, in two currencies; the invariant suite reads it.
contract DeskHandler is Test {
    uint256 private constant ALWAYS = type(uint256).max;

    ITermDesk public immutable DESK;
    FixedBookModel public immutable SHEET;

    PlainToken[2] public tokens;
    address[] public actors;
    /// @notice Maturities ever used, whatever their currency.
    uint64[] public maturities;
    mapping(uint64 maturity => bool) private _isKnown;
    mapping(address actor => mapping(uint256 id => uint256)) public heldBy;
    mapping(uint256 currency => uint256) public cash;

    constructor(ITermDesk desk, FixedBookModel sheet, PlainToken[2] memory tokens_) {
        (DESK, SHEET, tokens) = (desk, sheet, tokens_);
        for (uint256 i; i < 2; ++i) {
            cash[i] = sheet.cash(address(tokens[i]));
        }
        for (uint160 i = 1; i <= 4; ++i) {
            address actor = address(i << 80);
            actors.push(actor);
            for (uint256 j; j < 2; ++j) {
                tokens[j].mint(actor, 1e30);
                vm.prank(actor);
                tokens[j].approve(address(desk), ALWAYS);
            }
            // The handler is everybody's operator, but of the last it has allowances only.
            vm.prank(actor);
            if (i < 4) desk.setOperator(address(this), true);
        }
    }

    function actorCount() external view returns (uint256) {
        return actors.length;
    }

    function maturityCount() external view returns (uint256) {
        return maturities.length;
    }

    function deposit(uint256 who, uint256 to, uint256 currency, uint256 ahead, uint256 assets) external {
        (address actor, address receiver) = (_actor(who), _actor(to));
        currency %= 2;
        assets = _skewed(assets, 1, 1e24);
        uint64 maturity = _open(ahead);
        vm.prank(actor);
        uint256 face = DESK.deposit(address(tokens[currency]), maturity, assets, 0, receiver, block.timestamp);
        cash[currency] += assets;
        heldBy[receiver][_id(currency, maturity)] += face;
    }

    function exit(uint256 who, uint256 to, uint256 entropy, uint256 face) external {
        (address actor, uint256 currency, uint64 maturity) = _held(who, entropy, false);
        if (actor == address(0)) return;
        uint256 id = _id(currency, maturity);
        face = _skewed(face, 1, heldBy[actor][id]);
        _permit(actor, id, face);
        uint256 assets =
            DESK.exit(address(tokens[currency]), maturity, face, 0, _actor(to), actor, block.timestamp);
        cash[currency] -= assets;
        heldBy[actor][id] -= face;
    }

    function redeem(uint256 who, uint256 to, uint256 entropy, uint256 face) external {
        (address actor, uint256 currency, uint64 maturity) = _held(who, entropy, true);
        if (actor == address(0)) return;
        uint256 id = _id(currency, maturity);
        face = _skewed(face, 1, heldBy[actor][id]);
        _permit(actor, id, face);
        DESK.redeem(address(tokens[currency]), maturity, face, _actor(to), actor);
        cash[currency] -= face;
        heldBy[actor][id] -= face;
    }

    function redeemMany(uint256 who, uint256 to, uint256 currency) external {
        address actor = _actor(who);
        currency %= 2;
        uint64[] memory due = new uint64[](maturities.length);
        (uint256 count, uint256 sum) = (0, 0);
        for (uint256 i; i < maturities.length; ++i) {
            if (maturities[i] > block.timestamp) continue;
            uint256 id = _id(currency, due[count++] = maturities[i]);
            _permit(actor, id, heldBy[actor][id]);
            sum += heldBy[actor][id];
            heldBy[actor][id] = 0;
        }
        assembly ("memory-safe") {
            mstore(due, count)
        }
        assertEq(DESK.redeemMany(address(tokens[currency]), due, _actor(to), actor), sum);
        cash[currency] -= sum;
    }

    function rollOver(uint256 who, uint256 to, uint256 entropy, uint256 face, uint256 ahead) external {
        (address actor, uint256 currency, uint64 matured) = _held(who, entropy, true);
        if (actor == address(0)) return;
        uint256 id = _id(currency, matured);
        face = _skewed(face, 1, heldBy[actor][id]);
        _permit(actor, id, face);
        (uint64 maturity, address receiver) = (_open(ahead), _actor(to));
        uint256 newFace = DESK.rollOver(
            address(tokens[currency]), matured, face, maturity, 0, receiver, actor, block.timestamp
        );
        heldBy[actor][id] -= face;
        heldBy[receiver][_id(currency, maturity)] += newFace;
    }

    function transfer(uint256 who, uint256 to, uint256 entropy, uint256 face) external {
        (address actor, uint256 currency, uint64 maturity) = _held(who, entropy, entropy % 2 == 0);
        if (actor == address(0)) return;
        (uint256 id, address receiver) = (_id(currency, maturity), _actor(to));
        face = _skewed(face, 0, heldBy[actor][id]);
        vm.prank(actor);
        DESK.transfer(receiver, id, face);
        heldBy[actor][id] -= face;
        heldBy[receiver][id] += face;
    }

    /// Time, and rates that move with it.
    function live(uint256 entropy) external {
        skip(entropy % 20 days);
        for (uint256 i; i < 2; ++i) {
            SHEET.setRate(address(tokens[i]), (entropy >> (64 * i + 64)) % 2_000);
        }
    }

    /// A claim an actor holds, due or not; nobody's where there is none.
    function _held(uint256 who, uint256 entropy, bool isDue) private view returns (address, uint256, uint64) {
        for (uint256 i; i < actors.length; ++i) {
            address actor = _actor(who % actors.length + i);
            for (uint256 j; j < 2 * maturities.length; ++j) {
                uint256 place = (entropy % 1e9 + j) % (2 * maturities.length);
                (uint256 currency, uint64 maturity) = (place % 2, maturities[place / 2]);
                if ((maturity <= block.timestamp) != isDue) continue;
                if (heldBy[actor][_id(currency, maturity)] != 0) return (actor, currency, maturity);
            }
        }
        return (address(0), 0, 0);
    }

    function _permit(address actor, uint256 id, uint256 face) private {
        if (actor != actors[3]) return;
        vm.prank(actor);
        DESK.approve(address(this), id, face);
    }

    function _open(uint256 ahead) private returns (uint64 maturity) {
        // Few different ones, so that claims meet.
        uint256[5] memory weeks_ = [uint256(1), 2, 5, 26, 104];
        maturity = uint64((block.timestamp / 7 days + weeks_[ahead % 5]) * 7 days);
        if (_isKnown[maturity]) return maturity;
        _isKnown[maturity] = true;
        maturities.push(maturity);
    }

    function _id(uint256 currency, uint64 maturity) private view returns (uint256) {
        return (uint256(uint160(address(tokens[currency]))) << 64) | maturity;
    }

    function _actor(uint256 seed) private view returns (address) {
        return actors[seed % actors.length];
    }

    /// Small and large alike, and the most now and then.
    function _skewed(uint256 seed, uint256 least, uint256 most) private pure returns (uint256) {
        if (seed % 8 == 0) return most;
        uint256 scaled = most >> (seed % 7) * 8;
        return bound(seed, least, scaled > least ? scaled : most);
    }
}
