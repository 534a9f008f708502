// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {PlainToken} from "./PlainToken.sol";

/// @title What an account runs when its tokens move
interface ITokenHook {
    function onTokens(address from, address to, uint256 amount) external;
}

/// @title A token that calls its holders: the sender before it pays, the receiver after
contract HookToken is PlainToken(18) {
    mapping(address account => ITokenHook) public hookOf;

    function register(ITokenHook hook) external {
        hookOf[msg.sender] = hook;
    }

    function _update(address from, address to, uint256 value) internal override {
        if (address(hookOf[from]) != address(0)) hookOf[from].onTokens(from, to, value);
        super._update(from, to, value);
        if (address(hookOf[to]) != address(0)) hookOf[to].onTokens(from, to, value);
    }
}
