// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ISwapper} from "alm-examples/ISwapper.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IUniswapPool} from "./IUniswap.sol";

/// @title A Uniswap v3 pool as a market
/// @notice Sells everything it is told to, or nothing.
contract PoolMarket is ISwapper {
    using SafeERC20 for IERC20;

    uint160 private constant LOWEST = 4_295_128_740;
    uint160 private constant HIGHEST = 1_461_446_703_485_210_103_287_273_052_203_988_822_378_723_970_341;

    IUniswapPool private immutable POOL;

    error NotPool(address caller);
    error SoldTooLittle(uint256 have, uint256 want);
    error PaidTooLittle(uint256 have, uint256 want);

    constructor(IUniswapPool pool) {
        POOL = pool;
    }

    function swap(address sold, address, uint256 amount, uint256 minimum, address receiver) external {
        bool falls = POOL.token0() == sold;
        (int256 amount0, int256 amount1) =
            POOL.swap(receiver, falls, int256(amount), falls ? LOWEST : HIGHEST, abi.encode(sold));
        (int256 taken, int256 given) = falls ? (amount0, amount1) : (amount1, amount0);
        if (uint256(taken) < amount) revert SoldTooLittle(uint256(taken), amount);
        if (uint256(-given) < minimum) revert PaidTooLittle(uint256(-given), minimum);
    }

    function uniswapV3SwapCallback(int256 amount0, int256 amount1, bytes calldata data) external {
        if (msg.sender != address(POOL)) revert NotPool(msg.sender);
        IERC20(abi.decode(data, (address))).safeTransfer(msg.sender, uint256(amount0 > 0 ? amount0 : amount1));
    }
}
