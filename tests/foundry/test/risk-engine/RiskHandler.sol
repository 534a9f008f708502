// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {IRiskEngine} from "alm-interfaces/IRiskEngine.sol";
import {RoundFeed} from "../../src/mocks/RoundFeed.sol";

/// @title Everything that can happen to a risk engine, at random
/// @notice Keeps its own account of what must hold; the invariant suite reads it.
contract RiskHandler is Test {
    uint256 private constant RATIO_UNIT = 1e11;

    IRiskEngine public immutable ENGINE;
    RoundFeed public immutable FEED;
    address public immutable OWNER;
    /// @notice Poked at random instants.
    address public immutable BUSY;

    /// @notice What the rules must be: changed only by the owner's accepted changes.
    IRiskEngine.Parameters internal _rules;
    uint256 public rulesChangedAt = block.timestamp;

    /// @notice Set when something happened that must not.
    string public broken;

    uint256 private _threshold;
    uint256 private _seenAt;

    constructor(IRiskEngine engine, RoundFeed feed, address owner, address busy) {
        (ENGINE, FEED, OWNER, BUSY) = (engine, feed, owner, busy);
        _rules = engine.parameters(busy);
        _observe();
    }

    /// @dev Compares the threshold before and after whatever happens with what time allows.
    modifier watched() {
        _observe();
        _;
        _observe();
    }

    function rules() external view returns (IRiskEngine.Parameters memory) {
        return _rules;
    }

    function pushPrice(uint256 move) external watched {
        (, int256 last,,,) = FEED.latestRoundData();
        int256 next = last * int256(bound(move, 5_000, 20_000)) / 10_000;
        FEED.push(int256(bound(next, 1e6, 1e15)), block.timestamp);
    }

    function wait(uint256 time) external watched {
        skip(bound(time, 1, 6 hours));
    }

    function waitLong(uint256 time) external watched {
        skip(bound(time, 6 hours, 4 days));
    }

    function poke(address caller) external watched {
        uint256 haircut = ENGINE.haircut(BUSY);
        vm.prank(caller);
        uint256 samples = ENGINE.poke(BUSY);
        if (samples == 0 && ENGINE.haircut(BUSY) < haircut) _break("INV-RISK-02 a poke without a sample");
    }

    function pokeTwice() external watched {
        ENGINE.poke(BUSY);
        uint256 haircut = ENGINE.haircut(BUSY);
        address[] memory assets = new address[](2);
        (assets[0], assets[1]) = (BUSY, BUSY);
        ENGINE.pokeMany(assets);
        if (ENGINE.haircut(BUSY) < haircut) _break("INV-RISK-02 poking again");
    }

    function changeRules(uint256 index, uint256 value, bool asOwner, bool afterDelay) external watched {
        if (afterDelay) skip(1 days);
        IRiskEngine.Parameters memory next = _changed(index % 12, uint16(value));
        address caller = asOwner ? OWNER : makeAddr("stranger");
        vm.prank(caller);
        try ENGINE.setParameters(BUSY, next) {
            if (!asOwner) _break("INV-GOV-01 a stranger changed the rules");
            if (block.timestamp < rulesChangedAt + 1 days) _break("INV-GOV-01 changed too soon");
            _requireSteps(next);
            _rules = next;
            rulesChangedAt = block.timestamp;
        } catch {}
    }

    /// @notice Loosens and tightens by the largest step that is sure to be allowed.
    function changeBonus(bool up) external watched {
        skip(1 days);
        IRiskEngine.Parameters memory next = _rules;
        if (up && next.bonus <= 1_750) next.bonus += 250;
        if (!up && next.bonus >= 250) next.bonus -= 250;
        vm.prank(OWNER);
        ENGINE.setParameters(BUSY, next);
        _rules = next;
        rulesChangedAt = block.timestamp;
    }

    function strangersTryEverything(address caller) external watched {
        vm.assume(caller != OWNER && caller != address(0));
        IRiskEngine.Liquidity memory report = ENGINE.liquidity(BUSY);
        bytes[5] memory attempts = [
            abi.encodeCall(IRiskEngine.delist, (BUSY)),
            abi.encodeCall(IRiskEngine.setFeed, (BUSY, address(FEED), 3_600, true)),
            abi.encodeCall(IRiskEngine.setLiquidity, (BUSY, report)),
            abi.encodeCall(IRiskEngine.transferOwnership, (caller)),
            abi.encodeCall(IRiskEngine.acceptOwnership, ())
        ];
        for (uint256 i; i < attempts.length; ++i) {
            vm.prank(caller);
            (bool success,) = address(ENGINE).call(attempts[i]);
            if (success) _break("INV-GOV-01 a stranger got through");
        }
    }

    function _observe() private {
        uint256 threshold = ENGINE.liquidationThreshold(BUSY);
        if (_seenAt != 0) {
            uint256 elapsed = block.timestamp - _seenAt;
            // The compiled bounds, which hold whatever the rules are; two units for rounding at both ends.
            uint256 fall = 0.2e18 * elapsed / 1 days + 2 * RATIO_UNIT;
            uint256 rise = 0.05e18 * elapsed / 1 days + 2 * RATIO_UNIT;
            if (threshold + fall < _threshold) _break("INV-RISK-01 the threshold fell too fast");
            if (threshold > _threshold + rise) _break("INV-RISK-01 the threshold rose too fast");
        }
        (_threshold, _seenAt) = (threshold, block.timestamp);
    }

    function _changed(uint256 index, uint16 value) private view returns (IRiskEngine.Parameters memory) {
        uint256[12] memory words = abi.decode(abi.encode(_rules), (uint256[12]));
        words[index] = value;
        return abi.decode(abi.encode(words), (IRiskEngine.Parameters));
    }

    function _requireSteps(IRiskEngine.Parameters memory next) private {
        uint256[12] memory have = abi.decode(abi.encode(_rules), (uint256[12]));
        uint256[12] memory want = abi.decode(abi.encode(next), (uint256[12]));
        uint16[12] memory steps = [5_000, 2_500, 2_000, 250, 500, 500, 500, 500, 200, 100, 200, 10_000];
        for (uint256 i; i < 12; ++i) {
            uint256 step = have[i] > want[i] ? have[i] - want[i] : want[i] - have[i];
            if (step > steps[i]) _break("INV-GOV-01 a step too large");
        }
    }

    function _break(string memory what) private {
        broken = what;
    }
}
