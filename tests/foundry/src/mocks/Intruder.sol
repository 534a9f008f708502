// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICreditCallback} from "alm-interfaces/ICreditCallback.sol";
import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {HookToken, ITokenHook} from "./tokens/HookToken.sol";
import {PlainToken} from "./tokens/PlainToken.sol";

/// @title Who acts in the middle of a credit desk's calls, and keeps what came of it
contract Intruder is ICreditCallback, ITokenHook {
    ICreditDesk public immutable DESK;
    address public target;
    bytes public call;
    bool public succeeded;
    bytes public answer;
    uint256 public runs;

    constructor(ICreditDesk desk) {
        DESK = desk;
    }

    function approve(PlainToken token) external {
        token.approve(address(DESK), type(uint256).max);
    }

    function register(HookToken token) external {
        token.register(this);
    }

    function arm(address target_, bytes calldata call_) external {
        (target, call, runs) = (target_, call_, 0);
    }

    function execute(ICreditDesk.Action[] calldata actions) external {
        DESK.execute(address(this), type(uint256).max, actions);
    }

    function liquidate(ICreditDesk.Order calldata order) external {
        DESK.liquidate(order);
    }

    function onExecute(address, address, uint256, uint256, uint64) external {
        _try();
    }

    function onLiquidate(address, address, uint256, address, uint256) external {
        _try();
    }

    function onTokens(address, address, uint256) external {
        _try();
    }

    function _try() private {
        if (call.length == 0) return;
        ++runs;
        (succeeded, answer) = target.call(call);
    }
}
