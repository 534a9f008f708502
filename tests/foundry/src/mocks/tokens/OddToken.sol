// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title A token whose transfers answer as told
/// @notice `Nothing` like the well-known token without return values; the others like bad ones.
contract OddToken {
    enum Answer {
        Nothing,
        False,
        FalseAndMoved,
        Two,
        Short,
        SilentRevert,
        LoudRevert
    }

    uint8 public constant decimals = 6;
    mapping(address account => uint256) public balanceOf;
    Answer public answer;

    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    function setAnswer(Answer answer_) external {
        answer = answer_;
    }

    function approve(address, uint256) external pure {}

    function transfer(address to, uint256 amount) external {
        _move(msg.sender, to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) external {
        _move(from, to, amount);
    }

    function _move(address from, address to, uint256 amount) private {
        if (answer == Answer.SilentRevert) {
            assembly ("memory-safe") {
                revert(0, 0)
            }
        }
        require(answer != Answer.LoudRevert, "no transfers on Fridays");
        if (answer != Answer.False) {
            balanceOf[from] -= amount;
            balanceOf[to] += amount;
        }
        if (answer == Answer.Nothing) return;
        uint256 word = answer == Answer.Two ? 2 : answer == Answer.Short ? 1 : 0;
        uint256 size = answer == Answer.Short ? 31 : 32;
        assembly ("memory-safe") {
            mstore(0, word)
            return(0, size)
        }
    }
}
