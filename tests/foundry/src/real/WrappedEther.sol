// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title What is used of WETH9, whose bytes are those of the package `canonical-weth`
interface IWrappedEther is IERC20 {
    function deposit() external payable;
    function withdraw(uint256 amount) external;
}

// Where its bytes are.
string constant WRAPPED_ETHER = "node_modules/canonical-weth/build/contracts/WETH9.json";
