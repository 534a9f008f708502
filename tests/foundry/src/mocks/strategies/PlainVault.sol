// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title A well-kept strategy: OpenZeppelin's vault, whose assets earn what is sent to it and lose what is taken
contract PlainVault is ERC4626 {
    constructor(IERC20 asset_) ERC4626(asset_) ERC20("Strategy", "STR") {}

    function lose(uint256 assets) external {
        require(IERC20(asset()).transfer(address(0xdead), assets), "lost");
    }
}
