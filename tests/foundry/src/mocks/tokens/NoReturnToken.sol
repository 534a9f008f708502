// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title A token without return values, with the habits of the best known one
/// @notice A transfer that is short of money or allowance burns all gas and gives no reason; an allowance has to be taken back
///         before another is given; accounts can be frozen.
contract NoReturnToken {
    uint8 public constant decimals = 6;
    mapping(address account => uint256) public balanceOf;
    mapping(address owner => mapping(address spender => uint256)) public allowance;
    mapping(address account => bool) public isFrozen;

    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    function freeze(address account, bool frozen) external {
        isFrozen[account] = frozen;
    }

    function approve(address spender, uint256 value) external {
        if (value != 0 && allowance[msg.sender][spender] != 0) revert();
        allowance[msg.sender][spender] = value;
    }

    function transfer(address to, uint256 value) external {
        _move(msg.sender, to, value);
    }

    function transferFrom(address from, address to, uint256 value) external {
        uint256 allowed = allowance[from][msg.sender];
        if (allowed < value) _abort();
        if (allowed != type(uint256).max) allowance[from][msg.sender] = allowed - value;
        _move(from, to, value);
    }

    function _move(address from, address to, uint256 value) private {
        if (isFrozen[from] || isFrozen[to]) revert();
        if (balanceOf[from] < value) _abort();
        balanceOf[from] -= value;
        balanceOf[to] += value;
    }

    /// As compilers of its time did where an assertion failed.
    function _abort() private pure {
        assembly ("memory-safe") {
            invalid()
        }
    }
}
