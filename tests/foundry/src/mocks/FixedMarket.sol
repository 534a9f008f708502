// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ISwapper} from "alm-examples/ISwapper.sol";
import {PlainToken} from "./tokens/PlainToken.sol";

/// @title A market of endless depth at prices a test sets
contract FixedMarket is ISwapper {
    mapping(address sold => mapping(address bought => uint256[2])) private _prices;
    /// @notice What the market keeps of every trade, basis points: a dishonest one pays less than it was told to.
    uint256 public kept;

    /// @notice `bought` units are paid for `sold` units.
    function setPrice(address sold, address bought, uint256 units, uint256 forUnits) external {
        _prices[sold][bought] = [units, forUnits];
    }

    function setKept(uint256 basisPoints) external {
        kept = basisPoints;
    }

    function swap(address sold, address bought, uint256 amount, uint256, address receiver) external {
        require(PlainToken(sold).balanceOf(address(this)) >= amount, "not paid");
        uint256[2] memory price = _prices[sold][bought];
        PlainToken(bought).mint(receiver, amount * price[0] / price[1] * (10_000 - kept) / 10_000);
    }
}
