// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title What an account runs when its tokens move: one question, and what came of it
contract HookProbe {
    address public target;
    bytes public question;
    uint256 public runs;
    bool public succeeded;
    bytes public answer;

    function arm(address target_, bytes calldata question_) external {
        target = target_;
        question = question_;
        runs = 0;
    }

    function onTokens(address, address, uint256) external {
        if (target == address(0)) return;
        ++runs;
        (succeeded, answer) = target.call(question);
    }
}
