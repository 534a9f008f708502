// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IParameters} from "alm-interfaces/IParameters.sol";
import {IRateModel} from "alm-interfaces/IRateModel.sol";

/// @title Everybody tries everything, at any time
/// @notice Keeps its own account of bands, terms and changes, and after each call holds the parameters against it.
contract ParametersHandler is Test {
    struct Kept {
        int128 low;
        int128 high;
        uint128 step;
        uint32 delay;
        uint256 changedAt;
    }

    uint8 private constant COUNT = 24;

    IParameters public immutable PARAMETERS;
    IBalanceSheet public immutable SHEET;
    IRateModel public immutable MODEL;
    address public immutable BOOK;

    /// @notice Owner, guardian, steward, admin, somebody.
    address[5] public actors;
    mapping(uint8 parameter => Kept) public keptOf;
    uint256 public until;
    bool public paused;
    /// @notice Set when something happened that must not.
    string public broken;
    /// @notice Changes made by the owner and by the steward, bands tightened, and refusals of a steward's change.
    uint256[4] public done;

    constructor(IParameters parameters, IBalanceSheet sheet, IRateModel model, address book, address[5] memory actors_) {
        (PARAMETERS, SHEET, MODEL, BOOK, actors) = (parameters, sheet, model, book, actors_);
        (,, until) = parameters.stewardship();
        for (uint8 parameter; parameter < COUNT; ++parameter) {
            _read(parameter);
        }
    }

    // ---------------------------------------------------------------- what may happen

    function change(uint256 who, uint256 first, uint256 second, uint256 entropy) external {
        uint8[6] memory known = [5, 6, 11, 18, 0, 9];
        (uint8 one, uint8 two) = (known[first % 6], known[second % 6]);
        IParameters.Change[] memory changes = new IParameters.Change[](one == two ? 1 : 2);
        changes[0] = IParameters.Change(one, _target(one, entropy));
        if (one != two) {
            changes[1] = IParameters.Change(two, _target(two, entropy >> 100));
            if (entropy % 4 != 0 && one > two) (changes[0], changes[1]) = (changes[1], changes[0]);
        }
        int128 low = type(int128).min;
        int128 high = type(int128).max;
        // The steward tries more often than the others.
        address actor = actors[who % 7 < 5 ? who % 7 : 2];
        _attempt(actor, changes, IParameters.Condition(low, high, high, low, low));
    }

    function setBand(uint256 who, uint256 which, uint256 entropy) external {
        (uint8 parameter, IParameters.Band memory band) = _band(which, entropy);
        address actor = actors[who % 5];
        vm.prank(actor);
        try PARAMETERS.setBand(BOOK, parameter, band) {
            if (actor != actors[0]) broken = "INV-GOV-01: a band of somebody";
            _read(parameter);
        } catch {}
    }

    function tightenBand(uint256 who, uint256 which, uint256 entropy) external {
        (uint8 parameter, IParameters.Band memory band) = _band(which, entropy);
        Kept memory old = keptOf[parameter];
        if (entropy % 3 != 0) {
            // Near the present one, mostly tighter.
            int128 slack = int128(uint128((entropy >> 8) % 5)) - 1;
            band = IParameters.Band(old.low + slack, old.high - slack, old.step, old.delay + uint32(entropy % 2));
        }
        // The admin tries more often than the others.
        address actor = actors[who % 9 < 5 ? who % 9 : 3];
        vm.prank(actor);
        try PARAMETERS.tightenBand(BOOK, parameter, band) {
            if (actor != actors[3]) broken = "INV-GOV-01: not the admin";
            _read(parameter);
            Kept memory kept = keptOf[parameter];
            bool isLooser = kept.low < old.low || kept.high > old.high || kept.step > old.step || kept.delay < old.delay;
            if (isLooser) broken = "INV-GOV-01: widened";
            ++done[2];
        } catch {}
    }

    function setTerm(uint256 who, uint256 length) external {
        address actor = actors[who % 5];
        uint32 end = uint32(block.timestamp + length % 400 days);
        vm.prank(actor);
        if (who % 2 == 0) {
            try PARAMETERS.setSteward(actors[2], actors[3], end) {
                if (actor != actors[0] || end > block.timestamp + 365 days) broken = "INV-GOV-01: a term";
                until = end;
            } catch {}
        } else {
            try PARAMETERS.shortenTerm(end) {
                if (actor != actors[3] || end >= until) broken = "INV-GOV-01: a longer term";
                until = end;
            } catch {}
        }
    }

    function setPaused(uint256 who, bool paused_) external {
        address actor = actors[who % 5];
        vm.prank(actor);
        (bool success,) = address(PARAMETERS).call(
            paused_ ? abi.encodeCall(IParameters.pause, (BOOK)) : abi.encodeCall(IParameters.unpause, (BOOK))
        );
        bool isAllowed = actor == actors[0] || paused_ && actor == actors[1];
        if (success != isAllowed) broken = "INV-GOV-01: pause";
        if (success) paused = paused_;
    }

    /// Straight at the targets, and through the general door.
    function goAround(uint256 who, uint256 kind) external {
        address actor = actors[who % 5];
        bytes[4] memory calls = [
            abi.encodeCall(IBalanceSheet.setTerms, (BOOK, SHEET.terms(BOOK))),
            abi.encodeCall(IBalanceSheet.setPaused, (BOOK, !paused)),
            abi.encodeCall(IRateModel.setSpreads, (BOOK, MODEL.spreads(BOOK))),
            abi.encodeCall(IBalanceSheet.transferOwnership, (actor))
        ];
        address target = kind % 4 == 2 ? address(MODEL) : address(SHEET);
        vm.startPrank(actor);
        (bool direct,) = target.call(calls[kind % 4]);
        // The owner may name a successor, and only that.
        bytes memory door = abi.encodeCall(IParameters.execute, (target, calls[kind % 4]));
        bool isOwner = actor == actors[0];
        (bool through,) = isOwner && kind % 4 == 3 ? (false, new bytes(0)) : address(PARAMETERS).call(door);
        vm.stopPrank();
        if (direct || through) broken = "INV-GOV-01: a way around";
    }

    function wait(uint256 time) external {
        skip(time % 3 == 0 ? time % 40 days : time % 2 days);
    }

    // ---------------------------------------------------------------- what must hold

    function _attempt(address actor, IParameters.Change[] memory changes, IParameters.Condition memory condition)
        private
    {
        int256[24] memory before = values();
        vm.prank(actor);
        try PARAMETERS.change(BOOK, changes, condition) {
            int256[24] memory current = values();
            for (uint8 parameter; parameter < COUNT; ++parameter) {
                _judge(actor, parameter, before[parameter], current[parameter]);
            }
            for (uint256 i; i < changes.length; ++i) {
                if (current[changes[i].parameter] != changes[i].value) broken = "INV-GOV-01: not what was asked";
            }
            ++done[actor == actors[0] ? 0 : 1];
        } catch {
            if (keccak256(abi.encode(before)) != keccak256(abi.encode(values()))) broken = "INV-GOV-01: half made";
            if (actor == actors[2]) ++done[3];
        }
    }

    /// A move the model of this handler would not have allowed breaks the rule.
    function _judge(address actor, uint8 parameter, int256 from, int256 to) private {
        if (from == to) return;
        Kept storage kept = keptOf[parameter];
        (int256 low, int256 high,) = PARAMETERS.boundsOf(parameter);
        if (to < low || to > high) broken = "INV-GOV-01: bound";
        if (actor == actors[2]) {
            if (block.timestamp >= until) broken = "INV-GOV-01: expired";
            if (to < kept.low || to > kept.high) broken = "INV-GOV-01: band";
            if (uint256(to > from ? to - from : from - to) > kept.step) broken = "INV-GOV-01: step";
            if (block.timestamp < kept.changedAt + kept.delay) broken = "INV-GOV-01: delay";
        } else if (actor != actors[0]) {
            broken = "INV-GOV-01: role";
        }
        kept.changedAt = block.timestamp;
    }

    /// All parameters that the contracts have.
    function values() public view returns (int256[24] memory all) {
        int256[12] memory terms = abi.decode(abi.encode(SHEET.terms(BOOK)), (int256[12]));
        int16[6] memory spreads = MODEL.spreads(BOOK);
        for (uint256 i; i < 12; ++i) {
            all[i] = terms[i];
        }
        for (uint256 i; i < 6; ++i) {
            all[18 + i] = spreads[i];
        }
    }

    function _target(uint8 parameter, uint256 entropy) private view returns (int128) {
        int256 value = values()[parameter];
        Kept memory kept = keptOf[parameter];
        uint256 reach = uint256(kept.step) + 2;
        int256 move = int256((entropy >> 4) % (2 * reach + 1)) - int256(reach);
        if (entropy % 5 == 0) move *= 7;
        if (entropy % 7 == 0) return int128(value);
        return int128(value + move);
    }

    function _band(uint256 which, uint256 entropy) private view returns (uint8, IParameters.Band memory) {
        uint8[6] memory known = [5, 6, 11, 18, 0, 9];
        uint8 parameter = known[which % 6];
        (int256 low, int256 high, uint256 step) = PARAMETERS.boundsOf(parameter);
        uint256 width = uint256(high - low);
        int256 from = low + int256((entropy >> 16) % (width / 2 + 1)) - (entropy % 11 == 0 ? int256(1) : int256(0));
        int256 to = high - int256((entropy >> 80) % (width / 2 + 1)) + (entropy % 13 == 0 ? int256(1) : int256(0));
        uint128 stride = uint128((entropy >> 144) % (step + 2));
        uint32 delay = uint32((entropy >> 200) % 3 days);
        return (parameter, IParameters.Band(int128(from), int128(to), stride, delay));
    }

    /// As the contract tells it; when it was changed is this handler's own knowledge.
    function _read(uint8 parameter) private {
        (IParameters.Band memory band,) = PARAMETERS.bandOf(BOOK, parameter);
        uint256 changedAt = keptOf[parameter].changedAt;
        keptOf[parameter] = Kept(band.low, band.high, band.step, band.delay, changedAt);
    }
}
